using CsCheck;
using NodaTime;
using Ssa.Propagation.Frames;

namespace Ssa.Propagation.Tests.Frames;

public class GroundSiteTests
{
    [Fact]
    public void Vallado_example_4_1_a_satellite_below_the_horizon_of_Colorado_Springs()
    {
        // Fundamentals of Astrodynamics, 4th ed., example 4-1, second part, 1994-05-14T13:11:20.59856Z, UT1 = UTC, no polar motion; the position is
        // inertial (GCRF). The book's Earth is 0.7 m smaller than WGS-84, which moves the site by that: 3.4e-6 degrees at 11,711 km.
        var utc = Instant.FromUtc(1994, 5, 14, 13, 11, 20).PlusNanoseconds(598_560_000);
        var teme = FrameTransform.ToTeme(
            Frame.Gcrf, utc, EarthOrientation.None, new Vector3(5036.736529, -10806.660797, -4534.633784), new Vector3(2.6843855, -5.7595920, -2.4168093));
        var itrf = FrameTransform.FromTeme(Frame.Itrf, utc, EarthOrientation.None, teme.PositionKm, teme.VelocityKmPerS);

        var seen = new GroundSite(new GeodeticPosition(39.007, -104.883, 2.19456)).Observe(itrf.PositionKm, itrf.VelocityKmPerS);

        Assert.Equal(210.8777747, seen.AzimuthDeg, 1e-7);
        Assert.Equal(-5.9409535, seen.ElevationDeg, 3.6e-6);
        Assert.Equal(11_710.812, seen.RangeKm, 5e-4);
        Assert.Equal(6.0842826, seen.RangeRateKmPerS, 5e-7);
    }

    [Fact]
    public void Vallado_rv2razel_of_the_companion_codes_test_case()
    {
        // valladopy, test_rv2razel (CelesTrak/fundamentals-of-astrodynamics), on the Earth of 6378.1363 km: 0.7 m at 4,339 km are 9.3e-6 degrees.
        var seen = new GroundSite(new GeodeticPosition(39.007, -104.883, 2.102)).Observe(
            new Vector3(-5225.545532658024, -3070.9865969614993, 3501.8159870845006),
            new Vector3(-5.373672578283977, -3.3021038634286506, 4.020523711114683));
        Assert.Equal(360 - (1.5639427896150881 * 180 / Math.PI), seen.AzimuthDeg, 1e-6);
        Assert.Equal(-0.18973540227923288 * 180 / Math.PI, seen.ElevationDeg, 9.3e-6);
        Assert.Equal(4339.444884044615, seen.RangeKm, 0.7e-3);
        Assert.Equal(3.1216042513457634, seen.RangeRateKmPerS, 1.1e-6);
    }

    [Fact]
    public void Azimuth_goes_from_north_through_east()
    {
        var site = new GroundSite(new GeodeticPosition(0, 0, 0));
        Assert.Equal(0, At(0, 0, 100).AzimuthDeg, 1e-12);
        Assert.Equal(90, At(0, 100, 0).AzimuthDeg, 1e-12);
        Assert.Equal(180, At(0, 0, -100).AzimuthDeg, 1e-12);
        Assert.Equal(270, At(0, -100, 0).AzimuthDeg, 1e-12);
        Assert.Equal(new TopocentricState(0, 90, 500, 7), At(500, 0, 0));

        TopocentricState At(double up, double east, double north) =>
            site.Observe(new Vector3(6378.137 + up, east, north), new Vector3(7, 0, 0));
    }

    [Fact]
    public void Azimuth_elevation_and_range_rebuild_the_position() =>
        Gen.Select(Gen.Double[-90, 90], Gen.Double[-180, 180], Gen.Double[0, 360], Gen.Double[-90, 90], Gen.Double[1, 40_000]).Sample(
            (latitude, longitude, azimuth, elevation, range) =>
            {
                // The topocentric axes here are made of whole rotations, not of the site's formulas.
                var site = new GroundSite(new GeodeticPosition(latitude, longitude, 1));
                var toTopocentric = RotationMatrix.AboutY((90 - latitude) * Math.PI / 180) * RotationMatrix.AboutZ(longitude * Math.PI / 180);
                var (sinAzimuth, cosAzimuth) = Math.SinCos(azimuth * Math.PI / 180);
                var (sinElevation, cosElevation) = Math.SinCos(elevation * Math.PI / 180);
                var southEastUp = range * new Vector3(-cosElevation * cosAzimuth, cosElevation * sinAzimuth, sinElevation);
                var position = site.ItrfKm + (toTopocentric.Transposed * southEastUp);

                var seen = site.Observe(position, default);
                Assert.Equal(range, seen.RangeKm, 1e-9);
                Assert.Equal(elevation, seen.ElevationDeg, 1e-6);
                Assert.InRange(seen.AzimuthDeg, 0, 360);

                // Near the zenith the azimuth means little; the direction must agree everywhere.
                var turn = Math.Abs(Math.IEEERemainder(seen.AzimuthDeg - azimuth, 360)) * Math.PI / 180;
                Assert.Equal(0, turn * cosElevation * range, 1e-8);
            });
}
