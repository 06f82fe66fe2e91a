using Ssa.Screening;

namespace Ssa.Store;

/// <summary>
/// A close approach as the store holds it. Objects are ordinals of the screening's objects; times are microseconds since 1970, UTC; lengths km unless named otherwise; what is not known is null.
/// </summary>
public readonly record struct StoredConjunction
{
    /// <summary>Ordinal of the first object.</summary>
    public required int First { get; init; }

    /// <summary>Ordinal of the second object.</summary>
    public required int Second { get; init; }

    /// <summary>The sort of row.</summary>
    public required CloseApproachKind Kind { get; init; }

    /// <summary>Time of closest approach.</summary>
    public required long TcaUs { get; init; }

    /// <summary>Distance at it.</summary>
    public required double MissKm { get; init; }

    /// <summary>Relative speed at it, km/s.</summary>
    public required double SpeedKmPerS { get; init; }

    /// <summary>Radial component of the second object relative to the first.</summary>
    public required double RadialKm { get; init; }

    /// <summary>Transverse component.</summary>
    public required double TransverseKm { get; init; }

    /// <summary>Normal component.</summary>
    public required double NormalKm { get; init; }

    /// <summary>When the pair came near.</summary>
    public long? StartUs { get; init; }

    /// <summary>When it leaves.</summary>
    public long? StopUs { get; init; }

    /// <summary>When a volume's metric was least.</summary>
    public long? VolumeUs { get; init; }

    /// <summary>Its risk; the default where it was not rated.</summary>
    public StoredRisk Risk { get; init; }
}

/// <summary>What is kept of a close approach's risk.</summary>
public readonly record struct StoredRisk
{
    /// <summary>Maximum probability.</summary>
    public double? MaxProbability { get; init; }

    /// <summary>Sigma of the minor axis at it, km.</summary>
    public double? DilutionSigmaKm { get; init; }

    /// <summary>Probability with assumed covariances.</summary>
    public double? Pc { get; init; }

    /// <summary>Its least over the range of their sizes.</summary>
    public double? PcLow { get; init; }

    /// <summary>Its greatest over it.</summary>
    public double? PcHigh { get; init; }

    /// <summary>Combined hard-body radius, m.</summary>
    public double? HardBodyRadiusM { get; init; }

    /// <summary>Where covariances come from; null for nowhere.</summary>
    public string? CovarianceSource { get; init; }

    /// <summary>Where radii come from; null for nowhere.</summary>
    public string? HardBodyRadiusSource { get; init; }

    /// <summary>Why a figure is missing; null where none is.</summary>
    public string? Reason { get; init; }
}
