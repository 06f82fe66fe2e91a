using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ssa.Screening.Broad;

/// <summary>
/// The objects of one cell in order of the angle at which their boxes begin, as columns that the scan reads side by side. Columns start at a 64-byte
/// boundary, so that a wide load never straddles two cache lines, and stay in the first caches from cell to cell.
/// </summary>
internal sealed class CellEntries
{
    /// <summary>Empty entries behind the last one, so that rows and bundles may read past it.</summary>
    public const int Spare = 32;

    private const int CacheLineBytes = 64;

    /// <summary>Makes columns for so many entries.</summary>
    public CellEntries(int capacity)
    {
        Capacity = capacity;
        Place = new int[capacity];
        Chord = new Chord[capacity];
        RadiusLow = new Column(capacity);
        RadiusHigh = new Column(capacity);
        XLow = new Column(capacity);
        XHigh = new Column(capacity);
        AngleLow = new Column(capacity);
        AngleHigh = new Column(capacity);
        Cells = new Column(capacity);
        Buckets = new Column(capacity);
    }

    /// <summary>How many entries there is room for.</summary>
    public int Capacity { get; }

    /// <summary>The object's place.</summary>
    public int[] Place { get; }

    /// <summary>Its chord.</summary>
    public Chord[] Chord { get; }

    /// <summary>See <see cref="Bounds"/>; entries a turn earlier have their angles less a turn.</summary>
    public Column RadiusLow { get; }

    /// <inheritdoc cref="RadiusLow"/>
    public Column RadiusHigh { get; }

    /// <inheritdoc cref="RadiusLow"/>
    public Column XLow { get; }

    /// <inheritdoc cref="RadiusLow"/>
    public Column XHigh { get; }

    /// <inheritdoc cref="RadiusLow"/>
    public Column AngleLow { get; }

    /// <inheritdoc cref="RadiusLow"/>
    public Column AngleHigh { get; }

    /// <inheritdoc cref="RadiusLow"/>
    public Column Cells { get; }

    /// <inheritdoc cref="RadiusLow"/>
    public Column Buckets { get; }

    /// <summary>Fills the entries.</summary>
    /// <param name="places">The places in the order of the entries; the complement of one stands for the object a turn earlier.</param>
    /// <param name="bounds">Per place its bounds.</param>
    /// <param name="chords">Per place its chord.</param>
    /// <param name="isWide">Whether to turn records into columns in registers.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Fill(ReadOnlySpan<int> places, Bounds[] bounds, Chord[] chords, bool isWide)
    {
        var at = 0;
        if (isWide && Transposition.IsSupported)
        {
            for (; at + Transposition.Size <= places.Length; at += Transposition.Size)
            {
                FillEight(places.Slice(at, Transposition.Size), at, bounds, chords);
            }
        }

        for (; at < places.Length; at++)
        {
            var place = places[at] ^ (places[at] >> 31);
            ref readonly var r = ref bounds[place];
            Place[at] = place;
            Chord[at] = chords[place];
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

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FillEight(ReadOnlySpan<int> places, int at, Bounds[] bounds, Chord[] chords)
    {
        var a = Load(places[0], at, bounds, chords);
        var b = Load(places[1], at + 1, bounds, chords);
        var c = Load(places[2], at + 2, bounds, chords);
        var d = Load(places[3], at + 3, bounds, chords);
        var e = Load(places[4], at + 4, bounds, chords);
        var f = Load(places[5], at + 5, bounds, chords);
        var g = Load(places[6], at + 6, bounds, chords);
        var h = Load(places[7], at + 7, bounds, chords);
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
    private Vector256<float> Load(int placeOrComplement, int at, Bounds[] bounds, Chord[] chords)
    {
        var place = placeOrComplement ^ (placeOrComplement >> 31);
        Place[at] = place;
        Chord[at] = chords[place];
        return Vector256.LoadUnsafe(ref bounds[place].RadiusLow);
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

    /// <summary>A column of singles whose first stands at a cache line's start.</summary>
    internal sealed class Column
    {
        private readonly float[] _values;
        private readonly int _offset;

        public Column(int length)
        {
            // Pinned, so that the address holds for the array's life.
            _values = GC.AllocateArray<float>(length + (CacheLineBytes / sizeof(float)), pinned: true);
            var address = Marshal.UnsafeAddrOfPinnedArrayElement(_values, 0);
            _offset = (int)((CacheLineBytes - (address % CacheLineBytes)) % CacheLineBytes) / sizeof(float);
        }

        /// <summary>An entry; unchecked, since the scan's bounds are the cell's.</summary>
        public ref float this[int index]
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), _offset + index);
        }
    }
}
