namespace Ssa.Risk;

/// <summary>The largest probability that an unknown size of the covariance allows.</summary>
public readonly record struct MaximumProbability
{
    /// <summary>The maximum; 1 where the radius reaches the miss distance.</summary>
    public required double Value { get; init; }

    /// <summary>The smaller standard deviation in the encounter plane at the maximum, m: above it more uncertainty lowers the probability (dilution). 0 where the value is 1.</summary>
    public required double DilutionSigmaM { get; init; }
}
