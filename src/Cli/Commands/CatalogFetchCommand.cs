using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Ssa.Catalog;
using Ssa.Catalog.Sources;
using Ssa.Cli.Jobs;
using Ssa.Cli.Terminal;
using Ssa.Cli.Values;

namespace Ssa.Cli.Commands;

/// <summary><c>ssa catalog fetch</c>: polite downloads of element sets into a cache. Paths go to standard output, one a line, for other commands to read.</summary>
internal sealed class CatalogFetchCommand : SsaCommand
{
    private const string UsualProvider = "celestrak";
    private const string SpaceTrackWord = "space-track";

    private static readonly Choice<Provider> Providers = new((UsualProvider, Provider.CelesTrak), (SpaceTrackWord, Provider.SpaceTrack));
    private static readonly Choice<SourceFormat> Formats = new(("csv", SourceFormat.Csv), ("json", SourceFormat.Json));

    private readonly ValueOption<Provider> source = new("--source", Providers.Help, Providers.Parse, "Who is asked. [default: celestrak]");
    private readonly RepeatedOption<string> groups = new("--group", "NAME", ParseGroup, "A group of CelesTrak's, such as active or starlink; may be repeated. [default: active]");
    private readonly ValueOption<Uri> mirror = new("--mirror", "URL", ParseMirror, "Base address of a mirror that answers the provider's queries, asked instead of the provider.");
    private readonly ValueOption<string> cache = new("--cache", "DIR", CommonOptions.ParsePath, $"Folder of the downloads. [default: ${CacheFolder.Variable}, else ssa in the user's cache folder]");
    private readonly ValueOption<SourceFormat> format = new("--format", Formats.Help, Formats.Parse, "Form of OMM to ask for. [default: csv; json at Space-Track]");
    private readonly ValueOption<Duration> timeout = new("--timeout", "DURATION", ParseTimeout, "The longest time for one request. [default: 5min]");
    private readonly ValueOption<string> secretFile = new("--secret-file", "PATH", CommonOptions.ParsePath,
        $"File with the account at Space-Track: the lines identity=… and password=…, readable for you alone. [default: the environment: {SpaceTrackCredentials.IdentityVariable} and {SpaceTrackCredentials.PasswordVariable}, or {SpaceTrackCredentials.SecretFileVariable}]");

    private readonly Option<bool> resume = new("--resume") { Description = "Ask again although the source has stopped: once you have found the cause." };

    /// <summary>Makes the command.</summary>
    public CatalogFetchCommand(CommandHost host)
        : base("fetch", "Download element sets politely: once per update, kept in a cache. Prints the path of each file.", host)
    {
        AddOptions(source, groups, mirror, cache, format, timeout, secretFile, resume);
        Validators.Add(RefuseContradictions);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Purpose, string Line)> Examples =>
    [
        ("All active satellites: the path of their file, and what it holds", "ssa catalog fetch"),
        ("Straight into a screening", "ssa screen \"$(ssa catalog fetch --quiet)\""),
        ("Two groups as JSON", "ssa catalog fetch --group stations --group starlink --format json"),
        ("The whole public catalogue; the account is in the environment", "ssa catalog fetch --source space-track"),
        ("From a mirror", "ssa catalog fetch --mirror https://mirror.example/celestrak/"),
        ("After a stop whose cause is dealt with", "ssa catalog fetch --resume"),
    ];

