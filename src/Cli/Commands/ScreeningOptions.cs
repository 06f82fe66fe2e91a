using System.CommandLine;
using System.CommandLine.Parsing;
using NodaTime;
using Ssa.Catalog;
using Ssa.Cli.Jobs;
using Ssa.Cli.Remote;
using Ssa.Cli.Terminal;
using Ssa.Cli.Values;
using Ssa.Propagation;
using Ssa.Screening;

namespace Ssa.Cli.Commands;

/// <summary>The options of every command that screens a catalogue.</summary>
internal sealed class ScreeningOptions
{
    private const int MostThreads = 1024;

    /// <summary>Stands in for a start that is not known yet where other settings are checked.</summary>
    private static readonly Instant UsualTime = Instant.FromUtc(2026, 1, 1, 0, 0);

    private readonly CatalogueOptions catalogue;
    private readonly ExclusionOptions exclusions;
    private readonly ValueOption<TimeArgument> start = new("--start", "TIME", TimeArgument.Parse,
        "Start of the window: UTC such as 2026-07-11T03:41:18Z, now, or epoch (the 99th percentile of the element sets' epochs; the newest of fewer than 100; no earlier than the first --ephemeris). [default: epoch]");

    private readonly ValueOption<Duration> duration = new("--duration", "D", ParseDuration, "Length of the window: 30s, 90min, 24h, 7d. [default: 24h]");
    private readonly ValueOption<double> threshold = new("--threshold", "L", ParseThreshold, "Largest distance of a close approach: 500m, 5km. [default: 5km]");
    private readonly RepeatedOption<string> ephemeris = new("--ephemeris", "OEM", ParseEphemerisPath,
        "Objects by their ephemerides: an orbit ephemeris message (CCSDS OEM, KVN or XML, plain or gzip); may be repeated. Without selectors they are the primaries.");

    private readonly ValueOption<string> eop = new("--eop", "FILE", CommonOptions.ParsePath,
        "Earth orientation data for ephemerides in frames other than TEME. Without it UT1 is UTC, and polar motion and corrections to nutation are zero.");

    private readonly RepeatedOption<ObjectSelector> primaries = new("--primaries", "SEL", ParseSelector,
        "Objects of interest, against the secondaries: 25544 or 25544,48274, name=STARLINK*, launch=1999-025, owner=JPN, type=DEBRIS, regime=GEO; "
        + "terms joined by + must all hold, the option repeated widens. [default: all]");

    private readonly RepeatedOption<ObjectSelector> secondaries = new("--secondaries", "SEL", ParseSelector, "What they are screened against. [default: all]");

    private readonly ValueOption<ScreeningVolume> volume = new("--volume", "V", ParseVolume,
        "A volume around the first object instead of --threshold: ellipsoid:0.4,25,25 or box:2,25,25 (half-lengths radial, transverse, normal, km), or handbook, "
        + "an ellipsoid by the first object's regime.");

    private readonly ValueOption<string> satcat = new("--satcat", "FILE", CommonOptions.ParsePath,
        "Owner, type and status of objects: CelesTrak's SATCAT as CSV, or JSON of number: [owner, type].");

    private readonly ValueOption<string> bodies = new("--hbr-table", "FILE", CommonOptions.ParsePath,
        "Hard-body radii of objects, and masses where known: CSV with columns number, radius_m and mass_kg. Other objects: 5 m (payloads, rocket bodies), 0.5 m (debris) by --satcat, else 1 m.");

    private readonly RepeatedOption<string> history = new("--history", "FILE", ParseHistoryPath,
        "Earlier element sets of the objects (TLE or OMM), to whose errors covariances are fitted in place of the table's; may be repeated. Of each object the year before its screened set is used.");

    private readonly ValueOption<Sgp4Mode> mode = CommonOptions.Mode();
    private readonly ValueOption<long> threads = new("--threads", "N", CountText.Between(1, MostThreads),
        "Threads to compute with; the result does not depend on it. [default: one per processor]");

