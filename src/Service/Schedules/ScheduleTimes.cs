using NodaTime;
using Ssa.Store;

namespace Ssa.Service.Schedules;

/// <summary>The due times of a schedule: its first and every interval after it. Functions of the clock alone, so that a clock that jumps, forwards or back, leaves nothing behind that is wrong.</summary>
internal static class ScheduleTimes
{
    /// <summary>The last due time at or before a time; null where the first is still to come.</summary>
    public static Instant? LastAt(ScheduleRecord schedule, Instant now)
    {
        if (now < schedule.FirstTime)
        {
            return null;
        }

        var (interval, passed) = (schedule.Interval.ToInt64Nanoseconds(), (now - schedule.FirstTime).ToInt64Nanoseconds());
        return schedule.FirstTime + Duration.FromNanoseconds(passed / interval * interval);
    }

    /// <summary>The next due time without a run: at or before the present where it is to be run now.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="now">The present.</param>
    /// <param name="runs">Due times that have had their run, from the last at or before the present on; later ones are there where the clock was set back.</param>
    public static Instant Next(ScheduleRecord schedule, Instant now, IReadOnlyList<Instant> runs)
    {
        var next = LastAt(schedule, now) ?? schedule.FirstTime;
        while (runs.Contains(next))
        {
            next += schedule.Interval;
        }

        return next;
    }
}
