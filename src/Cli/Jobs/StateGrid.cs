using NodaTime;
using Ssa.Cli.Values;
using Ssa.Propagation.Time;

namespace Ssa.Cli.Jobs;

/// <summary>The times at which a command asks for states of an element set.</summary>
internal abstract class StateGrid(EvenSteps steps)
{
    /// <summary>How many times there are.</summary>
    public long Count => steps.Count;

    /// <summary>A time, as minutes since the epoch to give to SGP4 and as UTC to print.</summary>
    /// <param name="epoch">The element set's epoch.</param>
    /// <param name="index">0 to <see cref="Count"/> - 1, ascending in time.</param>
    public (double MinutesSinceEpoch, Instant Utc) At(Instant epoch, long index) => Time(epoch, steps[index]);

    /// <summary>A time from its step.</summary>
    protected abstract (double MinutesSinceEpoch, Instant Utc) Time(Instant epoch, decimal step);
}

/// <summary>Times counted in minutes from each element set's own epoch.</summary>
/// <param name="minutes">The minutes.</param>
internal sealed class GridSinceEpoch(EvenSteps minutes) : StateGrid(minutes)
{
    /// <inheritdoc/>
    protected override (double MinutesSinceEpoch, Instant Utc) Time(Instant epoch, decimal step) =>
        ((double)step, UtcTime.AddMinutes(epoch, (double)step));
}

/// <summary>The same UTC times for every element set, both ends included.</summary>
/// <param name="start">The first time.</param>
/// <param name="duration">From the first to the last time.</param>
/// <param name="step">The step.</param>
internal sealed class GridInUtc(Instant start, Duration duration, Duration step)
    : StateGrid(new EvenSteps(0, duration.ToInt64Nanoseconds(), step.ToInt64Nanoseconds()))
{
    /// <inheritdoc/>
    protected override (double MinutesSinceEpoch, Instant Utc) Time(Instant epoch, decimal step)
    {
        var time = start + Duration.FromNanoseconds((long)step);
        return (UtcTime.MinutesSince(epoch, time), time);
    }
}
