namespace Ssa.Risk;

/// <summary>From which probability of collision what is to be done; the defaults are NASA CARA's practice.</summary>
public sealed record VerdictThresholds
{
    /// <summary>From here an event deserves attention.</summary>
    public double Attend { get; init; } = 1e-7;

    /// <summary>From here a manoeuvre is to be considered.</summary>
    public double Act { get; init; } = 1e-4;

    /// <summary>What a manoeuvre must bring the probability below: 1.5 orders of magnitude under <see cref="Act"/>.</summary>
    public double AfterManoeuvre { get; init; } = 3.2e-6;

    /// <summary>Refuses thresholds that are not probabilities in ascending order.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    public void Validate()
    {
        if (!(Attend > 0 && Act >= Attend && Act <= 1 && AfterManoeuvre > 0 && AfterManoeuvre <= Act))
        {
            throw new ArgumentException("Thresholds must be probabilities: 0 < attend ≤ act ≤ 1, and 0 < after a manoeuvre ≤ act.", nameof(Act));
        }
    }
}

/// <summary>What a probability says against its thresholds.</summary>
public enum RiskVerdict
{
    /// <summary>
    /// It cannot tell: there is no probability and the maximum reaches the threshold of attention, or the probability lies below that threshold only because the covariance is large (diluted) and better
    /// data may bring it above.
    /// </summary>
    CannotTell,

    /// <summary>Below the threshold of attention.</summary>
    Below,

    /// <summary>At least the threshold of attention.</summary>
    Attend,

    /// <summary>At least the threshold of action.</summary>
    Act,
}
