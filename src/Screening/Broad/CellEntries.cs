using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ssa.Screening.Broad;

/// <summary>
/// The objects of one cell in order of the angle at which their boxes begin, as columns that the scan reads side by side. AlignedSingless start at a 64-byte
/// boundary, so that a wide load never straddles two cache lines, and stay in the first caches from cell to cell.
/// </summary>
internal sealed class CellEntries
{
    /// <summary>Empty entries behind the last one, so that rows and bundles may read past it.</summary>
    public const int Spare = 32;

    /// <summary>Makes columns for so many entries.</summary>
    public CellEntries(int capacity)
    {
        Capacity = capacity;
        Place = new int[capacity];
        Chord = new Chord[capacity];
        RadiusLow = new AlignedSingles(capacity);
        RadiusHigh = new AlignedSingles(capacity);
        XLow = new AlignedSingles(capacity);
        XHigh = new AlignedSingles(capacity);
        AngleLow = new AlignedSingles(capacity);
        AngleHigh = new AlignedSingles(capacity);
        Cells = new AlignedSingles(capacity);
        Buckets = new AlignedSingles(capacity);
    }

    /// <summary>How many entries there is room for.</summary>
    public int Capacity { get; }

    /// <summary>The object's place.</summary>
    public int[] Place { get; }

    /// <summary>Its chord.</summary>
    public Chord[] Chord { get; }

    /// <summary>See <see cref="Bounds"/>; entries a turn earlier have their angles less a turn.</summary>
    public AlignedSingles RadiusLow { get; }

    /// <inheritdoc cref="RadiusLow"/>
    public AlignedSingles RadiusHigh { get; }

    /// <inheritdoc cref="RadiusLow"/>
    public AlignedSingles XLow { get; }

    /// <inheritdoc cref="RadiusLow"/>
    public AlignedSingles XHigh { get; }

    /// <inheritdoc cref="RadiusLow"/>
    public AlignedSingles AngleLow { get; }

    /// <inheritdoc cref="RadiusLow"/>
    public AlignedSingles AngleHigh { get; }

    /// <inheritdoc cref="RadiusLow"/>
    public AlignedSingles Cells { get; }

    /// <inheritdoc cref="RadiusLow"/>
    public AlignedSingles Buckets { get; }

    /// <summary>Fills the entries.</summary>
    /// <param name="places">The places in the order of the entries; the complement of one stands for the object a turn earlier.</param>
    /// <param name="records">Per place its bounds and its chord.</param>
    /// <param name="isWide">Whether to turn records into columns in registers.</param>
    public void Fill(ReadOnlySpan<int> places, StepRecords records, bool isWide)
    {
        var at = 0;
        if (isWide && Transposition.IsSupported)
        {
            for (; at + Transposition.Size <= places.Length; at += Transposition.Size)
            {
                FillEight(places.Slice(at, Transposition.Size), at, records);
            }
        }

        for (; at < places.Length; at++)
        {
            var place = places[at] ^ (places[at] >> 31);
            ref readonly var r = ref records.BoundsOf(place);
            Place[at] = place;
            Chord[at] = records.ChordOf(place);
            RadiusLow[at] = r.RadiusLow;
            RadiusHigh[at] = r.RadiusHigh;
            XLow[at] = r.XLow;
            XHigh[at] = r.XHigh;
            AngleLow[at] = r.AngleLow;
            AngleHigh[at] = r.AngleHigh;
            Cells[at] = r.Cells;
            Buckets[at] = r.Buckets;
            TurnBack(places[at], at);
        }

        for (var empty = at; empty < at + Spare; empty++)
        {
            RadiusLow[empty] = float.PositiveInfinity;
        }
    }

    private void FillEight(ReadOnlySpan<int> places, int at, StepRecords records)
    {
        var a = Load(places[0], at, records);
        var b = Load(places[1], at + 1, records);
        var c = Load(places[2], at + 2, records);
        var d = Load(places[3], at + 3, records);
        var e = Load(places[4], at + 4, records);
        var f = Load(places[5], at + 5, records);
        var g = Load(places[6], at + 6, records);
        var h = Load(places[7], at + 7, records);
        Transposition.Turn(ref a, ref b, ref c, ref d, ref e, ref f, ref g, ref h);
        a.StoreUnsafe(ref RadiusLow[at]);
        b.StoreUnsafe(ref RadiusHigh[at]);
        c.StoreUnsafe(ref XLow[at]);
        d.StoreUnsafe(ref XHigh[at]);
        e.StoreUnsafe(ref AngleLow[at]);
        f.StoreUnsafe(ref AngleHigh[at]);
        g.StoreUnsafe(ref Cells[at]);
        h.StoreUnsafe(ref Buckets[at]);
        for (var i = 0; i < places.Length; i++)
        {
            TurnBack(places[i], at + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Load(int placeOrComplement, int at, StepRecords records)
    {
        var place = placeOrComplement ^ (placeOrComplement >> 31);
        Place[at] = place;
        Chord[at] = records.ChordOf(place);
        return Vector256.LoadUnsafe(ref records.BoundsOf(place).RadiusLow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TurnBack(int placeOrComplement, int at)
    {
        if (placeOrComplement < 0)
        {
            AngleLow[at] -= CellGrid.Turn;
            AngleHigh[at] -= CellGrid.Turn;
            Buckets[at] -= CellGrid.Buckets << CellGrid.HighShift;
        }
    }
}
