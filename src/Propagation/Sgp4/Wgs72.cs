namespace Ssa.Propagation;

/// <summary>
/// The WGS-72 constants of SGP4 (AIAA 2006-6753, getgravconst "wgs72"). Element sets are fitted with these, so no others may be used to
/// propagate them. Unit of length: Earth radius; unit of time inside the theory: minute.
/// </summary>
public static class Wgs72
{
    /// <summary>Equatorial radius, km.</summary>
    public const double EarthRadiusKm = 6378.135;

    /// <summary>Gravitational parameter, km³/s².</summary>
    public const double MuKm3PerS2 = 398600.8;

    /// <summary>Second zonal harmonic.</summary>
    public const double J2 = 0.001082616;

    /// <summary>Third zonal harmonic.</summary>
    public const double J3 = -0.00000253881;

    /// <summary>Fourth zonal harmonic.</summary>
    public const double J4 = -0.00000165597;

    internal const double J3OverJ2 = J3 / J2;

    /// <summary>√μ in Earth radii^1.5 per minute.</summary>
    internal static readonly double Xke = 60.0 / Math.Sqrt(EarthRadiusKm * EarthRadiusKm * EarthRadiusKm / MuKm3PerS2);

    /// <summary>Earth radii per minute to km/s.</summary>
    internal static readonly double VkmPerS = EarthRadiusKm * Xke / 60.0;
}
