using Ssa.Propagation;

namespace Ssa.Report.Figures;

/// <summary>
/// The size and shape of a mean orbit, as catalogues print them: the period 1440/n minutes of the Kozai mean motion n, the semi-major axis that Kepler's third law gives to it, heights above
/// the equatorial radius of WGS-72, 6378.135 km.
/// </summary>
/// <param name="PeriodMinutes">The period, minutes.</param>
/// <param name="SemiMajorAxisKm">The semi-major axis, km.</param>
/// <param name="Eccentricity">The eccentricity.</param>
internal readonly record struct OrbitHeights(double PeriodMinutes, double SemiMajorAxisKm, double Eccentricity)
{
    private const double MinutesPerDay = 1440;
    private const double SecondsPerMinute = 60;

    /// <summary>Height of apogee, km.</summary>
    public double ApogeeKm => (SemiMajorAxisKm * (1 + Eccentricity)) - Wgs72.EarthRadiusKm;

    /// <summary>Height of perigee, km.</summary>
    public double PerigeeKm => (SemiMajorAxisKm * (1 - Eccentricity)) - Wgs72.EarthRadiusKm;

    /// <summary>The heights of an element set.</summary>
    public static OrbitHeights Of(MeanElements elements)
    {
        var periodMinutes = MinutesPerDay / elements.MeanMotionRevPerDay;
        var radiansPerSecond = 2 * Math.PI / (periodMinutes * SecondsPerMinute);
        return new OrbitHeights(periodMinutes, Math.Cbrt(Wgs72.MuKm3PerS2 / (radiansPerSecond * radiansPerSecond)), elements.Eccentricity);
    }

    /// <summary>The fraction of its time that the object spends below a height, from Kepler's equation: 0 to 1.</summary>
    /// <param name="heightKm">The height, km.</param>
    public double TimeBelow(double heightKm)
    {
        if (heightKm <= PerigeeKm)
        {
            return 0;
        }

        if (heightKm >= ApogeeKm)
        {
            return 1;
        }

        var anomaly = Math.Acos(Math.Clamp((1 - ((heightKm + Wgs72.EarthRadiusKm) / SemiMajorAxisKm)) / Eccentricity, -1, 1));
        return (anomaly - (Eccentricity * Math.Sin(anomaly))) / Math.PI;
    }
}
