using System.Runtime.CompilerServices;
using NodaTime;
using Ssa.Propagation.Frames;

namespace Ssa.Propagation.Ephemerides;

/// <summary>
/// A stretch of an ephemeris over which states may be interpolated: no manoeuvre inside, no gap. Immutable: may be used by any number of threads.
/// </summary>
/// <remarks>
/// Nodes are in TEME and so are the polynomials, so that no frame need be transformed when states are asked for: <see cref="EphemerisPoint.From"/> gives
/// the nodes rates that fit. Against interpolation in the inertial frame of the source this makes micrometres (docs/ephemerides.md).
/// </remarks>
public sealed class EphemerisSegment
{
    private const double LargestRadiusKm = 1_000_000;

    private static readonly EphemerisInterpolation[] Candidates =
        [EphemerisInterpolation.DefaultHermite, new(InterpolationMethod.Hermite, 11), EphemerisInterpolation.DefaultLagrange];

    private readonly NodeTable _table;

    /// <summary>Takes tabulated states.</summary>
    /// <param name="points">At least two states, TEME, times ascending.</param>
    /// <param name="interpolation">
    /// How to interpolate. Null lets the states decide: Hermite of degree 7 or 11 or Lagrange of degree 9, whichever best predicts positions left out one
    /// at a time. It is Lagrange where velocities are not the derivative of positions, as those of SGP4 are not, unless states are far apart.
    /// </param>
    /// <param name="useableStart">Where the useable span starts; null, or a time before the first state, for the first state.</param>
    /// <param name="useableStop">Where the useable span stops; null, or a time after the last state, for the last state.</param>
    /// <exception cref="ArgumentException">Fewer than two states, times that do not ascend, values that are not finite, or an empty span.</exception>
    public EphemerisSegment(
        IReadOnlyList<EphemerisPoint> points, EphemerisInterpolation? interpolation = null, Instant? useableStart = null, Instant? useableStop = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        EphemerisPoint[] copy = [.. points];
        CheckPoints(copy);
        Start = useableStart is { } start && start > copy[0].Utc ? start : copy[0].Utc;
        Stop = useableStop is { } stop && stop < copy[^1].Utc ? stop : copy[^1].Utc;
        if (Start > Stop)
        {
            throw new ArgumentException("The useable span holds none of the states' span.", nameof(useableStart));
        }

        StartNs = (Start - NodaConstants.UnixEpoch).ToInt64Nanoseconds();
        StopNs = (Stop - NodaConstants.UnixEpoch).ToInt64Nanoseconds();
        _table = new NodeTable(copy);
        Interpolation = (interpolation ?? Choose(_table)).Within(copy.Length);
        LeaveOneOutErrorKm = LeaveOneOut.ErrorKm(_table, Interpolation);
    }

    /// <summary>The first time at which states are given.</summary>
    public Instant Start { get; }

    /// <summary>The last time at which states are given; it belongs to the span.</summary>
    public Instant Stop { get; }

    /// <summary>How states are interpolated; the degree is lower than the one asked for where the segment has too few states.</summary>
    public EphemerisInterpolation Interpolation { get; }

    /// <summary>Number of tabulated states.</summary>
    public int Count => _table.Count;

    /// <summary>
    /// The largest distance, km, between a tabulated position and the one interpolated without it: a cautious bound for errors inside the segment, without
    /// outside truth. Null where the segment has too few states to tell.
    /// </summary>
    public double? LeaveOneOutErrorKm { get; }

    internal long StartNs { get; }

    internal long StopNs { get; }

    /// <summary>The state at a time, which must be inside the useable span.</summary>
    [SkipLocalsInit]
    internal TemeState StateAt(long utcNs)
    {
        Span<double> buffer = stackalloc double[NodePolynomial.BufferLength];
        Span<int> nodes = stackalloc int[Interpolation.States];
        var polynomial = new NodePolynomial(buffer);
        var elapsed = _table.Elapsed(utcNs);
        var interval = _table.IntervalOf(elapsed, -1);
        Vector3 r, v;
        if (NodeAt(elapsed, interval) is var node and >= 0)
        {
            (r, v) = (Read(6 * node), Read((6 * node) + 3));
        }
        else
        {
            FitPositions(ref polynomial, interval, nodes, out var origin, out var length);
            var u = (elapsed - origin) / (double)length;
            r = polynomial.At(u);
            if (Interpolation.Method == InterpolationMethod.Hermite)
            {
                v = polynomial.SlopeAt(u, length);
            }
            else
            {
                polynomial.Fit(nodes, _table.ElapsedNs, _table.States, 3, origin, length);
                v = polynomial.At(u);
            }
        }

        return IsPlausible(r) && double.IsFinite(v.Norm)
            ? new TemeState(r, v, PropagationStatus.Ok)
            : EphemerisStates.Refused(PropagationStatus.Implausible);
    }

