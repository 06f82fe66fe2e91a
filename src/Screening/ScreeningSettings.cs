using NodaTime;
using Ssa.Propagation;

namespace Ssa.Screening;

/// <summary>Everything that decides the result of a screening, and what only decides how it is computed.</summary>
public sealed record ScreeningSettings
{
    /// <summary>Start of the window, UTC, inclusive.</summary>
    public required Instant Start { get; init; }

    /// <summary>Length of the window; its end is exclusive.</summary>
    public Duration Duration { get; init; } = Duration.FromHours(24);

    /// <summary>Largest distance of a close approach, km.</summary>
    public double ThresholdKm { get; init; } = 5;

    /// <summary>SGP4's operation mode.</summary>
    public Sgp4Mode Sgp4Mode { get; init; } = Sgp4Mode.Afspc;

    /// <summary>The most rows that a result may hold; beyond it the run is refused, never cut short.</summary>
    public long MaxEvents { get; init; } = 20_000_000;

    /// <summary>Threads to use, 0 for one per processor. Does not change the result.</summary>
    public int Threads { get; init; }

    /// <summary>Step of the broad phase, seconds. Does not change the result.</summary>
    public double StepSeconds { get; init; } = 120;

    /// <summary>Length of a slab of the window, the unit of parallel work, in steps. Does not change the result.</summary>
    public int StepsPerSlab { get; init; } = 45;
}
