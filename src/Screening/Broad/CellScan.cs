using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ssa.Screening.Broad;

/// <summary>
/// Which entries of a cell overlap in radius, x and angle. Four entries go together against the same bundles of others: their
/// windows in angle are nearly the same, each bundle is loaded once for the four, and what is found is noted without a branch. One instance serves a thread.
/// </summary>
/// <typeparam name="TSingle">The lane type.</typeparam>
internal sealed class CellScan<TSingle>
    where TSingle : unmanaged, ISingleLane<TSingle>
{
    /// <summary>Entries that go together; every cell ends with as many empty ones at least.</summary>
    public const int Rows = 4;

    private const int BitsPerRow = 16;

    private Hit[] _hits = new Hit[1024];

    /// <summary>Pairs of entries that overlap, the earlier first; valid until the next scan.</summary>
    public List<(int Earlier, int Later)> Pairs { get; } = [];

    /// <summary>Fills <see cref="Pairs"/>.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="count">How many there are; empty ones, whose radius begins at infinity, follow for a bundle and <see cref="Rows"/> more.</param>
    /// <param name="first">What the bucket ends count from.</param>
    /// <param name="ends">Per bucket of the cell, the end of the entries whose lower angle lies in it or below.</param>
    public void Run(CellEntries entries, int count, int first, ReadOnlySpan<int> ends)
    {
        Pairs.Clear();
        for (var i = 0; i < count; i += Rows)
        {
            var end = 0;
            for (var row = i; row < Math.Min(i + Rows, count); row++)
            {
                end = Math.Max(end, ends[Math.Min((int)entries.Buckets[row] >> CellGrid.HighShift, CellGrid.Buckets - 1)] - first);
            }

            var start = (i + 1) & -TSingle.Width;
            var bundles = ((end - start) / TSingle.Width) + 1;
            if (_hits.Length < bundles)
            {
                _hits = new Hit[2 * bundles];
            }

            Collect(Scan(entries, i, start, end));
        }
    }

    private int Scan(CellEntries e, int i, int start, int end)
    {
        // Three intervals of two numbers for each of the four rows: small enough to stay in registers.
        var (ar, ax, aa) = (Interval.Of(e.RadiusLow[i], e.RadiusHigh[i]), Interval.Of(e.XLow[i], e.XHigh[i]), Interval.Of(e.AngleLow[i], e.AngleHigh[i]));
        var k = i + 1;
        var (br, bx, ba) = (Interval.Of(e.RadiusLow[k], e.RadiusHigh[k]), Interval.Of(e.XLow[k], e.XHigh[k]), Interval.Of(e.AngleLow[k], e.AngleHigh[k]));
        k++;
        var (cr, cx, ca) = (Interval.Of(e.RadiusLow[k], e.RadiusHigh[k]), Interval.Of(e.XLow[k], e.XHigh[k]), Interval.Of(e.AngleLow[k], e.AngleHigh[k]));
        k++;
        var (dr, dx, da) = (Interval.Of(e.RadiusLow[k], e.RadiusHigh[k]), Interval.Of(e.XLow[k], e.XHigh[k]), Interval.Of(e.AngleLow[k], e.AngleHigh[k]));
        var hits = _hits;
        var count = 0;
        for (var j = start; j < end; j += TSingle.Width)
        {
            var low = TSingle.Load(ref e.RadiusLow[j]);
            var high = TSingle.Load(ref e.RadiusHigh[j]);
            var (gapA, gapB, gapC, gapD) = (ar.Gap(low, high), br.Gap(low, high), cr.Gap(low, high), dr.Gap(low, high));
            low = TSingle.Load(ref e.XLow[j]);
            high = TSingle.Load(ref e.XHigh[j]);
            gapA = TSingle.Max(gapA, ax.Gap(low, high));
            gapB = TSingle.Max(gapB, bx.Gap(low, high));
            gapC = TSingle.Max(gapC, cx.Gap(low, high));
            gapD = TSingle.Max(gapD, dx.Gap(low, high));
            low = TSingle.Load(ref e.AngleLow[j]);
            high = TSingle.Load(ref e.AngleHigh[j]);
            ulong bits = NoGap(TSingle.Max(gapA, aa.Gap(low, high)));
            bits |= (ulong)NoGap(TSingle.Max(gapB, ba.Gap(low, high))) << BitsPerRow;
            bits |= (ulong)NoGap(TSingle.Max(gapC, ca.Gap(low, high))) << (2 * BitsPerRow);
            bits |= (ulong)NoGap(TSingle.Max(gapD, da.Gap(low, high))) << (3 * BitsPerRow);
            hits[count] = new Hit(i, j, bits);
            count += bits != 0 ? 1 : 0;
        }

        return count;
    }

    private void Collect(int count)
    {
        for (var h = 0; h < count; h++)
        {
            var (i, j, bits) = _hits[h];
            for (; bits != 0; bits &= bits - 1)
            {
                var bit = BitOperations.TrailingZeroCount(bits);
                var earlier = i + (bit / BitsPerRow);
                var later = j + (bit % BitsPerRow);

                // A bundle that holds the rows themselves finds each pair twice, and each entry with itself.
                if (later > earlier)
                {
                    Pairs.Add((earlier, later));
                }
            }
        }
    }

    private readonly record struct Hit(int Row, int Bundle, ulong Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint NoGap(TSingle gap) => TSingle.LessOrEqualBits(gap, TSingle.Of(0));

    /// <summary>One entry's interval on one axis, in every lane.</summary>
    private readonly struct Interval(TSingle low, TSingle high)
    {
        private readonly TSingle _low = low;
        private readonly TSingle _high = high;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Interval Of(float low, float high) => new(TSingle.Of(low), TSingle.Of(high));

        /// <summary>The gap to the others' intervals, not above zero where they overlap.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TSingle Gap(TSingle low, TSingle high) => TSingle.Max(low - _high, _low - high);
    }
}
