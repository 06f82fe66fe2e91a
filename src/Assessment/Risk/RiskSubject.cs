using NodaTime;
using Ssa.Risk;

namespace Ssa.Assessment;

/// <summary>One conjunction whose risk is asked for, as a file gives it: states and covariances, or less.</summary>
public sealed record RiskSubject
{
    /// <summary>The file's name as the user gave it.</summary>
    public required string File { get; init; }

    /// <summary>The message's or the case's own name; null where it has none.</summary>
    public string? Id { get; init; }

    /// <summary>Both objects in words, for people; null where the file does not name them.</summary>
    public string? Objects { get; init; }

    /// <summary>The time of closest approach, UTC; null where the file does not tell.</summary>
    public Instant? Tca { get; init; }

    /// <summary>The distance of the states, or where there are none the one stated, km.</summary>
    public double? MissDistanceKm { get; init; }

    /// <summary>The relative speed of the states, or where there are none the one stated, km/s.</summary>
    public double? RelativeSpeedKmPerS { get; init; }

    /// <summary>The combined hard-body radius that the file gives; null where it gives none.</summary>
    public CombinedRadius? Radius { get; init; }

    /// <summary>States and covariances, without the radius; null where the file gives no states that can be used.</summary>
    public Encounter? Encounter { get; init; }

    /// <summary>An encounter plane given directly, m; null where there is none.</summary>
    public PlaneInput? Plane { get; init; }

    /// <summary>Larger over smaller sigma, where this is all that is known of the covariance.</summary>
    public double? AspectRatio { get; init; }

    /// <summary>Why there is nothing to compute with; null where there is.</summary>
    public string? Refusal { get; init; }

    /// <summary>The probability that the message itself states, and by which method in its words.</summary>
    public (double Value, string Method)? Stated { get; init; }

    /// <summary>What the user should know of the input.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];
}

/// <summary>A combined hard-body radius: both objects' together.</summary>
/// <param name="RadiusM">The radius, m; infinite in tests of limits.</param>
/// <param name="Source">Where it comes from, in words.</param>
public readonly record struct CombinedRadius(double RadiusM, string Source);

/// <summary>An encounter plane on the principal axes of its covariance, m.</summary>
/// <param name="MissXM">The miss along the first axis, m.</param>
/// <param name="MissYM">The miss along the second axis, m.</param>
/// <param name="SigmaXM">The standard deviation along the first axis, m.</param>
/// <param name="SigmaYM">The standard deviation along the second axis, m.</param>
public readonly record struct PlaneInput(double MissXM, double MissYM, double SigmaXM, double SigmaYM);
