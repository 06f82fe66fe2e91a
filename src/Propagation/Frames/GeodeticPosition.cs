namespace Ssa.Propagation.Frames;

/// <summary>A place by the WGS-84 ellipsoid (NIMA TR8350.2: semi-major axis 6378.137 km, flattening 1/298.257223563).</summary>
/// <param name="LatitudeDeg">Geodetic latitude, degrees, −90 to 90.</param>
/// <param name="LongitudeDeg">Longitude, degrees east; −180 to 180 where computed.</param>
/// <param name="HeightKm">Height above the ellipsoid, km.</param>
public readonly record struct GeodeticPosition(double LatitudeDeg, double LongitudeDeg, double HeightKm)
{
    /// <summary>The ellipsoid's equatorial radius, km.</summary>
    public const double EquatorialRadiusKm = 6378.137;

    /// <summary>The ellipsoid's flattening.</summary>
    public const double Flattening = 1 / 298.257223563;

    private const double EccentricitySquared = Flattening * (2 - Flattening);

    /// <summary>
    /// The place of a position. Bowring's iteration on the parametric latitude (1976, 1985), to the last digit after two or three rounds
    /// from 5,000 km below the surface outward; nearer to the centre the geodetic latitude loses its meaning.
    /// </summary>
    /// <param name="itrfKm">Position in ITRF, km.</param>
    /// <returns>The place; longitude 0 on the Earth's axis.</returns>
    public static GeodeticPosition FromItrf(Vector3 itrfKm)
    {
        const double PolarRadiusKm = EquatorialRadiusKm * (1 - Flattening);
        const double SecondEccentricitySquared = EccentricitySquared / (1 - EccentricitySquared);

        var p = Math.Sqrt((itrfKm.X * itrfKm.X) + (itrfKm.Y * itrfKm.Y));
        var tanParametric = itrfKm.Z / ((1 - Flattening) * p);
        var (sinLatitude, cosLatitude) = (0.0, 1.0);
        for (var round = 0; round < 4; round++)
        {
            // On the axis p = 0 and the tangent is infinite: the cosine is zero there, not a quotient.
            var cosParametric = p == 0 ? 0 : 1 / Math.Sqrt(1 + (tanParametric * tanParametric));
            var sinParametric = p == 0 ? Math.Sign(itrfKm.Z) : tanParametric * cosParametric;
            var y = itrfKm.Z + (SecondEccentricitySquared * PolarRadiusKm * sinParametric * sinParametric * sinParametric);
            var x = p - (EccentricitySquared * EquatorialRadiusKm * cosParametric * cosParametric * cosParametric);
            var norm = Math.Sqrt((x * x) + (y * y));
            (sinLatitude, cosLatitude) = (y / norm, x / norm);
            tanParametric = (1 - Flattening) * y / x;
        }

        var height = (p * cosLatitude) + (itrfKm.Z * sinLatitude)
            - (EquatorialRadiusKm * Math.Sqrt(1 - (EccentricitySquared * sinLatitude * sinLatitude)));
        return new GeodeticPosition(
            Math.Atan2(sinLatitude, cosLatitude) / Angles.Degree, Math.Atan2(itrfKm.Y, itrfKm.X) / Angles.Degree, height);
    }

    /// <summary>The position in ITRF, km (Vallado, Fundamentals of Astrodynamics, 4th ed., equation 3-14).</summary>
    public Vector3 ToItrf()
    {
        var (sinLatitude, cosLatitude) = Math.SinCos(LatitudeDeg * Angles.Degree);
        var (sinLongitude, cosLongitude) = Math.SinCos(LongitudeDeg * Angles.Degree);
        var normalRadius = EquatorialRadiusKm / Math.Sqrt(1 - (EccentricitySquared * sinLatitude * sinLatitude));
        var p = (normalRadius + HeightKm) * cosLatitude;
        return new Vector3(p * cosLongitude, p * sinLongitude, ((normalRadius * (1 - EccentricitySquared)) + HeightKm) * sinLatitude);
    }
}
