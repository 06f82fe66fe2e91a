namespace Ssa.Propagation;

/// <summary>
/// How large an orbit is, as satellite catalogues print it: from the Kozai mean motion n and the mean eccentricity e of an element set, a = (μ/n²)^⅓ by Kepler's third law with WGS-72's μ, and heights above WGS-72's equatorial
/// radius of 6378.135 km. Rounded figures for people; no perturbation enters, and the true heights of an orbit swing by some 10 km around them.
/// </summary>
/// <param name="PeriodMinutes">Mean period, 1440 / n, minutes.</param>
/// <param name="SemiMajorAxisKm">Semi-major axis, km.</param>
/// <param name="ApogeeHeightKm">a (1 + e) − 6378.135, km.</param>
/// <param name="PerigeeHeightKm">a (1 − e) − 6378.135, km; below zero for what has come down.</param>
public readonly record struct OrbitSize(double PeriodMinutes, double SemiMajorAxisKm, double ApogeeHeightKm, double PerigeeHeightKm)
{
    private const double MinutesPerDay = 1440;
    private const double SecondsPerDay = 86_400;

    /// <summary>The size of an element set's orbit.</summary>
    /// <param name="elements">The element set; its mean motion is more than 0.</param>
    public static OrbitSize Of(MeanElements elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        var (n, e) = (elements.MeanMotionRevPerDay, elements.Eccentricity);
        var a = Math.Cbrt(Wgs72.MuKm3PerS2 / Math.Pow(n * 2 * Math.PI / SecondsPerDay, 2));
        return new OrbitSize(MinutesPerDay / n, a, (a * (1 + e)) - Wgs72.EarthRadiusKm, (a * (1 - e)) - Wgs72.EarthRadiusKm);
    }
}
