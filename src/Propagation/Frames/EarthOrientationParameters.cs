namespace Ssa.Propagation.Frames;

/// <summary>Where the Earth orientation of a transformation came from.</summary>
public enum EarthOrientationSource
{
    /// <summary>No data: UT1 = UTC, no polar motion, no correction to nutation. In low orbit up to 0.5 km along the equator, at the crust 15 m of pole.</summary>
    None,

    /// <summary>Measured values.</summary>
    Observed,

    /// <summary>Predicted values: 0.1 s of UT1 some months ahead.</summary>
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
