namespace Ssa.Propagation.Frames;

/// <summary>The geocentric frames between which states are transformed.</summary>
public enum Frame
{
    /// <summary>True equator, mean equinox of date: the frame of SGP4.</summary>
    Teme,

    /// <summary>Pseudo Earth-fixed: turns with the Earth about the true pole of date, polar motion not yet applied.</summary>
    Pef,

    /// <summary>International Terrestrial Reference Frame: fixed to the Earth's crust; WGS-84 to within centimetres.</summary>
    Itrf,

    /// <summary>
    /// Geocentric Celestial Reference Frame by the IAU-76/FK5 reduction. Without the observed corrections to nutation it is the mean equator
    /// and equinox of J2000.0 of FK5, which lies within 0.1″ of GCRF.
    /// </summary>
    Gcrf,
}

/// <summary>A state and the frame it is in.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="PositionKm">Position, km.</param>
/// <param name="VelocityKmPerS">Velocity relative to the frame, km/s: in PEF and ITRF relative to the rotating Earth.</param>
/// <param name="EarthOrientation">Whether Earth orientation data went into the transformation.</param>
public readonly record struct FrameState(
    Frame Frame, Vector3 PositionKm, Vector3 VelocityKmPerS, EarthOrientationSource EarthOrientation);
