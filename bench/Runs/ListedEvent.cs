using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Time;
using Ssa.Screening;

namespace Ssa.Bench.Runs;

/// <summary>A close approach as a list gives it, whoever found it.</summary>
/// <param name="Low">The lower catalogue number.</param>
/// <param name="High">The higher one.</param>
/// <param name="Kind">The sort of row.</param>
/// <param name="TcaUnixSeconds">Time of closest approach, seconds since 1970-01-01T00:00Z.</param>
/// <param name="RangeKm">The distance, km.</param>
/// <param name="SpeedKmPerS">The relative speed, km/s.</param>
internal readonly record struct ListedEvent(int Low, int High, CloseApproachKind Kind, double TcaUnixSeconds, double RangeKm, double SpeedKmPerS)
{
    /// <summary>The rows of a screening.</summary>
    public static ListedEvent[] Of(ScreeningResult result) => Of(result.Objects, result.Approaches);

    /// <summary>Some rows of a screening.</summary>
    public static ListedEvent[] Of(IReadOnlyList<MeanElements> objects, IEnumerable<CloseApproach> rows) =>
        [.. rows.Select(row =>
        {
            var (a, b) = (objects[row.First].Number.Value, objects[row.Second].Number.Value);
            var tca = UtcTime.SecondsSince(NodaConstants.UnixEpoch, row.Tca);
            return new ListedEvent(Math.Min(a, b), Math.Max(a, b), row.Kind, tca, row.RangeKm, row.RelativeSpeedKmPerS);
        })];
}

/// <summary>How far a list agrees with one that is taken for true.</summary>
/// <param name="Expected">Rows of the true list.</param>
/// <param name="Found">Rows of the other.</param>
/// <param name="Missed">True rows without a counterpart.</param>
/// <param name="Invented">Rows without a counterpart in the true list, doubled ones among them.</param>
/// <param name="Off">Pairs of counterparts whose range differs by more than 1 m or whose TCA differs by more than the stated accuracy allows.</param>
internal sealed record ListComparison(int Expected, int Found, int Missed, int Invented, int Off)
{
    /// <summary>Rows that near to the threshold may fall either way, km.</summary>
    private const double MarginKm = 0.001;

    /// <summary>No two minima of a pair are so near in time.</summary>
    private const double SameEventSeconds = 10;

    /// <summary>Compares two lists: rows of a pair and kind belong together within 1 s, 10 s below 10 m/s.</summary>
    public static ListComparison Of(IReadOnlyCollection<ListedEvent> truth, IReadOnlyCollection<ListedEvent> found, double thresholdKm)
    {
        var free = found
            .GroupBy(row => (row.Low, row.High, row.Kind))
            .ToDictionary(rows => rows.Key, rows => rows.ToList());
        var (missed, off) = (0, 0);
        foreach (var row in truth)
        {
            var candidates = free.GetValueOrDefault((row.Low, row.High, row.Kind)) ?? [];
            var best = candidates.Count == 0 ? -1 : Nearest(candidates, row);
            if (best < 0)
            {
                missed += thresholdKm - row.RangeKm > MarginKm ? 1 : 0;
                continue;
            }

            off += IsOff(row, candidates[best]) ? 1 : 0;
            candidates.RemoveAt(best);
        }

        var invented = free.Values.Sum(rows => rows.Count(row => thresholdKm - row.RangeKm > MarginKm));
        return new ListComparison(truth.Count, found.Count, missed, invented, off);
    }

    private static int Nearest(List<ListedEvent> candidates, ListedEvent row)
    {
        var best = -1;
        var nearest = row.SpeedKmPerS < 0.01 ? SameEventSeconds : 1;
        for (var i = 0; i < candidates.Count; i++)
        {
            var apart = Math.Abs(candidates[i].TcaUnixSeconds - row.TcaUnixSeconds);
            if (apart <= nearest)
            {
                (best, nearest) = (i, apart);
            }
        }

        return best;
    }

    // 1 ms, or where the pair is slow 0.1 m of relative motion on either side, and what both lists round away.
    private static bool IsOff(ListedEvent truth, ListedEvent found)
    {
        var tolerance = truth.SpeedKmPerS >= 0.1 ? 0.0011 : Math.Min(SameEventSeconds, 0.0015 + (0.0002 / Math.Max(truth.SpeedKmPerS, 1e-9)));
        return Math.Abs(found.RangeKm - truth.RangeKm) > MarginKm || Math.Abs(found.TcaUnixSeconds - truth.TcaUnixSeconds) > tolerance;
    }
}
