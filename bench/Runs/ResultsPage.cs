using System.Globalization;
using System.Text;
using NodaTime;
using Ssa.Propagation.Time;

namespace Ssa.Bench.Runs;

/// <summary>How the results were taken.</summary>
/// <param name="Command">The command line.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Date">When the runs began, UTC.</param>
/// <param name="LoadAverages">Load averages then; null where the system has none.</param>
/// <param name="Catalogue">The catalogue and the start of the windows.</param>
/// <param name="Repeat">Runs of each row.</param>
internal sealed record ResultsHead(string Command, string Commit, Instant Date, string? LoadAverages, string Catalogue, int Repeat)
{
    /// <summary>One line for each.</summary>
    public IEnumerable<string> Lines() =>
    [
        $"command: {Command}",
        $"commit: {Commit}",
        $"date: {UtcText.Format(Date)[..16]}Z",
        $"processor: {Machine.Processor()}",
        $"machine: {Machine.System()}",
        $"runtime: {Machine.Runtime()}",
        $"load averages at the start: {LoadAverages ?? "not known"}",
        $"catalogue: {Catalogue}",
        string.Create(CultureInfo.InvariantCulture, $"figures: median of {Repeat} runs after a warm-up, least to greatest beside it"),
    ];
}

/// <summary>The results as Markdown.</summary>
internal static class ResultsPage
{
    /// <summary>From how many processors' worth of others' work on a machine is not quiet.</summary>
    private const double QuietLoad = 0.1;

    /// <summary>The page.</summary>
    public static string Write(ResultsHead head, IReadOnlyList<Measurement> rows)
    {
        var page = new StringBuilder("# Measured figures\n\nWritten by the command below, not by hand; [README.md](README.md) explains the rows.\n\n");
        foreach (var line in head.Lines())
        {
            var at = line.IndexOf(':', StringComparison.Ordinal);
            page.Append(line.StartsWith("command", StringComparison.Ordinal) ? $"- {line[..at]}: `{line[(at + 2)..]}`\n" : $"- {line}\n");
        }

        page.Append('\n').Append(Quietness(rows)).Append('\n');
        foreach (var group in rows.GroupBy(row => row.Group))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {group.Key}\n");
            AppendTable(page, [.. group]);
        }

        var staged = rows.Where(row => row.Stages.Any()).ToArray();
        if (staged.Length > 0)
        {
            page.Append("\n## Where the time goes, s\nMedians of each stage. Stages of the search run on all cores: their wall time is the mean of the cores'.\n\n| Run | Stages |\n|---|---|\n");
            foreach (var row in staged)
            {
                page.Append(CultureInfo.InvariantCulture, $"| {row.What} | {string.Join(", ", row.Stages.Select(stage => $"{stage.Stage} {Figure(stage.Seconds)}"))} |\n");
            }
        }

        return page.ToString();
    }

    /// <summary>A row for a terminal.</summary>
    public static string Line(Measurement row)
    {
        var wanted = row.Target is { } target ? $" [{Wanted(target, row.Unit)}: {target.Reached(row.Median)}]" : "";
        var ratio = row.Ratio is { } times ? string.Create(CultureInfo.InvariantCulture, $", {times:F1} × the engine") : "";
        return $"{row.What}: {Figure(row.Median)} {row.Unit} ({Figure(row.Least)} to {Figure(row.Greatest)}){wanted}{ratio} {row.Remark}".TrimEnd();
    }

    private static void AppendTable(StringBuilder page, Measurement[] rows)
    {
        var hasTargets = rows.Any(row => row.Target is not null);
        var hasRatios = rows.Any(row => row.Ratio is not null);
        List<string> heads = ["run", "median", "least–greatest"];
        heads.AddRange(hasTargets ? ["must", "aim", "reached"] : []);
        heads.AddRange(hasRatios ? ["× the engine"] : []);
        heads.AddRange(["others' load", "remark"]);
        AppendRow(page.Append('\n'), heads);
        AppendRow(page, heads.Select((_, i) => i == 0 || i == heads.Count - 1 ? "---" : "--:"));
        foreach (var row in rows)
        {
            List<string> cells = [row.What, $"{Figure(row.Median)} {row.Unit}", $"{Figure(row.Least)}–{Figure(row.Greatest)}"];
            cells.AddRange(hasTargets ? [Bound(row.Target?.Must, row.Unit), Bound(row.Target?.Aim, row.Unit), row.Target?.Reached(row.Median) ?? ""] : []);
            cells.AddRange(hasRatios ? [row.Ratio?.ToString("F1", CultureInfo.InvariantCulture) ?? ""] : []);
            cells.AddRange([row.OtherLoad?.ToString("F2", CultureInfo.InvariantCulture) ?? "", row.Remark]);
            AppendRow(page, cells);
        }
    }

    private static void AppendRow(StringBuilder page, IEnumerable<string> cells) => page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Quietness(IReadOnlyList<Measurement> rows)
    {
        var busy = rows.Where(row => row.OtherLoad > QuietLoad).ToArray();
        if (busy.Length > 0)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"**The machine was not quiet:** during {busy.Length} of {rows.Count} rows others kept more than {QuietLoad} processors busy, {busy.Max(row => row.OtherLoad):F2} at most. Ratios of rows that were measured together still hold; times are upper bounds.");
        }

        return rows.Any(row => row.OtherLoad is not null)
            ? string.Create(CultureInfo.InvariantCulture, $"The machine was quiet: others kept less than {QuietLoad} processors busy during every row.")
            : "Whether the machine was quiet is not known: this system does not tell the load of others.";
    }

    private static string Wanted(Target target, string unit) => target.Aim is { } aim ? $"must {Bound(target.Must, unit)}, aim {Bound(aim, unit)}" : $"must {Bound(target.Must, unit)}";

    private static string Bound(double? bound, string unit) => bound is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value:G3} {unit}") : "";

    /// <summary>Three digits, more where the whole part has more.</summary>
    private static string Figure(double value)
    {
        var decimals = value > 0 ? Math.Clamp(2 - (int)Math.Floor(Math.Log10(value)), 0, 4) : 0;
        return value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
