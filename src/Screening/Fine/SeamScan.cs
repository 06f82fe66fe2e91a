using Ssa.Propagation.Lanes;

namespace Ssa.Screening.Fine;

/// <summary>
/// Decides the digits of minima near the seams of the grid: one within the margin of a cell's end may be found by both neighbours, with digits that differ by
/// rounding, and there the interval that is centred on the seam decides. One instance serves a thread.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
/// <param name="between">A scan of its own for intervals between cells, of the same measure as the cells' scan.</param>
internal sealed class SeamScan<T>(IntervalScan<T> between)
    where T : unmanaged, ILane<T>
{
    /// <summary>The time of a minimum that was found in a cell, the same whichever cell found it.</summary>
    /// <param name="a">An object.</param>
    /// <param name="b">The other.</param>
    /// <param name="timeNs">The time found.</param>
    /// <param name="cellStartNs">Start of the cell.</param>
    public long Settle(int a, int b, long timeNs, long cellStartNs)
    {
        var seam = timeNs < cellStartNs + (TimeGrid.CellNs / 2) ? cellStartNs : cellStartNs + TimeGrid.CellNs;
        if (Math.Abs(timeNs - seam) > TimeGrid.MarginNs)
        {
            return timeNs;
        }

        between.Scan(a, b, seam - (TimeGrid.CellNs / 2));
        var settled = timeNs;
        var nearest = TimeGrid.MarginNs;
        foreach (var (candidate, _) in between.Minima)
        {
            if (Math.Abs(candidate - timeNs) < nearest)
            {
                nearest = Math.Abs(candidate - timeNs);
                settled = candidate;
            }
        }

        return settled;
    }
}
