using NodaTime;
using Ssa.Propagation.Time;

namespace Ssa.Propagation.Frames;

/// <summary>
/// TEME → true of date → mean of date → GCRF by the IAU-76/FK5 reduction: precession of Lieske 1979, nutation of 1980 with all terms, observed
/// corrections δΔψ and δΔε where Earth orientation data has them (Vallado, Fundamentals of Astrodynamics, 4th ed., section 3.7.3).
/// </summary>
internal static class PrecessionNutation
{
    // The International Earth Rotation Service counts the equation of the equinoxes with two terms of the Moon's node from this day on.
    private static readonly Instant KinematicTermsFrom = Instant.FromUtc(1997, 2, 27, 0, 0);

    public static RotationMatrix TemeToGcrf(Instant utc, EarthOrientationParameters orientation)
    {
        var tt = TimeScales.Tt(utc);
        var angles = CorrectedAngles(tt, orientation);
        var kinematic = utc >= KinematicTermsFrom;
        return MeanOfDateToJ2000(tt) * TrueToMeanOfDate(angles) * TemeToTrueOfDate(angles, kinematic);
    }

    public static RotationMatrix MeanOfDateToTeme(Instant utc, EarthOrientationParameters orientation)
    {
        var angles = CorrectedAngles(TimeScales.Tt(utc), orientation);
        return (TrueToMeanOfDate(angles) * TemeToTrueOfDate(angles, utc >= KinematicTermsFrom)).Transposed;
    }

    public static NutationAngles CorrectedAngles(JulianDate tt, EarthOrientationParameters orientation)
    {
        var theory = Nutation1980.At(tt);
        return theory with
        {
            LongitudeRad = theory.LongitudeRad + (orientation.NutationLongitudeArcsec * Angles.Arcsecond),
            ObliquityRad = theory.ObliquityRad + (orientation.NutationObliquityArcsec * Angles.Arcsecond),
        };
    }

    /// <summary>Precession angles ζ, θ, z from J2000.0 to date (Lieske 1979, equation 6; Vallado, 4th ed., equation 3-88).</summary>
    public static RotationMatrix MeanOfDateToJ2000(JulianDate tt)
    {
        var t = tt.CenturiesSinceJ2000;
        var zeta = (2306.2181 + ((0.30188 + (0.017998 * t)) * t)) * t * Angles.Arcsecond;
        var theta = (2004.3109 - ((0.42665 + (0.041833 * t)) * t)) * t * Angles.Arcsecond;
        var z = (2306.2181 + ((1.09468 + (0.018203 * t)) * t)) * t * Angles.Arcsecond;
        return RotationMatrix.AboutZ(zeta) * RotationMatrix.AboutY(-theta) * RotationMatrix.AboutZ(z);
    }

    public static RotationMatrix TrueToMeanOfDate(NutationAngles angles) =>
        RotationMatrix.AboutX(-angles.MeanObliquityRad)
        * RotationMatrix.AboutZ(angles.LongitudeRad)
        * RotationMatrix.AboutX(angles.MeanObliquityRad + angles.ObliquityRad);

    /// <summary>TEME's origin of right ascension is the mean equinox carried to the true equator: the equation of the equinoxes away.</summary>
    public static RotationMatrix TemeToTrueOfDate(NutationAngles angles, bool kinematicTerms)
    {
        var equation = angles.LongitudeRad * Math.Cos(angles.MeanObliquityRad);
        if (kinematicTerms)
        {
            equation += ((0.00264 * Math.Sin(angles.NodeRad)) + (0.000063 * Math.Sin(2 * angles.NodeRad))) * Angles.Arcsecond;
        }

        return RotationMatrix.AboutZ(-equation);
    }
}
