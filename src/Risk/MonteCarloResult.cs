namespace Ssa.Risk;

/// <summary>
/// A Monte Carlo estimate. The result's bounds are the exact binomial interval (Clopper and Pearson 1934), or, with importance sampling, the normal interval by the variance of the weights.
/// </summary>
public sealed record MonteCarloResult
{
    /// <summary>The probability of an ingress within the window, with its interval, or why there is none.</summary>
    public required PcResult Result { get; init; }

    /// <summary>Confidence of the interval.</summary>
    public required double Confidence { get; init; }

    /// <summary>Number of trials.</summary>
    public long Trials { get; init; }

    /// <summary>Trials with an ingress.</summary>
    public long Hits { get; init; }

    /// <summary>(Σw)²/Σw² over the hits: as many hits of equal weight would leave the same scatter.</summary>
    public double EffectiveHits { get; init; }

    /// <summary>Probability of overlap at the window's start already, which is no ingress and not part of the result. An estimate from the same trials; with importance sampling a rough one.</summary>
    public double StartOverlapProbability { get; init; }

    /// <summary>Trials in which a sampled orbit is no ellipse; they count as misses.</summary>
    public long UnboundTrials { get; init; }

    /// <summary>Whether trials were drawn about the most likely collision and weighted: below 1e-6, or where fewer than 100 hits would be expected, if the encounter has a single peak.</summary>
    public bool IsImportanceSampled { get; init; }

    /// <summary>Begin of the window, s from the states' instant.</summary>
    public double StartSeconds { get; init; }

    /// <summary>End of the window, s from the states' instant.</summary>
    public double EndSeconds { get; init; }
}