    private readonly ValueOption<long> maxEvents = new("--max-events", "N", CountText.Between(1, long.MaxValue),
        "Stop with an error beyond this many rows; a list is never cut short. [default: 20000000]");

    private readonly ValueOption<Duration> maxAge = new("--max-age", "D", DurationText.Parse,
        "Leave out objects whose element set is further than this from the start. [default: no limit]");

    private readonly Option<bool> verify = new("--verify")
    {
        Description = "Screen twice more, with half the steps and with other cells, and compare every row; exit with 1 where a list differs.",
    };

    /// <summary>Adds FILE and the checks of the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="output">Its option --output.</param>
    public ScreeningOptions(Command command, ValueOption<string> output)
    {
        catalogue = new CatalogueOptions(command);
        exclusions = new ExclusionOptions(command, output);
        command.Validators.Add(RefuseContradictions);
    }

    /// <summary>The options that say what is screened.</summary>
    public IReadOnlyList<Option> OfTask => [start, duration, threshold, volume, primaries, secondaries, .. exclusions.Options, ephemeris, eop, satcat, bodies, history, mode];

    /// <summary>The options that limit and check the run.</summary>
    public IReadOnlyList<Option> OfRun => [threads, maxEvents, maxAge, verify, .. catalogue.Options];

    /// <summary>What was asked for; says so where the catalogue is the bundled sample.</summary>
    /// <param name="line">The options.</param>
    /// <param name="session">The surroundings.</param>
    /// <param name="isAtService">Whether no file means what a service has, instead of the sample.</param>
    public ScreeningRequest RequestOf(ParseResult line, Session session, bool isAtService = false)
    {
        var usual = new ScreeningRequest { Catalogue = catalogue.RequestOf(line, session.Reporter, satcat.TryGet(line, out var satcatPath) ? satcatPath : null, isAtService) };
        return usual with
        {
            Start = start.GetOr(line, usual.Start),
            Duration = duration.GetOr(line, usual.Duration),
            ThresholdKm = threshold.GetOr(line, usual.ThresholdKm),
            EphemerisFiles = ephemeris.GetAll(line),
            EarthOrientationPath = eop.TryGet(line, out var eopPath) ? eopPath : null,
            HistoryFiles = history.GetAll(line),
            BodyTablePath = bodies.TryGet(line, out var bodiesPath) ? bodiesPath : null,
            Volume = volume.TryGet(line, out var chosen) ? chosen : null,
            Primaries = primaries.GetAll(line),
            Secondaries = secondaries.GetAll(line),
            Exclusions = exclusions.RulesOf(line),
            Sgp4Mode = mode.GetOr(line, usual.Sgp4Mode),
            MaxAge = maxAge.TryGet(line, out var age) ? age : null,
            MaxEvents = maxEvents.GetOr(line, usual.MaxEvents),
            Threads = (int)threads.GetOr(line, usual.Threads),
        };
    }

    /// <summary>Refuses the options that a service does not take.</summary>
    public void RefuseAtService(CommandResult line)
    {
        Refuse(threads, "the service has threads of its own. Leave it out, or give --threads to ssa serve");
        Refuse(verify, "a service's lists are checked where it runs. Leave out one of the two");
        Refuse(ephemeris, "a service screens element sets. Leave out one of the two");
        exclusions.RefuseAtService(line);
        catalogue.RefuseAtService(line);

        void Refuse(Option option, string why)
        {
            if (line.GetResult(option) is { Implicit: false })
            {
                line.AddError($"{option.Name} with {ServerOptions.Server}: {why}.");
            }
        }
    }

    /// <summary>Opens the file of --list-excluded; null where it was not asked for.</summary>
    public OutputTarget? OpenExcluded(ParseResult line, Session session) => exclusions.OpenList(line, session);

    /// <summary>Screens with a progress bar.</summary>
    /// <exception cref="CommandFailure">The screening cannot be done.</exception>
    public static ScreeningReport Screen(ScreeningRequest request, Session session)
    {
        using var progress = session.Reporter.StartProgress("Screening");
        return ScreeningJob.Run(request, session.Clock, progress, session.Cancellation);
    }

