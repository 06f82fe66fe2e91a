using Ssa.Screening;

namespace Ssa.Report.Figures;

/// <summary>
/// The orders in which a page shows close approaches. Objects that fly together, docked or in formation, are close all the time and no surprise: they stand in a list of their own and in no other. Ties are
/// broken by the order of the list of close approaches.
/// </summary>
internal sealed class EventRanking
{
    /// <summary>Slower pairs fly together, km/s.</summary>
    public const double TogetherBelowKmPerS = 0.01;

    private readonly ReportInput input;
    private readonly double[] maxima;

    /// <summary>Assesses and sorts the close approaches of an input. Of the many risks only the maxima are kept: those that are shown are assessed again.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public EventRanking(ReportInput input, CancellationToken cancellation)
    {
        this.input = input;
        maxima = [.. input.Assessor.InOrder(input.Result.Approaches, input.Result.Settings.Threads, cancellation).Select(row => row.Risk.MaxProbability ?? double.NaN)];
        var approaches = input.Result.Approaches;
        PassCount = approaches.Count(approach => approach.RelativeSpeedKmPerS >= TogetherBelowKmPerS);
        ByMaximum = Passes(place => !double.IsNaN(maxima[place]), place => -maxima[place]);
        ByMiss = Passes(_ => true, place => approaches[place].RangeKm);
        BySpeed = Passes(_ => true, place => -approaches[place].RelativeSpeedKmPerS);
        var together = Enumerable.Range(0, approaches.Count).Where(place => approaches[place].RelativeSpeedKmPerS < TogetherBelowKmPerS).GroupBy(place => (approaches[place].First, approaches[place].Second)).ToArray();
        TogetherPairs = together.Length;
        Together = [.. together
            .Select(rows => (Nearest: rows.MinBy(place => approaches[place].RangeKm), Rows: rows.Count()))
            .OrderBy(pair => approaches[pair.Nearest].RangeKm)
            .ThenBy(pair => pair.Nearest)
            .Take(input.Top)
            .Select(pair => (At(pair.Nearest), pair.Rows))];
    }

    /// <summary>How many close approaches are passes.</summary>
    public int PassCount { get; }

    /// <summary>How many close approaches are of objects that fly together.</summary>
    public int TogetherCount => input.Result.Approaches.Count - PassCount;

    /// <summary>How many pairs fly together.</summary>
    public int TogetherPairs { get; }

    /// <summary>The passes with the highest maximum probability.</summary>
    public IReadOnlyList<ReportEvent> ByMaximum { get; }

    /// <summary>The closest passes.</summary>
    public IReadOnlyList<ReportEvent> ByMiss { get; }

    /// <summary>The fastest passes.</summary>
    public IReadOnlyList<ReportEvent> BySpeed { get; }

    /// <summary>The closest pairs that fly together, each by its closest row, with how many rows it has.</summary>
    public IReadOnlyList<(ReportEvent Nearest, int Rows)> Together { get; }

    /// <summary>The close approaches that are drawn: those with the highest maximum probability and the closest of all; where none has a probability, the closest few.</summary>
    public IReadOnlyList<ReportEvent> Drawn => ByMaximum.Count == 0 ? ByMiss : [.. ByMaximum, .. ByMiss.Take(1).Where(closest => ByMaximum.All(one => one.Place != closest.Place))];

    /// <summary>The maximum probability of a close approach; null where none is known.</summary>
    /// <param name="place">Its place in the list of close approaches.</param>
    public double? MaximumOf(int place) => double.IsNaN(maxima[place]) ? null : maxima[place];

    /// <summary>All passes.</summary>
    public IEnumerable<CloseApproach> AllPasses => input.Result.Approaches.Where(approach => approach.RelativeSpeedKmPerS >= TogetherBelowKmPerS);

    private IReadOnlyList<ReportEvent> Passes(Func<int, bool> isKnown, Func<int, double> key) =>
        [.. Enumerable.Range(0, input.Result.Approaches.Count)
            .Where(place => input.Result.Approaches[place].RelativeSpeedKmPerS >= TogetherBelowKmPerS && isKnown(place))
            .OrderBy(key)
            .ThenBy(place => place)
            .Take(input.Top)
            .Select(At)];

    private ReportEvent At(int place)
    {
        var approach = input.Result.Approaches[place];
        return new ReportEvent(place, approach, input.Result.ObjectAt(approach.First), input.Result.ObjectAt(approach.Second), input.Assessor.Assess(approach));
    }
}
