using Ssa.Propagation.Time;

namespace Ssa.Propagation.Frames;

/// <summary>
/// TEME ↔ PEF ↔ ITRF. TEME turns into PEF by Greenwich mean sidereal time of 1982 about the true pole (Vallado, Crawford, Hujsak, Kelso,
/// AIAA 2006-6753, appendix C), PEF into ITRF by polar motion (Vallado, Fundamentals of Astrodynamics, 4th ed., section 3.7.3).
/// </summary>
internal static class EarthRotation
{
    /// <summary>The Earth's mean angular velocity, rad/s, at a length of day of exactly 86,400 s (Vallado, 4th ed., section 3.7.3).</summary>
    public const double MeanRateRadPerS = 7.292115146706979e-5;

    private const double SecondsPerDay = 86_400.0;

    /// <summary>
    /// Greenwich mean sidereal time, radians in 0 to 2π (Aoki et al. 1982; Vallado, 4th ed., equation 3-47). The 876,600 h per century
    /// of that equation are whole turns but for the fraction of the day, which is taken exactly.
    /// </summary>
    public static double GreenwichMeanSiderealTimeRad(JulianDate ut1)
    {
        var t = ut1.CenturiesSinceJ2000;
        var turning = (((ut1.Day - JulianDate.J2000) % 1.0) + ut1.Fraction) % 1.0;
        var seconds = 67_310.54841 + ((8_640_184.812866 + ((0.093104 - (6.2e-6 * t)) * t)) * t) + (SecondsPerDay * turning);
        return Angles.Wrap(seconds / SecondsPerDay * Math.Tau);
    }

    /// <summary>The Earth's rotation vector in PEF, rad/s: the mean rate shortened by the excess length of day.</summary>
    public static Vector3 RateRadPerS(EarthOrientationParameters orientation) =>
        new(0, 0, MeanRateRadPerS * (1.0 - (orientation.LengthOfDayS / SecondsPerDay)));

    public static RotationMatrix TemeToPef(JulianDate ut1) => RotationMatrix.AboutZ(GreenwichMeanSiderealTimeRad(ut1));

    public static RotationMatrix PefToItrf(EarthOrientationParameters orientation) =>
        RotationMatrix.AboutY(-orientation.PolarXArcsec * Angles.Arcsecond) * RotationMatrix.AboutX(-orientation.PolarYArcsec * Angles.Arcsecond);
}
