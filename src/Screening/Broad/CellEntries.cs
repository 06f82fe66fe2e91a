using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ssa.Screening.Broad;

/// <summary>
/// The objects of one cell in order of the angle at which their boxes begin, as columns that the scan reads side by side. Columns start at a 64-byte
/// boundary, so that a wide load never straddles two cache lines, and stay in the first caches from cell to cell. See <see cref="Bounds"/>; entries a turn earlier have their
/// angles less a turn.
/// </summary>
internal sealed class CellEntries
{
    /// <summary>Empty entries behind the last one, so that rows and bundles may read past it.</summary>
    public const int Spare = 48;

    /// <summary>Bits of <see cref="Begins"/>.</summary>
    public const int InLayer = 1;

    /// <inheritdoc cref="InLayer"/>
    public const int InBand = 2;

    /// <summary>Makes columns for so many entries.</summary>
    public CellEntries(int capacity)
    {
        Capacity = capacity;
        Place = new int[capacity];
        Rows = new AlignedColumn<Bounds>(capacity);
        RadiusLow = new AlignedColumn<ushort>(capacity);
        RadiusHighLack = new AlignedColumn<ushort>(capacity);
        XLow = new AlignedColumn<ushort>(capacity);
        XHighLack = new AlignedColumn<ushort>(capacity);
        AngleLow = new AlignedColumn<ushort>(capacity);
        AngleHighLack = new AlignedColumn<ushort>(capacity);
        Begins = new AlignedColumn<ushort>(capacity);
    }

    /// <summary>How many entries there is room for.</summary>
    public int Capacity { get; }

    /// <summary>The object's place.</summary>
    public int[] Place { get; }

    /// <summary>Its bounds, as a row.</summary>
    public AlignedColumn<Bounds> Rows { get; }

    /// <inheritdoc cref="Bounds.RadiusLow"/>
    public AlignedColumn<ushort> RadiusLow { get; }

    /// <inheritdoc cref="Bounds.RadiusHighLack"/>
    public AlignedColumn<ushort> RadiusHighLack { get; }

    /// <inheritdoc cref="Bounds.XLow"/>
    public AlignedColumn<ushort> XLow { get; }

    /// <inheritdoc cref="Bounds.XHighLack"/>
    public AlignedColumn<ushort> XHighLack { get; }

    /// <inheritdoc cref="Bounds.AngleLow"/>
    public AlignedColumn<ushort> AngleLow { get; }

    /// <inheritdoc cref="Bounds.AngleHighLack"/>
    public AlignedColumn<ushort> AngleHighLack { get; }

    /// <summary>Whether the object's layers begin in the cell, and its bands: <see cref="InLayer"/> and <see cref="InBand"/>.</summary>
    public AlignedColumn<ushort> Begins { get; }

    /// <summary>Fills the entries of a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="places">The places in the order of the entries; the complement of one stands for the object a turn earlier.</param>
    /// <param name="records">Per place its bounds.</param>
    /// <param name="isWide">Whether to turn records into columns in registers.</param>
    public void Fill(int cell, ReadOnlySpan<int> places, StepRecords records, bool isWide)
    {
        var at = 0;
        var first = Bounds.CellsOf(cell / CellGrid.Bands, 0, cell % CellGrid.Bands, 0);
        var (layer, band) = ((ushort)(first & Bounds.LayerBits), (ushort)(first & Bounds.BandBits));
        if (isWide && Transposition.IsSupported)
        {
            for (; at + Transposition.Size <= places.Length; at += Transposition.Size)
            {
                FillEight(places.Slice(at, Transposition.Size), at, records, layer, band);
            }
        }

        for (; at < places.Length; at++)
        {
            var place = places[at] ^ (places[at] >> 31);
            var r = records.BoundsOf(place);
            if (places[at] < 0)
            {
                r.AngleLow -= BoundScale.AnglesPerTurn;
                r.AngleHighLack += BoundScale.AnglesPerTurn;
            }

            Place[at] = place;
            Rows[at] = r;
            RadiusLow[at] = r.RadiusLow;
            RadiusHighLack[at] = r.RadiusHighLack;
            XLow[at] = r.XLow;
            XHighLack[at] = r.XHighLack;
            AngleLow[at] = r.AngleLow;
            AngleHighLack[at] = r.AngleHighLack;
            Begins[at] = (ushort)(((r.Cells & Bounds.LayerBits) == layer ? InLayer : 0) | ((r.Cells & Bounds.BandBits) == band ? InBand : 0));
        }

        for (var empty = at; empty < at + Spare; empty++)
        {
            // Begins above all and ends below, and meets nobody in the first bucket.
            RadiusLow[empty] = BoundScale.Top;
            RadiusHighLack[empty] = BoundScale.Top;
            Rows[empty] = new Bounds { RadiusLow = BoundScale.Top, RadiusHighLack = BoundScale.Top, AngleHighLack = BoundScale.Top - BoundScale.AngleOrigin };
        }
    }

    private void FillEight(ReadOnlySpan<int> places, int at, StepRecords records, ushort layer, ushort band)
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
        b.StoreUnsafe(ref RadiusHighLack[at]);
        c.StoreUnsafe(ref XLow[at]);
        d.StoreUnsafe(ref XHighLack[at]);
        e.StoreUnsafe(ref AngleLow[at]);
        f.StoreUnsafe(ref AngleHighLack[at]);
        var inLayer = Vector128.Equals(g & Vector128.Create((ushort)Bounds.LayerBits), Vector128.Create(layer)) & Vector128.Create((ushort)InLayer);
        var inBand = Vector128.Equals(g & Vector128.Create((ushort)Bounds.BandBits), Vector128.Create(band)) & Vector128.Create((ushort)InBand);
        (inLayer | inBand).StoreUnsafe(ref Begins[at]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<ushort> Load(int placeOrComplement, int at, StepRecords records)
    {
        var place = placeOrComplement ^ (placeOrComplement >> 31);
        Place[at] = place;

        // A turn less for a complement: its sign is spread over all bits.
        var turn = Vector128.Create(0, 0, 0, 0, unchecked((ushort)-BoundScale.AnglesPerTurn), BoundScale.AnglesPerTurn, 0, 0);
        var row = Vector128.LoadUnsafe(ref Unsafe.As<Bounds, ushort>(ref records.BoundsOf(place))) + (Vector128.Create((ushort)(placeOrComplement >> 31)) & turn);
        row.StoreUnsafe(ref Unsafe.As<Bounds, ushort>(ref Rows[at]));
        return row;
    }
}