    /// <summary>Screens at a service, with a progress bar.</summary>
    /// <exception cref="CommandFailure">The screening cannot be done.</exception>
    public static ScreeningReport ScreenAt(ServerAddress server, ScreeningRequest request, Session session)
    {
        using var progress = session.Reporter.StartProgress("Screening");
        return new RemoteScreening(server, request, session).Run(progress);
    }

    /// <summary>Screens again as --verify asks; empty where it was not asked for.</summary>
    public IReadOnlyList<VerifiedVariant> Verify(ParseResult line, ScreeningReport report, Session session)
    {
        if (!line.GetValue(verify))
        {
            return [];
        }

        using var progress = session.Reporter.StartProgress("Verifying");
        return ScreeningVerification.Run(report.Result, report.ScreenAgain!, progress, session.Cancellation);
    }

    /// <summary>Says what the user should know of a screening's input and its verification.</summary>
    /// <returns>The exit code that goes with it.</returns>
    public int Conclude(ParseResult line, ScreeningReport report, IReadOnlyList<VerifiedVariant> verified, Reporter reporter)
    {
        CatalogueOptions.Report(reporter, report);
        CatalogueOptions.Report(reporter, report.Catalogue.Input.Batch);
        var code = catalogue.Report(line, reporter, [.. report.Catalogue.Input.Batch.SetAside, .. report.Histories.SetAside], report.Ephemerides.SetAside);
        CatalogueOptions.Report(reporter, report.Catalogue.Satcat);
        return VerificationLines.Write(reporter, report.Result, verified) ? code : ExitCode.Failed;
    }

    /// <summary>Reads a selector of objects.</summary>
    public static Parsed<ObjectSelector> ParseSelector(string text)
    {
        try
        {
            return ObjectSelector.Parse(text);
        }
        catch (FormatException fault)
        {
            return new ParseFault(fault.Message.TrimEnd('.'));
        }
    }

    private static Parsed<Duration> ParseDuration(string text) =>
        WithinSettings(text, DurationText.Parse(text), value => new ScreeningSettings { Start = UsualTime, Duration = value });

    private static Parsed<ScreeningVolume> ParseVolume(string text) =>
        WithinSettings(text, VolumeText.Parse(text), value => new ScreeningSettings { Start = UsualTime, Volume = value });

    private static Parsed<double> ParseThreshold(string text) =>
        WithinSettings(text, LengthText.ParseKm(text), value => new ScreeningSettings { Start = UsualTime, ThresholdKm = value });

    /// <summary>The value if the engine takes it; the engine alone knows its bounds.</summary>
    private static Parsed<T> WithinSettings<T>(string text, Parsed<T> parsed, Func<T, ScreeningSettings> make)
        where T : notnull
    {
        if (!parsed.TryGet(out var value, out _))
        {
            return parsed;
        }

        try
        {
            make(value).Validate();
            return value;
        }
        catch (ArgumentException fault)
        {
            return new ParseFault($"'{text}' is out of range: {fault.Message}");
        }
    }

    private static Parsed<string> ParseEphemerisPath(string text) =>
        text == "-" ? new ParseFault("'-': ephemerides are read from files; standard input is for FILE") : CommonOptions.ParsePath(text);

    private static Parsed<string> ParseHistoryPath(string text) =>
        text == "-" ? new ParseFault("'-': histories are read from files; standard input is for FILE") : CommonOptions.ParsePath(text);

    private void RefuseContradictions(CommandResult line)
    {
        if (line.GetResult(volume) is not null && line.GetResult(threshold) is not null)
        {
            line.AddError("--volume: takes the place of --threshold. Give one of the two; ellipsoid:5,5,5 is the sphere of 5 km.");
        }

        if (line.GetResult(eop) is not null && line.GetResult(ephemeris) is null)
        {
            line.AddError("--eop: has no bearing on element sets. Add --ephemeris OEM, or leave it out.");
        }
    }
}
