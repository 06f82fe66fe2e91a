using CsCheck;
using Ssa.Propagation.Frames;
using static Ssa.Propagation.Tests.Frames.EarthOrientations;

namespace Ssa.Propagation.Tests.Frames;

public class GeodeticPositionTests
{
    [Fact]
    public void Vallado_example_3_3_the_place_of_an_Earth_fixed_position()
    {
        // Fundamentals of Astrodynamics, 4th ed., example 3-3: 34.352496°, 46.4464°, 5085.22 km. The book's Earth has a radius of 6378.1363 km,
        // 0.7 m less than WGS-84: below its last digit of height, and 1e-6 degrees of latitude with its own rounding.
        var place = GeodeticPosition.FromItrf(new Vector3(6524.834, 6862.875, 6448.296));
        Assert.Equal(34.352496, place.LatitudeDeg, 1e-6);
        Assert.Equal(46.4464, place.LongitudeDeg, 5e-5);
        Assert.Equal(5085.22, place.HeightKm, 5e-3);
    }

    [Fact]
    public void SOFA_gc2gd_a_place_on_WGS_84()
    {
        // Published test value of the IAU's SOFA library (t_sofa_c.c, iauGc2gd, WGS84): radians to 1e-14, metres to 1e-8.
        var place = GeodeticPosition.FromItrf(new Vector3(2000, 3000, 5244));
        Assert.Equal(0.9827937232473290680, place.LongitudeDeg * Math.PI / 180, 1e-14);
        Assert.Equal(0.97160184819075459, place.LatitudeDeg * Math.PI / 180, 1e-14);
        Assert.Equal(0.3314172461426059892, place.HeightKm, 2e-12);
    }

    [Fact]
    public void Vallado_example_3_3_back() =>
        AssertNear(
            new Vector3(6524.834, 6862.875, 6448.296),
            new GeodeticPosition(34.352495150861586, 46.44641685678996, 5085.218731091626).ToItrf(),
            1e-9);

    [Theory]
    [InlineData(6378.137, 0, 0, 0, 0, 0)]
    [InlineData(0, 6378.137, 0, 0, 90, 0)]
    [InlineData(-7000, 0, 0, 0, 180, 621.863)]
    [InlineData(0, 0, 6356.752314245179, 90, 0, 0)] // the semi-minor axis of WGS-84
    [InlineData(0, 0, -7356.752314245179, -90, 0, 1000)]
    public void Equator_and_poles(double x, double y, double z, double latitudeDeg, double longitudeDeg, double heightKm)
    {
        var place = GeodeticPosition.FromItrf(new Vector3(x, y, z));
        Assert.Equal(latitudeDeg, place.LatitudeDeg, 1e-13);
        Assert.Equal(longitudeDeg, place.LongitudeDeg, 1e-13);
        Assert.Equal(heightKm, place.HeightKm, 2e-12);
    }

    [Fact]
    public void A_place_to_Earth_fixed_and_back_is_the_same_from_deep_below_to_beyond_the_Moon() =>
        Gen.Select(Gen.Double[-90, 90], Gen.Double[-180, 180], Gen.OneOf(Gen.Double[-5000, 2000], Gen.Double[0, 500_000])).Sample((latitude, longitude, height) =>
        {
            var position = new GeodeticPosition(latitude, longitude, height).ToItrf();
            var place = GeodeticPosition.FromItrf(position);

            // A double of degrees is good to 1.4e-14 near 90, and 1e-13 degrees are 10 nm at the surface.
            Assert.Equal(latitude, place.LatitudeDeg, 1e-12);
            Assert.Equal(height, place.HeightKm, 1e-9);
            AssertNear(position, place.ToItrf(), 1e-8);
        });
}
