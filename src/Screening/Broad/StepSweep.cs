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
    private const double BendSafety = 1.5;

    // J2 and the growth of the distance by the pad itself add less than a tenth to the tidal term.
    private const double TidalSafety = 1.1;

    // Short-period oscillations of the radius that pass through zero bend at both grid points, km.
    private const double RadiusPadKm = 0.1;

    // Rounding of a coordinate to single precision, relative to the radius, over three axes and two roundings.
    private const float SingleRounding = 2.5e-7f;

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
    private readonly float[] _boxPad;
    private readonly ushort[] _low;
    private readonly ushort[] _high;
    private readonly byte[] _firstLayer;
    private readonly byte[] _lastLayer;
    private readonly float[] _radiusLow;
    private readonly float[] _radiusHigh;
    private readonly int[] _ends = new int[Layers * Buckets];
    private readonly int[] _layerStart = new int[Layers + 1];
    private Entries _entries = new(0);
    private float[] _x0 = [], _y0 = [], _z0 = [], _x1 = [], _y1 = [], _z1 = [];

    /// <summary>Makes the sweep for a catalogue, its states and a threshold.</summary>
    public StepSweep(ScreenedCatalogue<T> catalogue, SlabStates<T> states, StepGrid grid, double thresholdKm)
    {
        _catalogue = catalogue;
        _states = states;
        _thresholdKm = (float)thresholdKm;
        _stepSeconds = (float)grid.StepSeconds;
        _tide = new float[states.Places];
        _ownPad = new float[states.Places];
        _boxPad = new float[states.Places];
        _low = new ushort[states.Places];
        _high = new ushort[states.Places];
        _firstLayer = new byte[states.Places];
        _lastLayer = new byte[states.Places];
        _radiusLow = new float[states.Places];
        _radiusHigh = new float[states.Places];
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

    /// <summary>Pads, radial interval and z interval of every object over the step.</summary>
    private void Bound(int row)
    {
        var (radius0, radius1) = (_states.Radius[row], _states.Radius[row + 1]);
        var (defect0, defect1) = (_states.Defect[row], _states.Defect[row + 1]);
        var (bend0, bend1) = (_states.Bend[row], _states.Bend[row + 1]);
        var indices = _catalogue.Blocks.IndexOfPlace;
        var h = (double)_stepSeconds;
        for (var place = 0; place < _states.Places; place++)
        {
            _firstLayer[place] = 1;
            _lastLayer[place] = 0;
            var index = indices[place];
            if (index < 0 || !(_catalogue.IsPrimary[index] || _catalogue.IsSecondary[index]))
            {
                continue;
            }

            double defect = Math.Max(defect0[place], defect1[place]);
            if (!double.IsFinite(defect))
            {
                Irregular.Add(place);
                continue;
            }

            double low = Math.Min(radius0[place], radius1[place]);
            double high = Math.Max(radius0[place], radius1[place]);
            var rounding = high * SingleRounding;
            var bend = Math.Max(Math.Abs(bend0[place]), Math.Abs(bend1[place]));
            var radiusPad = (bend * BendSafety / 8) + defect + RadiusPadKm + rounding;
            low -= radiusPad;
            high += radiusPad;

            // The tide pulls two objects apart by at most 2 mu / r^3 times their distance, r being the least radius of the straight line
            // between them: their own, less what the line's middle lies deeper.
            var escape = Math.Sqrt(2 * Wgs72.MuKm3PerS2 / low);
            var half = (escape * h) + (0.5 * _thresholdKm);
            var depth = Math.Sqrt(Math.Max((low * low) - (half * half), 0.25 * low * low));
            var tide = TidalSafety * 2 * Wgs72.MuKm3PerS2 / (depth * depth * depth);
            _tide[place] = (float)tide;
            _ownPad[place] = (float)(defect + rounding);
            var box = (0.5 * _thresholdKm) + (tide * ((_thresholdKm * h * h / 8) + (2 * escape * h * h * h / 48))) + defect + rounding;
            _low[place] = Bucket((float)(Math.Min(_z0[place], _z1[place]) - box));
            _high[place] = Bucket((float)(Math.Max(_z0[place], _z1[place]) + box));
            _radiusLow[place] = (float)(low - (0.5 * _thresholdKm));
            _radiusHigh[place] = (float)(high + (0.5 * _thresholdKm));
            _firstLayer[place] = LayerOf(_radiusLow[place]);
            _lastLayer[place] = LayerOf(_radiusHigh[place]);
            _boxPad[place] = (float)box;
        }
    }

    private static ushort Bucket(float z) =>
        (ushort)Math.Clamp((int)((Buckets / 2) + (Buckets / 2 * (z / (MathF.Abs(z) + BucketScaleKm)))), 0, Buckets - 1);

    private byte LayerOf(float radius)
    {
        var layer = 0;
        for (var i = 1; i < Layers; i++)
        {
            layer += radius >= _edges[i] ? 1 : 0;
        }

        return (byte)layer;
    }

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
                var pad = _boxPad[place];
                _entries.Place[at] = place;
                _entries.RadiusLow[at] = _radiusLow[place];
                _entries.RadiusHigh[at] = _radiusHigh[place];
                _entries.XLow[at] = MathF.Min(_x0[place], _x1[place]) - pad;
                _entries.XHigh[at] = MathF.Max(_x0[place], _x1[place]) + pad;
                _entries.YLow[at] = MathF.Min(_y0[place], _y1[place]) - pad;
                _entries.YHigh[at] = MathF.Max(_y0[place], _y1[place]) + pad;
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
                var isNear = TSingle.And(
                    TSingle.LessOrEqual(TSingle.Load(ref e.RadiusLow[j]), radiusHigh),
                    TSingle.LessOrEqual(radiusLow, TSingle.Load(ref e.RadiusHigh[j])));
                isNear = TSingle.And(isNear, TSingle.And(
                    TSingle.LessOrEqual(TSingle.Load(ref e.XLow[j]), xHigh),
                    TSingle.LessOrEqual(xLow, TSingle.Load(ref e.XHigh[j]))));
                isNear = TSingle.And(isNear, TSingle.And(
                    TSingle.LessOrEqual(TSingle.Load(ref e.YLow[j]), yHigh),
                    TSingle.LessOrEqual(yLow, TSingle.Load(ref e.YHigh[j]))));
                for (var bits = TSingle.Bits(isNear); bits != 0; bits &= bits - 1)
                {
                    var other = j + BitOperations.TrailingZeroCount(bits);

                    // A pair that shares several layers belongs to the one where its radial overlap begins.
                    if (MathF.Max(e.RadiusLow[i], e.RadiusLow[other]) >= floor)
                    {
                        Test(place, e.Place[other]);
                    }
                }
            }
        }
    }

    /// <summary>The least distance of two chords, against the threshold and what the orbits may do beside them.</summary>
    private void Test(int a, int b)
    {
        var px = _x0[b] - _x0[a];
        var py = _y0[b] - _y0[a];
        var pz = _z0[b] - _z0[a];
        var cx = _x1[b] - _x1[a] - px;
        var cy = _y1[b] - _y1[a] - py;
        var cz = _z1[b] - _z1[a] - pz;
        var chordSquared = (cx * cx) + (cy * cy) + (cz * cz);
        var projection = (px * cx) + (py * cy) + (pz * cz);
        var at = chordSquared > 0 ? Math.Clamp(-projection / chordSquared, 0f, 1f) : 0f;
        var mx = px + (at * cx);
        var my = py + (at * cy);
        var mz = pz + (at * cz);
        var missSquared = (mx * mx) + (my * my) + (mz * mz);
        var most = _boxPad[a] + _boxPad[b];
        if (!(missSquared <= most * most))
        {
            return;
        }

        // The boxes' pads allow for any relative speed; here it is known.
        var h = _stepSeconds;
        var speed = MathF.Sqrt(chordSquared) / h;
        var tide = MathF.Max(_tide[a], _tide[b]) * (_thresholdKm + (speed * h / 6)) * (h * h / 8);
        var limit = _thresholdKm + tide + _ownPad[a] + _ownPad[b];
        if (!(missSquared <= limit * limit))
        {
            return;
        }

        var indices = _catalogue.Blocks.IndexOfPlace;
        var (first, second) = indices[a] < indices[b] ? (indices[a], indices[b]) : (indices[b], indices[a]);
        if (_catalogue.IsScreened(first, second))
        {
            Candidates.Add((first, second));
        }
    }

    /// <summary>The objects of all layers, each layer in order of z, as columns that the scan reads side by side.</summary>
    private sealed class Entries(int capacity)
    {
        public int Capacity { get; } = capacity;

        public int[] Place { get; } = new int[capacity];

        public float[] RadiusLow { get; } = new float[capacity];

        public float[] RadiusHigh { get; } = new float[capacity];

        public float[] XLow { get; } = new float[capacity];

        public float[] XHigh { get; } = new float[capacity];

        public float[] YLow { get; } = new float[capacity];

        public float[] YHigh { get; } = new float[capacity];
    }
}
