using NodaTime;
using Ssa.Propagation.Time;

namespace Ssa.Propagation.Frames;

/// <summary>
/// The Sun's position by the Astronomical Almanac's low-precision series (Vallado, Fundamentals of Astrodynamics, 4th ed., algorithm 29): 0.01° and
/// 0.0001 au from 1950 to 2050. The series gives mean equator and equinox of date (MOD); the frame asked for is in each name.
/// </summary>
public static class Sun
{
    /// <summary>The astronomical unit, km (IAU 2012, resolution B2).</summary>
    public const double AstronomicalUnitKm = 149_597_870.7;

    /// <summary>The Sun's radius, km, as Vallado's shadow algorithm has it.</summary>
    public const double RadiusKm = 696_000.0;

    /// <summary>The Sun's position in the mean equator and equinox of date, km from the Earth's centre.</summary>
    /// <param name="utc">The time.</param>
    public static Vector3 PositionMeanOfDateKm(Instant utc) => PositionMeanOfDateKm(TimeScales.Tt(utc));

    /// <summary>The Sun's position in TEME of date, km from the Earth's centre, for use beside SGP4's states.</summary>
    /// <param name="utc">The time.</param>
    public static Vector3 PositionTemeKm(Instant utc) => PrecessionNutation.MeanOfDateToTeme(utc, default) * PositionMeanOfDateKm(utc);

    /// <summary>The Sun's position in GCRF (J2000.0), km from the Earth's centre.</summary>
    /// <param name="utc">The time.</param>
    public static Vector3 PositionGcrfKm(Instant utc) => PrecessionNutation.MeanOfDateToJ2000(TimeScales.Tt(utc)) * PositionMeanOfDateKm(utc);

    /// <summary>The series; its argument is UT1 in the book and TT here, 0.0008° of the Sun's motion apart.</summary>
    internal static Vector3 PositionMeanOfDateKm(JulianDate date)
    {
        var t = date.CenturiesSinceJ2000;
        var meanLongitudeDeg = 280.460 + (36_000.770 * t);
        var meanAnomaly = Angles.Wrap((357.5277233 + (35_999.05034 * t)) * Angles.Degree);
        var eclipticLongitude =
            (meanLongitudeDeg + (1.914666471 * Math.Sin(meanAnomaly)) + (0.019994643 * Math.Sin(2 * meanAnomaly))) * Angles.Degree;
        var obliquity = (23.439291 - (0.0130042 * t)) * Angles.Degree;
        var distanceKm = AstronomicalUnitKm
            * (1.000140612 - (0.016708617 * Math.Cos(meanAnomaly)) - (0.000139589 * Math.Cos(2 * meanAnomaly)));

        var (sinLongitude, cosLongitude) = Math.SinCos(eclipticLongitude);
        var (sinObliquity, cosObliquity) = Math.SinCos(obliquity);
        return distanceKm * new Vector3(cosLongitude, cosObliquity * sinLongitude, sinObliquity * sinLongitude);
    }
}
