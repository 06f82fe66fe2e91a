using System.Globalization;
using Ssa.Propagation.Time;

namespace Ssa.Bench.Runs;

/// <summary>The whole program as a user runs it: start-up, reading, screening, CSV into a file; wall time and peak memory.</summary>
internal static class ProgramRuns
{
    private const string Group = "ssa screen as a process of its own, 5 km, from a file to a CSV file";

    public static void Measure(RunSession session)
    {
        Add("24 h", new Target(2.5, 1.5), new Target(300, 150));
        Add("7 d", new Target(9, 6), new Target(700, 300));

        void Add(string duration, Target seconds, Target megabytes)
        {
            var (time, memory) = ($"{duration}, wall time", $"{duration}, peak resident memory");
            if (!session.Wants(Group, time) && !session.Wants(Group, memory))
            {
                return;
            }

            var output = Path.Combine(session.Program.Folder, "rows.csv");
            var (runs, others) = session.Repetition.Of(() => session.Program.Run(
                "screen", session.CatalogueFile, "--start", UtcText.Format(session.Start), "--duration", duration.Replace(" ", "", StringComparison.Ordinal), "--format", "csv", "--output", output));
            var size = new FileInfo(output).Length / 1e6;
            session.Add(new Measurement
            {
                Group = Group,
                What = time,
                Unit = "s",
                Samples = [.. runs.Select(run => new Sample(run.Seconds, run.Stages))],
                Target = seconds,
                Remark = string.Create(CultureInfo.InvariantCulture, $"{runs[0].Events:N0} rows, {size:F1} MB of CSV{(session.Program.IsCompiledAhead ? "; the program compiled ahead" : "")}"),
                OtherLoad = others,
            });
            session.Add(new Measurement
            {
                Group = Group,
                What = memory,
                Unit = "MB",
                Samples = [.. runs.Select(run => new Sample(run.PeakMB, []))],
                Target = megabytes,
                OtherLoad = others,
            });
        }
    }
}
