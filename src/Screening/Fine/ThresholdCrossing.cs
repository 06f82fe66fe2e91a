using Ssa.Propagation;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Catalogue;

namespace Ssa.Screening.Fine;

/// <summary>
/// When a pair comes within the threshold, or into a volume, before a time and leaves it after: sought cell by cell, beyond the window where needed, for at
/// most one revolution of the first object.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
internal sealed class ThresholdCrossing<T>
    where T : unmanaged, ILane<T>
{
    private readonly ScreenedCatalogue<T> _catalogue;
    private readonly IntervalScan<T> _scan;
    private readonly VolumeFrame<T>? _volume;
    private double _limitKm;

    /// <summary>Makes the search.</summary>
    /// <param name="catalogue">The objects.</param>
    /// <param name="scan">Fits cells; the one that found the approach holds its cell already. Its lists stay as they are.</param>
    /// <param name="thresholdKm">The threshold, km.</param>
    /// <param name="volume">The frame of the volume that takes the threshold's place; null for none.</param>
    public ThresholdCrossing(ScreenedCatalogue<T> catalogue, IntervalScan<T> scan, double thresholdKm, VolumeFrame<T>? volume)
    {
        _catalogue = catalogue;
        _scan = scan;
        _volume = volume;
        _limitKm = thresholdKm;
    }

    private double LimitSquared => _limitKm * _limitKm;

    /// <summary>The crossings around a time at which the pair is inside.</summary>
    /// <param name="a">The object of the lower index.</param>
    /// <param name="b">The other object.</param>
    /// <param name="first">Which of them is the first, whose period bounds the search.</param>
    /// <param name="timeNs">The time.</param>
    /// <returns>Start and stop; null where there is none within a revolution, or the states end before it.</returns>
    public (long? StartNs, long? StopNs) Find(int a, int b, int first, long timeNs)
    {
        if (_catalogue.TwinGroup[a] == _catalogue.TwinGroup[b])
        {
            return (null, null);
        }

        _limitKm = _volume?.LimitKm(a, b) ?? _limitKm;
        var periodNs = _catalogue.PeriodNs(first, timeNs);
        return (Seek(a, b, timeNs, -periodNs), Seek(a, b, timeNs, periodNs));
    }

    private long? Seek(int a, int b, long fromNs, long reachNs)
    {
        var isForward = reachNs > 0;
        var endNs = fromNs + reachNs;
        var timeNs = fromNs;
        while (isForward ? timeNs < endNs : timeNs > endNs)
        {
            // The cell ahead: going back from a cell's very start, the one before it.
            var cell = TimeGrid.CellStart(isForward ? timeNs : timeNs - 1);
            var cellEnd = isForward ? cell + TimeGrid.CellNs : cell;
            if (!_scan.FitCell(a, b, cell))
            {
                var (found, isOver) = SeekExactly(a, b, timeNs, cellEnd);
                if (found is not null || isOver)
                {
                    return Within(found, fromNs, reachNs);
                }
            }
            else if (SeekInCell(timeNs, cellEnd) is { } found)
            {
                return Within(found, fromNs, reachNs);
            }

            timeNs = cellEnd;
        }

        return null;
    }

    private static long? Within(long? found, long fromNs, long reachNs) =>
        found is { } t && Math.Abs(t - fromNs) <= Math.Abs(reachNs) ? t : null;

    private long? SeekInCell(long timeNs, long cellEndNs)
    {
        var motion = _scan.Motion;
        var abscissas = IntervalScan<T>.SampleAbscissas;
        var isForward = cellEndNs > timeNs;
        var inside = Chebyshev.ToAbscissa(timeNs, motion.StartNs, motion.LengthNs);
        var end = Chebyshev.ToAbscissa(cellEndNs, motion.StartNs, motion.LengthNs);
        if (_volume is not null)
        {
            return _scan.FindExit(inside, end, _limitKm) is { } exit ? Chebyshev.ToTime(exit, motion.StartNs, motion.LengthNs) : null;
        }

        for (var i = 0; i < abscissas.Length; i++)
        {
            var s = isForward ? i : abscissas.Length - 1 - i;
            var x = abscissas[s];
            if (isForward ? x <= inside : x >= inside)
            {
                continue;
            }

            if (isForward ? x > end : x < end)
            {
                break;
            }

            if (motion.Squared[s] > LimitSquared)
            {
                return Chebyshev.ToTime(Roots.OfDistance(motion, inside, x, LimitSquared), motion.StartNs, motion.LengthNs);
            }

            inside = x;
        }

        return motion.At(end).Squared > LimitSquared
            ? Chebyshev.ToTime(Roots.OfDistance(motion, inside, end, LimitSquared), motion.StartNs, motion.LengthNs)
            : null;
    }

    /// <summary>The plain way where no polynomial holds: second by second with SGP4 itself, then by halving to a tenth of a microsecond.</summary>
    private (long? Found, bool IsOver) SeekExactly(int a, int b, long timeNs, long cellEndNs)
    {
        var isForward = cellEndNs > timeNs;
        while (timeNs != cellEndNs)
        {
            var next = isForward ? Math.Min(timeNs + TimeGrid.Second, cellEndNs) : Math.Max(timeNs - TimeGrid.Second, cellEndNs);
            var squared = ExactSquared(a, b, next);
            if (double.IsNaN(squared))
            {
                return (null, true);
            }

            if (squared > LimitSquared)
            {
                var (inside, outside) = (timeNs, next);
                while (Math.Abs(outside - inside) > TimeGrid.Microsecond / 10)
                {
                    var middle = inside + ((outside - inside) / 2);
                    (inside, outside) = ExactSquared(a, b, middle) <= LimitSquared ? (middle, outside) : (inside, middle);
                }

                return (outside, true);
            }

            timeNs = next;
        }

        return (null, false);
    }

    private double ExactSquared(int a, int b, long timeNs)
    {
        if (_volume is not null)
        {
            var stretched = _volume.DistanceKm(a, b, timeNs);
            return stretched * stretched;
        }

        var one = _catalogue.StateAt(a, timeNs);
        var two = _catalogue.StateAt(b, timeNs);
        var distance = (two.PositionKm - one.PositionKm).Norm;
        return one.Status == PropagationStatus.Ok && two.Status == PropagationStatus.Ok ? distance * distance : double.NaN;
    }
}
