namespace Ssa.Risk;

/// <summary>How the range of a probability was found.</summary>
public enum ProbabilityBasis
{
    /// <summary>There is none; <see cref="ConjunctionRisk.Reason"/> says why.</summary>
    None,

    /// <summary>Direct quadrature in the encounter plane with both objects' covariances, and its range over a common factor on them.</summary>
    BothCovariances,

    /// <summary>One object's covariance is unknown: an upper bound alone, Frisbee's maximum over it.</summary>
    OneCovariance,
}

/// <summary>
/// The risk of one close approach: a maximum that needs no covariance, and a probability with the covariances that are assumed for public elements, as a range. What is not known is null, with the reason;
/// no number is NaN. Probabilities below 5e-324 are 0.
/// </summary>
public sealed record ConjunctionRisk
{
    /// <summary>
    /// The maximum probability as SOCRATES publishes it (<see cref="SocratesShape.Maximum"/>): covariances of the shape 100/300/100 m, any size, the miss along the major axis. 1 where the radius reaches
    /// the miss; null for rows that are no closest approach, and without relative velocity.
    /// </summary>
    public double? MaxProbability { get; init; }

    /// <summary>The smaller sigma in the encounter plane at <see cref="MaxProbability"/>, km; 0 where that is 1.</summary>
    public double? DilutionSigmaKm { get; init; }

    /// <summary>The maximum with the same shape and the miss where it lies; never above <see cref="MaxProbability"/>.</summary>
    public double? MaxProbabilityAsOriented { get; init; }

    /// <summary>The probability of collision with the covariances of <see cref="CovarianceSource"/>, by direct quadrature in the encounter plane.</summary>
    public double? Pc { get; init; }

    /// <summary>The smallest probability over the factors on both standard deviations that the settings name.</summary>
    public double? PcLow { get; init; }

    /// <summary>
    /// The largest probability over those factors, which need not be at either end; with <see cref="ProbabilityBasis.OneCovariance"/> Frisbee's maximum over the unknown covariance, with the known one as it is.
    /// </summary>
    public double? PcHigh { get; init; }

    /// <summary>How the probability and its range were found.</summary>
    public required ProbabilityBasis Basis { get; init; }

    /// <summary>
    /// Both objects' covariances and radii in words of a fixed vocabulary, such as <c>table-low/table-high hbr:class/unknown</c>: <see cref="RiskWords"/> lists them.
    /// </summary>
    public required string CovarianceSource { get; init; }

    /// <summary>Where the first object's covariance comes from.</summary>
    public required CovarianceOrigin FirstCovariance { get; init; }

    /// <summary>Where the second object's covariance comes from.</summary>
    public required CovarianceOrigin SecondCovariance { get; init; }

    /// <summary>The combined hard-body radius, m, and where it comes from.</summary>
    public required HardBodyRadius HardBodyRadius { get; init; }

    /// <summary>
    /// Whether a smaller covariance would give a higher probability: then a low one says little. Null where there is no probability.
    /// </summary>
    public bool? IsDiluted { get; init; }

    /// <summary>What the probability says against the thresholds, history apart.</summary>
    public required RiskVerdict Verdict { get; init; }

    /// <summary>Whether the close approach meets the criteria of reports.</summary>
    public required bool IsReportable { get; init; }

    /// <summary>Whether it meets those of reports at once.</summary>
    public required bool IsEmergency { get; init; }

    /// <summary>Why there is no <see cref="Pc"/>; null where there is one.</summary>
    public string? Reason { get; init; }
}
