using NodaTime;

namespace Ssa.Risk;

/// <summary>When a close approach is to be reported.</summary>
/// <param name="Within">The longest time from the assessment to TCA.</param>
/// <param name="MissKm">The largest miss distance, km.</param>
/// <param name="Probability">The least probability of collision; null where none is asked for.</param>
public sealed record ReportingCriterion(Duration Within, double MissKm, double? Probability)
{
    /// <summary>Whether a close approach meets it. One in the past does not.</summary>
    /// <param name="untilTca">Time from the assessment to TCA.</param>
    /// <param name="missKm">Miss distance, km.</param>
    /// <param name="probability">The probability; where there is none the maximum probability stands for it; null where there is neither.</param>
    public bool IsMetBy(Duration untilTca, double missKm, double? probability) =>
        untilTca >= Duration.Zero && untilTca <= Within && missKm <= MissKm && (Probability is not { } least || probability >= least);
}

/// <summary>
/// The criteria of the Spaceflight Safety Handbook, second-hand: near the Earth (periods below 225 minutes) and in deep space. A pair of both sorts is to be reported where it meets either.
/// </summary>
public sealed record ReportingCriteria
{
    /// <summary>Near the Earth: within 3 days, 1 km, 1e-7.</summary>
    public ReportingCriterion NearEarth { get; init; } = new(Duration.FromDays(3), 1, 1e-7);

    /// <summary>Near the Earth, at once: within 3 days, 1 km, 1e-4.</summary>
    public ReportingCriterion NearEarthEmergency { get; init; } = new(Duration.FromDays(3), 1, 1e-4);

    /// <summary>In deep space: within 10 days, 5 km.</summary>
    public ReportingCriterion DeepSpace { get; init; } = new(Duration.FromDays(10), 5, null);

    /// <summary>In deep space, at once: within 3 days, 5 km.</summary>
    public ReportingCriterion DeepSpaceEmergency { get; init; } = new(Duration.FromDays(3), 5, null);
}
