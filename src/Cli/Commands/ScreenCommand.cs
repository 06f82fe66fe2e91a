using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using NodaTime;
using Ssa.Cli.Formats;
using Ssa.Cli.Jobs;
using Ssa.Cli.Terminal;
using Ssa.Cli.Values;

namespace Ssa.Cli.Commands;

/// <summary><c>ssa screen</c>: every close approach of a catalogue.</summary>
internal sealed class ScreenCommand : SsaCommand
{
    private static readonly Choice<ConjunctionFormat> Formats = new(
        ("table", ConjunctionFormat.Table),
        ("csv", ConjunctionFormat.Csv),
        ("jsonl", ConjunctionFormat.Jsonl),
        ("json", ConjunctionFormat.Json),
        ("socrates", ConjunctionFormat.Socrates),
        ("cdm-kvn", ConjunctionFormat.CdmKvn),
        ("cdm-xml", ConjunctionFormat.CdmXml));

    private readonly ScreeningOptions screening;
    private readonly ServerOptions server;
    private readonly ValueOption<ConjunctionFormat> format = CommonOptions.Format(Formats, "table");
    private readonly ValueOption<string> output = new("--output", "PATH", CommonOptions.ParsePath,
        "Write to this file instead of standard output; it appears only when complete. With cdm-kvn and cdm-xml a folder, or a path that ends with a slash, takes one file for each event.");

    private readonly ValueOption<TimeArgument> created = new("--created", "TIME", TimeArgument.ParseWithoutEpoch,
        "CREATION_DATE of conjunction data messages; given, the same input makes the same bytes. [default: now]");

    /// <summary>Makes the command.</summary>
    public ScreenCommand(CommandHost host)
        : base("screen", "Find every close approach between the objects of a catalogue, with its maximum probability of collision; CSV and JSON add one with assumed errors, as a range (docs/risk.md).", host)
    {
        screening = new ScreeningOptions(this, output);
        server = new ServerOptions(this, screening.RefuseAtService);
        AddOptions([.. screening.OfTask, format, output, created, .. screening.OfRun, .. server.Options]);
        Validators.Add(RefuseContradictions);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Purpose, string Line)> Examples =>
    [
        ("The bundled sample, 24 hours, 5 km", "ssa screen"),
        ("A catalogue of today, a week, as CSV into a file", "ssa screen catalogue.tle --start now --duration 7d --format csv --output week.csv"),
        ("The space station against everything within 10 km", "ssa screen catalogue.csv.gz --primaries 25544 --threshold 10km"),
        ("An operator's ephemeris against a catalogue", "ssa screen catalogue.tle --ephemeris mine.oem --threshold 10km"),
        ("A fleet in the volumes of the Spaceflight Safety Handbook, without its own members and what flies along",
            "ssa screen catalogue.tle --primaries name=ONEWEB* --volume handbook --duration 5d --exclude same-name-prefix --exclude co-moving --list-excluded left-out.csv"),
        ("A conjunction data message for each event, into a folder", "ssa screen catalogue.tle --primaries 25544 --format cdm-kvn --output events/"),
        ("Probabilities with errors as each object's own history shows them, and sizes that are known",
            "ssa screen catalogue.tle --history last-year.tle.gz --satcat satcat.csv --hbr-table sizes.csv --format csv"),
        ("From another program", "curl -s URL | ssa screen - --format jsonl"),
        ("At a service, which takes the file in", "ssa screen catalogue.tle --server http://127.0.0.1:5080"),
    ];

    /// <inheritdoc/>
    public override int Run(ParseResult line, Session session)
    {
        var watch = Stopwatch.StartNew();
        var chosen = format.GetOr(line, ConjunctionFormat.Table);
        var path = output.TryGet(line, out var given) ? given : null;
        var folder = IsCdm(chosen) && OutputFolder.IsOne(path) ? OutputFolder.Open(path!) : null;
        using var target = folder is null ? session.OpenOutput(path) : null;
        using var excluded = screening.OpenExcluded(line, session);
        var report = server.Find(line, session) is { } address
            ? ScreeningOptions.ScreenAt(address, screening.RequestOf(line, session, isAtService: true), session)
            : ScreeningOptions.Screen(screening.RequestOf(line, session), session);
        var verified = screening.Verify(line, report, session);
        var computed = watch.Elapsed;
        if (IsCdm(chosen))
        {
            WriteMessages(target, folder, report, chosen, CreatedOf(line, session), session);
        }
        else
        {
            Write(target!.Stream, report, chosen, session.Cancellation);
        }

        ExclusionOptions.Write(excluded, report.Result.Excluded, session.Cancellation);
        target?.Commit();
        var writing = watch.Elapsed - computed;
        var code = screening.Conclude(line, report, verified, session.Reporter);
        ScreeningSummary.Write(session.Reporter, report, writing, watch.Elapsed);
        return code;
    }

    private static bool IsCdm(ConjunctionFormat format) => format is ConjunctionFormat.CdmKvn or ConjunctionFormat.CdmXml;

    // Milliseconds are enough for a date of creation.
    private Instant CreatedOf(ParseResult line, Session session)
    {
        var time = created.GetOr(line, TimeArgument.Now).Resolve(session.Clock, session.Clock.GetCurrentInstant);
        return Instant.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
    }

    private static void WriteMessages(OutputTarget? target, OutputFolder? folder, ScreeningReport report, ConjunctionFormat format, Instant created, Session session)
    {
        var messages = new ConjunctionCdm(report, created);
        if (folder is not null)
        {
            var extension = format == ConjunctionFormat.CdmXml ? "xml" : "cdm";
            foreach (var (message, name) in messages.Messages(session.Cancellation))
            {
                folder.Write($"{name}.{extension}", to => ConjunctionCdm.WriteOne(to, message, format));
            }
        }
        else if (format == ConjunctionFormat.CdmXml)
        {
            messages.WriteXml(target!.Stream, session.Cancellation);
        }
        else
        {
            messages.WriteKvn(target!.Stream, session.Cancellation);
        }

        if (ConjunctionCdm.EdgeRowsOf(report.Result) is > 0 and var edges)
        {
            session.Reporter.Warning($"{edges} rows at the window's edges, or where valid states begin or end, are no closest approach and make no message; other formats list them.");
        }
    }

    private static void Write(Stream to, ScreeningReport report, ConjunctionFormat format, CancellationToken cancellation)
    {
        switch (format)
        {
            case ConjunctionFormat.Csv:
                ConjunctionCsv.Write(to, report, cancellation);
                break;
            case ConjunctionFormat.Jsonl:
                ConjunctionJson.WriteLines(to, report, cancellation);
                break;
            case ConjunctionFormat.Json:
                ConjunctionJson.WriteDocument(to, report, cancellation);
                break;
            case ConjunctionFormat.Socrates:
                SocratesCsv.Write(to, report, cancellation);
                break;
            default:
                ConjunctionTable.Write(to, report, cancellation);
                break;
        }
    }

    private void RefuseContradictions(CommandResult line)
    {
        if (line.GetResult(created) is not null && !(line.GetResult(format) is not null && IsCdm(line.GetValue(format))))
        {
            line.AddError("--created: is the date of conjunction data messages. Add --format cdm-kvn or cdm-xml, or leave it out.");
        }
    }
}
