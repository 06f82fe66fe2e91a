using System.Numerics;
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
    private readonly float[] _edges = new float[Layers];
    private readonly float[] _tide;
    private readonly float[] _ownPad;
    private readonly ushort[] _low;
    private readonly ushort[] _high;
    private readonly byte[] _firstLayer;
    private readonly byte[] _lastLayer;
    private readonly float[] _radiusLow;
    private readonly float[] _radiusHigh;
    private readonly int[] _ends = new int[Layers * Buckets];
    private readonly int[] _layerStart = new int[Layers + 1];
    private readonly Singles _singles;
    private Entries _entries = new(0);
    private float[] _x0 = [], _y0 = [], _z0 = [], _x1 = [], _y1 = [], _z1 = [];

    /// <summary>Makes the sweep for a catalogue, its states and a threshold.</summary>
    public StepSweep(ScreenedCatalogue<T> catalogue, SlabStates<T> states, StepGrid grid, double thresholdKm)
    {
        _catalogue = catalogue;
        _states = states;
        _thresholdKm = (float)thresholdKm;
        _stepSeconds = (float)grid.StepSeconds;
        _singles = new Singles(states.PaddedPlaces);
        _tide = new float[states.PaddedPlaces];
        _ownPad = new float[states.PaddedPlaces];
        _low = new ushort[states.Places];
        _high = new ushort[states.Places];
        _firstLayer = new byte[states.Places];
        _lastLayer = new byte[states.Places];
        _radiusLow = new float[states.PaddedPlaces];
        _radiusHigh = new float[states.PaddedPlaces];
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
            _edges[layer] = radii.Length == 0 ? 0 : radii[layer * radii.Length / Layers];
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
            var isBounded = _ownPad[place] <= LargestPadKm;
            if (isScreened && !isBounded)
            {
                Irregular.Add(place);
            }

            _firstLayer[place] = (byte)(isScreened && isBounded ? _singles.FirstLayer[place] : 1);
            _lastLayer[place] = (byte)(isScreened && isBounded ? _singles.LastLayer[place] : 0);
            _low[place] = (ushort)_singles.LowBucket[place];
            _high[place] = (ushort)_singles.HighBucket[place];
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
        TSingle.Store(tide, ref _tide[place]);
        TSingle.Store(own + (d0 - d0) + (d1 - d1), ref _ownPad[place]);

        var lowEnd = low - half;
        var highEnd = high + half;
        TSingle.Store(lowEnd, ref _radiusLow[place]);
        TSingle.Store(highEnd, ref _radiusHigh[place]);
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

            position += TSingle.Width;
        }

        _layerStart[Layers] = position;
        if (_entries.Capacity < position)
        {
            _entries = new Entries(position + (position / 4));
        }

        for (var place = 0; place < _states.Places; place++)
        {
            for (int layer = _firstLayer[place]; layer <= _lastLayer[place]; layer++)
            {
                var at = _ends[(layer * Buckets) + _low[place]]++;
                _entries.Place[at] = place;
                _entries.Chord[at] = new Chord(
                    _x0[place], _y0[place], _z0[place], _x1[place], _y1[place], _z1[place], _ownPad[place], _tide[place]);
                _entries.RadiusLow[at] = _radiusLow[place];
                _entries.RadiusHigh[at] = _radiusHigh[place];
                _entries.XLow[at] = _singles.XLow[place];
                _entries.XHigh[at] = _singles.XHigh[place];
                _entries.YLow[at] = _singles.YLow[place];
                _entries.YHigh[at] = _singles.YHigh[place];
            }
        }

        for (var layer = 0; layer < Layers; layer++)
        {
            _entries.RadiusLow.AsSpan(_layerStart[layer + 1] - TSingle.Width, TSingle.Width).Fill(float.PositiveInfinity);
        }
    }

    private void Sweep(int layer)
    {
        var from = _layerStart[layer];
        var to = _layerStart[layer + 1] - TSingle.Width;
        var e = _entries;
        var floor = _edges[layer];
        for (var i = from; i < to; i++)
        {
            var place = e.Place[i];
            var end = _ends[(layer * Buckets) + _high[place]];
            var radiusLow = TSingle.Of(e.RadiusLow[i]);
            var radiusHigh = TSingle.Of(e.RadiusHigh[i]);
            var xLow = TSingle.Of(e.XLow[i]);
            var xHigh = TSingle.Of(e.XHigh[i]);
            var yLow = TSingle.Of(e.YLow[i]);
            var yHigh = TSingle.Of(e.YHigh[i]);
            for (var j = i + 1; j < end; j += TSingle.Width)
            {
                // The largest gap between the intervals of any axis: one comparison instead of six.
                var gap = TSingle.Max(TSingle.Load(ref e.RadiusLow[j]) - radiusHigh, radiusLow - TSingle.Load(ref e.RadiusHigh[j]));
                gap = TSingle.Max(gap, TSingle.Max(TSingle.Load(ref e.XLow[j]) - xHigh, xLow - TSingle.Load(ref e.XHigh[j])));
                gap = TSingle.Max(gap, TSingle.Max(TSingle.Load(ref e.YLow[j]) - yHigh, yLow - TSingle.Load(ref e.YHigh[j])));
                for (var bits = TSingle.LessOrEqualBits(gap, TSingle.Of(0)); bits != 0; bits &= bits - 1)
                {
                    var other = j + BitOperations.TrailingZeroCount(bits);

                    // A pair that shares several layers belongs to the one where its radial overlap begins.
                    if (float.MaxNative(e.RadiusLow[i], e.RadiusLow[other]) >= floor && IsNear(e.Chord[i], e.Chord[other]))
                    {
                        AddCandidate(place, e.Place[other]);
                    }
                }
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

    /// <summary>An object's positions at both ends of the step, km, and the pads that its pairs take: 32 bytes side by side for the last test.</summary>
    private readonly record struct Chord(float X0, float Y0, float Z0, float X1, float Y1, float Z1, float Pad, float Tide);

    /// <summary>What the lanes compute per place, before it is sorted into layers.</summary>
    private sealed class Singles(int places)
    {
        public float[] XLow { get; } = new float[places];

        public float[] XHigh { get; } = new float[places];

        public float[] YLow { get; } = new float[places];

        public float[] YHigh { get; } = new float[places];

        public float[] LowBucket { get; } = new float[places];

        public float[] HighBucket { get; } = new float[places];

        public float[] FirstLayer { get; } = new float[places];

        public float[] LastLayer { get; } = new float[places];
    }

    /// <summary>The objects of all layers, each layer in order of z, as columns that the scan reads side by side.</summary>
    private sealed class Entries(int capacity)
    {
        public int Capacity { get; } = capacity;

        public int[] Place { get; } = new int[capacity];

        public Chord[] Chord { get; } = new Chord[capacity];

        public float[] RadiusLow { get; } = new float[capacity];

        public float[] RadiusHigh { get; } = new float[capacity];

        public float[] XLow { get; } = new float[capacity];

        public float[] XHigh { get; } = new float[capacity];

        public float[] YLow { get; } = new float[capacity];

        public float[] YHigh { get; } = new float[capacity];
    }
}
