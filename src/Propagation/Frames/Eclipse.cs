namespace Ssa.Propagation.Frames;

/// <summary>How the Sun lights a satellite.</summary>
public enum Illumination
{
    /// <summary>The whole disc of the Sun is seen.</summary>
    Sunlit,

    /// <summary>The Earth covers part of the Sun's disc.</summary>
    Penumbra,

    /// <summary>The Earth covers the Sun.</summary>
    Umbra,
}

/// <summary>
/// The Earth's shadow as two cones, of a spherical Earth and a spherical Sun, no atmosphere (Vallado, Fundamentals of Astrodynamics, 4th ed., section
/// 5.3.2; Montenbruck and Gill, Satellite Orbits, section 3.4.2). Decided by the discs as the satellite sees them, which holds at any distance.
/// </summary>
public static class Eclipse
{
    /// <summary>The state of a satellite. Within or below the surface the Earth covers half of the sky.</summary>
    /// <param name="satelliteKm">The satellite's position, km from the Earth's centre.</param>
    /// <param name="sunKm">The Sun's position, km from the Earth's centre, in the same frame.</param>
    /// <exception cref="ArgumentOutOfRangeException">A position is not a number, as where SGP4 refused the state.</exception>
    public static Illumination Of(Vector3 satelliteKm, Vector3 sunKm)
    {
        if (!double.IsFinite(satelliteKm.Norm) || !double.IsFinite(sunKm.Norm))
        {
            throw new ArgumentOutOfRangeException(nameof(satelliteKm), satelliteKm, "Only a valid state can be lit.");
        }

        var toSun = sunKm - satelliteKm;
        var sunDisc = Math.Asin(Math.Min(1, Sun.RadiusKm / toSun.Norm));
        var earthDisc = Math.Asin(Math.Min(1, GeodeticPosition.EquatorialRadiusKm / satelliteKm.Norm));

        // Between the centre of the Earth and the centre of the Sun; the quotient of sine and cosine keeps small angles, which an arc cosine loses.
        var separation = Math.Atan2(Vector3.Cross(satelliteKm, toSun).Norm, -Vector3.Dot(satelliteKm, toSun));
        return separation >= earthDisc + sunDisc ? Illumination.Sunlit
            : separation <= earthDisc - sunDisc ? Illumination.Umbra
            : Illumination.Penumbra;
    }
}
