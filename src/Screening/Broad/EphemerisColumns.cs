using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Frames;
using Ssa.Propagation.Lanes;

namespace Ssa.Screening.Broad;

/// <summary>
/// The ephemerides' columns of a stretch of steps. Their motion is whatever a table says: engines burn, segments meet with other velocities. So what bounds it is not taken from the two ends
/// of a step alone but measured inside it, at points at most 15 s apart (docs/screening-margins.md): how far the path strays from its chord beyond what gravity explains, and how far
/// the radius leaves the range of its end values. One instance serves a thread.
/// </summary>
/// <typeparam name="T">The lane type of the states.</typeparam>
internal sealed class EphemerisColumns<T>
    where T : unmanaged, ILane<T>
{
    private const double LongestPartSeconds = 15;

    // What was measured at the points, and between two of them what was measured at either.
    private const double StraySafety = 1.1;
    private const double PartSafety = 2;

    private readonly InterpolatedEphemeris[] _ephemerides;
    private readonly SlabStates<T> _states;
    private readonly StepGrid _grid;
    private readonly int _firstPlace;
    private readonly int _parts;
    private readonly long[] _timesNs;
    private readonly double[] _positionsKm;
    private readonly NodeSample<ScalarLane>[] _samples;
    private readonly Vector3[] _defects;
    private readonly double[] _bends;

    /// <summary>Makes the columns' scratch memory.</summary>
    /// <param name="ephemerides">The ephemerides.</param>
    /// <param name="states">The rows to fill.</param>
    /// <param name="firstPlace">The place of the first ephemeris; the others follow.</param>
    /// <param name="grid">The steps.</param>
    public EphemerisColumns(InterpolatedEphemeris[] ephemerides, SlabStates<T> states, int firstPlace, StepGrid grid)
    {
        (_ephemerides, _states, _firstPlace, _grid) = (ephemerides, states, firstPlace, grid);
        _parts = (int)Math.Ceiling(grid.StepSeconds / LongestPartSeconds);
        var most = ephemerides.Length == 0 ? 0 : ((states.StretchSteps + 2) * _parts) + 1;
        _timesNs = new long[most];
        _positionsKm = new double[3 * most];
        _samples = new NodeSample<ScalarLane>[most];
        _defects = new Vector3[most];
        _bends = new double[most];
    }

    /// <summary>Fills the ephemerides' places of the rows of a stretch.</summary>
    /// <param name="firstStep">Its first step.</param>
    /// <param name="steps">Its number of steps.</param>
    /// <param name="cancellation">Asked for each ephemeris.</param>
    public void Fill(int firstStep, int steps, CancellationToken cancellation)
    {
        var points = ((steps + 2) * _parts) + 1;
        for (var i = 0; i < points && _ephemerides.Length > 0; i++)
        {
            var (row, part) = (i / _parts, i % _parts);
            var timeNs = _grid.TimeNs(firstStep - 1 + row);
            _timesNs[i] = timeNs + ((_grid.TimeNs(firstStep + row) - timeNs) * part / _parts);
        }

        for (var k = 0; k < _ephemerides.Length; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            Measure(_ephemerides[k], points);
            Store(_ephemerides[k], _firstPlace + k, steps);
        }
    }

    /// <summary>Positions and gravity at every point, and at every point between two others the defect of the equation of motion and the bend of the radius.</summary>
    private void Measure(InterpolatedEphemeris ephemeris, int points)
    {
        ephemeris.PositionsAt(_timesNs.AsSpan(0, points), _positionsKm);
        for (var i = 0; i < points; i++)
        {
            var state = new StateLanes<ScalarLane>
            {
                X = ScalarLane.Of(_positionsKm[i]),
                Y = ScalarLane.Of(_positionsKm[points + i]),
                Z = ScalarLane.Of(_positionsKm[(2 * points) + i]),
            };
            NodeSample<ScalarLane>.Of(in state, out _samples[i]);
        }

        var partSeconds = _grid.StepSeconds / _parts;
        var twelfth = partSeconds * partSeconds / 12;
        for (var i = 1; i < points - 1; i++)
        {
            var (before, here, after) = (_samples[i - 1], _samples[i], _samples[i + 1]);
            var gravity = Gravity(in before) + (10 * Gravity(in here)) + Gravity(in after);
            _defects[i] = Position(in before) - (2 * Position(in here)) + Position(in after) - (twelfth * gravity);
            _bends[i] = before.R.Value - (2 * here.R.Value) + after.R.Value;
        }
    }

    private void Store(InterpolatedEphemeris ephemeris, int place, int steps)
    {
        for (var row = 0; row <= steps; row++)
        {
            ref readonly var sample = ref _samples[(row + 1) * _parts];
            _states.X[row][place] = (float)sample.X.Value;
            _states.Y[row][place] = (float)sample.Y.Value;
            _states.Z[row][place] = (float)sample.Z.Value;
        }

        // Steps between the same nodes share their bounds: the greatest of theirs, or no number where states begin or end in one of them.
        for (var step = 0; step < steps; step += _grid.StepsPerNode)
        {
            var (stray, bend) = (0.0, 0.0);
            for (var s = step; s < Math.Min(step + _grid.StepsPerNode, steps); s++)
            {
                var (strayKm, bendKm) = MeasureStep(ephemeris, (s + 1) * _parts);
                (stray, bend) = (Math.Max(stray, strayKm), Math.Max(bend, bendKm));
            }

            _states.Defect(step)[place] = MathF.BitIncrement((float)stray);
            _states.Bend(step)[place] = MathF.BitIncrement((float)bend);
        }
    }

    /// <summary>The pad of a step and the bend that covers its radius.</summary>
    /// <param name="ephemeris">The ephemeris.</param>
    /// <param name="from">The point at which the step starts.</param>
    private (double StrayKm, double BendKm) MeasureStep(InterpolatedEphemeris ephemeris, int from)
    {
        var to = from + _parts;
        if (ephemeris.HasEdgeWithin(_timesNs[from], _timesNs[to]))
        {
            return (double.NaN, double.NaN);
        }

        var (r0, r1) = (_samples[from].R.Value, _samples[to].R.Value);
        var (low, high, lowest) = (Math.Min(r0, r1), Math.Max(r0, r1), Math.Min(r0, r1));
        var (defect, bend, leaves, excessSpeed) = (0.0, 0.0, 0.0, 0.0);
        var partSeconds = _grid.StepSeconds / _parts;
        for (var i = from; i <= to; i++)
        {
            var r = _samples[i].R.Value;
            defect = Math.Max(defect, _defects[i].Norm);
            bend = Math.Max(bend, Math.Abs(_bends[i]));
            leaves = Math.Max(leaves, Math.Max(r - high, low - r));
            lowest = Math.Min(lowest, r);
            var speed = (Position(in _samples[i]) - Position(in _samples[i - 1])).Norm / partSeconds;
            excessSpeed = Math.Max(excessSpeed, speed - Math.Sqrt(2 * Wgs72.MuKm3PerS2 / r));
        }

        // The sweep's tidal pad believes in speeds of at most escape; what is faster adds its own share, twice.
        var h = _grid.StepSeconds;
        var tide = 2 * Wgs72.MuKm3PerS2 / (lowest * lowest * lowest);
        var strayKm = (StraySafety * LargestStray(from)) + (PartSafety * defect) + (2 * tide * excessSpeed * h * h * h / 24);
        return (strayKm, (leaves * 8 / StepPads.BendSafety) + bend);
    }

    /// <summary>
    /// How far the path strays from its chord beyond gravity, at any point of a step: what has the measured defects for second differences and is zero at both ends.
    /// </summary>
    private double LargestStray(int from)
    {
        Vector3 slope = default, end = default;
        for (var j = 1; j <= _parts; j++)
        {
            end += slope;
            slope += _defects[from + j];
        }

        Vector3 sum = default;
        slope = -1.0 / _parts * end;
        var largest = 0.0;
        for (var j = 1; j < _parts; j++)
        {
            sum += slope;
            slope += _defects[from + j];
            largest = Math.Max(largest, sum.Norm);
        }

        return largest;
    }

    private static Vector3 Position(in NodeSample<ScalarLane> sample) => new(sample.X.Value, sample.Y.Value, sample.Z.Value);

    private static Vector3 Gravity(in NodeSample<ScalarLane> sample) => new(sample.Fx.Value, sample.Fy.Value, sample.Fz.Value);
}
