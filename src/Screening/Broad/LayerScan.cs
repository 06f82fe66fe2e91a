using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ssa.Screening.Broad;

/// <summary>
/// Which entries of a layer overlap in radius, x and y, among those that overlap in z. Four entries go together against the same bundles of others: their
/// windows in z are nearly the same, each bundle is loaded once for the four, and what is found is noted without a branch. One instance serves a thread.
/// </summary>
/// <typeparam name="TSingle">The lane type.</typeparam>
internal sealed class LayerScan<TSingle>
    where TSingle : unmanaged, ISingleLane<TSingle>
{
    /// <summary>Entries that go together; every layer ends with as many empty ones at least.</summary>
    public const int Rows = 4;

    private const int BitsPerRow = 16;

    private Hit[] _hits = new Hit[1024];

    /// <summary>Pairs of entries that overlap, the earlier first; valid until the next scan.</summary>
    public List<(int Earlier, int Later)> Pairs { get; } = [];

    /// <summary>Fills <see cref="Pairs"/>.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="from">The layer's first entry, a multiple of <see cref="LayerEntries.Alignment"/>.</param>
    /// <param name="to">The end of its entries; empty ones, whose radius begins at infinity, follow up to the next layer.</param>
    /// <param name="ends">Per bucket of the layer, the end of the entries whose lower z lies in it or below.</param>
    public void Run(LayerEntries entries, int from, int to, ReadOnlySpan<int> ends)
    {
        Pairs.Clear();
        for (var i = from; i < to; i += Rows)
        {
            var end = 0;
            for (var row = i; row < Math.Min(i + Rows, to); row++)
            {
                end = Math.Max(end, ends[entries.High[row]]);
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

    private int Scan(LayerEntries e, int i, int start, int end)
    {
        // Three intervals of two numbers for each of the four rows: small enough to stay in registers.
        var (ar, ax, ay) = (Interval.Of(e.RadiusLow[i], e.RadiusHigh[i]), Interval.Of(e.XLow[i], e.XHigh[i]), Interval.Of(e.YLow[i], e.YHigh[i]));
        var k = i + 1;
        var (br, bx, by) = (Interval.Of(e.RadiusLow[k], e.RadiusHigh[k]), Interval.Of(e.XLow[k], e.XHigh[k]), Interval.Of(e.YLow[k], e.YHigh[k]));
        k++;
        var (cr, cx, cy) = (Interval.Of(e.RadiusLow[k], e.RadiusHigh[k]), Interval.Of(e.XLow[k], e.XHigh[k]), Interval.Of(e.YLow[k], e.YHigh[k]));
        k++;
        var (dr, dx, dy) = (Interval.Of(e.RadiusLow[k], e.RadiusHigh[k]), Interval.Of(e.XLow[k], e.XHigh[k]), Interval.Of(e.YLow[k], e.YHigh[k]));
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
            low = TSingle.Load(ref e.YLow[j]);
            high = TSingle.Load(ref e.YHigh[j]);
            ulong bits = NoGap(TSingle.Max(gapA, ay.Gap(low, high)));
            bits |= (ulong)NoGap(TSingle.Max(gapB, by.Gap(low, high))) << BitsPerRow;
            bits |= (ulong)NoGap(TSingle.Max(gapC, cy.Gap(low, high))) << (2 * BitsPerRow);
            bits |= (ulong)NoGap(TSingle.Max(gapD, dy.Gap(low, high))) << (3 * BitsPerRow);
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
