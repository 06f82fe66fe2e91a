using Ssa.Propagation;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Catalogue;
using Ssa.Screening.Fine;

namespace Ssa.Screening.Broad;

/// <summary>
/// Candidates of objects that have no chord in a step because SGP4 refuses a state at one of its ends or next to it, or moves them as no gravity does: everything that two
/// objects could reach within the step at the largest plausible speed, and where an object can be followed, within the seconds around each of its positions
/// (docs/screening-margins.md, pad 5). Such objects are few, so a plain distance test will do. One instance serves a thread.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
internal sealed class IrregularPairs<T>
    where T : unmanaged, ILane<T>
{
    // Positions of an object stand at most so far apart: whole runs of a track's times.
    private const double LongestSpacingSeconds = 20;

    // Gravity with J2 at 6,000 km, below which no state lies, an ephemeris's neither, km/s²: a path bends away from its chord by no more.
    private const double LargestGravity = 11.2e-3;

    private readonly ScreenedCatalogue<T> _catalogue;
    private readonly SlabStates<T> _states;
    private readonly StepGrid _grid;
    private readonly NodeTrack<T> _track;
    private readonly double _thresholdKm;
    private readonly List<Position> _alive = [];
    private readonly long[] _nodes = new long[Chebyshev.Count];

    // How many positions of a followed object a step has, from end to end, and their spacing as a share of the step.
    private readonly int _points;
    private readonly double _spacing;
    private readonly double _nearKm;
    private readonly List<(double X, double Y, double Z)> _path = [];

    // The places that an object may meet: all, or where one side of all wanted pairs is few objects and it is none of them, theirs.
    private readonly int[] _allPlaces;
    private readonly int[]? _seekerPlaces;

    /// <summary>Makes the test.</summary>
    public IrregularPairs(ScreenedCatalogue<T> catalogue, SlabStates<T> states, StepGrid grid, double thresholdKm)
    {
        _catalogue = catalogue;
        _states = states;
        _grid = grid;
        _track = new NodeTrack<T>(catalogue);
        _thresholdKm = thresholdKm;
        _allPlaces = [.. Enumerable.Range(0, states.Places).Where(place => catalogue.IndexOfPlace[place] >= 0)];
        _seekerPlaces = catalogue.Seekers is { } seekers ? Array.FindAll(_allPlaces, place => Array.BinarySearch(seekers, catalogue.IndexOfPlace[place]) >= 0) : null;
        _points = (int)Math.Ceiling(((grid.StepSeconds / LongestSpacingSeconds) + 1) / Chebyshev.Count) * Chebyshev.Count;

        // What the object may do between two of its positions, of which one may be refused, and the other beside its chord.
        _spacing = 1.0 / (_points - 1);
        _nearKm = thresholdKm + NodeTrack<T>.LargestJumpKm + (Sgp4Kernel<T>.LargestSpeedKmPerS * _spacing * grid.StepSeconds)
            + (LargestGravity * grid.StepSeconds * grid.StepSeconds / 8) + StepPads.DefectFloorKm;
    }

    /// <summary>Adds the candidates of a step.</summary>
    /// <param name="irregular">The places without a chord.</param>
    /// <param name="step">The step's number in the stretch.</param>
    /// <param name="gridStep">The step's number in the window.</param>
    /// <param name="candidates">Gets the pairs, the lower index first.</param>
    public void Add(List<int> irregular, int step, int gridStep, List<(int First, int Second)> candidates)
    {
        _alive.Clear();
        foreach (var place in irregular)
        {
            if (FindPosition(place, step, gridStep) is { } position)
            {
                _alive.Add(position);
            }
        }

        // Both may move for as long as the step lasts, from a position at one of its ends or anywhere in it, and jump between two segments of an ephemeris.
        var reach = _thresholdKm + (2 * EphemerisCheck.LargestJumpKm) + (2 * Sgp4Kernel<T>.LargestSpeedKmPerS * _grid.StepSeconds);
        var indices = _catalogue.IndexOfPlace;
        if (_alive.Count == 0)
        {
            return;
        }

        for (var i = 0; i < _alive.Count; i++)
        {
            var (place, row, x, y, z) = _alive[i];
            var (xs, ys, zs) = (_states.X[row], _states.Y[row], _states.Z[row]);
            var isFollowed = Follow(indices[place], gridStep);
            var others = _seekerPlaces is null || Array.BinarySearch(_seekerPlaces, place) >= 0 ? _allPlaces : _seekerPlaces;
            foreach (var other in others)
            {
                if (IsWithin(reach, xs[other] - x, ys[other] - y, zs[other] - z) && (!isFollowed || IsNearPath(other, step)))
                {
                    Add(indices[place], indices[other], candidates);
                }
            }

            // Two without a chord may both be refused at the row.
            for (var j = i + 1; j < _alive.Count; j++)
            {
                var other = _alive[j];
                if (IsWithin(reach, other.X - x, other.Y - y, other.Z - z))
                {
                    Add(indices[place], indices[other.Place], candidates);
                }
            }
        }
    }

    private static bool IsWithin(double reach, double dx, double dy, double dz) => (dx * dx) + (dy * dy) + (dz * dz) <= reach * reach;

    /// <summary>Fills the path with an object's positions at even times from the step's start to its end, NaN where refused, if some are valid and all those are an orbit.</summary>
    private bool Follow(int index, int gridStep)
    {
        _path.Clear();
        if (_catalogue.EphemerisOf(index) is not null)
        {
            return false;
        }

        var (startNs, lengthNs) = (_grid.TimeNs(gridStep), _grid.TimeNs(gridStep + 1) - _grid.TimeNs(gridStep));
        var isSeen = false;
        for (var from = 0; from < _points; from += Chebyshev.Count)
        {
            for (var j = 0; j < Chebyshev.Count; j++)
            {
                _nodes[j] = startNs + (lengthNs * (from + j) / (_points - 1));
            }

            var valid = _track.Propagate(index, _nodes);
            var p = _track.PositionsKm;
            for (var j = 0; j < Chebyshev.Count; j++)
            {
                if (valid == 0 && double.IsFinite(p[j]))
                {
                    return false;
                }

                _path.Add((p[j], p[Chebyshev.Count + j], p[(2 * Chebyshev.Count) + j]));
            }

            isSeen |= valid > 0;
        }

        return isSeen;
    }

    /// <summary>Whether another object may meet the one whose path is known; where it has no chord itself, that is taken for so.</summary>
    private bool IsNearPath(int other, int step)
    {
        double defect = _states.Defect(step)[other];
        if (!(defect <= StepPads.LargestDefectKm))
        {
            return true;
        }

        var (x, y, z) = ((double)_states.X[step][other], (double)_states.Y[step][other], (double)_states.Z[step][other]);
        var (dx, dy, dz) = (_states.X[step + 1][other] - x, _states.Y[step + 1][other] - y, _states.Z[step + 1][other] - z);
        var moved = Math.Sqrt((dx * dx) + (dy * dy) + (dz * dz)) * _spacing;
        var reach = _nearKm + (StepPads.DefectSafety * defect) + moved;
        for (var j = 0; j < _points; j++)
        {
            var at = j * _spacing;
            var (px, py, pz) = _path[j];
            if (IsWithin(reach, x + (at * dx) - px, y + (at * dy) - py, z + (at * dz) - pz))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A valid position of the object in the step: at an end, or at one of the nodes that the fine phase will look at.</summary>
    private Position? FindPosition(int place, int step, int gridStep)
    {
        for (var row = step; row <= step + 1; row++)
        {
            if (float.IsFinite(_states.X[row][place]))
            {
                return new Position(place, row, _states.X[row][place], _states.Y[row][place], _states.Z[row][place]);
            }
        }

        var index = _catalogue.IndexOfPlace[place];
        if (_catalogue.EphemerisOf(index) is { } ephemeris)
        {
            var found = ephemeris.FirstTimeWithin(_grid.TimeNs(gridStep), _grid.TimeNs(gridStep + 1));
            return found is { } timeNs && ephemeris.StateAt(timeNs) is { Status: PropagationStatus.Ok, PositionKm: var r } ? new Position(place, step + 1, r.X, r.Y, r.Z) : null;
        }

        for (var cell = TimeGrid.CellStart(_grid.TimeNs(gridStep)); cell < _grid.TimeNs(gridStep + 1); cell += TimeGrid.CellNs)
        {
            Chebyshev.Nodes(cell - TimeGrid.MarginNs, IntervalScan<T>.SpanNs, _nodes);
            if (_track.Propagate(index, _nodes) > 0)
            {
                var node = Array.FindIndex(_track.PositionsKm, 0, Chebyshev.Count, double.IsFinite);
                var p = _track.PositionsKm;
                return new Position(place, step, p[node], p[Chebyshev.Count + node], p[(2 * Chebyshev.Count) + node]);
            }
        }

        return null;
    }

    /// <summary>A position of an object, km, to be compared with the others' positions of a row.</summary>
    private readonly record struct Position(int Place, int Row, double X, double Y, double Z);

    private void Add(int a, int b, List<(int First, int Second)> candidates)
    {
        var (first, second) = a < b ? (a, b) : (b, a);
        if (first != second && _catalogue.IsScreened(first, second))
        {
            candidates.Add((first, second));
        }
    }
}
