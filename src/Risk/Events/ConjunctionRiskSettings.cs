using NodaTime;

namespace Ssa.Risk;

/// <summary>Everything that decides the risk of a close approach, its states apart.</summary>
public sealed record ConjunctionRiskSettings
{
    /// <summary>Hard-body radii by catalogue number, m; an object that is not listed, or not with a positive number, has its class's.</summary>
    public IReadOnlyDictionary<long, double> HardBodyRadiiM { get; init; } = new Dictionary<long, double>();

    /// <summary>The smallest factor on both objects' standard deviations over which the range of a probability goes.</summary>
    public double SigmaFactorLow { get; init; } = 1.0 / 3;

    /// <summary>The largest factor on both objects' standard deviations over which the range of a probability goes.</summary>
    public double SigmaFactorHigh { get; init; } = 3;

    /// <summary>
    /// From which fraction of the shorter orbital period an encounter is too long for the plane: the cut-off by which NASA CARA recognises extended encounters (Hall 2021). Its length is that of
    /// <see cref="CoppolaBounds"/> with their usual gamma.
    /// </summary>
    public double ExtendedEncounterFraction { get; init; } = 0.02;

    /// <summary>From which probability what is to be done.</summary>
    public VerdictThresholds Thresholds { get; init; } = new();

    /// <summary>Which close approaches are to be reported, and which at once.</summary>
    public ReportingCriteria Reporting { get; init; } = new();

    /// <summary>The time at which the assessment counts as made, from which the time left to TCA counts; null for the start of the screening.</summary>
    public Instant? AssessedAt { get; init; }

    /// <summary>Refuses settings outside their ranges.</summary>
    /// <exception cref="ArgumentException">A setting is outside its range; the message names it and the range.</exception>
    public void Validate()
    {
        if (!(SigmaFactorLow is > 0 and <= 1))
        {
            throw new ArgumentException($"{nameof(SigmaFactorLow)} must be more than 0 and at most 1.", nameof(SigmaFactorLow));
        }

        if (!(SigmaFactorHigh is >= 1 and <= 1e6))
        {
            throw new ArgumentException($"{nameof(SigmaFactorHigh)} must be 1 to 1,000,000.", nameof(SigmaFactorHigh));
        }

        if (!(ExtendedEncounterFraction > 0))
        {
            throw new ArgumentException($"{nameof(ExtendedEncounterFraction)} must be more than 0.", nameof(ExtendedEncounterFraction));
        }

        Thresholds.Validate();
    }
}
