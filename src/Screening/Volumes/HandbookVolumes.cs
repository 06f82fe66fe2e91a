using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Screening.Catalogue;

namespace Ssa.Screening;

/// <summary>
/// The screening ellipsoids of the Spaceflight Safety Handbook for catalogue orbits and for ephemerides, by regime; second-hand, and without the spans of 5 to 10 days that
/// go with them, since the window says how long. Mean elements decide: perigee height a (1 − e) − 6378.135 km, period 1440/n min; for an ephemeris the period of the osculating
/// orbit at its first state.
/// </summary>
public static class HandbookVolumes
{
    /// <summary>The eccentricity from which the table has no row.</summary>
    private const double TableBelowEccentricity = 0.25;

    private const double SecondsPerDay = 86_400;
    private const double MinutesPerDay = 1440;
    private const double DeepSpaceFromSeconds = 225 * 60;

    /// <summary>Rows for orbits near the Earth: up to which perigee height (km), and the ellipsoid.</summary>
    private static readonly (double PerigeeToKm, VolumeSize Size)[] NearEarth =
    [
        (500, new VolumeSize(VolumeShape.Ellipsoid, 0.4, 44, 51)),
        (750, new VolumeSize(VolumeShape.Ellipsoid, 0.4, 25, 25)),
        (1200, new VolumeSize(VolumeShape.Ellipsoid, 0.4, 12, 12)),
        (2000, new VolumeSize(VolumeShape.Ellipsoid, 0.4, 2, 2)),
    ];

    /// <summary>The row for deep space: periods between 1,300 and 1,800 minutes and inclinations below 35°.</summary>
    private static readonly VolumeSize DeepSpace = new(VolumeShape.Ellipsoid, 10, 10, 10);

    /// <summary>The rows for ephemerides, near the Earth and in deep space.</summary>
    private static readonly VolumeSize EphemerisNearEarth = new(VolumeShape.Ellipsoid, 2, 25, 25);
    private static readonly VolumeSize EphemerisDeepSpace = new(VolumeShape.Ellipsoid, 20, 20, 20);

    /// <summary>The largest half-length of the table, km.</summary>
    public static double LargestRadiusKm { get; } = NearEarth.Max(row => row.Size.GrossRadiusKm);

    /// <summary>
    /// The ellipsoid around an object. An orbit that no row covers, because e ≥ 0.25, because its perigee is above 2,000 km without being geosynchronous, or because
    /// it is geosynchronous at 35° or more, is given the deep-space row: the only one that is not flat in the radial direction, where such orbits are
    /// uncertain too.
    /// </summary>
    /// <param name="first">The object's element set.</param>
    public static VolumeSize Around(MeanElements first) => RowOf(first) ?? DeepSpace;

    /// <summary>
    /// The ellipsoid around an object by its ephemeris: near the Earth where its first state's osculating orbit has a period below 225 minutes, as SGP4 divides orbits, else that
    /// of deep space. The first state at all decides, not the first of a window, so that adjoining windows agree.
    /// </summary>
    /// <param name="first">The object's ephemeris.</param>
    public static VolumeSize Around(InterpolatedEphemeris first)
    {
        ArgumentNullException.ThrowIfNull(first);
        return OsculatingOrbit.PeriodSeconds(first.StateAt(first.Start)) < DeepSpaceFromSeconds ? EphemerisNearEarth : EphemerisDeepSpace;
    }

    /// <summary>Whether a row of the table covers an orbit.</summary>
    /// <param name="first">The object's element set.</param>
    public static bool Covers(MeanElements first) => RowOf(first) is not null;

    private static VolumeSize? RowOf(MeanElements first)
    {
        ArgumentNullException.ThrowIfNull(first);
        if (first.Eccentricity >= TableBelowEccentricity)
        {
            return null;
        }

        var radiansPerSecond = 2 * Math.PI * first.MeanMotionRevPerDay / SecondsPerDay;
        var semiMajorAxisKm = Math.Cbrt(Wgs72.MuKm3PerS2 / (radiansPerSecond * radiansPerSecond));
        var perigeeKm = (semiMajorAxisKm * (1 - first.Eccentricity)) - Wgs72.EarthRadiusKm;
        foreach (var (perigeeToKm, size) in NearEarth)
        {
            if (perigeeKm <= perigeeToKm)
            {
                return size;
            }
        }

        var periodMinutes = MinutesPerDay / first.MeanMotionRevPerDay;
        return periodMinutes is > 1300 and < 1800 && first.InclinationDeg < 35 ? DeepSpace : null;
    }
}
