namespace Ssa.Propagation;

/// <summary>
/// The outcome of one propagation. The first codes are SGP4's own (AIAA 2006-6753, section on error codes); a state with any status but
/// <see cref="Ok"/> is NaN.
/// </summary>
public enum PropagationStatus : byte
{
    /// <summary>The state is valid.</summary>
    Ok = 0,

    /// <summary>Mean eccentricity after secular and drag terms is outside -0.001 to 1, or the mean elements were never an ellipse.</summary>
    MeanEccentricity = 1,

    /// <summary>Mean motion is zero or negative.</summary>
    MeanMotion = 2,

    /// <summary>Eccentricity after lunar-solar periodics is outside 0 to 1.</summary>
    PerturbedEccentricity = 3,

    /// <summary>The semi-latus rectum is negative.</summary>
    SemilatusRectum = 4,

    /// <summary>The radius is below one Earth radius: the satellite has decayed.</summary>
    Decayed = 6,

    /// <summary>
    /// Ours: SGP4 reports no error, but the state is not finite, or |r| exceeds 1,000,000 km, or |v| exceeds 12 km/s (no bound orbit
    /// above the Earth's surface is faster than 11.2 km/s; SGP4's velocity of a decaying object may be off by a few per cent).
    /// </summary>
    Implausible = 7,

    /// <summary>Ours: the time is outside the useable spans of an ephemeris. SGP4 never gives it.</summary>
    OutsideEphemeris = 8,
}

/// <summary>The spelling of statuses in output columns.</summary>
public static class PropagationStatusText
{
    /// <summary>Empty for a valid state, else the error's name as the ERROR column of <c>ssa propagate</c> prints it.</summary>
    /// <param name="status">The status.</param>
    public static string Of(PropagationStatus status) => status switch
    {
        PropagationStatus.Ok => "",
        PropagationStatus.MeanEccentricity => "mean-eccentricity",
        PropagationStatus.MeanMotion => "mean-motion",
        PropagationStatus.PerturbedEccentricity => "perturbed-eccentricity",
        PropagationStatus.SemilatusRectum => "semilatus-rectum",
        PropagationStatus.Decayed => "decayed",
        PropagationStatus.Implausible => "implausible",
        PropagationStatus.OutsideEphemeris => "outside-ephemeris",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}
