using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Frames;

namespace Ssa.Screening.Tests.Oracle;

/// <summary>A row that must be found: a local minimum of the distance, or an edge.</summary>
/// <param name="A">Index of the one object, the lower.</param>
/// <param name="B">Index of the other.</param>
/// <param name="Kind">The kind of row.</param>
/// <param name="Seconds">Seconds after the window's start.</param>
/// <param name="RangeKm">The distance.</param>
/// <param name="DepthKm">How far the distance rises on both sides before it falls again; infinity at edges.</param>
internal readonly record struct TrueRow(int A, int B, CloseApproachKind Kind, double Seconds, double RangeKm, double DepthKm);

/// <summary>
/// The plain way to find close approaches: the distance of every pair at every second by SGP4 itself or an ephemeris, one state at a time, and golden-section search
/// between. It shares no code with the screening but the propagator and the interpolation. Objects are the element sets and then the ephemerides.
/// </summary>
internal sealed class BruteForce
{
    // No bound orbit is faster than 11.2 km/s; two of them close in by less than this, SGP4's own inconsistency included.
    private const double FastestKmPerS = 24;
    private const double Golden = 0.6180339887498949;

    private readonly Sgp4Propagator[] _objects;
    private readonly InterpolatedEphemeris[] _ephemerides;
    private readonly long _startNs;
    private readonly Instant _start;
    private readonly int _seconds;
    private readonly double _thresholdKm;

    public BruteForce(IReadOnlyList<MeanElements> objects, ScreeningSettings settings, IReadOnlyList<InterpolatedEphemeris>? ephemerides = null)
    {
        _ephemerides = [.. ephemerides ?? []];
        _startNs = (settings.Start - NodaConstants.UnixEpoch).ToInt64Nanoseconds();
        _objects = [.. objects.Select(set => new Sgp4Propagator(set, settings.Sgp4Mode))];
        _start = settings.Start;
        _seconds = (int)Math.Ceiling(settings.Duration.TotalSeconds);
        EndSeconds = settings.Duration.TotalSeconds;
        _thresholdKm = settings.ThresholdKm;
    }

    public double EndSeconds { get; }

    /// <summary>All rows whose distance is at most the threshold and a metre.</summary>
    public List<TrueRow> Find()
    {
        var rows = new List<TrueRow>();
        var lockObject = new Lock();
        const int chunk = 3600;
        var count = _objects.Length + _ephemerides.Length;
        var tracks = new Vector3[count][];
        for (var from = 0; from < _seconds; from += chunk)
        {
            // Two seconds of overlap on both sides, inside the window: minima at a seam are seen by both and kept by one.
            var low = Math.Max(0, from - 2);
            var high = Math.Min(_seconds, from + chunk + 2);
            Parallel.For(0, count, i => tracks[i] = [.. Enumerable.Range(low, high - low + 1).Select(s => Position(i, TimeOf(s, low == s, s == high)))]);
            Parallel.For(0, count, a =>
            {
                for (var b = a + 1; b < count; b++)
                {
                    if (NumberOf(a) is { } number && number == NumberOf(b))
                    {
                        continue;
                    }

                    var found = SearchPair(a, b, tracks[a], tracks[b], low, from, Math.Min(from + chunk, _seconds));
                    if (found.Count > 0)
                    {
                        lock (lockObject)
                        {
                            rows.AddRange(found);
                        }
                    }
                }
            });
        }

        return rows;
    }

    /// <summary>The distance at seconds after the window's start; NaN where a state is refused.</summary>
    public double Distance(int a, int b, double seconds) => (Position(a, seconds) - Position(b, seconds)).Norm;

    public double Distance(int a, int b, Instant time) => Distance(a, b, (time - _start).TotalSeconds);

    /// <summary>Whether an object's states near a time are again and again farther apart than the speed of an orbit explains.</summary>
    public bool IsRacing(int index, double seconds)
    {
        foreach (var step in new[] { 0.1, 1e-5 })
        {
            // Once is a jump of SGP4, more often is a state that races.
            var races = Enumerable.Range(-10, 20).Count(k => (Position(index, seconds + (step * k)) - Position(index, seconds + (step * (k + 1)))).Norm > 13 * step);
            if (races > 2)
            {
                return true;
            }
        }

        return false;
    }

    private double TimeOf(int second, bool isLow, bool isHigh) => isLow || !isHigh ? second : Math.Min(second, EndSeconds);

    private CatalogNumber? NumberOf(int index) => index < _objects.Length ? _objects[index].Elements.Number : _ephemerides[index - _objects.Length].Identity.Number;

    private Vector3 Position(int index, double seconds)
    {
        if (index >= _objects.Length)
        {
            return _ephemerides[index - _objects.Length].StateAt(_startNs + (long)Math.Round(seconds * 1e9)).PositionKm;
        }

        // Minutes since epoch from whole nanoseconds, so that nearby times keep their difference.
        var minutes = (_start - _objects[index].Elements.Epoch).TotalMinutes + (seconds / 60);
        return _objects[index].At(minutes).PositionKm;
    }

