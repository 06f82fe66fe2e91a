using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ssa.Screening.Broad;

/// <summary>
/// Which entries of a cell overlap in radius, x and angle. Four entries go together against the same bundles of others: their
/// windows in angle are nearly the same, each bundle is loaded once for the four, and what is found is noted without a branch. One instance serves a thread.
/// </summary>
/// <typeparam name="TSingle">The lane type of the sweep, from whose width that of the scan follows.</typeparam>
internal sealed class CellScan<TSingle>
    where TSingle : unmanaged, ISingleLane<TSingle>
{
    /// <summary>Entries that go together; every cell ends with as many empty ones at least.</summary>
    public const int Rows = 4;

    private const int BitsOfHit = 64;

    // A pair that shares several cells belongs to the one where its overlap begins: where the layers of either begin and the bands of either.
    private const int Both = CellEntries.InLayer | CellEntries.InBand;

    private Hit[] _hits = new Hit[1024];
    private (int Earlier, int Later)[] _pairs = new (int, int)[1024];
    private int _count;

    /// <summary>Pairs of entries that overlap and belong to the cell, the earlier first; valid until the next scan.</summary>
    public ReadOnlySpan<(int Earlier, int Later)> Pairs => _pairs.AsSpan(0, _count);

    /// <summary>Fills <see cref="Pairs"/>.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="count">How many there are; <see cref="CellEntries.Spare"/> empty ones follow.</param>
    /// <param name="first">What the bucket ends count from.</param>
    /// <param name="ends">Per bucket of the cell, the end of the entries whose lower angle lies in it or below.</param>
    public void Run(CellEntries entries, int count, int first, ReadOnlySpan<int> ends)
    {
        _count = 0;
        switch (TSingle.Width)
        {
            case 1:
                RunPlainly(entries, count, first, ends);
                break;
            case 8:
                RunWide<Short256>(entries, count, first, ends);
                break;
            default:
                RunWide<Short512>(entries, count, first, ends);
                break;
        }
    }

    /// <summary>The end of the entries whose boxes begin in or before the bucket of an angle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int EndOf(int angle, ReadOnlySpan<int> ends) => ends[Math.Min(CellGrid.BucketOf(angle), CellGrid.Buckets - 1)];

    /// <summary>The same one by one, for machines without wide registers: there the first axis that does not overlap ends the matter.</summary>
    private void RunPlainly(CellEntries e, int count, int first, ReadOnlySpan<int> ends)
    {
        for (var i = 0; i < count; i++)
        {
            var row = e.Rows[i];
            var begins = e.Begins[i];
            var (radiusHigh, radiusLowLack) = (BoundScale.Top - row.RadiusHighLack, BoundScale.Top - row.RadiusLow);
            var (xHigh, xLowLack) = (BoundScale.Top - row.XHighLack, BoundScale.Top - row.XLow);
            var (angleHigh, angleLowLack) = (BoundScale.Top - row.AngleHighLack, BoundScale.Top - row.AngleLow);
            var end = EndOf(angleHigh, ends) - first;
            for (var j = i + 1; j < end; j++)
            {
                ref readonly var other = ref e.Rows[j];
                if (other.RadiusLow <= radiusHigh && other.RadiusHighLack <= radiusLowLack && other.AngleLow <= angleHigh && other.AngleHighLack <= angleLowLack
                    && other.XLow <= xHigh && other.XHighLack <= xLowLack && (begins | e.Begins[j]) == Both)
                {
                    Reserve(1);
                    _pairs[_count++] = (i, j);
                }
            }
        }
    }

    private void RunWide<TShort>(CellEntries entries, int count, int first, ReadOnlySpan<int> ends)
        where TShort : unmanaged, IShortLane<TShort>
    {
        var hits = 0;
        for (var i = 0; i < count; i += Rows)
        {
            // Rows beyond the last are empty and end in the first bucket.
            var least = Least(
                Least(entries.Rows[i].AngleHighLack, entries.Rows[i + 1].AngleHighLack), Least(entries.Rows[i + 2].AngleHighLack, entries.Rows[i + 3].AngleHighLack));
            var end = EndOf(BoundScale.Top - least, ends) - first;
            var start = (i + 1) & -TShort.Width;
            var most = hits + ((((end - start) / TShort.Width) + 1) * (Rows * TShort.Width / BitsOfHit));
            if (_hits.Length < most)
            {
                Array.Resize(ref _hits, 2 * most);
            }

            hits = Scan<TShort>(entries, i, start, end, hits);
        }

        Collect<TShort>(entries, hits);
    }

    // Without a branch, which would be foretold wrongly half the time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Least(int a, int b) => b + ((a - b) & ((a - b) >> 31));

    private int Scan<TShort>(CellEntries e, int i, int start, int end, int count)
        where TShort : unmanaged, IShortLane<TShort>
    {
        Intervals<TShort>(ref e.Rows[i], out var ar, out var ax, out var aa);
        Intervals<TShort>(ref e.Rows[i + 1], out var br, out var bx, out var ba);
        Intervals<TShort>(ref e.Rows[i + 2], out var cr, out var cx, out var ca);
        Intervals<TShort>(ref e.Rows[i + 3], out var dr, out var dx, out var da);
        ref var radiusLow = ref e.RadiusLow[0];
        ref var radiusHighLack = ref e.RadiusHighLack[0];
        ref var xLow = ref e.XLow[0];
        ref var xHighLack = ref e.XHighLack[0];
        ref var angleLow = ref e.AngleLow[0];
        ref var angleHighLack = ref e.AngleHighLack[0];
        var hits = _hits;
        for (var j = start; j < end; j += TShort.Width)
        {
            var low = TShort.Load(ref Unsafe.Add(ref radiusLow, j));
            var lack = TShort.Load(ref Unsafe.Add(ref radiusHighLack, j));
            var gapA = ar.Gap(low, lack);
            var gapB = br.Gap(low, lack);
            var gapC = cr.Gap(low, lack);
            var gapD = dr.Gap(low, lack);
            low = TShort.Load(ref Unsafe.Add(ref xLow, j));
            lack = TShort.Load(ref Unsafe.Add(ref xHighLack, j));
            gapA |= ax.Gap(low, lack);
            gapB |= bx.Gap(low, lack);
            gapC |= cx.Gap(low, lack);
            gapD |= dx.Gap(low, lack);
            low = TShort.Load(ref Unsafe.Add(ref angleLow, j));
            lack = TShort.Load(ref Unsafe.Add(ref angleHighLack, j));
            gapA |= aa.Gap(low, lack);
            gapB |= ba.Gap(low, lack);
            gapC |= ca.Gap(low, lack);
            gapD |= da.Gap(low, lack);
            var (bitsAB, bitsCD) = (TShort.ZeroBits(gapA, gapB), TShort.ZeroBits(gapC, gapD));
            if (2 * TShort.Width == BitsOfHit)
            {
                hits[count] = new Hit(i, j, bitsAB);
                count += bitsAB != 0 ? 1 : 0;
                hits[count] = new Hit(i + 2, j, bitsCD);
                count += bitsCD != 0 ? 1 : 0;
            }
            else
            {
                var bits = bitsAB | (bitsCD << (2 * TShort.Width));
                hits[count] = new Hit(i, j, bits);
                count += bits != 0 ? 1 : 0;
            }
        }

        return count;
    }

    /// <summary>A row's intervals: the other's lower end must not be above the upper, nor the other's lack above that of the lower.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Intervals<TShort>(ref Bounds row, out Interval<TShort> radius, out Interval<TShort> x, out Interval<TShort> angle)
        where TShort : unmanaged, IShortLane<TShort>
    {
        var lacking = TShort.LackOfEight(ref Unsafe.As<Bounds, ushort>(ref row));
        radius = new Interval<TShort>(TShort.Pick(lacking, 1), TShort.Pick(lacking, 0));
        x = new Interval<TShort>(TShort.Pick(lacking, 3), TShort.Pick(lacking, 2));
        angle = new Interval<TShort>(TShort.Pick(lacking, 5), TShort.Pick(lacking, 4));
    }

    private void Collect<TShort>(CellEntries e, int hits)
        where TShort : unmanaged, IShortLane<TShort>
    {
        Reserve(hits * BitsOfHit);
        var (pairs, count) = (_pairs, 0);
        ref var begins = ref e.Begins[0];
        foreach (var (i, j, hit) in _hits.AsSpan(0, hits))
        {
            for (var bits = hit; bits != 0; bits &= bits - 1)
            {
                var bit = BitOperations.TrailingZeroCount(bits);
                var earlier = i + (int)((uint)bit / (uint)TShort.Width);
                var later = j + (int)((uint)bit % (uint)TShort.Width);
                pairs[count] = (earlier, later);

                // A bundle that holds the rows themselves finds each pair twice, and each entry with itself. Sums and shifts, as branches would be foretold wrongly.
                var isOfCell = ((Unsafe.Add(ref begins, earlier) | Unsafe.Add(ref begins, later)) + 1) / (Both + 1);
                count += isOfCell & (int)((uint)(earlier - later) >> 31);
            }
        }

        _count = count;
    }

    private void Reserve(int more)
    {
        if (_pairs.Length - _count <= more)
        {
            Array.Resize(ref _pairs, Math.Max(2 * _pairs.Length, _count + more + 1));
        }
    }

    /// <summary>Where entries of one bundle overlap rows: a bit for each of the bundle, row after row.</summary>
    private readonly record struct Hit(int Row, int Bundle, ulong Bits);

    /// <summary>One entry's interval on one axis, in every lane: what those of others must not be above.</summary>
    private readonly struct Interval<TShort>(TShort high, TShort lowLack)
        where TShort : unmanaged, IShortLane<TShort>
    {
        private readonly TShort _high = high;
        private readonly TShort _lowLack = lowLack;

        /// <summary>Zero where the others' intervals overlap.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TShort Gap(TShort low, TShort highLack) => TShort.Above(low, _high) | TShort.Above(highLack, _lowLack);
    }
}
