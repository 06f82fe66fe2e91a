using Ssa.Propagation;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Catalogue;

namespace Ssa.Screening.Fine;

/// <summary>A beginning of the valid states of a pair inside an interval from which the distance does not fall, or an end to which it falls.</summary>
/// <param name="TimeNs">The last nanosecond on the valid side.</param>
/// <param name="IsStart">Whether the states begin here.</param>
internal readonly record struct StateEdge(long TimeNs, bool IsStart);

/// <summary>
/// Finds every local minimum of a pair's distance in one interval of a cell's length. Nearly always one polynomial holds the whole interval; where SGP4
/// jumps, changes too fast or refuses states, the interval is halved until each piece is smooth, down to a microsecond; where a segment of an ephemeris begins or ends, it is
/// cut there.
/// One instance serves a thread.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
internal sealed class IntervalScan<T>
    where T : unmanaged, ILane<T>
{
    /// <summary>Length of the polynomial's interval: the cell and its margins.</summary>
    public const long SpanNs = TimeGrid.CellNs + (2 * TimeGrid.MarginNs);

    // The samples of a whole cell reach a little beyond it on both sides; those of a piece reach its ends.
    private static readonly SampleTable CellTable = new((double)((TimeGrid.CellNs / 2) + TimeGrid.SearchNs) / (SpanNs / 2));
    private static readonly SampleTable PieceTable = new(1);
    private static readonly double[] CellMatrix = MakeCellMatrix();

    // Rise of the distance over half an interval below which a minimum is looked at twice; what makes a distance constant; and a change over half an interval
    // that is none. SGP4's positions waver by up to 7e-9 km in low and 4e-8 km in geosynchronous orbit, as Kepler's iteration stops at 1e-12 rad.
    private const double FlatKm = 1e-7;
    private const double ConstantKm = 1e-7;
    private const double LevelKm = 1e-8;
    private static readonly int[] FlatSeconds = [-600, -60, 0, 60, 600, 600, 600, 600];

    // Fits that one interval may cost. An isolated jump or edge takes some 60; what needs more is smooth nowhere, and is taken as it is.
    private const int MostFits = 400;

    // Rise between two minima of a volume's metric, km of the stretched frame, below which the samples of a piece of a cut interval need not tell them apart.
    private const double FineKm = 1e-5;

    // Every piece is sampled over this many of its lengths.
    private const double PieceSpacing = 2.0 / (RelativeMotion<ScalarLane>.Samples - 1);

    private static readonly double[] Nothing = new double[3 * Chebyshev.Count];

    private readonly ScreenedCatalogue<T> _catalogue;
    private readonly double _thresholdKm;
    private readonly VolumeFrame<T>? _volume;
    private readonly VolumeSearch<T> _search;
    private readonly double[] _stretched = new double[3 * Chebyshev.Count];
    private readonly List<double> _found = [];
    private readonly NodeTrack<T> _first;
    private readonly NodeTrack<T> _second;
    private readonly long[] _nodes = new long[Chebyshev.Count];
    private (int First, int Second, long CellStart) _holds = (-1, -1, 0);
    private bool _holdsSmooth;
    private readonly PieceTrail<T> _trail;
    private int _fitsLeft;

    /// <summary>Makes a scan over a catalogue.</summary>
    /// <param name="catalogue">The objects.</param>
    /// <param name="thresholdKm">Distance, km, beyond which nothing is sought where an interval has to be cut.</param>
    /// <param name="volume">The stretched frame of a volume, whose distances then take the place of those in space; null for none.</param>
    public IntervalScan(ScreenedCatalogue<T> catalogue, double thresholdKm, VolumeFrame<T>? volume = null)
    {
        _catalogue = catalogue;
        _thresholdKm = thresholdKm;
        _volume = volume;
        _first = new NodeTrack<T>(catalogue);
        _second = new NodeTrack<T>(catalogue);
        _search = new VolumeSearch<T>(Motion);
        _trail = new PieceTrail<T>(Motion, _first, _second, volume);
    }

    /// <summary>The motion that was fitted last.</summary>
    public RelativeMotion<T> Motion { get; } = new();

    /// <summary>Times of the minima found by the last scan, nanoseconds since 1970, ascending, with the distance squared (km²).</summary>
    public List<(long TimeNs, double Squared)> Minima => _trail.Minima;

    /// <summary>Where the pair's valid states begin or end in an edge row, found by the last scan.</summary>
    public List<StateEdge> Edges => _trail.Edges;

    /// <summary>The abscissas of the samples of a smooth interval.</summary>
    public static double[] SampleAbscissas => CellTable.Abscissas;

    /// <summary>Fits a cell, if that is not what <see cref="Motion"/> holds already.</summary>
    /// <returns>Whether one polynomial holds the whole cell.</returns>
    public bool FitCell(int first, int second, long cellStartNs)
    {
        if (_holds != (first, second, cellStartNs))
        {
            _holds = (first, second, cellStartNs);
            _holdsSmooth = Fit(first, second, cellStartNs - TimeGrid.MarginNs, SpanNs) == Fitted.Smooth;
            if (_holdsSmooth && _volume is null)
            {
                Motion.Sample(CellTable);
            }
        }

        return _holdsSmooth;
    }

    /// <summary>The first abscissa at which the pair leaves a distance in the frame of a volume, over the cell that <see cref="Motion"/> holds.</summary>
    /// <param name="inside">An abscissa inside.</param>
    /// <param name="end">The abscissa, earlier or later, to which to look.</param>
    /// <param name="limitKm">The distance, km.</param>
    public double? FindExit(double inside, double end, double limitKm) => _search.FindExit(inside, end, limitKm);

    /// <summary>Fills <see cref="Minima"/> and <see cref="Edges"/> for a cell and the half margin on either side of it.</summary>
    /// <param name="first">An object.</param>
    /// <param name="second">The other.</param>
    /// <param name="cellStartNs">Start of the cell, or of an interval of a cell's length between cells.</param>
    public void Scan(int first, int second, long cellStartNs)
    {
        _trail.Begin(first, second);
        if (FitCell(first, second, cellStartNs))
        {
            AddMinima(first, second);
            return;
        }

        if (IsFar(SpanNs))
        {
            return;
        }

        _holds = (-1, -1, 0);
        _fitsLeft = MostFits;
        Cut(first, second, cellStartNs - TimeGrid.MarginNs, SpanNs);
        _trail.End();
    }

    /// <summary>Whether the distance changes by less than a hundredth of a millimetre over a minute at a point of a whole cell: neither rising nor falling.</summary>
    public static bool IsLevel(DistancePoint point) => Math.Abs(point.Slope) <= LevelKm * Math.Sqrt(point.Squared);

    /// <summary>The distance of a pair at a time inside a cell; null where a state is refused.</summary>
    public DistancePoint? PointAt(int first, int second, long cellStartNs, long timeNs)
    {
        if (FitCell(first, second, cellStartNs))
        {
            return Motion.At(Chebyshev.ToAbscissa(timeNs, Motion.StartNs, Motion.LengthNs));
        }

        _holds = (-1, -1, 0);
        var start = cellStartNs - TimeGrid.MarginNs;
        var length = SpanNs;
        while (true)
        {
            var fitted = Fit(first, second, start, length);
            if (fitted == Fitted.Refused)
            {
                return null;
            }

            if (fitted == Fitted.Smooth)
            {
                return Motion.At(Chebyshev.ToAbscissa(timeNs, start, length));
            }

            if (length <= TimeGrid.Microsecond)
            {
                return fitted == Fitted.Rough ? Motion.At(Chebyshev.ToAbscissa(timeNs, start, length)) : null;
            }

            var part = FirstPart(first, second, start, length);
            (start, length) = timeNs < start + part ? (start, part) : (start + part, length - part);
        }
    }

    private static double[] MakeCellMatrix()
    {
        Span<long> nodes = stackalloc long[Chebyshev.Count];
        Chebyshev.Nodes(0, SpanNs, nodes);
        return Chebyshev.FitMatrix(0, SpanNs, nodes);
    }

    private enum Fitted
    {
        Smooth,
        Rough,
        PartlyRefused,
        Refused,
    }

    private Fitted Fit(int first, int second, long startNs, long lengthNs)
    {
        Chebyshev.Nodes(startNs, lengthNs, _nodes);
        var validFirst = _first.Propagate(first, _nodes);
        var validSecond = _second.Propagate(second, _nodes);

        // An ephemeris knows where it turns and where its states begin and end, also between the nodes; at the shortest intervals the nodes decide.
        if (lengthNs > TimeGrid.Microsecond && _catalogue.BoundaryWithin(first, second, startNs, startNs + lengthNs) is not null)
        {
            return Fitted.PartlyRefused;
        }

        if (validFirst == 0 || validSecond == 0)
        {
            return Fitted.Refused;
        }

        if (validFirst < Chebyshev.Count || validSecond < Chebyshev.Count)
        {
            return Fitted.PartlyRefused;
        }

        var matrix = lengthNs == SpanNs ? CellMatrix : Chebyshev.FitMatrix(startNs, lengthNs, _nodes);
        if (_volume is null)
        {
            return Motion.Fit(_first.PositionsKm, _second.PositionsKm, matrix, startNs, lengthNs) ? Fitted.Smooth : Fitted.Rough;
        }

        _volume.Stretch(first, second, _nodes, _first.PositionsKm, _second.PositionsKm, _stretched);
        Motion.IsBox = _volume.SizeOf(first, second).Shape == VolumeShape.Box;
        return Motion.Fit(Nothing, _stretched, matrix, startNs, lengthNs) ? Fitted.Smooth : Fitted.Rough;
    }

    /// <summary>
    /// Whether the pair is too far apart at some node to come within the threshold in an interval: at most 24 km/s between two plausible states, and a
    /// jump of SGP4 may add what <see cref="NodeTrack{T}.LargestJumpKm"/> allows.
    /// </summary>
    private bool IsFar(long lengthNs)
    {
        var limit = _thresholdKm + NodeTrack<T>.LargestJumpKm + (2 * Sgp4Kernel<T>.LargestSpeedKmPerS * lengthNs / TimeGrid.Second);
        var (a, b) = (_first.PositionsKm, _second.PositionsKm);
        for (var j = 0; j < Chebyshev.Count; j++)
        {
            var x = b[j] - a[j];
            var y = b[Chebyshev.Count + j] - a[Chebyshev.Count + j];
            var z = b[(2 * Chebyshev.Count) + j] - a[(2 * Chebyshev.Count) + j];
            if ((x * x) + (y * y) + (z * z) > limit * limit)
            {
                return true;
            }
        }

        return false;
    }

    private void Cut(int first, int second, long startNs, long lengthNs)
    {
        var fitted = Fit(first, second, startNs, lengthNs);
        var isFloor = lengthNs <= TimeGrid.Microsecond;
        var isOver = --_fitsLeft <= 0;
        if (IsFar(lengthNs))
        {
            // Nothing to be found here, so nothing is known of where states begin or end either.
            _trail.Lose();
        }
        else if ((fitted == Fitted.Smooth && (isOver || isFloor || IsFineEnough(first, second))) || (fitted == Fitted.Rough && isOver && !isFloor))
        {
            Motion.Sample(PieceTable);
            _trail.AddPiece(_nodes, PieceTable);
        }
        else if (fitted == Fitted.Refused || ((isFloor || isOver) && fitted == Fitted.PartlyRefused))
        {
            _trail.EndStates(_nodes);
        }
        else if (!isFloor)
        {
            var part = FirstPart(first, second, startNs, lengthNs);
            Cut(first, second, startNs, part);
            Cut(first, second, startNs + part, lengthNs - part);
        }

        // A rough microsecond holds a jump, which shows as what its neighbours do not agree on.
    }

    /// <summary>The length of the first of two parts into which an interval is cut.</summary>
    private long FirstPart(int first, int second, long startNs, long lengthNs) =>
        _catalogue.BoundaryWithin(first, second, startNs, startNs + lengthNs) - startNs ?? lengthNs / 2;

    /// <summary>Whether the samples of a piece show every minimum; those of a distance always do.</summary>
    private bool IsFineEnough(int first, int second) =>
        _volume is null || _search.IsShownBySamples(PieceSpacing, _volume.LimitKm(first, second) + VolumeFrame<T>.SlackKm, FineKm);

    private void AddMinima(int first, int second)
    {
        if (_volume is not null)
        {
            _found.Clear();
            var reach = CellTable.Abscissas[^1];
            _search.FindMinima(-reach, reach, _volume.LimitKm(first, second) + VolumeFrame<T>.SlackKm, _found);
            foreach (var x in _found)
            {
                AddMinimum(first, second, x);
            }

            return;
        }

        var slope = Motion.Slope;
        for (var s = 0; s + 1 < RelativeMotion<T>.Samples; s++)
        {
            if (slope[s] < 0 && slope[s + 1] >= 0)
            {
                AddMinimum(first, second, Roots.OfSlope(Motion, CellTable.Abscissas[s], CellTable.Abscissas[s + 1]));
            }
        }
    }

    private void AddMinimum(int first, int second, double x)
    {
        var timeNs = Chebyshev.ToTime(x, Motion.StartNs, Motion.LengthNs);
        var point = Motion.At(x);
        if (point.Curvature > FlatKm * (Math.Sqrt(point.Squared) + FlatKm) || (_volume is not null && IsPit(x, Math.Sqrt(point.Squared))) || !IsConstant(first, second, timeNs))
        {
            Minima.Add((timeNs, point.Squared));
        }
    }

    /// <summary>
    /// Whether the metric of a volume rises noticeably on both sides of a minimum before it falls below it: at a kink the curvature says nothing, and two minima may be
    /// nearer to each other than a minute.
    /// </summary>
    private bool IsPit(double x, double hereKm)
    {
        return Rises(-PieceSpacing) && Rises(PieceSpacing);

        bool Rises(double step)
        {
            for (var at = x + step; Math.Abs(at) <= 1; at += step)
            {
                var riseKm = Math.Sqrt(Motion.At(at).Squared) - hereKm;
                if (Math.Abs(riseKm) > ConstantKm)
                {
                    return riseKm > 0;
                }
            }

            return false;
        }
    }

    /// <summary>
    /// Whether the distance does not rise by a tenth of a millimetre on both sides of a time, within one minute or ten: then its minimum is SGP4's rounding, as
    /// between modules whose element sets say the same in other digits.
    /// </summary>
    private bool IsConstant(int first, int second, long timeNs)
    {
        for (var j = 0; j < Chebyshev.Count; j++)
        {
            _nodes[j] = timeNs + (TimeGrid.Second * FlatSeconds[j]);
        }

        _first.Propagate(first, _nodes);
        _second.Propagate(second, _nodes);
        _volume?.Stretch(first, second, _nodes, _first.PositionsKm, _second.PositionsKm, _stretched);
        var here = Distance(2);
        return !((IsAbove(1) && IsAbove(3)) || (IsAbove(0) && IsAbove(4)));

        // A refused state counts as a rise: what is not known is not constant.
        bool IsAbove(int node) => !(Distance(node) <= here + ConstantKm);

        double Distance(int node)
        {
            if (_volume is not null)
            {
                return VolumeFrame<T>.DistanceKm(
                    _volume.SizeOf(first, second).Shape, new(_stretched[node], _stretched[Chebyshev.Count + node], _stretched[(2 * Chebyshev.Count) + node]));
            }

            var x = _second.PositionsKm[node] - _first.PositionsKm[node];
            var y = _second.PositionsKm[Chebyshev.Count + node] - _first.PositionsKm[Chebyshev.Count + node];
            var z = _second.PositionsKm[(2 * Chebyshev.Count) + node] - _first.PositionsKm[(2 * Chebyshev.Count) + node];
            return Math.Sqrt((x * x) + (y * y) + (z * z));
        }
    }
}
