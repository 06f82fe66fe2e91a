using System.CommandLine;
using System.Diagnostics;
using Ssa.Catalog;
using Ssa.Cli.Formats;
using Ssa.Cli.Terminal;
using Ssa.Cli.Values;
using Ssa.Report;

namespace Ssa.Cli.Commands;

/// <summary><c>ssa report</c>: a screening as one self-contained page with pictures.</summary>
internal sealed class ReportCommand : SsaCommand
{
    private const int UsualTop = 10;

    private readonly ScreeningOptions screening;
    private readonly RepeatedOption<ObjectSelector> cloud = new("--cloud", "SEL", ScreeningOptions.ParseSelector,
        "Objects of the Gabbard diagram, such as launch=1999-025; the option repeated widens. [default: the launch with the most objects]");

    private readonly ValueOption<long> top = new("--top", "N", CountText.Between(1, ReportInput.LargestTop),
        $"Rows of each ranking, and close approaches that are drawn: 1 to {ReportInput.LargestTop}. [default: {UsualTop}]");

    private readonly ValueOption<string> output = CommonOptions.Output();

    /// <summary>Makes the command.</summary>
    public ReportCommand(CommandHost host)
        : base("report", "Screen a catalogue and tell the result as one HTML page with pictures, which needs no network.", host)
    {
        screening = new ScreeningOptions(this, output);
        AddOptions([.. screening.OfTask, cloud, top, output, .. screening.OfRun]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Purpose, string Line)> Examples =>
    [
        ("The bundled sample", "ssa report --output report.html"),
        ("A catalogue of today with owners, and the cloud of Fengyun 1C", "ssa report catalogue.csv.gz --satcat satcat.csv --cloud launch=1999-025 --output report.html"),
        ("The space station's week, the 30 nearest drawn", "ssa report catalogue.tle --primaries 25544 --duration 7d --top 30 --output station.html"),
    ];

    /// <inheritdoc/>
    public override int Run(ParseResult line, Session session)
    {
        var watch = Stopwatch.StartNew();
        var path = output.TryGet(line, out var given) ? given : null;
        if (path is null && !Console.IsOutputRedirected)
        {
            throw new CommandFailure("--output: a page of HTML is of no use on a terminal; add --output report.html, or send it elsewhere with > or |", ExitCode.Usage);
        }

        var isReplaced = path is not null && File.Exists(path);
        using var target = session.OpenOutput(path);
        using var excluded = screening.OpenExcluded(line, session);
        var request = screening.RequestOf(line, session) with { Cloud = cloud.GetAll(line) };
        var report = ScreeningOptions.Screen(request, session);
        var verified = screening.Verify(line, report, session);
        var computed = watch.Elapsed;
        var input = ReportPageInput.Of(report, (int)top.GetOr(line, UsualTop));
        ReportPage.Write(target.Stream, input, session.Cancellation);
        ExclusionOptions.Write(excluded, report.Result.Excluded, session.Cancellation);
        target.Commit();
        var writing = watch.Elapsed - computed;
        var code = screening.Conclude(line, report, verified, session.Reporter);
        ScreeningSummary.Write(session.Reporter, report, writing, watch.Elapsed);
        if (path is not null and not "-")
        {
            session.Reporter.Note($"page            {path}{(isReplaced ? ", in place of the file that was there" : "")}; open it in a browser");
        }

        return code;
    }
}
