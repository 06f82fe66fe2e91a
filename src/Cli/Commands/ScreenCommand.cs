using System.CommandLine;
using System.Diagnostics;
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
        ("socrates", ConjunctionFormat.Socrates));

    private readonly ScreeningOptions screening;
    private readonly ValueOption<ConjunctionFormat> format = CommonOptions.Format(Formats, "table");
    private readonly ValueOption<string> output = CommonOptions.Output();

    /// <summary>Makes the command.</summary>
    public ScreenCommand(CommandHost host)
        : base("screen", "Find every close approach between the objects of a catalogue, with its maximum probability of collision; CSV and JSON add one with assumed errors, as a range (docs/risk.md).", host)
    {
        screening = new ScreeningOptions(this, output);
        AddOptions([.. screening.OfTask, format, output, .. screening.OfRun]);
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
        ("Probabilities with errors as each object's own history shows them, and sizes that are known",
            "ssa screen catalogue.tle --history last-year.tle.gz --satcat satcat.csv --hbr-table sizes.csv --format csv"),
        ("From another program", "curl -s URL | ssa screen - --format jsonl"),
    ];

    /// <inheritdoc/>
    public override int Run(ParseResult line, Session session)
    {
        var watch = Stopwatch.StartNew();
        using var target = session.OpenOutput(output.TryGet(line, out var path) ? path : null);
        using var excluded = screening.OpenExcluded(line, session);
        var report = ScreeningOptions.Screen(screening.RequestOf(line, session), session);
        var verified = screening.Verify(line, report, session);
        var computed = watch.Elapsed;
        Write(target.Stream, report, format.GetOr(line, ConjunctionFormat.Table), session.Cancellation);
        ExclusionOptions.Write(excluded, report.Result.Excluded, session.Cancellation);
        target.Commit();
        var writing = watch.Elapsed - computed;
        var code = screening.Conclude(line, report, verified, session.Reporter);
        ScreeningSummary.Write(session.Reporter, report, writing, watch.Elapsed);
        return code;
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
}
