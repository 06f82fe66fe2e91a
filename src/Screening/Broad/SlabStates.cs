using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ssa.Propagation;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Catalogue;

namespace Ssa.Screening.Broad;

/// <summary>
/// Positions of all objects at the grid points of a stretch of steps, and what bounds their motion in between. SGP4 itself is asked at every few points only, the
/// nodes; between them positions follow from the nodes' own and from gravity there (<see cref="NodeInterpolation{T}"/>), and the defect of the equation of motion
/// measured at the nodes bounds what that may be wrong by. A place whose nodes give no such bound has exact states at every point. Rows are time, columns the places of
/// <see cref="Sgp4Blocks{T}"/> and after them one for each ephemeris (<see cref="EphemerisColumns{T}"/>). One instance serves a thread, slab after slab.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
[SkipLocalsInit]
internal sealed class SlabStates<T>
    where T : unmanaged, ILane<T>
{
    // Rows are padded to whole bundles of the widest single-precision lanes.
    private const int WidestBundle = 16;

    // Steps of a stretch: its rows should stay in the largest cache between filling and sweeping, while constants and nodes are read once for all of them.
    private const int LongestStretch = 32;

    // Of the nodes around an interval, two on either side, those that stand before the next one's last.
    private const int NodesCarried = 3;

    private readonly ScreenedCatalogue<T> _catalogue;
    private readonly StepGrid _grid;
    private readonly NodeInterpolation<T> _interpolation;
    private readonly int _stepsPerNode;
    private readonly ResonanceState<T>[] _resonance;
    private readonly T[] _originMinutes;
    private readonly double _stepMinutes;
    private readonly NodeSample<T>[] _carried;
    private readonly NodeSample<T>[] _nodes;
    private readonly NodeBounds[] _nodeBounds;
    private readonly bool[] _isActive;
    private readonly bool[] _isExact;
    private readonly float[][] _defect;
    private readonly float[][] _bend;
    private int _firstStep;
    private readonly EphemerisColumns<T> _ephemerides;

    /// <summary>Makes the arrays for a catalogue and a grid.</summary>
    public SlabStates(ScreenedCatalogue<T> catalogue, StepGrid grid)
    {
        _catalogue = catalogue;
        _grid = grid;
        _stepsPerNode = grid.StepsPerNode;
        _stepMinutes = grid.StepSeconds / 60;
        _interpolation = new NodeInterpolation<T>(_stepsPerNode, grid.StepSeconds);
        var blocks = catalogue.Blocks;
        var sgp4Places = blocks.Count * T.Width;
        Places = sgp4Places + catalogue.Ephemerides.Length;
        PaddedPlaces = (Places + WidestBundle - 1) / WidestBundle * WidestBundle;
        StretchSteps = Math.Max(1, LongestStretch / _stepsPerNode) * _stepsPerNode;
        _resonance = new ResonanceState<T>[blocks.Count];
        _carried = new NodeSample<T>[blocks.Count * NodesCarried];
        _nodes = new NodeSample<T>[(StretchSteps / _stepsPerNode) + NodesCarried];
        _nodeBounds = new NodeBounds[blocks.Count];
        _isActive = new bool[blocks.Count];
        _isExact = new bool[blocks.Count];
        _isActive.AsSpan().Fill(true);
        _originMinutes = new T[blocks.Count];
        var minutes = MemoryMarshal.Cast<T, double>(_originMinutes.AsSpan());
        for (var place = 0; place < sgp4Places; place++)
        {
            // An empty place keeps company with its block's first satellite; it is never read.
            var index = blocks.IndexOfPlace[place];
            index = index < 0 ? blocks.IndexOfPlace[place / T.Width * T.Width] : index;
            minutes[place] = (grid.TimeNs(0) - catalogue.EpochNs[index]) / 60e9;
        }

        X = MakeRows(StretchSteps + 1);
        Y = MakeRows(StretchSteps + 1);
        Z = MakeRows(StretchSteps + 1);
        _defect = MakeRows(StretchSteps / _stepsPerNode);
        _bend = MakeRows(StretchSteps / _stepsPerNode);
        _ephemerides = new EphemerisColumns<T>(catalogue.Ephemerides, this, sgp4Places, grid);
    }

    /// <summary>Number of places of a row.</summary>
    public int Places { get; }

    /// <summary>Length of a row: whole bundles of single-precision lanes.</summary>
    public int PaddedPlaces { get; }

    /// <summary>The most steps that one call of <see cref="Fill"/> covers.</summary>
    public int StretchSteps { get; }

    /// <summary>Positions, TEME, km; NaN where SGP4 refuses the state. Row i is the grid point at the start of the stretch's step i.</summary>
    public float[][] X { get; }

    /// <summary>See <see cref="X"/>.</summary>
    public float[][] Y { get; }

    /// <summary>See <see cref="X"/>.</summary>
    public float[][] Z { get; }

    /// <summary>
    /// For a step of the stretch the larger of the defects at the nodes around it, km:
    /// |x₋ − 2x + x₊ − H²/12 (f₋ + 10 f + f₊)|, what the positions of three nodes H apart differ from the motion under f, the gravity
    /// of the Earth with J2 (Numerov's formula, whose own error is H⁶/240 of the sixth derivative). NaN where a node is refused.
    /// </summary>
    public float[] Defect(int step) => _defect[step / _stepsPerNode];

    /// <summary>For a step the larger |r₋ − 2r + r₊| of the nodes around it, scaled from H² to the step's h², km: h² times the second derivative of the radius.</summary>
    public float[] Bend(int step) => _bend[step / _stepsPerNode];

    /// <summary>Begins a slab.</summary>
    /// <param name="firstStep">Its first step.</param>
    /// <param name="shells">Which blocks to fill until the next slab, the places of others being refused; null for all.</param>
    /// <param name="cancellation">Asked now and then.</param>
    public void Begin(int firstStep, ShellSelection<T>? shells, CancellationToken cancellation)
    {
        _firstStep = firstStep;
        for (var block = 0; block < _catalogue.Blocks.Count; block++)
        {
            AskNowAndThen(block, cancellation);
            var isActive = shells is null || shells.IsActive(block);
            if (isActive)
            {
                BeginBlock(block);
            }
            else if (_isActive[block])
            {
                Refuse(block);
            }

            _isActive[block] = isActive;
        }
    }

    /// <summary>Computes the next stretch of the slab.</summary>
    /// <param name="offset">Steps from the slab's first one; a multiple of <see cref="StretchSteps"/>, one after another.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="cancellation">Asked now and then.</param>
    public void Fill(int offset, int steps, CancellationToken cancellation)
    {
        for (var block = 0; block < _catalogue.Blocks.Count; block++)
        {
            AskNowAndThen(block, cancellation);
            if (_isActive[block])
            {
                FillBlock(block, offset, steps);
            }
        }

        _ephemerides.Fill(_firstStep + offset, steps, cancellation);
    }

    private static void AskNowAndThen(int block, CancellationToken cancellation)
    {
        if ((block & 255) == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private float[][] MakeRows(int count)
    {
        var rows = new float[count][];
        for (var i = 0; i < count; i++)
        {
            rows[i] = new float[PaddedPlaces];
            rows[i].AsSpan(Places).Fill(float.NaN);
        }

        return rows;
    }

    private void Refuse(int block)
    {
        foreach (var rows in new[] { X, Y, Z, _defect, _bend })
        {
            foreach (var row in rows)
            {
                row.AsSpan(block * T.Width, T.Width).Fill(float.NaN);
            }
        }
    }

    private void BeginBlock(int block)
    {
        ref var before = ref Carried(block, 0);
        ref var start = ref Carried(block, 1);
        ref var end = ref Carried(block, 2);
        StatesAt(block, _firstStep - _stepsPerNode, out before, out start);
        StateAt(block, _firstStep + _stepsPerNode, out end);
        ref var bounds = ref _nodeBounds[block];
        bounds.Defect = _interpolation.Defect(before, start, end);
        bounds.Bend = _interpolation.Bend(before, start, end);
    }

    /// <summary>One of the last nodes of a block's stretch, with which the next one begins.</summary>
    private ref NodeSample<T> Carried(int block, int number) => ref _carried[(block * NodesCarried) + number];

    private void StateAt(int block, int point, out NodeSample<T> sample)
    {
        Propagate(block, point, out var state);
        NodeSample<T>.Of(state, out sample);
    }

    /// <summary>The nodes at a grid point and one node later, side by side.</summary>
    private void StatesAt(int block, int point, out NodeSample<T> first, out NodeSample<T> second)
    {
        ref var resonance = ref _resonance[block];
        _catalogue.Blocks.Propagate(
            block, MinutesAt(block, point), ref resonance, block, MinutesAt(block, point + _stepsPerNode), ref resonance, out var one, out var other);
        NodeSample<T>.Of(one, out first);
        NodeSample<T>.Of(other, out second);
    }

    private void Propagate(int block, int point, out StateLanes<T> state) =>
        _catalogue.Blocks.Propagate(block, MinutesAt(block, point), ref _resonance[block], out state);

    private T MinutesAt(int block, int point) => _originMinutes[block] + T.Of(point * _stepMinutes);

    private void FillBlock(int block, int offset, int steps)
    {
        var intervals = (steps + _stepsPerNode - 1) / _stepsPerNode;
        FillNodes(block, offset, intervals);
        FillRows(block, offset, steps);
        for (var i = 0; i < NodesCarried; i++)
        {
            Carried(block, i) = _nodes[intervals + i];
        }
    }

    /// <summary>The nodes of a stretch: those carried over, and two after each interval's start.</summary>
    private void FillNodes(int block, int offset, int intervals)
    {
        for (var i = 0; i < NodesCarried; i++)
        {
            _nodes[i] = Carried(block, i);
        }

        var point = _firstStep + offset + (2 * _stepsPerNode);
        var node = NodesCarried;
        for (; node + 2 <= NodesCarried + intervals; node += 2)
        {
            StatesAt(block, point, out _nodes[node], out _nodes[node + 1]);
            point += 2 * _stepsPerNode;
        }

        if (node < NodesCarried + intervals)
        {
            StateAt(block, point, out _nodes[node]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillRows(int block, int offset, int steps)
    {
        var at = block * T.Width;
        var largest = T.Of(StepPads.LargestDefectKm);
        var every = T.LessOrEqual(largest, largest);
        ref var bounds = ref _nodeBounds[block];
        Store(_nodes[1].X, _nodes[1].Y, _nodes[1].Z, 0, at);
        for (var (interval, step) = (0, 0); step < steps; (interval, step) = (interval + 1, step + _stepsPerNode))
        {
            ref var before = ref _nodes[interval];
            ref var start = ref _nodes[interval + 1];
            ref var end = ref _nodes[interval + 2];
            ref var after = ref _nodes[interval + 3];
            var endDefect = _interpolation.Defect(start, end, after);
            var endBend = _interpolation.Bend(start, end, after);

            // A sum keeps the NaN of either node, which no comparison would.
            var defect = T.Select(T.LessThan(bounds.Defect, endDefect), endDefect, bounds.Defect) + (endDefect - endDefect);
            var bend = T.Select(T.LessThan(bounds.Bend, endBend), endBend, bounds.Bend);
            bounds.Defect = endDefect;
            bounds.Bend = endBend;
            T.StoreSingles(defect, ref _defect[interval][at]);
            T.StoreSingles(bend, ref _bend[interval][at]);
            if (offset + step == 0)
            {
                Check(block, before, start, end, after, defect);
            }

            var last = Math.Min(_stepsPerNode, steps - step);
            if (_isExact[block] || T.Any(T.Xor(T.LessOrEqual(defect, largest), every)))
            {
                StoreExactly(block, _firstStep + offset + step, step, last);
                continue;
            }

            for (var point = 1; point <= last && point < _stepsPerNode; point++)
            {
                _interpolation.At(point, before, start, end, after, out var x, out var y, out var z);
                Store(x, y, z, step + point, at);
            }

            if (last == _stepsPerNode)
            {
                Store(end.X, end.Y, end.Z, step + last, at);
            }
        }
    }

    /// <summary>
    /// Holds the interpolation to SGP4 in the middle of the slab's first interval. A block of which some object strays by more than half its pad has exact states
    /// for the rest of the slab.
    /// </summary>
    private void Check(
        int block, in NodeSample<T> before, in NodeSample<T> start, in NodeSample<T> end, in NodeSample<T> after, T defect)
    {
        var point = _stepsPerNode / 2;
        if (point == 0)
        {
            return;
        }

        _interpolation.At(point, before, start, end, after, out var x, out var y, out var z);
        Propagate(block, _firstStep + point, out var exact);
        var (dx, dy, dz) = (x - exact.X, y - exact.Y, z - exact.Z);
        var pad = T.Fma(T.Of(0.5 * StepPads.DefectSafety), defect, T.Of(0.5 * StepPads.DefectFloorKm));

        // Not a number, where a state is refused, is never below.
        var isFitting = T.LessOrEqual((dx * dx) + (dy * dy) + (dz * dz), pad * pad);
        _isExact[block] = T.Any(T.Xor(isFitting, T.LessOrEqual(T.Of(0), T.Of(0))));
    }

    private void Store(T x, T y, T z, int row, int at)
    {
        T.StoreSingles(x, ref X[row][at]);
        T.StoreSingles(y, ref Y[row][at]);
        T.StoreSingles(z, ref Z[row][at]);
    }

    private void StoreExactly(int block, int firstPoint, int firstRow, int last)
    {
        for (var point = 1; point <= last; point++)
        {
            Propagate(block, firstPoint + point, out var state);
            Store(state.X, state.Y, state.Z, firstRow + point, block * T.Width);
        }
    }

    /// <summary>What is known of a block's node at the start of the next interval.</summary>
    private struct NodeBounds
    {
        public T Defect, Bend;
    }
}
