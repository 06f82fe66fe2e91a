using NodaTime;

namespace Ssa.Risk;

/// <summary>When verdicts over an event's history rise and fall.</summary>
public sealed record EventVerdictSettings
{
    /// <summary>The thresholds.</summary>
    public VerdictThresholds Thresholds { get; init; } = new();

    /// <summary>A verdict falls only where the probability is below this fraction of the threshold that it once reached, so that it does not flicker.</summary>
    public double FallBelowFraction { get; init; } = 1.0 / 3;

    /// <summary>No call for action before this long before TCA: orbits are not known well enough yet, and it need not be decided.</summary>
    public Duration ActWithin { get; init; } = Duration.FromDays(3);

    /// <summary>No call for attention before this long before TCA.</summary>
    public Duration AttendWithin { get; init; } = Duration.FromDays(7);

    /// <summary>Refuses settings outside their ranges.</summary>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public void Validate()
    {
        Thresholds.Validate();
        if (!(FallBelowFraction is > 0 and <= 1) || ActWithin <= Duration.Zero || AttendWithin < ActWithin)
        {
            throw new ArgumentException("The fraction must be more than 0 and at most 1, and the time of attention no shorter than that of action.", nameof(FallBelowFraction));
        }
    }
}

/// <summary>One assessment in an event's history.</summary>
/// <param name="At">When it was made.</param>
/// <param name="Tca">The time of closest approach as it was seen then.</param>
/// <param name="Probability">The probability; null where there was none.</param>
/// <param name="Verdict">The verdict of that assessment alone.</param>
public readonly record struct EventAssessment(Instant At, Instant Tca, double? Probability, RiskVerdict Verdict);

/// <summary>
/// Verdicts over the history of one event. A verdict rises at once with the assessment's own. It falls, by as many steps as the probability has fallen, only where that lies well below the threshold; an assessment that cannot tell neither raises nor
/// lowers it. Before the time of action or attention the verdict is held back to the one below; after TCA it is <see cref="RiskVerdict.Below"/>.
/// </summary>
public static class EventVerdicts
{
    /// <summary>The verdict after each assessment.</summary>
    /// <param name="history">The assessments of one event, oldest first.</param>
    /// <param name="settings">Thresholds, hysteresis, gates; null for the defaults.</param>
    /// <exception cref="ArgumentException">The assessments are not in order of time, or a setting is outside its range.</exception>
    public static IReadOnlyList<RiskVerdict> Follow(IReadOnlyList<EventAssessment> history, EventVerdictSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        settings ??= new EventVerdictSettings();
        settings.Validate();
        var verdicts = new RiskVerdict[history.Count];
        var held = RiskVerdict.CannotTell;
        for (var i = 0; i < verdicts.Length; i++)
        {
            var one = history[i];
            if (i > 0 && one.At < history[i - 1].At)
            {
                throw new ArgumentException("An event's assessments must be in order of time.", nameof(history));
            }

            // What is held takes no account of the gates: a probability that was high two weeks ahead still counts once its gate opens.
            held = Next(held, one, settings);
            verdicts[i] = Gated(held, one.Tca - one.At, settings);
        }

        return verdicts;
    }

    private static RiskVerdict Next(RiskVerdict held, in EventAssessment one, EventVerdictSettings settings)
    {
        if (one.Verdict == RiskVerdict.CannotTell || one.Verdict >= held)
        {
            return one.Verdict == RiskVerdict.CannotTell ? held : one.Verdict;
        }

        if (held == RiskVerdict.Act && !(one.Probability < settings.FallBelowFraction * settings.Thresholds.Act))
        {
            return RiskVerdict.Act;
        }

        return one.Probability < settings.FallBelowFraction * settings.Thresholds.Attend ? RiskVerdict.Below : RiskVerdict.Attend;
    }

    private static RiskVerdict Gated(RiskVerdict held, Duration untilTca, EventVerdictSettings settings)
    {
        if (untilTca < Duration.Zero)
        {
            return RiskVerdict.Below;
        }

        var gated = held == RiskVerdict.Act && untilTca > settings.ActWithin ? RiskVerdict.Attend : held;
        return gated == RiskVerdict.Attend && untilTca > settings.AttendWithin ? RiskVerdict.Below : gated;
    }
}
