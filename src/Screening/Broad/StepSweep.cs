using Ssa.Propagation;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Catalogue;

namespace Ssa.Screening.Broad;

/// <summary>
/// The broad phase of one step: which pairs may come within the threshold while it lasts. Each object is a chord between its two exact positions with a pad that
/// bounds what the orbit does in between (docs/screening.md derives them). Objects enter the radial layers they touch, are swept along z,
/// and survive if their radii and boxes overlap; the chords' least distance decides. One instance serves a thread.
/// </summary>
/// <typeparam name="T">The lane type of the states.</typeparam>
/// <typeparam name="TSingle">The lane type of the scan.</typeparam>
internal sealed class StepSweep<T, TSingle>
    where T : unmanaged, ILane<T>
    where TSingle : unmanaged, ISingleLane<TSingle>
{
    // The bend of the radius between two grid points is at most this many times what was measured at both.
    private const float BendSafety = 1.5f;

    // J2 and the growth of the distance by the pad itself add less than a tenth to the tidal term.
    private const float TidalSafety = 1.1f;

    // Short-period oscillations of the radius that pass through zero bend at both grid points, km.
    private const float RadiusPadKm = 0.1f;

    // Rounding of a coordinate to single precision, relative to the radius, over three axes, two coordinates and the
    // sums they enter.
    private const float SingleRounding = 5e-7f;

    // A defect beyond this is no orbit's: such an object takes the exact path, which asks its states one by one.
    private const float LargestPadKm = 50;

    private const int Layers = 16;
    private const int Buckets = 1024;

    // Earth radii of scale of the sweep's buckets: fine where low orbits are, coarse outside.
    private const float BucketScaleKm = 6000;

    private readonly ScreenedCatalogue<T> _catalogue;
    private readonly SlabStates<T> _states;
    private readonly float _thresholdKm;
    private readonly float _stepSeconds;
    private readonly double _shift;
    private readonly float[] _edges = new float[Layers];
    private readonly Bounds[] _records;
    private readonly ushort[] _low;
    private readonly byte[] _firstLayer;
    private readonly byte[] _lastLayer;
    private readonly int[] _ends = new int[Layers * Buckets];
    private readonly int[] _layerStart = new int[Layers + 1];
    private readonly Singles _singles;
    private readonly LayerScan<TSingle> _scan = new();
    private LayerEntries _entries = new(0);
    private float[] _x0 = [], _y0 = [], _z0 = [], _x1 = [], _y1 = [], _z1 = [];

    /// <summary>Makes the sweep for a catalogue, its states and a threshold.</summary>
    public StepSweep(ScreenedCatalogue<T> catalogue, SlabStates<T> states, StepGrid grid, double thresholdKm)
    {
        _catalogue = catalogue;
        _states = states;
        _thresholdKm = (float)thresholdKm;
        _stepSeconds = (float)grid.StepSeconds;
        _shift = grid.Shift;
        _singles = new Singles(states.PaddedPlaces);
        _low = new ushort[states.Places];
        _records = new Bounds[states.Places];
        _firstLayer = new byte[states.Places];
        _lastLayer = new byte[states.Places];
    }

    /// <summary>Candidates of the last step: pairs of objects, the lower index first.</summary>
    public List<(int First, int Second)> Candidates { get; } = [];

    /// <summary>Places whose state is refused at an end of the last step, or beside it, so that no chord bounds them.</summary>
    public List<int> Irregular { get; } = [];

    /// <summary>Chooses the layers' edges from the radii in the middle of a slab, so that each holds about as many objects.</summary>
    public void ChooseLayers(int steps)
    {
        var radii = Array.FindAll(_states.Radius[1 + (steps / 2)], float.IsFinite);
        Array.Sort(radii);
        _edges[0] = float.NegativeInfinity;
        for (var layer = 1; layer < Layers; layer++)
        {
            _edges[layer] = radii.Length == 0 ? 0 : radii[(int)((layer + _shift) * radii.Length / Layers)];
        }
    }

    /// <summary>Fills <see cref="Candidates"/> and <see cref="Irregular"/> for a step of the slab.</summary>
    /// <param name="step">The step's number in the slab.</param>
    public void Run(int step)
    {
        Candidates.Clear();
        Irregular.Clear();
        var row = step + 1;
        (_x0, _y0, _z0) = (_states.X[row], _states.Y[row], _states.Z[row]);
        (_x1, _y1, _z1) = (_states.X[row + 1], _states.Y[row + 1], _states.Z[row + 1]);
        Bound(row);
        Distribute();
        for (var layer = 0; layer < Layers; layer++)
        {
            Sweep(layer);
        }
    }

    /// <summary>Pads, boxes, radial intervals, layers and buckets of every object over the step.</summary>
    private void Bound(int row)
    {
        var places = _states.Places;
        for (var place = 0; place < places; place += TSingle.Width)
        {
            BoundBundle(row, place);
        }

        // The lanes left the layers and buckets as whole numbers in singles; what has no chord enters no layer.
        var indices = _catalogue.Blocks.IndexOfPlace;
        for (var place = 0; place < places; place++)
        {
            var index = indices[place];
            var isScreened = index >= 0 && (_catalogue.IsPrimary[index] || _catalogue.IsSecondary[index]);
            var isBounded = _singles.OwnPad[place] <= LargestPadKm;
            if (isScreened && !isBounded)
            {
                Irregular.Add(place);
            }

            _firstLayer[place] = (byte)(isScreened && isBounded ? _singles.FirstLayer[place] : 1);
            _lastLayer[place] = (byte)(isScreened && isBounded ? _singles.LastLayer[place] : 0);
            _low[place] = (ushort)_singles.LowBucket[place];
            ref var r = ref _records[place];
            r.RadiusLow = _singles.RadiusLow[place];
            r.RadiusHigh = _singles.RadiusHigh[place];
            r.XLow = _singles.XLow[place];
            r.XHigh = _singles.XHigh[place];
            r.YLow = _singles.YLow[place];
            r.YHigh = _singles.YHigh[place];
            r.Chord = new Chord(
                _x0[place], _y0[place], _z0[place], _x1[place], _y1[place], _z1[place], _singles.OwnPad[place], _singles.Tide[place]);
            r.High = (int)_singles.HighBucket[place];
        }
    }

    private void BoundBundle(int row, int place)
    {
        var s = _states;
        var half = TSingle.Of(0.5f * _thresholdKm);
        var r0 = TSingle.Load(ref s.Radius[row][place]);
        var r1 = TSingle.Load(ref s.Radius[row + 1][place]);

        // The sum and not the maximum decides whether there is a chord: it keeps the NaN of a refused state.
        var d0 = TSingle.Load(ref s.Defect[row][place]);
        var d1 = TSingle.Load(ref s.Defect[row + 1][place]);
        var defect = TSingle.Max(d0, d1);
        var bend = TSingle.Max(TSingle.Abs(TSingle.Load(ref s.Bend[row][place])), TSingle.Abs(TSingle.Load(ref s.Bend[row + 1][place])));
        var low = TSingle.Min(r0, r1);
        var high = TSingle.Max(r0, r1);
        var own = defect + (high * TSingle.Of(SingleRounding));
        var radiusPad = (bend * TSingle.Of(BendSafety / 8)) + own + TSingle.Of(RadiusPadKm);
        low -= radiusPad;
        high += radiusPad;

        // The tide pulls two objects apart by at most 2 mu / r^3 times their distance, r being the least radius of the straight line
        // between them: their own, less what the line's middle lies deeper.
        var h = _stepSeconds;
        var squared = low * low;
        var escape = TSingle.Sqrt(TSingle.Of(2 * (float)Wgs72.MuKm3PerS2) / low);
        var reach = (escape * TSingle.Of(h)) + half;
        var depthSquared = TSingle.Max(squared - (reach * reach), squared * TSingle.Of(0.25f));
        var tide = TSingle.Of(TidalSafety * 2 * (float)Wgs72.MuKm3PerS2) / (depthSquared * TSingle.Sqrt(depthSquared));
        var most = TSingle.Of(_thresholdKm * h * h / 8) + (escape * TSingle.Of(2 * h * h * h / 48));
        var pad = half + (tide * most) + own;
        TSingle.Store(tide, ref _singles.Tide[place]);
        TSingle.Store(own + (d0 - d0) + (d1 - d1), ref _singles.OwnPad[place]);

        var lowEnd = low - half;
        var highEnd = high + half;
        TSingle.Store(lowEnd, ref _singles.RadiusLow[place]);
        TSingle.Store(highEnd, ref _singles.RadiusHigh[place]);
        var first = TSingle.Of(0);
        var last = TSingle.Of(0);
        for (var layer = 1; layer < Layers; layer++)
        {
            var edge = TSingle.Of(_edges[layer]);
            first += TSingle.OneWhereAtLeast(lowEnd, edge);
            last += TSingle.OneWhereAtLeast(highEnd, edge);
        }

        TSingle.Store(first, ref _singles.FirstLayer[place]);
        TSingle.Store(last, ref _singles.LastLayer[place]);
        Interval(_x0, _x1, place, pad, _singles.XLow, _singles.XHigh);
        Interval(_y0, _y1, place, pad, _singles.YLow, _singles.YHigh);
        var z0 = TSingle.Load(ref _z0[place]);
        var z1 = TSingle.Load(ref _z1[place]);
        TSingle.Store(Bucket(TSingle.Min(z0, z1) - pad), ref _singles.LowBucket[place]);
        TSingle.Store(Bucket(TSingle.Max(z0, z1) + pad), ref _singles.HighBucket[place]);
    }

    private static void Interval(float[] start, float[] end, int place, TSingle pad, float[] low, float[] high)
    {
        var a = TSingle.Load(ref start[place]);
        var b = TSingle.Load(ref end[place]);
        TSingle.Store(TSingle.Min(a, b) - pad, ref low[place]);
        TSingle.Store(TSingle.Max(a, b) + pad, ref high[place]);
    }

    /// <summary>A z as a bucket, still with its fraction: rising with z, fine where low orbits are, between 0 and the number of buckets.</summary>
    private static TSingle Bucket(TSingle z) =>
        TSingle.Of(Buckets / 2) + (TSingle.Of((Buckets / 2) - 1) * (z / (TSingle.Abs(z) + TSingle.Of(BucketScaleKm))));

    /// <summary>Counting sort of the objects into their layers, by the lower end of their z interval.</summary>
    private void Distribute()
    {
        Array.Clear(_ends);
        for (var place = 0; place < _states.Places; place++)
        {
            for (int layer = _firstLayer[place]; layer <= _lastLayer[place]; layer++)
            {
                _ends[(layer * Buckets) + _low[place]]++;
            }
        }

        // Layers follow one another with an empty bundle in between, so that a scan may read past an end.
        var position = 0;
        for (var layer = 0; layer < Layers; layer++)
        {
            _layerStart[layer] = position;
            for (var bucket = 0; bucket < Buckets; bucket++)
            {
                ref var slot = ref _ends[(layer * Buckets) + bucket];
                (slot, position) = (position, position + slot);
            }

            position = (position + LayerScan<TSingle>.Rows + LayerEntries.Alignment - 1) & -LayerEntries.Alignment;
        }

        _layerStart[Layers] = position;
        if (_entries.Capacity < position)
        {
            _entries = new LayerEntries(position + (position / 4));
        }

        // First only where each object goes, then its bounds in that order: one random read of a cache line for each entry, and no random writes.
        var e = _entries;
        for (var place = 0; place < _states.Places; place++)
        {
            for (int layer = _firstLayer[place]; layer <= _lastLayer[place]; layer++)
            {
                e.Place[_ends[(layer * Buckets) + _low[place]]++] = place;
            }
        }

        for (var layer = 0; layer < Layers; layer++)
        {
            for (var at = _layerStart[layer]; at < LayerEnd(layer); at++)
            {
                ref readonly var r = ref _records[e.Place[at]];
                e.High[at] = (ushort)r.High;
                e.Chord[at] = r.Chord;
                e.RadiusLow[at] = r.RadiusLow;
                e.RadiusHigh[at] = r.RadiusHigh;
                e.XLow[at] = r.XLow;
                e.XHigh[at] = r.XHigh;
                e.YLow[at] = r.YLow;
                e.YHigh[at] = r.YHigh;
            }

            for (var empty = LayerEnd(layer); empty < _layerStart[layer + 1]; empty++)
            {
                e.RadiusLow[empty] = float.PositiveInfinity;
            }
        }
    }

    // After the sort every bucket's slot holds its end, the last one the layer's.
    private int LayerEnd(int layer) => _ends[((layer + 1) * Buckets) - 1];

    private void Sweep(int layer)
    {
        var e = _entries;
        var floor = _edges[layer];
        _scan.Run(e, _layerStart[layer], LayerEnd(layer), _ends.AsSpan(layer * Buckets, Buckets));
        foreach (var (i, j) in _scan.Pairs)
        {
            // A pair that shares several layers belongs to the one where its radial overlap begins.
            if (float.MaxNative(e.RadiusLow[i], e.RadiusLow[j]) >= floor && IsNear(e.Chord[i], e.Chord[j]))
            {
                AddCandidate(e.Place[i], e.Place[j]);
            }
        }
    }

    /// <summary>Whether two chords come within the threshold and what the orbits may do beside them.</summary>
    private bool IsNear(in Chord a, in Chord b)
    {
        var px = b.X0 - a.X0;
        var py = b.Y0 - a.Y0;
        var pz = b.Z0 - a.Z0;
        var cx = b.X1 - a.X1 - px;
        var cy = b.Y1 - a.Y1 - py;
        var cz = b.Z1 - a.Z1 - pz;
        var chordSquared = (cx * cx) + (cy * cy) + (cz * cz);
        var projection = -((px * cx) + (py * cy) + (pz * cz));
        var at = float.MinNative(float.MaxNative(projection / float.MaxNative(chordSquared, 1e-12f), 0), 1);
        var mx = px + (at * cx);
        var my = py + (at * cy);
        var mz = pz + (at * cz);
        var missSquared = (mx * mx) + (my * my) + (mz * mz);

        // The boxes' pads allow for any relative speed; here it is known.
        var h = _stepSeconds;
        var tide = float.MaxNative(a.Tide, b.Tide) * ((_thresholdKm * h * h / 8) + (MathF.Sqrt(chordSquared) * h * h / 48));
        var limit = _thresholdKm + tide + a.Pad + b.Pad;
        return missSquared <= limit * limit;
    }

    private void AddCandidate(int a, int b)
    {
        var indices = _catalogue.Blocks.IndexOfPlace;
        var (first, second) = indices[a] < indices[b] ? (indices[a], indices[b]) : (indices[b], indices[a]);
        if (_catalogue.IsScreened(first, second))
        {
            Candidates.Add((first, second));
        }
    }

    /// <summary>All that the scan needs of an object, 64 bytes side by side.</summary>
    private struct Bounds
    {
        public float RadiusLow, RadiusHigh, XLow, XHigh, YLow, YHigh;
        public Chord Chord;
        public int High;
    }

    /// <summary>What the lanes compute per place, before it is sorted into layers.</summary>
    private sealed class Singles(int places)
    {
        public float[] XLow { get; } = new float[places];

        public float[] XHigh { get; } = new float[places];

        public float[] YLow { get; } = new float[places];

        public float[] YHigh { get; } = new float[places];

        public float[] RadiusLow { get; } = new float[places];

        public float[] RadiusHigh { get; } = new float[places];

        public float[] OwnPad { get; } = new float[places];

        public float[] Tide { get; } = new float[places];

        public float[] LowBucket { get; } = new float[places];

        public float[] HighBucket { get; } = new float[places];

        public float[] FirstLayer { get; } = new float[places];

        public float[] LastLayer { get; } = new float[places];
    }
}