    /// <inheritdoc/>
    public override int Run(ParseResult line, Session session)
    {
        var request = new FetchRequest(
            source.GetOr(line, Provider.CelesTrak),
            groups.GetAll(line),
            mirror.TryGet(line, out var address) ? address : null,
            cache.TryGet(line, out var folder) ? folder : CacheFolder.Find(Environment.GetEnvironmentVariable),
            format.TryGet(line, out var asked) ? asked : null,
            timeout.GetOr(line, ProviderTimeout.Usual),
            secretFile.TryGet(line, out var secret) ? secret : null);
        using var provider = request.MakeSource(session);
        if (line.GetValue(resume))
        {
            Resume(provider, session);
        }

        var outcomes = provider.FetchAsync(session.Cancellation).GetAwaiter().GetResult();
        using var target = session.OpenOutput(path: null);
        using (var paths = new StreamWriter(target.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
        {
            foreach (var file in outcomes.OfType<FetchedFile>())
            {
                paths.Write(file.Path + "\n");
            }
        }

        target.Commit();
        foreach (var outcome in outcomes)
        {
            Report(outcome, provider.Name, session);
        }

        return outcomes.Any(outcome => outcome is SourceStopped) ? ExitCode.Failed : ExitCode.Done;
    }

    private void RefuseContradictions(CommandResult line)
    {
        // By its word, since a source that is none has a fault of its own.
        var named = line.GetResult(source)?.Tokens is [var token] ? token.Value : UsualProvider;
        if (named == SpaceTrackWord && line.GetResult(groups) is not null)
        {
            line.AddError("--group: groups are CelesTrak's; Space-Track is asked for all objects in orbit. Leave it out.");
        }

        if (named == UsualProvider && line.GetResult(secretFile) is not null)
        {
            line.AddError("--secret-file: CelesTrak needs no account. Leave it out, or add --source space-track.");
        }
    }

    private static void Resume(IProviderSource provider, Session session)
    {
        try
        {
            foreach (var stop in provider.ResumeAsync(session.Cancellation).GetAwaiter().GetResult())
            {
                session.Reporter.Note($"{stop.Item}: resumed. It had stopped on {TextOf(stop.At)}: {StopReasons.TextOf(stop.Reason)}: {stop.Message}");
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new CommandFailure($"--resume: {fault.Message}");
        }
    }

    private static void Report(FetchOutcome outcome, string provider, Session session)
    {
        if (outcome is SourceStopped stop)
        {
            var lasts = stop.NeedsResuming
                ? $" {provider} is not asked again until 'ssa catalog fetch --resume'."
                : stop.Until is { } until ? $" {provider} is not asked again before {TextOf(until)}." : "";
            var kept = stop.LastCopy is { } copy ? $" The copy of {TextOf(copy.FetchedAt)} is kept: {copy.Path}" : "";
            session.Reporter.Error($"{stop.Item}: {StopReasons.TextOf(stop.Reason)}: {stop.Message} {stop.Remedy}{lasts}{kept}");
            return;
        }

        var file = (FetchedFile)outcome;
        session.Reporter.Note(file.IsNew
            ? $"{file.Item}: new, downloaded {TextOf(file.FetchedAt)} from {file.Url}"
            : file.WasAsked
                ? $"{file.Item}: {provider} has nothing newer; the copy of {TextOf(file.FetchedAt)} is current."
                : $"{file.Item}: the copy of {TextOf(file.FetchedAt)} is current; {provider} was not asked{(file.NextAt is { } next ? $", and will not be before {TextOf(next)}" : "")}.");
        if (file.Remark is { } remark)
        {
            session.Reporter.Warning($"{file.Item}: {remark}");
        }

        if (!session.Reporter.IsQuiet)
        {
            using var passport = new StringWriter();
            PassportWriter.WriteTable(CataloguePassport.Of(CatalogueReader.Read([file.Path], lenient: false, cancellation: session.Cancellation)), passport);
            session.Reporter.Note(passport.ToString().TrimEnd('\n'));
        }
    }

    private static string TextOf(Instant time) => InstantPattern.General.Format(time);

    private static Parsed<Duration> ParseTimeout(string text)
    {
        var parsed = DurationText.Parse(text);
        return parsed.TryGet(out var duration, out _) && duration > ProviderTimeout.Longest
            ? new ParseFault($"'{text}' is too long: the longest time for one request is {ProviderTimeout.Longest.TotalHours:0}h")
            : parsed;
    }

    private static Parsed<string> ParseGroup(string text) => CelesTrakSettings.IsGroupName(text)
        ? text
        : ParseFault.Of(text, "the name of a group: give letters, digits, - and _ only, as in active");

    private static Parsed<Uri> ParseMirror(string text) =>
        ProviderAddress.TryParse(text, out var address, out var fault) ? address : new ParseFault($"the address cannot be used: {fault}");
}
