using NodaTime;
using Ssa.Propagation.Frames;

namespace Ssa.Propagation.Ephemerides;

/// <summary>
/// An object whose states are tabulated: an operator's ephemeris, a launch trajectory, a manoeuvre candidate. Between the tabulated states it interpolates
/// within a segment, never from one into the next; outside the useable spans it has no state. Immutable: may be used by any number of threads.
/// </summary>
public sealed class InterpolatedEphemeris
{
    private readonly EphemerisSegment[] _segments;
    private readonly long[] _startNs;

    /// <summary>Joins segments.</summary>
    /// <param name="identity">Whose ephemeris it is.</param>
    /// <param name="segments">At least one segment, in order of time. Useable spans may touch but not overlap; where they touch, the later one counts.</param>
    /// <exception cref="ArgumentException">No segment, or spans that overlap or do not ascend.</exception>
    public InterpolatedEphemeris(EphemerisObject identity, IReadOnlyList<EphemerisSegment> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        _segments = [.. segments];
        if (_segments.Length == 0)
        {
            throw new ArgumentException("An ephemeris needs at least one segment.", nameof(segments));
        }

        for (var i = 1; i < _segments.Length; i++)
        {
            if (_segments[i].Start < _segments[i - 1].Stop || _segments[i].Start == _segments[i - 1].Start)
            {
                throw new ArgumentException($"Segment {i} starts before the one before it stops.", nameof(segments));
            }
        }

        Identity = identity;
        _startNs = [.. _segments.Select(segment => segment.StartNs)];
    }

    /// <summary>Whose ephemeris it is.</summary>
    public EphemerisObject Identity { get; }

    /// <summary>The segments, in order of time.</summary>
    public IReadOnlyList<EphemerisSegment> Segments => _segments;

    /// <summary>The first time of the first segment; between segments there may be gaps.</summary>
    public Instant Start => _segments[0].Start;

    /// <summary>The last time of the last segment.</summary>
    public Instant Stop => _segments[^1].Stop;

    /// <summary>The state at a time.</summary>
    /// <param name="utc">The time.</param>
    /// <returns>TEME of date; NaN with <see cref="PropagationStatus.OutsideEphemeris"/> where no segment has the time in its useable span.</returns>
    public TemeState StateAt(Instant utc) =>
        utc >= Start && utc <= Stop
            ? StateAt((utc - NodaConstants.UnixEpoch).ToInt64Nanoseconds())
            : EphemerisStates.Refused(PropagationStatus.OutsideEphemeris);

    /// <summary>The state at a time.</summary>
    /// <param name="nanosecondsSinceUnixEpoch">The time: UTC nanoseconds since 1970-01-01, days of 86,400 s.</param>
    /// <returns>TEME of date; NaN with <see cref="PropagationStatus.OutsideEphemeris"/> where no segment has the time in its useable span.</returns>
    public TemeState StateAt(long nanosecondsSinceUnixEpoch)
    {
        var index = SegmentAt(nanosecondsSinceUnixEpoch);
        return index >= 0 ? _segments[index].StateAt(nanosecondsSinceUnixEpoch) : EphemerisStates.Refused(PropagationStatus.OutsideEphemeris);
    }