    private List<TrueRow> SearchPair(int a, int b, Vector3[] one, Vector3[] two, int low, int from, int to)
    {
        const int stride = 30;
        var rows = new List<TrueRow>();
        for (var s = from; s < to; s += stride)
        {
            var end = Math.Min(s + stride, to);
            var (d0, d1) = ((one[s - low] - two[s - low]).Norm, (one[end - low] - two[end - low]).Norm);
            if (Math.Min(d0, d1) > _thresholdKm + (FastestKmPerS * stride / 2))
            {
                continue;
            }

            for (var k = s; k < end; k++)
            {
                Look(a, b, k, (k > low ? (one[k - 1 - low] - two[k - 1 - low]).Norm : double.NaN), (one[k - low] - two[k - low]).Norm, (one[k + 1 - low] - two[k + 1 - low]).Norm, rows);
            }
        }

        return rows;
    }

    /// <summary>Looks at the second from k to k + 1, and at a minimum around k.</summary>
    private void Look(int a, int b, int k, double before, double here, double after, List<TrueRow> rows)
    {
        var end = Math.Min(k + 1, EndSeconds);
        if (k == 0 && here <= _thresholdKm && Trend(a, b, 0, 1) is >= 0 and var rise)
        {
            // A minimum at the very start is a minimum: which of the two it is turns on less than a millisecond here.
            var isMinimum = Trend(a, b, 0, -1) > 0;
            rows.Add(new TrueRow(a, b, CloseApproachKind.WindowStart, 0, here, isMinimum ? 0 : rise * double.MaxValue));
            if (isMinimum)
            {
                rows.Add(new TrueRow(a, b, CloseApproachKind.Minimum, 0, here, 0));
            }
        }

        if (end == EndSeconds && after <= _thresholdKm && Trend(a, b, end, -1) is >= 0 and var fall)
        {
            rows.Add(new TrueRow(a, b, CloseApproachKind.WindowEnd, end, after, fall * double.MaxValue));
        }

        if (double.IsNaN(here) != double.IsNaN(after))
        {
            AddStateEdge(a, b, k, end, double.IsNaN(here), rows);
            return;
        }

        // A minimum inside the second or around its start: of three neighbouring samples the middle one is least.
        if (here <= after && (before > here || (k == 0 && Trend(a, b, 0, 1) < 0)))
        {
            Add(a, b, Math.Max(0, k - 1), end, rows);
        }
        else if (end == EndSeconds && here > after && Trend(a, b, end, -1) < 0)
        {
            Add(a, b, k, end, rows);
        }
    }

    private void AddStateEdge(int a, int b, double valid, double refused, bool isStart, List<TrueRow> rows)
    {
        (valid, refused) = isStart ? (refused, valid) : (valid, refused);
        var outward = isStart ? -1 : 1;
        var inner = double.IsNaN(Distance(a, b, valid - outward)) ? valid : valid - outward;
        while (Math.Abs(refused - valid) > 1e-7)
        {
            var middle = 0.5 * (valid + refused);
            (valid, refused) = double.IsNaN(Distance(a, b, middle)) ? (valid, middle) : (middle, refused);
        }

        var here = Distance(a, b, valid);
        var trend = Trend(a, b, valid, -outward);
        if (here <= _thresholdKm && trend >= 0)
        {
            rows.Add(new TrueRow(a, b, isStart ? CloseApproachKind.StateStart : CloseApproachKind.StateEnd, valid, here, trend * double.MaxValue));
        }
        else if (trend < 0 && Distance(a, b, inner) > Distance(a, b, valid - (outward * 0.001)))
        {
            Add(a, b, Math.Min(inner, valid), Math.Max(inner, valid), rows);
        }
    }

    /// <summary>
    /// Whether the distance rises (1) or falls (-1) from a time in a direction; 0 where it is too flat to tell, or the states end. A rise against the
    /// direction of time is a distance that still decreases.
    /// </summary>
    private int Trend(int a, int b, double seconds, int direction)
    {
        var here = Distance(a, b, seconds);
        foreach (var step in new[] { 1e-4, 1e-3, 0.01, 0.1 })
        {
            var change = Distance(a, b, seconds + (direction * step)) - here;
            if (Math.Abs(change) > 1e-8)
            {
                return Math.Sign(change);
            }
        }

        return 0;
    }

    private void Add(int a, int b, double low, double high, List<TrueRow> rows)
    {
        var (p, q) = (high - (Golden * (high - low)), low + (Golden * (high - low)));
        var (dp, dq) = (Distance(a, b, p), Distance(a, b, q));
        while (high - low > 1e-7)
        {
            if (dp <= dq)
            {
                (high, q, dq) = (q, p, dp);
                p = high - (Golden * (high - low));
                dp = Distance(a, b, p);
            }
            else
            {
                (low, p, dp) = (p, q, dq);
                q = low + (Golden * (high - low));
                dq = Distance(a, b, q);
            }
        }

        var at = 0.5 * (low + high);
        var range = Distance(a, b, at);
        if (range <= _thresholdKm + 0.001)
        {
            rows.Add(new TrueRow(a, b, CloseApproachKind.Minimum, at, range, Depth(a, b, at, range)));
        }
    }

    /// <summary>The least rise of the distance on either side before it comes down again below the minimum, up to a metre.</summary>
    private double Depth(int a, int b, double at, double range)
    {
        var depth = 1e-3;
        foreach (var direction in new[] { -1, 1 })
        {
            var highest = 0.0;
            for (var k = 1; k < 600 && highest < depth; k++)
            {
                var d = Distance(a, b, at + (direction * (k < 20 ? k * 0.1 : k - 18.0)));
                if (double.IsNaN(d) || d < range)
                {
                    break;
                }

                highest = Math.Max(highest, d - range);
            }

            depth = Math.Min(depth, highest);
        }

        return depth;
    }
}
