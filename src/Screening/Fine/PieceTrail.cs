using Ssa.Propagation.Lanes;

namespace Ssa.Screening.Fine;

/// <summary>
/// Follows a pair's distance through the smooth pieces of an interval that had to be cut: minima inside pieces and between them, jumps of SGP4, and beginnings and
/// ends of the valid states. Beside a jump or an edge the pieces shrink to a microsecond, where the slope of the polynomial is nothing but SGP4's rounding;
/// so only a slope counts that changes the distance noticeably within its piece, and the last such slope holds until the next. One instance serves a thread.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
/// <param name="motion">The motion over the piece at hand.</param>
/// <param name="first">The track of the first object.</param>
/// <param name="second">The track of the second.</param>
/// <param name="volume">The stretched frame of a volume in which distances are taken; null for space itself.</param>
internal sealed class PieceTrail<T>(RelativeMotion<T> motion, NodeTrack<T> first, NodeTrack<T> second, VolumeFrame<T>? volume)
    where T : unmanaged, ILane<T>
{
    // Change of the distance over half a piece below which its slope may be rounding: some ten times what SGP4's own
    // positions waver (Kepler's iteration stops at 1e-12 rad: 7e-9 km in low, 4e-8 km in geosynchronous orbit).
    private const double NoticeableKm = 1e-7;

    // A kink of SGP4, as where drag has brought the eccentricity to its floor, lets the slope of a polynomial ring by its own change, which is up to some 260
    // times the larger of the last two coefficients.
    private const double Ringing = 300;

    // What two polynomials may differ by where they meet without a jump in between.
    private const double JumpKm = 4e-6;

    private readonly long[] _times = new long[Chebyshev.Count];
    private int _firstIndex;
    private int _secondIndex;
    private bool _isKnown;
    private bool _isAlive;
    private int _sign;
    private long? _pendingStart;
    private long _lastNode;
    private long _endNs;
    private double _endKm;
    private double _endKmPerNs;
    private double _rateKmPerNs;
    private long _lowNs;
    private double _lowSquared;

    /// <summary>Times of the minima found, nanoseconds since 1970, ascending, with the distance squared (km²).</summary>
    public List<(long TimeNs, double Squared)> Minima { get; } = [];

    /// <summary>Edges that are rows.</summary>
    public List<StateEdge> Edges { get; } = [];

    /// <summary>Begins an interval.</summary>
    public void Begin(int firstIndex, int secondIndex)
    {
        (_firstIndex, _secondIndex) = (firstIndex, secondIndex);
        Minima.Clear();
        Edges.Clear();
        Lose();
    }

    /// <summary>Forgets what came before: the next piece does not join it.</summary>
    public void Lose() => (_isKnown, _isAlive, _sign, _lowSquared, _pendingStart) = (false, false, 0, 0, null);

    /// <summary>Takes the next smooth piece, which the motion holds and has sampled.</summary>
    /// <param name="nodes">The nodes of the piece.</param>
    /// <param name="table">The samples' table.</param>
    public void AddPiece(ReadOnlySpan<long> nodes, SampleTable table)
    {
        var (firstNode, lastNode) = (nodes[0], nodes[^1]);
        if (_isAlive)
        {
            var jumpKm = Math.Sqrt(motion.Squared[0]) - (_endKm + (_endKmPerNs * (motion.StartNs - _endNs)));
            if (Math.Abs(jumpKm) > JumpKm)
            {
                Jump(jumpKm, firstNode);
            }
        }
        else if (_isKnown)
        {
            _pendingStart = FindEdge(firstNode, _lastNode);
        }

        Walk(table);
        const int last = RelativeMotion<T>.Samples - 1;
        (_isKnown, _isAlive, _lastNode) = (true, true, lastNode);
        _endNs = motion.StartNs + motion.LengthNs;
        _endKm = Math.Sqrt(motion.Squared[last]);
        _endKmPerNs = _endKm > 0 ? motion.Slope[last] / _endKm * 2 / motion.LengthNs : 0;
    }

    /// <summary>Takes a piece without valid states, or one of a microsecond that has both.</summary>
    /// <param name="nodes">Its nodes.</param>
    public void EndStates(ReadOnlySpan<long> nodes)
    {
        var (firstRefused, lastRefused) = (long.MaxValue, long.MinValue);
        for (var j = 0; j < Chebyshev.Count; j++)
        {
            if (!IsValidAt(j))
            {
                (firstRefused, lastRefused) = (Math.Min(firstRefused, nodes[j]), nodes[j]);
            }
        }

        if (firstRefused == long.MaxValue)
        {
            // Valid each by itself, refused together as no orbit: there is no telling when that begins.
            Lose();
            return;
        }

        if (_isAlive)
        {
            SettleStart(isFalling: false);
            if (_sign < 0)
            {
                Edges.Add(new StateEdge(FindEdge(_lastNode, firstRefused), false));
            }
        }

        (_isKnown, _isAlive, _sign, _lastNode) = (true, false, 0, lastRefused);
    }

    /// <summary>Ends the interval.</summary>
    public void End() => SettleStart(isFalling: false);

    /// <summary>Follows the slope's sign through the piece.</summary>
    private void Walk(SampleTable table)
    {
        var (slope, squared) = (motion.Slope, motion.Squared);
        var noticeableKm = NoticeableKm + (Ringing * motion.KinkKm);
        var from = 0;
        for (var s = 0; s < RelativeMotion<T>.Samples; s++)
        {
            if (squared[s] < _lowSquared)
            {
                _lowSquared = squared[s];
                _lowNs = Chebyshev.ToTime(table.Abscissas[s], motion.StartNs, motion.LengthNs);
            }

            if (!(slope[s] * slope[s] > noticeableKm * noticeableKm * squared[s]))
            {
                continue;
            }

            var isFalling = slope[s] < 0;
            SettleStart(isFalling);
            if (_sign < 0 && !isFalling)
            {
                AddMinimum(from, s, table);
            }

            _sign = isFalling ? -1 : 1;
            _rateKmPerNs = Math.Abs(slope[s]) / Math.Sqrt(squared[s]) * 2 / motion.LengthNs;
            _lowSquared = isFalling ? double.PositiveInfinity : 0;
            from = s;
        }
    }

    /// <summary>Adds the minimum since the last sample that falls: the root of the slope in the piece, or the lowest that was seen.</summary>
    private void AddMinimum(int from, int to, SampleTable table)
    {
        for (var s = from; s < to; s++)
        {
            if (motion.Slope[s] < 0 && motion.Slope[s + 1] >= 0)
            {
                var x = Roots.OfSlope(motion, table.Abscissas[s], table.Abscissas[s + 1]);
                var squared = motion.At(x).Squared;
                if (squared <= _lowSquared)
                {
                    (_lowNs, _lowSquared) = (Chebyshev.ToTime(x, motion.StartNs, motion.LengthNs), squared);
                }
            }
        }

        Minima.Add((_lowNs, _lowSquared));
    }

    /// <summary>
    /// A jump between the piece before and the one at hand. Upwards from a falling distance it leaves a minimum on its near side; downwards one on its
    /// far side if the distance rises there. Both stand at the whole microsecond on their side. A jump that the distance's own motion makes good within a second,
    /// as a jump of centimetres between bodies that pass, is none.
    /// </summary>
    private void Jump(double jumpKm, long firstNode)
    {
        if (_sign == (jumpKm > 0 ? -1 : 1) && Math.Abs(jumpKm) < _rateKmPerNs * TimeGrid.Second)
        {
            return;
        }

        var (near, far) = (_lastNode, firstNode);
        var farKm = Math.Sqrt(motion.Squared[0]);
        var farKmPerNs = farKm > 0 ? motion.Slope[0] / farKm * 2 / motion.LengthNs : 0;
        while (far - near > 1)
        {
            var middle = near + ((far - near) / 2);
            var km = DistanceAt(middle);
            var isNear = Math.Abs(km - (_endKm + (_endKmPerNs * (middle - _endNs)))) < Math.Abs(km - (farKm + (farKmPerNs * (middle - motion.StartNs))));
            (near, far) = isNear ? (middle, far) : (near, middle);
        }

        var nearMicrosecond = TimeGrid.FloorDivide(near, TimeGrid.Microsecond) * TimeGrid.Microsecond;
        if (jumpKm > 0 && _sign < 0)
        {
            Minima.Add((nearMicrosecond, _endKm * _endKm));
        }

        _sign = jumpKm > 0 ? 1 : -1;
        (_lowNs, _lowSquared) = (nearMicrosecond + TimeGrid.Microsecond, jumpKm > 0 ? 0 : motion.Squared[0]);
    }

    private void SettleStart(bool isFalling)
    {
        if (_pendingStart is { } edge && !isFalling)
        {
            Edges.Add(new StateEdge(edge, true));
        }

        _pendingStart = null;
    }

    /// <summary>
    /// The last nanosecond with valid states between a time that has them and one, earlier or later, that does not. A piece is judged by its nodes, which stop
    /// a hundredth of its length short of its ends: the states begin or end anywhere in that gap.
    /// </summary>
    private long FindEdge(long validNs, long refusedNs)
    {
        while (Math.Abs(refusedNs - validNs) > 1)
        {
            // Eight times at once, from the valid side on; where the span is shorter than that, some stand twice.
            for (var j = 0; j < Chebyshev.Count; j++)
            {
                _times[j] = validNs + ((refusedNs - validNs) * (j + 1) / (Chebyshev.Count + 1));
            }

            first.Propagate(_firstIndex, _times);
            second.Propagate(_secondIndex, _times);
            var count = 0;
            while (count < Chebyshev.Count && IsValidAt(count))
            {
                count++;
            }

            refusedNs = count < Chebyshev.Count ? _times[count] : refusedNs;
            validNs = count > 0 ? _times[count - 1] : validNs;
        }

        return validNs;
    }

    private double DistanceAt(long timeNs)
    {
        if (volume is not null)
        {
            return volume.DistanceKm(_firstIndex, _secondIndex, timeNs);
        }

        _times.AsSpan().Fill(timeNs);
        first.Propagate(_firstIndex, _times);
        second.Propagate(_secondIndex, _times);
        var squared = 0.0;
        for (var axis = 0; axis < 3; axis++)
        {
            var d = second.PositionsKm[axis * Chebyshev.Count] - first.PositionsKm[axis * Chebyshev.Count];
            squared += d * d;
        }

        return Math.Sqrt(squared);
    }

    private bool IsValidAt(int node) => !double.IsNaN(first.PositionsKm[node]) && !double.IsNaN(second.PositionsKm[node]);
}
