using NodaTime;
using Ssa.Propagation;

namespace Ssa.Screening;

/// <summary>The outcome of a screening.</summary>
public sealed record ScreeningResult
{
    /// <summary>The settings of the run.</summary>
    public required ScreeningSettings Settings { get; init; }

    /// <summary>
    /// The screened element sets. Indices such as <see cref="CloseApproach.First"/> count these first and the ephemerides after them: <see cref="ObjectAt"/> reaches both.
    /// </summary>
    public required IReadOnlyList<MeanElements> Objects { get; init; }

    /// <summary>The screened ephemerides, with their numbers.</summary>
    public IReadOnlyList<ScreenedObject> Ephemerides { get; init; } = [];

    /// <summary>How many objects were screened.</summary>
    public int ObjectCount => Objects.Count + Ephemerides.Count;

    /// <summary>The rows, in order of TCA, then the first, then the second catalogue number.</summary>
    public required IReadOnlyList<CloseApproach> Approaches { get; init; }

    /// <summary>Objects without a valid state for some or all of the window, in order of catalogue number.</summary>
    public required IReadOnlyList<StateRefusal> Refusals { get; init; }

    /// <summary>The pairs that exclusion rules left out.</summary>
    public ExcludedPairs Excluded { get; init; } = ExcludedPairs.None;

    /// <summary>Wall time of each stage, in order.</summary>
    public required IReadOnlyList<StageTime> Stages { get; init; }

    /// <summary>The object of an index, of either sort.</summary>
    public ScreenedObject ObjectAt(int index) => index < Objects.Count ? ScreenedObject.Of(Objects[index]) : Ephemerides[index - Objects.Count];
}

/// <summary>An object whose states SGP4 refused for some or all of the window, or whose ephemeris does not cover it.</summary>
/// <param name="ObjectIndex">Index of the object (<see cref="ScreeningResult.ObjectAt"/>).</param>
/// <param name="Status">The first refusal in the window.</param>
/// <param name="First">The first time at which the state was found refused, UTC.</param>
/// <param name="WholeWindow">Whether no valid state was found in the window.</param>
public readonly record struct StateRefusal(int ObjectIndex, PropagationStatus Status, Instant First, bool WholeWindow);

/// <summary>Wall time of a stage.</summary>
/// <param name="Stage">The stage's name, for people.</param>
/// <param name="Wall">Wall time spent.</param>
public readonly record struct StageTime(string Stage, TimeSpan Wall);

/// <summary>How far a screening has come.</summary>
/// <param name="Done">Fraction of the window done, 0 to 1.</param>
/// <param name="Found">Rows found up to now.</param>
public readonly record struct ScreeningProgress(double Done, long Found);
