namespace Ssa.Propagation.Frames;

/// <summary>Where a satellite stands in a site's sky; geometric: no refraction, no light time.</summary>
/// <param name="AzimuthDeg">Azimuth, degrees from north through east, 0 to less than 360.</param>
/// <param name="ElevationDeg">Elevation above the plane of the ellipsoid's horizon, degrees.</param>
/// <param name="RangeKm">Distance, km.</param>
/// <param name="RangeRateKmPerS">Change of the distance, km/s, negative while approaching.</param>
public readonly record struct TopocentricState(double AzimuthDeg, double ElevationDeg, double RangeKm, double RangeRateKmPerS);

/// <summary>A site on the Earth from which satellites are seen (Vallado, Fundamentals of Astrodynamics, 4th ed., algorithm 27).</summary>
public sealed class GroundSite
{
    private readonly Vector3 east;
    private readonly Vector3 north;
    private readonly Vector3 up;

    /// <summary>Makes a site.</summary>
    /// <param name="position">Where it is, WGS-84.</param>
    public GroundSite(GeodeticPosition position)
    {
        Position = position;
        ItrfKm = position.ToItrf();
        var (sinLatitude, cosLatitude) = Math.SinCos(position.LatitudeDeg * Angles.Degree);
        var (sinLongitude, cosLongitude) = Math.SinCos(position.LongitudeDeg * Angles.Degree);
        east = new Vector3(-sinLongitude, cosLongitude, 0);
        north = new Vector3(-sinLatitude * cosLongitude, -sinLatitude * sinLongitude, cosLatitude);
        up = new Vector3(cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude);
    }

    /// <summary>Where the site is.</summary>
    public GeodeticPosition Position { get; }

    /// <summary>Where the site is, ITRF, km.</summary>
    public Vector3 ItrfKm { get; }

    /// <summary>Where a satellite stands in the sky. At the site itself the angles are 0; in the zenith the azimuth is 0.</summary>
    /// <param name="positionKm">The satellite's position in ITRF, km.</param>
    /// <param name="velocityKmPerS">The satellite's velocity in ITRF, relative to the rotating Earth, km/s.</param>
    public TopocentricState Observe(Vector3 positionKm, Vector3 velocityKmPerS)
    {
        var line = positionKm - ItrfKm;
        var (e, n, u) = (Vector3.Dot(east, line), Vector3.Dot(north, line), Vector3.Dot(up, line));
        var azimuth = Math.Atan2(e, n) / Angles.Degree;
        var range = line.Norm;
        return new TopocentricState(
            azimuth < 0 ? (azimuth + 360) % 360 : azimuth,
            Math.Atan2(u, Math.Sqrt((e * e) + (n * n))) / Angles.Degree,
            range,
            Vector3.Dot(line, velocityKmPerS) / range);
    }
}
