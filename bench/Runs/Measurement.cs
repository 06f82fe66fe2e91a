using System.Diagnostics;

namespace Ssa.Bench.Runs;

/// <summary>What is wanted of a figure.</summary>
/// <param name="Must">The figure may not be greater.</param>
/// <param name="Aim">The figure should not be greater; null where there is no aim beyond the must.</param>
internal sealed record Target(double Must, double? Aim = null)
{
    /// <summary>Which of the two a figure reaches.</summary>
    public string Reached(double figure) => figure <= Aim ? "aim" : figure <= Must ? "must" : "no";
}

/// <summary>One figure of one run.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Stages">Time by stage, seconds; empty where the run has none.</param>
internal readonly record struct Sample(double Value, IReadOnlyList<(string Stage, double Seconds)> Stages);

/// <summary>A row of the results: a figure of several runs.</summary>
internal sealed record Measurement
{
    /// <summary>The table in which it stands.</summary>
    public required string Group { get; init; }

    /// <summary>What was measured.</summary>
    public required string What { get; init; }

    /// <summary><c>s</c>, <c>ns</c> or <c>MB</c> (1,000,000 bytes).</summary>
    public required string Unit { get; init; }

    /// <summary>One sample per run.</summary>
    public required IReadOnlyList<Sample> Samples { get; init; }

    /// <summary>What is wanted; null where nothing is.</summary>
    public Target? Target { get; init; }

    /// <summary>How many times as long as the engine's own run of the same window; null where that says nothing.</summary>
    public double? Ratio { get; init; }

    /// <summary>Counts and whatever else belongs beside the figure.</summary>
    public string Remark { get; init; } = "";

    /// <summary>Processors that others kept busy during the runs, on average; null where the system does not tell.</summary>
    public double? OtherLoad { get; init; }

    public double Median => MedianOf(Samples.Select(sample => sample.Value));

    public double Least => Samples.Min(sample => sample.Value);

    public double Greatest => Samples.Max(sample => sample.Value);

    /// <summary>The median of each stage, in the order of the first run.</summary>
    public IEnumerable<(string Stage, double Seconds)> Stages =>
        Samples[0].Stages.Select((stage, i) => (stage.Stage, MedianOf(Samples.Where(s => s.Stages.Count > i).Select(s => s.Stages[i].Seconds))));

    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    public static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>Runs something several times after it has warmed up.</summary>
/// <param name="repeat">How many times.</param>
internal sealed class Repetition(int repeat)
{
    private const double WarmUpSeconds = 1;

    /// <summary>
    /// Calls it once unmeasured, and again until a second has passed, so that code that runs for milliseconds is compiled to its best; then measures. Garbage of
    /// earlier runs is collected outside the measured time.
    /// </summary>
    public (T[] Samples, double? OtherLoad) Of<T>(Func<T> run)
    {
        // The warm-up counts, so that there is something to tell for runs of milliseconds too.
        var load = ProcessorLoad.Now();
        var warmUp = Stopwatch.StartNew();
        do
        {
            run();
        }
        while (warmUp.Elapsed.TotalSeconds < WarmUpSeconds);

        var samples = new T[repeat];
        for (var i = 0; i < repeat; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            samples[i] = run();
        }

        return (samples, ProcessorLoad.Now().OthersSince(load));
    }

    /// <summary>The same for something that has no stages: the wall time of a call is the sample.</summary>
    /// <param name="run">The work.</param>
    /// <param name="unitSeconds">The unit of the sample, in seconds: 1e-9 / n for nanoseconds of each of n operations.</param>
    public (Sample[] Samples, double? OtherLoad) OfCalls(Action run, double unitSeconds = 1) => Of(() =>
    {
        var start = Stopwatch.GetTimestamp();
        run();
        return new Sample(Stopwatch.GetElapsedTime(start).TotalSeconds / unitSeconds, []);
    });
}
