using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ssa.Propagation;

namespace Ssa.Screening.Broad;

/// <summary>
/// Bounds of every object over a step, in lanes: the chord between its two positions, padded by what the orbit does beside it (docs/screening-margins.md derives
/// the pads), as a radial interval and as a box in x and in the angle about the x axis. The angle is measured without trigonometry, by where the ray meets a
/// square: it rises with the true one, by at most one per radian. One instance serves a thread.
/// </summary>
/// <typeparam name="TSingle">The lane type.</typeparam>
internal sealed class StepBounds<TSingle>
    where TSingle : unmanaged, ISingleLane<TSingle>
{
    // Rounding of an angle: a few units in the last place of four.
    private const float AngleRounding = 4e-6f;

    // The pad's share of the distance from the axis up to which asin(x) is below 1.05 x.
    private const float LargestAngleSine = 0.5f;
    private const float AngleSafety = 1.05f;

    private readonly float _thresholdKm;
    private readonly double _shift;
    private readonly StepPads<TSingle> _pads;
    private readonly float[] _layerEdges = new float[CellGrid.Layers];
    private readonly float[] _screened;
    private readonly float[] _radius;
    private readonly Columns _columns;
    private float _bandOrigin;
    private float _bandScale;

    /// <summary>Makes the arrays.</summary>
    /// <param name="paddedPlaces">Places of a row, whole bundles.</param>
    /// <param name="isScreened">Per place whether its object takes part.</param>
    /// <param name="thresholdKm">Threshold, km.</param>
    /// <param name="stepSeconds">Length of a step, s.</param>
    /// <param name="shift">By how much of their size layers and bands are moved; see <see cref="ScreeningSettings.BroadShift"/>.</param>
    public StepBounds(int paddedPlaces, ReadOnlySpan<bool> isScreened, double thresholdKm, double stepSeconds, double shift)
    {
        _thresholdKm = (float)thresholdKm;
        _shift = shift;
        _pads = new StepPads<TSingle>(thresholdKm, stepSeconds);
        _screened = new float[paddedPlaces];
        for (var place = 0; place < paddedPlaces; place++)
        {
            _screened[place] = place < isScreened.Length && isScreened[place] ? 0 : float.NaN;
        }

        _radius = new float[paddedPlaces];
        _columns = new Columns();
        Records = new StepRecords(paddedPlaces);
    }

    /// <summary>Bounds and chords of the last step.</summary>
    public StepRecords Records { get; }

    /// <summary>Whether the object of a place takes part.</summary>
    public bool IsScreened(int place) => !float.IsNaN(_screened[place]);

    /// <summary>Chooses layers that hold about as many objects each, and bands as wide as the median radius asks for.</summary>
    /// <param name="x">Positions of all places at some time, km.</param>
    /// <param name="y">See <paramref name="x"/>.</param>
    /// <param name="z">See <paramref name="x"/>.</param>
    public void ChooseCells(float[] x, float[] y, float[] z)
    {
        var radii = new List<float>(x.Length);
        for (var place = 0; place < x.Length; place++)
        {
            var r = MathF.Sqrt((x[place] * x[place]) + (y[place] * y[place]) + (z[place] * z[place])) + _screened[place];
            if (float.IsFinite(r))
            {
                radii.Add(r);
            }
        }

        radii.Sort();
        _layerEdges[0] = float.NegativeInfinity;
        for (var layer = 1; layer < CellGrid.Layers; layer++)
        {
            _layerEdges[layer] = radii.Count == 0 ? 0 : radii[Math.Min(radii.Count - 1, (int)((layer + _shift) * radii.Count / CellGrid.Layers))];
        }

        var reach = radii.Count == 0 ? (float)Wgs72.EarthRadiusKm : radii[radii.Count / 2];
        var width = 2 * reach / CellGrid.Bands;
        _bandOrigin = -reach - ((float)_shift * width);
        _bandScale = 1 / width;
    }

    /// <summary>Prepares the first step of a stretch.</summary>
    public void Begin(float[] x, float[] y, float[] z)
    {
        for (var place = 0; place < x.Length; place += TSingle.Width)
        {
            TSingle.Store(Norm(TSingle.Load(ref x[place]), TSingle.Load(ref y[place]), TSingle.Load(ref z[place])), ref _radius[place]);
        }
    }

    /// <summary>Bounds every object over a step; steps of a stretch one after another.</summary>
    /// <param name="start">Positions at the step's start.</param>
    /// <param name="end">Positions at its end.</param>
    /// <param name="defect">The defect of each object, km.</param>
    /// <param name="bend">The bend of its radius, km.</param>
    public void Run((float[] X, float[] Y, float[] Z) start, (float[] X, float[] Y, float[] Z) end, float[] defect, float[] bend)
    {
        for (var place = 0; place < _radius.Length; place += TSingle.Width)
        {
            BoundBundle(start, end, defect, bend, place);
            Spread(start, end, place);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSingle Norm(TSingle x, TSingle y, TSingle z) => TSingle.Sqrt((x * x) + (y * y) + (z * z));

    private void BoundBundle(
        (float[] X, float[] Y, float[] Z) start, (float[] X, float[] Y, float[] Z) end, float[] defects, float[] bends, int place)
    {
        var x0 = TSingle.Load(ref start.X[place]);
        var y0 = TSingle.Load(ref start.Y[place]);
        var z0 = TSingle.Load(ref start.Z[place]);
        var x1 = TSingle.Load(ref end.X[place]);
        var y1 = TSingle.Load(ref end.Y[place]);
        var z1 = TSingle.Load(ref end.Z[place]);
        var half = TSingle.Of(0.5f * _thresholdKm);
        var r0 = TSingle.Load(ref _radius[place]);
        var r1 = Norm(x1, y1, z1);
        TSingle.Store(r1, ref _radius[place]);
        var defect = TSingle.Load(ref defects[place]);
        var pads = _pads.Of(r0, r1, defect, TSingle.Load(ref bends[place]));
        var pad = _pads.BoxPad(pads);

        // A sum keeps the NaN of a refused state, and what is no orbit's is far beyond every cell.
        var refusal = pads.Own + TSingle.Load(ref _screened[place]) + (r0 - r0) + (r1 - r1);
        refusal = (refusal - refusal) + (TSingle.Max(defect - TSingle.Of(StepPads.LargestDefectKm), TSingle.Of(0)) * TSingle.Of(1e12f));
        TSingle.Store(pads.Own, ref _columns.Pad[0]);
        TSingle.Store(pads.Tide, ref _columns.Tide[0]);
        var low = pads.RadiusLow - half;
        var high = pads.RadiusHigh + half;
        StoreInterval(BoundScale.OfRadius(low), BoundScale.OfRadius(high), ref _columns.RadiusLow[0], ref _columns.RadiusHighLack[0]);
        var firstLayer = TSingle.Of(1);
        var lastLayer = TSingle.Of(1);
        for (var layer = 1; layer < CellGrid.Layers; layer++)
        {
            var edge = TSingle.Of(_layerEdges[layer]);
            firstLayer += TSingle.OneWhereAtLeast(low, edge);
            lastLayer += TSingle.OneWhereAtLeast(high, edge);
        }

        var xLow = TSingle.Min(x0, x1) - pad;
        var xHigh = TSingle.Max(x0, x1) + pad;
        StoreInterval(BoundScale.OfX(xLow), BoundScale.OfX(xHigh), ref _columns.XLow[0], ref _columns.XHighLack[0]);
        var cells = firstLayer + (lastLayer * TSingle.Of(16)) + (Band(xLow) * TSingle.Of(256)) + (Band(xHigh) * TSingle.Of(4096));
        TSingle.StoreShorts(cells * TSingle.OneWhereAtLeast(TSingle.Of(0), refusal), ref _columns.Cells[0]);
        BoundAngle(y0, z0, y1, z1, pad, place);
    }

    /// <summary>Stores the whole parts of both ends, the upper as what it lacks of the top.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreInterval(TSingle low, TSingle high, ref ushort lows, ref ushort highLacks)
    {
        TSingle.StoreShorts(low, ref lows);
        TSingle.StoreShorts(TSingle.Of(BoundScale.Top) - TSingle.Floor(high), ref highLacks);
    }

    // Floors of numbers that are not negative; a band's own number is exact in single precision.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TSingle Band(TSingle x) =>
        TSingle.Floor(TSingle.Min(
            TSingle.Max((x - TSingle.Of(_bandOrigin)) * TSingle.Of(_bandScale), TSingle.Of(0)), TSingle.Of(CellGrid.Bands - 1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void BoundAngle(TSingle y0, TSingle z0, TSingle y1, TSingle z1, TSingle pad, int place)
    {
        // A straight chord turns one way and by less than half a turn, so that its angles lie between those of its ends.
        var a0 = Angle(y0, z0);
        var a1 = Angle(y1, z1);
        var turned = a1 - a0;
        a0 += TSingle.Of(BoundScale.Turn) * TSingle.OneWhereAtLeast(turned, TSingle.Of(BoundScale.Turn / 2));
        a1 += TSingle.Of(BoundScale.Turn) * TSingle.OneWhereAtLeast(TSingle.Of(-BoundScale.Turn / 2), turned);

        // The chord's distance from the axis is at least its middle's less half its length; a path within the pad of it is seen from the axis within asin(pad / distance).
        var zero = TSingle.Of(0);
        var (dy, dz, my, mz) = (y1 - y0, z1 - z0, y0 + y1, z0 + z1);
        var distance = TSingle.Of(0.5f) * (Norm(my, mz, zero) - Norm(dy, dz, zero));
        var isPolar = TSingle.OneWhereAtLeast(pad, TSingle.Of(LargestAngleSine) * distance);
        var anglePad = (TSingle.Of(AngleSafety) * pad / TSingle.Max(distance, TSingle.Of(1))) + TSingle.Of(AngleRounding);
        var low = TSingle.Min(a0, a1) - anglePad;
        var high = TSingle.Max(a0, a1) + anglePad;
        var shift = TSingle.Of(BoundScale.Turn) * (TSingle.Of(1) - TSingle.OneWhereAtLeast(low, zero));
        low += shift;
        high += shift;

        // Whoever passes near the axis is seen all around.
        var isPlain = TSingle.Of(1) - isPolar;
        low *= isPlain;
        high = (high * isPlain) + (isPolar * TSingle.Of(BoundScale.Turn));

        // Boxes begin within the turn.
        var lowest = TSingle.Min(BoundScale.OfAngle(low), TSingle.Of(BoundScale.AngleOrigin + BoundScale.AnglesPerTurn - 1));
        StoreInterval(lowest, BoundScale.OfAngle(high), ref _columns.AngleLow[0], ref _columns.AngleHighLack[0]);
    }

    /// <summary>0 to 4 around the x axis: by the point where the ray meets the square |y| + |z| = 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSingle Angle(TSingle y, TSingle z)
    {
        var one = TSingle.Of(1);
        var q = z / TSingle.Max(TSingle.Abs(y) + TSingle.Abs(z), TSingle.Of(1e-6f));
        var side = (TSingle.Of(2) * TSingle.OneWhereAtLeast(y, TSingle.Of(0))) - one;
        return (q * side) + (TSingle.Of(2) - side);
    }

    /// <summary>From columns of a bundle to records of its places.</summary>
    private void Spread((float[] X, float[] Y, float[] Z) start, (float[] X, float[] Y, float[] Z) end, int from)
    {
        var c = _columns;
        if (TSingle.Width >= Transposition.Size && Transposition.IsSupported)
        {
            for (var i = 0; i < TSingle.Width; i += Transposition.Size)
            {
                SpreadBounds(i, from + i);
                Spread(
                    ref start.X[from + i], ref start.Y[from + i], ref start.Z[from + i], ref end.X[from + i], ref end.Y[from + i], ref end.Z[from + i],
                    ref c.Pad[i], ref c.Tide[i], ref Unsafe.As<Chord, float>(ref Records.ChordOf(from + i)));
            }

            return;
        }

        for (var i = 0; i < TSingle.Width; i++)
        {
            var place = from + i;
            Records.BoundsOf(place) = new Bounds(
                c.RadiusLow[i], c.RadiusHighLack[i], c.XLow[i], c.XHighLack[i], c.AngleLow[i], c.AngleHighLack[i], c.Cells[i], 0);
            Records.ChordOf(place) = new Chord(
                start.X[place], start.Y[place], start.Z[place], end.X[place], end.Y[place], end.Z[place], c.Pad[i], c.Tide[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(
        ref float a, ref float b, ref float c, ref float d, ref float e, ref float f, ref float g, ref float h, ref float records)
    {
        var (va, vb, vc, vd) = (Vector256.LoadUnsafe(ref a), Vector256.LoadUnsafe(ref b), Vector256.LoadUnsafe(ref c), Vector256.LoadUnsafe(ref d));
        var (ve, vf, vg, vh) = (Vector256.LoadUnsafe(ref e), Vector256.LoadUnsafe(ref f), Vector256.LoadUnsafe(ref g), Vector256.LoadUnsafe(ref h));
        Transposition.Turn(ref va, ref vb, ref vc, ref vd, ref ve, ref vf, ref vg, ref vh);
        va.StoreUnsafe(ref records);
        vb.StoreUnsafe(ref records, 1 * Transposition.Size);
        vc.StoreUnsafe(ref records, 2 * Transposition.Size);
        vd.StoreUnsafe(ref records, 3 * Transposition.Size);
        ve.StoreUnsafe(ref records, 4 * Transposition.Size);
        vf.StoreUnsafe(ref records, 5 * Transposition.Size);
        vg.StoreUnsafe(ref records, 6 * Transposition.Size);
        vh.StoreUnsafe(ref records, 7 * Transposition.Size);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SpreadBounds(int column, int place)
    {
        var c = _columns;
        var (a, b, d, e) = (Load(c.RadiusLow, column), Load(c.RadiusHighLack, column), Load(c.XLow, column), Load(c.XHighLack, column));
        var (f, g, h, i) = (Load(c.AngleLow, column), Load(c.AngleHighLack, column), Load(c.Cells, column), Vector128<ushort>.Zero);
        Transposition.Turn(ref a, ref b, ref d, ref e, ref f, ref g, ref h, ref i);
        ref var records = ref Unsafe.As<Bounds, ushort>(ref Records.BoundsOf(place));
        a.StoreUnsafe(ref records);
        b.StoreUnsafe(ref records, 1 * Transposition.Size);
        d.StoreUnsafe(ref records, 2 * Transposition.Size);
        e.StoreUnsafe(ref records, 3 * Transposition.Size);
        f.StoreUnsafe(ref records, 4 * Transposition.Size);
        g.StoreUnsafe(ref records, 5 * Transposition.Size);
        h.StoreUnsafe(ref records, 6 * Transposition.Size);
        i.StoreUnsafe(ref records, 7 * Transposition.Size);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Load(ushort[] column, int from) => Vector128.LoadUnsafe(ref column[from]);

    /// <summary>What the lanes compute of one bundle; see <see cref="Bounds"/> and <see cref="Chord"/>.</summary>
    private sealed class Columns
    {
        public float[] Pad { get; } = new float[TSingle.Width];

        public float[] Tide { get; } = new float[TSingle.Width];

        public ushort[] RadiusLow { get; } = new ushort[TSingle.Width];

        public ushort[] RadiusHighLack { get; } = new ushort[TSingle.Width];

        public ushort[] XLow { get; } = new ushort[TSingle.Width];

        public ushort[] XHighLack { get; } = new ushort[TSingle.Width];

        public ushort[] AngleLow { get; } = new ushort[TSingle.Width];

        public ushort[] AngleHighLack { get; } = new ushort[TSingle.Width];

        public ushort[] Cells { get; } = new ushort[TSingle.Width];
    }
}