    /// <summary>
    /// Positions at several times. Allocates nothing; times that are near each other and in order share their polynomials.
    /// </summary>
    /// <param name="nanosecondsSinceUnixEpoch">The times: UTC nanoseconds since 1970-01-01, days of 86,400 s.</param>
    /// <param name="positionsKm">Room for three times as many numbers: first every x, then every y, then every z, TEME of date, km; NaN where there is none.</param>
    /// <returns>How many of the times have a position.</returns>
    /// <exception cref="ArgumentException">There is too little room.</exception>
    public int PositionsAt(ReadOnlySpan<long> nanosecondsSinceUnixEpoch, Span<double> positionsKm)
    {
        var count = nanosecondsSinceUnixEpoch.Length;
        if (positionsKm.Length < 3 * count)
        {
            throw new ArgumentException("Three numbers for each time are needed.", nameof(positionsKm));
        }

        var x = positionsKm[..count];
        var y = positionsKm.Slice(count, count);
        var z = positionsKm.Slice(2 * count, count);
        var valid = 0;
        for (var from = 0; from < count;)
        {
            var index = SegmentAt(nanosecondsSinceUnixEpoch[from]);
            var to = from + 1;
            while (to < count && SegmentAt(nanosecondsSinceUnixEpoch[to]) == index)
            {
                to++;
            }

            var run = to - from;
            if (index >= 0)
            {
                valid += _segments[index].PositionsAt(nanosecondsSinceUnixEpoch.Slice(from, run), x.Slice(from, run), y.Slice(from, run), z.Slice(from, run));
            }
            else
            {
                x.Slice(from, run).Fill(double.NaN);
                y.Slice(from, run).Fill(double.NaN);
                z.Slice(from, run).Fill(double.NaN);
            }

            from = to;
        }

        return valid;
    }

    /// <summary>The velocity at a time, TEME of date, km/s; NaN where there is none.</summary>
    /// <param name="nanosecondsSinceUnixEpoch">The time: UTC nanoseconds since 1970-01-01, days of 86,400 s.</param>
    public Vector3 VelocityAt(long nanosecondsSinceUnixEpoch) => StateAt(nanosecondsSinceUnixEpoch).VelocityKmPerS;

    /// <summary>Whether states begin or end inside a span: of two nanoseconds in a row, both in the span, one is in a useable span and the other is not.</summary>
    internal bool HasEdgeWithin(long fromNs, long toNs)
    {
        for (var i = Math.Max(0, LastStartedAt(fromNs)); i < _segments.Length && _startNs[i] <= toNs; i++)
        {
            var isStart = i == 0 || _segments[i - 1].StopNs < _startNs[i] - 1;
            var isStop = i == _segments.Length - 1 || _segments[i].StopNs < _startNs[i + 1] - 1;
            if ((isStart && fromNs < _startNs[i]) || (isStop && fromNs <= _segments[i].StopNs && _segments[i].StopNs < toNs))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The first time inside a span, its ends apart, at which a segment begins or states have just ended: where velocities may change at once. Null where there is none.
    /// </summary>
    internal long? BoundaryWithin(long fromNs, long toNs)
    {
        for (var i = Math.Max(0, LastStartedAt(fromNs)); i < _segments.Length && _startNs[i] < toNs; i++)
        {
            if (fromNs < _startNs[i])
            {
                return _startNs[i];
            }

            var endedNs = _segments[i].StopNs + 1;
            if (fromNs < endedNs && endedNs < toNs && (i == _segments.Length - 1 || endedNs < _startNs[i + 1]))
            {
                return endedNs;
            }
        }

        return null;
    }

    /// <summary>The first nanosecond of a span that is in a useable span; null where none is.</summary>
    internal long? FirstTimeWithin(long fromNs, long toNs)
    {
        for (var i = Math.Max(0, LastStartedAt(fromNs)); i < _segments.Length && _startNs[i] <= toNs; i++)
        {
            if (_segments[i].StopNs >= fromNs)
            {
                return Math.Max(fromNs, _startNs[i]);
            }
        }

        return null;
    }

    /// <summary>The last segment that starts at or before a time, if it has not stopped; else −1.</summary>
    private int SegmentAt(long utcNs)
    {
        var index = LastStartedAt(utcNs);
        return index >= 0 && utcNs <= _segments[index].StopNs ? index : -1;
    }

    private int LastStartedAt(long utcNs)
    {
        var found = _startNs.Length == 1 && utcNs >= _startNs[0] ? 0 : Array.BinarySearch(_startNs, utcNs);
        return found >= 0 ? found : ~found - 1;
    }
}
