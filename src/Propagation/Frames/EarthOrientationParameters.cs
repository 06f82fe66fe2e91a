namespace Ssa.Propagation.Frames;

/// <summary>Where the Earth orientation of a transformation came from.</summary>
public enum EarthOrientationSource
{
    /// <summary>No data: UT1 = UTC, no polar motion, no correction to nutation. In low orbit ITRF is off by up to 0.46 km along the equator and 20 m by the pole.</summary>
    None,

    /// <summary>Measured values.</summary>
    Observed,

    /// <summary>Predicted values: by IERS Bulletin A good to about 0.01 s of UT1 half a year ahead.</summary>
    Predicted,
}

/// <summary>The Earth's orientation at a time, as IERS publishes it: units of its tables.</summary>
/// <param name="PolarXArcsec">Polar motion x, arcseconds.</param>
/// <param name="PolarYArcsec">Polar motion y, arcseconds.</param>
/// <param name="Ut1MinusUtcS">UT1 − UTC, seconds.</param>
/// <param name="LengthOfDayS">Excess length of day over 86,400 s, seconds.</param>
/// <param name="NutationLongitudeArcsec">Observed correction to nutation in longitude, δΔψ against IAU 1980, arcseconds.</param>
/// <param name="NutationObliquityArcsec">Observed correction to nutation in obliquity, δΔε against IAU 1980, arcseconds.</param>
/// <param name="Source">Whether these are data at all.</param>
public readonly record struct EarthOrientationParameters(
    double PolarXArcsec,
    double PolarYArcsec,
    double Ut1MinusUtcS,
    double LengthOfDayS,
    double NutationLongitudeArcsec,
    double NutationObliquityArcsec,
    EarthOrientationSource Source);