    /// <summary>Positions at times, which must be inside the useable span; the polynomial is made anew only where the interval changes.</summary>
    /// <returns>How many positions are finite numbers; the others are NaN.</returns>
    [SkipLocalsInit]
    internal int PositionsAt(ReadOnlySpan<long> utcNs, Span<double> xKm, Span<double> yKm, Span<double> zKm)
    {
        Span<double> buffer = stackalloc double[NodePolynomial.BufferLength];
        Span<int> nodes = stackalloc int[Interpolation.States];
        var polynomial = new NodePolynomial(buffer);
        var (fitted, valid) = (-1, 0);
        var (origin, length) = (0L, 1L);
        for (var i = 0; i < utcNs.Length; i++)
        {
            var elapsed = _table.Elapsed(utcNs[i]);
            var interval = _table.IntervalOf(elapsed, fitted);
            Vector3 r;
            if (NodeAt(elapsed, interval) is var node and >= 0)
            {
                r = Read(6 * node);
            }
            else
            {
                if (interval != fitted)
                {
                    FitPositions(ref polynomial, interval, nodes, out origin, out length);
                    fitted = interval;
                }

                r = polynomial.At((elapsed - origin) / (double)length);
            }

            var isValid = IsPlausible(r);
            valid += isValid ? 1 : 0;
            (xKm[i], yKm[i], zKm[i]) = isValid ? (r.X, r.Y, r.Z) : (double.NaN, double.NaN, double.NaN);
        }

        return valid;
    }

    private void FitPositions(ref NodePolynomial polynomial, int interval, Span<int> nodes, out long origin, out long length)
    {
        origin = _table.ElapsedNs[interval];
        length = _table.ElapsedNs[interval + 1] - origin;
        NodeWindow.Of(interval, _table.Count, nodes);
        if (Interpolation.Method == InterpolationMethod.Hermite)
        {
            polynomial.FitWithSlopes(nodes, _table.ElapsedNs, _table.States, origin, length);
        }
        else
        {
            polynomial.Fit(nodes, _table.ElapsedNs, _table.States, 0, origin, length);
        }
    }

    /// <summary>The node at exactly this time, whose state needs no arithmetic, or −1.</summary>
    private int NodeAt(long elapsed, int interval) =>
        elapsed == _table.ElapsedNs[interval] ? interval : elapsed == _table.ElapsedNs[interval + 1] ? interval + 1 : -1;

    private Vector3 Read(int at) => new(_table.States[at], _table.States[at + 1], _table.States[at + 2]);

    // A polynomial of high degree through unevenly spaced nodes may go anywhere.
    private static bool IsPlausible(Vector3 r) => r.Norm <= LargestRadiusKm;

    private static EphemerisInterpolation Choose(NodeTable table)
    {
        var (best, least) = (EphemerisInterpolation.DefaultHermite, double.PositiveInfinity);
        foreach (var candidate in Candidates)
        {
            if (LeaveOneOut.ErrorKm(table, candidate) is { } error && error < least)
            {
                (best, least) = (candidate, error);
            }
        }

        return best;
    }

    private static void CheckPoints(EphemerisPoint[] points)
    {
        if (points.Length < 2)
        {
            throw new ArgumentException("A segment needs at least two states.", nameof(points));
        }

        for (var i = 0; i < points.Length; i++)
        {
            if (i > 0 && points[i].Utc <= points[i - 1].Utc)
            {
                throw new ArgumentException($"The time of state {i} is not after the one before.", nameof(points));
            }

            if (!double.IsFinite(points[i].PositionKm.Norm) || !double.IsFinite(points[i].VelocityKmPerS.Norm))
            {
                throw new ArgumentException($"State {i} is not finite.", nameof(points));
            }
        }
    }
}
