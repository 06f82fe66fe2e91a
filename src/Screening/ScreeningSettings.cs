using NodaTime;
using Ssa.Propagation;

namespace Ssa.Screening;

/// <summary>Everything that decides the result of a screening, and what only decides how it is computed.</summary>
public sealed record ScreeningSettings
{
    /// <summary>Start of the window, UTC, inclusive, a whole number of microseconds.</summary>
    public required Instant Start { get; init; }

    /// <summary>Length of the window, whole microseconds; its end is exclusive.</summary>
    public Duration Duration { get; init; } = Duration.FromHours(24);

    /// <summary>Largest distance of a close approach, km; more than 0, at most 500. Plays no part where there is a <see cref="Volume"/>.</summary>
    public double ThresholdKm { get; init; } = 5;

    /// <summary>The volume around the first object that makes an approach; null for the sphere of <see cref="ThresholdKm"/>.</summary>
    public ScreeningVolume? Volume { get; init; }

    /// <summary>SGP4's operation mode.</summary>
    public Sgp4Mode Sgp4Mode { get; init; } = Sgp4Mode.Afspc;

    /// <summary>The most rows that a result may hold; beyond it the run is refused, never cut short.</summary>
    public long MaxEvents { get; init; } = 20_000_000;

    /// <summary>Threads to use, 0 for one per processor. Does not change the result.</summary>
    public int Threads { get; init; }

    /// <summary>Step of the broad phase, seconds, 1 to 300. Does not change the result.</summary>
    public double StepSeconds { get; init; } = 120;

    /// <summary>The longest slab of the window, the unit of parallel work, in steps. Does not change the result.</summary>
    public int StepsPerSlab { get; init; } = 90;

    /// <summary>
    /// How far the borders of the broad phase are moved, as a fraction of their spacing, 0 to less than 1: its steps begin so much earlier, and what it cuts space into
    /// moves as well. Does not change the result, which is what <see cref="ScreeningVerification"/> uses it for.
    /// </summary>
    internal double BroadShift { get; init; }

    /// <summary>Refuses settings outside their ranges.</summary>
    /// <exception cref="ArgumentException">A setting is outside its range; the message names it and the range.</exception>
    public void Validate()
    {
        Require(ThresholdKm is > 0 and <= 500, nameof(ThresholdKm), "more than 0 and at most 500 km");
        Require(
            Volume?.Size is not { } size || (size.LeastKm >= 0.001 && size.GrossRadiusKm <= 500), nameof(Volume),
            "at least 0.001 km (1 m) in each half-length, and within 500 km of the first object");
        Require(Duration > Duration.Zero && Duration <= Duration.FromDays(366), nameof(Duration), "more than 0 and at most 366 days");
        Require(Start >= Earliest && Start <= Latest, nameof(Start), "in the years 1950 to 2200");
        Require(StepSeconds is >= 1 and <= LongestStepSeconds, nameof(StepSeconds), "1 to 300 s");
        Require(StepsPerSlab is >= 1 and <= 10_000, nameof(StepsPerSlab), "1 to 10,000 steps");
        Require(BroadShift is >= 0 and < 1, nameof(BroadShift), "0 to less than 1");
        Require(MaxEvents > 0, nameof(MaxEvents), "more than 0");
        Require(Threads >= 0, nameof(Threads), "0 (one per processor) or more");
        Require(IsWholeMicroseconds(Start - NodaConstants.UnixEpoch), nameof(Start), "a whole number of microseconds");
        Require(IsWholeMicroseconds(Duration), nameof(Duration), "a whole number of microseconds");
    }

    /// <summary>The longest step for which the margins are derived, s.</summary>
    internal const double LongestStepSeconds = 300;

    private static readonly Instant Earliest = Instant.FromUtc(1950, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(2200, 1, 1, 0, 0);

    private static bool IsWholeMicroseconds(Duration duration) => duration.SubsecondNanoseconds % 1000 == 0;

    private static void Require(bool condition, string name, string range)
    {
        if (!condition)
        {
            throw new ArgumentException($"{name} must be {range}.", name);
        }
    }
}
