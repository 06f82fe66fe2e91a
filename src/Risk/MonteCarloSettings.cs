namespace Ssa.Risk;

/// <summary>How many trials a Monte Carlo run makes, and from which seed. The same settings give the same answer on any number of threads.</summary>
public sealed record MonteCarloSettings
{
    /// <summary>Number of trials, at least 1.</summary>
    public required long Samples { get; init; }

    /// <summary>Seed of the counter-based generator.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Confidence of the interval, between 0 and 1.</summary>
    public double Confidence { get; init; } = 0.95;
}
