using NodaTime;
using Ssa.Propagation.Time;

namespace Ssa.Propagation.Ephemerides;

/// <summary>
/// The tabulated states of a segment on a clock that counts leap seconds. An instant's days have 86,400 s, so two instants on either side of a
/// leap second are a second farther apart than they look: 7 km in low orbit, which no polynomial may bend into.
/// </summary>
internal sealed class NodeTable
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly int _taiMinusUtcAtStart;
    private readonly bool _hasLeapSecond;

    public NodeTable(ReadOnlySpan<EphemerisPoint> points)
    {
        _taiMinusUtcAtStart = LeapSeconds.TaiMinusUtc(points[0].Utc);
        _hasLeapSecond = LeapSeconds.TaiMinusUtc(points[^1].Utc) != _taiMinusUtcAtStart;
        ElapsedNs = new long[points.Length];
        States = new double[6 * points.Length];
        for (var i = 0; i < points.Length; i++)
        {
            var (utc, r, v) = points[i];
            ElapsedNs[i] = Elapsed((utc - NodaConstants.UnixEpoch).ToInt64Nanoseconds());
            (States[6 * i], States[(6 * i) + 1], States[(6 * i) + 2]) = (r.X, r.Y, r.Z);
            (States[(6 * i) + 3], States[(6 * i) + 4], States[(6 * i) + 5]) = (v.X, v.Y, v.Z);
        }
    }

    /// <summary>Number of nodes.</summary>
    public int Count => ElapsedNs.Length;

    /// <summary>Per node its time, ascending: nanoseconds since 1970 and the leap seconds since the first node.</summary>
    public long[] ElapsedNs { get; }

    /// <summary>Per node position, km, and velocity, km/s: six numbers.</summary>
    public double[] States { get; }

    /// <summary>The time of an instant on this table's clock.</summary>
    /// <param name="utcNs">Nanoseconds since 1970, days of 86,400 s.</param>
    public long Elapsed(long utcNs) => _hasLeapSecond ? utcNs + (NanosecondsPerSecond * LeapSecondsAt(utcNs)) : utcNs;

    /// <summary>The interval of a time, by the node at its start.</summary>
    /// <param name="elapsedNs">A time between the first node and the last.</param>
    /// <param name="near">An interval to look at first.</param>
    public int IntervalOf(long elapsedNs, int near)
    {
        if (near >= 0 && near < Count - 1 && elapsedNs >= ElapsedNs[near] && elapsedNs < ElapsedNs[near + 1])
        {
            return near;
        }

        var found = Array.BinarySearch(ElapsedNs, elapsedNs);
        return Math.Min(found >= 0 ? found : ~found - 1, Count - 2);
    }

    private int LeapSecondsAt(long utcNs) =>
        LeapSeconds.TaiMinusUtc(NodaConstants.UnixEpoch + Duration.FromNanoseconds(utcNs)) - _taiMinusUtcAtStart;
}
