using Ssa.Propagation;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Catalogue;

namespace Ssa.Screening.Fine;

/// <summary>A beginning or an end of the valid states of a pair inside an interval.</summary>
/// <param name="TimeNs">The last nanosecond on the valid side.</param>
/// <param name="IsStart">Whether the states begin here.</param>
/// <param name="Point">The distance there.</param>
internal readonly record struct StateEdge(long TimeNs, bool IsStart, DistancePoint Point);

/// <summary>
/// Finds every local minimum of a pair's distance in one interval of a cell's length. Nearly always one polynomial holds the whole interval; where SGP4
/// jumps, changes too fast or refuses states, the interval is halved until each piece is smooth, down to a microsecond.
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

    // Fits that one interval may cost. An isolated jump or edge takes some 60; what needs more is smooth nowhere, and is taken as it is.
    private const int MostFits = 400;

    private readonly double _thresholdKm;
    private readonly NodeTrack<T> _first;
    private readonly NodeTrack<T> _second;
    private readonly long[] _nodes = new long[Chebyshev.Count];
    private (int First, int Second, long CellStart) _holds = (-1, -1, 0);
    private bool _holdsSmooth;
    private PieceEnd _previous;
    private int _fitsLeft;

    /// <summary>Makes a scan over a catalogue.</summary>
    /// <param name="catalogue">The objects.</param>
    /// <param name="thresholdKm">Distance, km, beyond which nothing is sought where an interval has to be cut.</param>
    public IntervalScan(ScreenedCatalogue<T> catalogue, double thresholdKm)
    {
        _thresholdKm = thresholdKm;
        _first = new NodeTrack<T>(catalogue);
        _second = new NodeTrack<T>(catalogue);
    }

    /// <summary>The motion that was fitted last.</summary>
    public RelativeMotion<T> Motion { get; } = new();

    /// <summary>Times of the minima found by the last scan, nanoseconds since 1970, ascending, with the distance squared (km²).</summary>
    public List<(long TimeNs, double Squared)> Minima { get; } = [];

    /// <summary>Where the pair's valid states begin or end, found by the last scan.</summary>
    public List<StateEdge> Edges { get; } = [];

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
            if (_holdsSmooth)
            {
                Motion.Sample(CellTable);
            }
        }

        return _holdsSmooth;
    }

    /// <summary>Fills <see cref="Minima"/> and <see cref="Edges"/> for a cell and the half margin on either side of it.</summary>
    /// <param name="first">An object.</param>
    /// <param name="second">The other.</param>
    /// <param name="cellStartNs">Start of the cell, or of an interval of a cell's length between cells.</param>
    public void Scan(int first, int second, long cellStartNs)
    {
        Minima.Clear();
        Edges.Clear();
        if (FitCell(first, second, cellStartNs))
        {
            AddMinima(CellTable);
            return;
        }

        if (IsFar(SpanNs))
        {
            return;
        }

        _holds = (-1, -1, 0);
        _previous = default;
        _fitsLeft = MostFits;
        Cut(first, second, cellStartNs - TimeGrid.MarginNs, SpanNs);
    }

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

            var half = length / 2;
            (start, length) = timeNs < start + half ? (start, half) : (start + half, length - half);
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
        if (validFirst == 0 || validSecond == 0)
        {
            return Fitted.Refused;
        }

        if (validFirst < Chebyshev.Count || validSecond < Chebyshev.Count)
        {
            return Fitted.PartlyRefused;
        }

        var matrix = lengthNs == SpanNs ? CellMatrix : Chebyshev.FitMatrix(startNs, lengthNs, _nodes);
        return Motion.Fit(_first.PositionsKm, _second.PositionsKm, matrix, startNs, lengthNs) ? Fitted.Smooth : Fitted.Rough;
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
        var isFloor = lengthNs <= TimeGrid.Microsecond || --_fitsLeft <= 0;
        if (IsFar(lengthNs))
        {
            // Nothing to be found here, so nothing is known of where states begin or end either.
            _previous = default;
        }
        else if (fitted == Fitted.Smooth || (isFloor && fitted == Fitted.Rough))
        {
            AddPiece(first, second);
        }
        else if (fitted == Fitted.Refused || isFloor)
        {
            EndStates(first, second);
        }
        else
        {
            var half = lengthNs / 2;
            Cut(first, second, startNs, half);
            Cut(first, second, startNs + half, lengthNs - half);
        }
    }

    private void AddPiece(int first, int second)
    {
        Motion.Sample(PieceTable);
        var start = Motion.StartNs;
        if (_previous.IsAlive)
        {
            // Falling up to the seam and not falling after it: the minimum is the seam itself, be it smooth or a jump.
            if (_previous.Point.Slope < 0 && Motion.Slope[0] >= 0)
            {
                Minima.Add((start, Math.Min(_previous.Point.Squared, Motion.Squared[0])));
            }
        }
        var lastNode = _nodes[^1];
        if (!_previous.IsAlive && _previous.IsKnown)
        {
            var edge = FindEdge(first, second, _nodes[0], _previous.LastNode);
            Edges.Add(new StateEdge(edge, true, Motion.At(Chebyshev.ToAbscissa(edge, start, Motion.LengthNs))));
        }

        AddMinima(PieceTable);
        const int last = RelativeMotion<T>.Samples - 1;
        _previous = new PieceEnd(true, true, lastNode, new DistancePoint(Motion.Squared[last], Motion.Slope[last], 0));
    }

    /// <summary>Ends a run of valid pieces at a piece without valid states, or at one of a microsecond that has both.</summary>
    private void EndStates(int first, int second)
    {
        var (firstRefused, lastRefused) = (long.MaxValue, long.MinValue);
        for (var j = 0; j < Chebyshev.Count; j++)
        {
            if (!IsValidAt(j))
            {
                (firstRefused, lastRefused) = (Math.Min(firstRefused, _nodes[j]), _nodes[j]);
            }
        }

        if (_previous.IsAlive)
        {
            Edges.Add(new StateEdge(FindEdge(first, second, _previous.LastNode, firstRefused), false, _previous.Point));
        }

        _previous = new PieceEnd(true, false, lastRefused, default);
    }

    /// <summary>
    /// The last nanosecond with valid states between a time that has them and one, earlier or later, that does not. A piece is judged by its nodes, which stop
    /// a hundredth of its length short of its ends: the states begin or end anywhere in that gap.
    /// </summary>
    private long FindEdge(int first, int second, long validNs, long refusedNs)
    {
        while (Math.Abs(refusedNs - validNs) > 1)
        {
            // Eight times at once, from the valid side on; where the span is shorter than that, some stand twice.
            for (var j = 0; j < Chebyshev.Count; j++)
            {
                _nodes[j] = validNs + (long)((Int128)(refusedNs - validNs) * (j + 1) / (Chebyshev.Count + 1));
            }

            _first.Propagate(first, _nodes);
            _second.Propagate(second, _nodes);
            var count = 0;
            while (count < Chebyshev.Count && IsValidAt(count))
            {
                count++;
            }

            refusedNs = count < Chebyshev.Count ? _nodes[count] : refusedNs;
            validNs = count > 0 ? _nodes[count - 1] : validNs;
        }

        return validNs;
    }

    private bool IsValidAt(int node) => !double.IsNaN(_first.PositionsKm[node]) && !double.IsNaN(_second.PositionsKm[node]);

    private void AddMinima(SampleTable table)
    {
        var slope = Motion.Slope;
        for (var s = 0; s + 1 < RelativeMotion<T>.Samples; s++)
        {
            if (slope[s] < 0 && slope[s + 1] >= 0)
            {
                var x = Roots.OfSlope(Motion, table.Abscissas[s], table.Abscissas[s + 1]);
                Minima.Add((Chebyshev.ToTime(x, Motion.StartNs, Motion.LengthNs), Motion.At(x).Squared));
            }
        }
    }

    private readonly record struct PieceEnd(bool IsKnown, bool IsAlive, long LastNode, DistancePoint Point);
}
