using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ssa.Propagation;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Catalogue;

namespace Ssa.Screening.Broad;

/// <summary>
/// Positions of all objects at the grid points of a stretch of steps, and what bounds their motion in between. For nearly all they come from fits of the orbit over some hours
/// (<see cref="OrbitFits{T}"/>). Who has none is asked by SGP4 at every few points, the nodes; between them positions follow from the nodes' own and from gravity there
/// (<see cref="NodeInterpolation{T}"/>), and the defect of the equation of motion measured at the nodes bounds what that may be wrong by; a place whose nodes give no such bound
/// has exact states at every point. Rows are time, columns the places of <see cref="Sgp4Blocks{T}"/> and after them one for each ephemeris
/// (<see cref="EphemerisColumns{T}"/>). One instance serves a thread, slab after slab.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
[SkipLocalsInit]
internal sealed class SlabStates<T>
    where T : unmanaged, ILane<T>
{
    // Rows are padded to whole bundles of the widest single-precision lanes.
    private const int WidestBundle = 16;

    // Steps of a stretch: its rows should stay in the largest cache between filling and sweeping, while each object's fit is read once for all of them.
    private const int LongestStretch = 30;

    // Of the nodes around an interval, two on either side, those that stand before the next one's last.
    private const int NodesBefore = 3;

    private readonly ScreenedCatalogue<T> _catalogue;
    private readonly StepGrid _grid;
    private readonly NodeInterpolation<T> _interpolation;
    private readonly int _stepsPerNode;
    private readonly ResonanceState<T>[] _resonance;
    private readonly T[] _originMinutes;
    private readonly double _stepMinutes;
    private readonly NodeSample<T>[] _nodes;
    private readonly bool[] _isActive;
    private readonly bool[] _isFilled;
    private readonly float[][] _defect;
    private readonly float[][] _bend;
    private readonly OrbitFits<T> _fits;
    private readonly EphemerisColumns<T> _ephemerides;
    private int _firstStep;
    private int _steps;
    private int _offset;
    private int _stretch;

    /// <summary>Makes the arrays for a catalogue and a grid.</summary>
    /// <param name="catalogue">The objects.</param>
    /// <param name="grid">The steps.</param>
    /// <param name="makeFits">Makes what fills most rows, for stretches of at most so many steps.</param>
    public SlabStates(ScreenedCatalogue<T> catalogue, StepGrid grid, Func<int, OrbitFits<T>> makeFits)
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
        _nodes = new NodeSample<T>[(StretchSteps / _stepsPerNode) + NodesBefore];
        _fits = makeFits(StretchSteps);
        _isActive = new bool[blocks.Count];
        _isFilled = new bool[(blocks.Count + _fits.BlocksPerBundle - 1) / _fits.BlocksPerBundle];
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
    /// For a step of the stretch the largest of the defects at the points around it, km:
    /// |x₋ − 2x + x₊ − H²/12 (f₋ + 10 f + f₊)|, what the positions of three points H apart differ from the motion under f, the gravity
    /// of the Earth with J2 (Numerov's formula, whose own error is H⁶/240 of the sixth derivative); H is a step for fitted orbits, else the nodes' distance. To fitted orbits' belongs what the fit
    /// may be off by. NaN where a node is refused.
    /// </summary>
    public float[] Defect(int step) => _defect[step / _stepsPerNode];

    /// <summary>For a step the largest |r₋ − 2r + r₊| of the points around it, scaled from H² to the step's h², km: h² times the second derivative of the radius.</summary>
    public float[] Bend(int step) => _bend[step / _stepsPerNode];

    /// <summary>Begins a slab.</summary>
    /// <param name="firstStep">Its first step.</param>
    /// <param name="steps">Its number of steps.</param>
    /// <param name="shells">Which blocks to fill until the next slab, the places of others being refused; null for all.</param>
    /// <param name="cancellation">Asked now and then.</param>
    public void Begin(int firstStep, int steps, ShellSelection<T>? shells, CancellationToken cancellation)
    {
        (_firstStep, _steps) = (firstStep, steps);
        for (var block = 0; block < _catalogue.Blocks.Count; block++)
        {
            AskNowAndThen(block, cancellation);
            var isActive = shells is null || shells.IsActive(block);
            if (!isActive && _isActive[block])
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
        FillFirst(offset, steps, [], cancellation);
        for (var bundle = 0; bundle < _isFilled.Length; bundle++)
        {
            AskNowAndThen(bundle, cancellation);
            FillBundle(bundle);
        }
    }

    /// <summary>Begins the next stretch of the slab with some places and all ephemerides; <see cref="FillPlaces"/> computes others.</summary>
    /// <param name="offset">Steps from the slab's first one; a multiple of <see cref="StretchSteps"/>, one after another.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="places">The places.</param>
    /// <param name="cancellation">Asked now and then.</param>
    public void FillFirst(int offset, int steps, ReadOnlySpan<int> places, CancellationToken cancellation)
    {
        (_offset, _stretch) = (offset, steps);
        if (offset % _fits.StepsPerFit == 0)
        {
            _fits.Begin(Math.Min(_fits.StepsPerFit, _steps - offset));
        }

        Array.Clear(_isFilled);
        foreach (var place in places)
        {
            FillPlaces(place, place + 1);
        }

        // The last bundle may reach into the ephemerides' columns, which therefore come after it.
        if (_isFilled.Length > 0)
        {
            FillBundle(_isFilled.Length - 1);
        }

        _ephemerides.Fill(_firstStep + offset, steps, cancellation);
    }

    /// <summary>Computes the stretch for places that do not have it yet.</summary>
    /// <param name="first">The first place.</param>
    /// <param name="end">The place after the last one.</param>
    public void FillPlaces(int first, int end)
    {
        var places = _fits.BlocksPerBundle * T.Width;
        for (var bundle = first / places; bundle < _isFilled.Length && bundle * places < end; bundle++)
        {
            FillBundle(bundle);
        }
    }

    private static void AskNowAndThen(int number, CancellationToken cancellation)
    {
        if ((number & 255) == 0)
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

    /// <summary>Blocks that stand side by side in the rows: by their fitted orbits where those hold.</summary>
    private void FillBundle(int bundle)
    {
        var firstBlock = bundle * _fits.BlocksPerBundle;
        var blocks = _isActive.AsSpan(firstBlock, Math.Min(_fits.BlocksPerBundle, _isActive.Length - firstBlock));
        if (_isFilled[bundle] || !blocks.Contains(true))
        {
            return;
        }

        _isFilled[bundle] = true;
        if (_offset % _fits.StepsPerFit == 0)
        {
            Fit(firstBlock, _offset);
        }

        _fits.Fill(bundle, _offset % _fits.StepsPerFit, _stretch, this);
        for (var i = 0; i < blocks.Length; i++)
        {
            if (blocks[i] && !_fits.IsFitting(firstBlock + i))
            {
                FillNodes(firstBlock + i, _offset, _stretch);
                FillRows(firstBlock + i, _offset, _stretch);
            }
        }
    }

    private void Fit(int firstBlock, int offset)
    {
        for (var block = firstBlock; block < firstBlock + _fits.BlocksPerBundle; block++)
        {
            if (block < _isActive.Length && _isActive[block])
            {
                _fits.Fit(block, MinutesAt(block, _firstStep + offset), ref _resonance[block]);
            }
            else
            {
                _fits.Empty(block);
            }
        }

        _fits.Check(firstBlock / _fits.BlocksPerBundle);
    }

    /// <summary>The nodes of a stretch: the one before it, and two after each interval's start.</summary>
    private void FillNodes(int block, int offset, int steps)
    {
        var nodes = NodesBefore + ((steps + _stepsPerNode - 1) / _stepsPerNode);
        var point = _firstStep + offset - _stepsPerNode;
        var node = 0;
        for (; node + 2 <= nodes; node += 2)
        {
            StatesAt(block, point, out _nodes[node], out _nodes[node + 1]);
            point += 2 * _stepsPerNode;
        }

        if (node < nodes)
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
        var startDefect = _interpolation.Defect(_nodes[0], _nodes[1], _nodes[2]);
        var startBend = _interpolation.Bend(_nodes[0], _nodes[1], _nodes[2]);
        var isExact = false;
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
            var defect = T.Select(T.LessThan(startDefect, endDefect), endDefect, startDefect) + (endDefect - endDefect);
            var bend = T.Select(T.LessThan(startBend, endBend), endBend, startBend);
            startDefect = endDefect;
            startBend = endBend;
            T.StoreSingles(defect, ref _defect[interval][at]);
            T.StoreSingles(bend, ref _bend[interval][at]);
            if (step == 0)
            {
                isExact = !IsFitting(block, offset, before, start, end, after, defect);
            }

            var last = Math.Min(_stepsPerNode, steps - step);
            if (isExact || T.Any(T.Xor(T.LessOrEqual(defect, largest), every)))
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
    /// Holds the interpolation to SGP4 in the middle of the stretch's first interval. A block of which some object strays by more than half its pad has exact states
    /// for the rest of the stretch.
    /// </summary>
    private bool IsFitting(
        int block, int offset, in NodeSample<T> before, in NodeSample<T> start, in NodeSample<T> end, in NodeSample<T> after, T defect)
    {
        var point = _stepsPerNode / 2;
        if (point == 0)
        {
            return true;
        }

        _interpolation.At(point, before, start, end, after, out var x, out var y, out var z);
        Propagate(block, _firstStep + offset + point, out var exact);
        var (dx, dy, dz) = (x - exact.X, y - exact.Y, z - exact.Z);
        var pad = T.Fma(T.Of(0.5 * StepPads.DefectSafety), defect, T.Of(0.5 * StepPads.DefectFloorKm));

        // Not a number, where a state is refused, is never below.
        var isFitting = T.LessOrEqual((dx * dx) + (dy * dy) + (dz * dz), pad * pad);
        return !T.Any(T.Xor(isFitting, T.LessOrEqual(T.Of(0), T.Of(0))));
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
}
