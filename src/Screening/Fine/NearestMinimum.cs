using Ssa.Propagation.Lanes;
using Ssa.Screening.Catalogue;

namespace Ssa.Screening.Fine;

/// <summary>
/// The minimum of a pair's distance nearest to a time, sought cell by cell in both directions, beyond the window where needed. One instance serves a thread.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
/// <param name="catalogue">The objects.</param>
/// <param name="thresholdKm">Distance, km, within which a minimum is found wherever SGP4 jumps or refuses states; elsewhere any distance will do.</param>
internal sealed class NearestMinimum<T>(ScreenedCatalogue<T> catalogue, double thresholdKm)
    where T : unmanaged, ILane<T>
{
    /// <summary>The farthest that is looked, before and after the time.</summary>
    public const long MostReachNs = 86_400 * TimeGrid.Second;

    private readonly IntervalScan<T> _scan = new(catalogue, thresholdKm);
    private readonly SeamScan<T> _seam = new(new IntervalScan<T>(catalogue, thresholdKm));

    /// <summary>Finds it.</summary>
    /// <param name="a">The object of the lower index.</param>
    /// <param name="b">The other object.</param>
    /// <param name="timeNs">The time.</param>
    /// <param name="reachNs">How far to look to either side; a day at most.</param>
    /// <returns>The minimum to the whole microsecond, the earlier of two equally near; null where there is none in reach.</returns>
    public long? Find(int a, int b, long timeNs, long reachNs)
    {
        reachNs = Math.Min(reachNs, MostReachNs);
        long? best = null;
        var cell = TimeGrid.CellStart(timeNs);
        Look(a, b, cell, timeNs, reachNs, ref best);
        for (var k = 1L; ; k++)
        {
            // What lies nearer than the ends of the cells behind us has been seen.
            var (before, after) = (cell - (k * TimeGrid.CellNs), cell + (k * TimeGrid.CellNs));
            var seenNs = Math.Min(timeNs - (before + TimeGrid.CellNs), after - timeNs);
            if (seenNs > reachNs || (best is { } found && Math.Abs(found - timeNs) < seenNs - TimeGrid.Microsecond))
            {
                return best;
            }

            Look(a, b, before, timeNs, reachNs, ref best);
            Look(a, b, after, timeNs, reachNs, ref best);
        }
    }

    private void Look(int a, int b, long cell, long timeNs, long reachNs, ref long? best)
    {
        _scan.Scan(a, b, cell);
        foreach (var (minimum, _) in _scan.Minima)
        {
            var settled = TimeGrid.RoundToMicrosecond(_seam.Settle(a, b, minimum, cell));
            var away = Math.Abs(settled - timeNs);
            if (away <= reachNs && (best is not { } other || away < Math.Abs(other - timeNs) || (away == Math.Abs(other - timeNs) && settled < other)))
            {
                best = settled;
            }
        }
    }
}
