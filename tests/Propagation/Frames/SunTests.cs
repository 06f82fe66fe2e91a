using NodaTime;
using Ssa.Propagation.Frames;
using Ssa.Propagation.Time;
using static Ssa.Propagation.Tests.Frames.EarthOrientations;

namespace Ssa.Propagation.Tests.Frames;

public class SunTests
{
    private static readonly Vector3 Example51Km = new(146_186_212, 28_788_976, 12_481_064);

    [Fact]
    public void Vallado_example_5_1_the_Sun_of_2_April_2006_mean_of_date()
    {
        // Fundamentals of Astrodynamics, 4th ed., example 5-1, printed to 1 km with an astronomical unit 0.7 km shorter.
        AssertNear(Example51Km, Sun.PositionMeanOfDateKm(new JulianDate(2_453_827.5, 0)), 1.5);
    }

    [Fact]
    public void Vallado_example_5_1_at_that_UTC_differs_by_65_seconds_of_the_Suns_motion()
    {
        // The book puts UT1 for the series' argument, we put TT = UTC + 65.184 s: the Sun moves by 1,950 km.
        var distance = (Sun.PositionMeanOfDateKm(Instant.FromUtc(2006, 4, 2, 0, 0)) - Example51Km).Norm;
        Assert.InRange(distance, 1900, 2000);
    }

    [Fact]
    public void The_Astronomical_Almanacs_Sun_of_2_April_2006_in_GCRF()
    {
        // Astronomical Almanac 2006 as cited beside example 5-1: 0.9775113, 0.1911521, 0.0828717 au at 0 h TT. The series promises 0.01° and 0.0001 au.
        var almanac = new Vector3(0.9775113, 0.1911521, 0.0828717);
        var sun = 1 / Sun.AstronomicalUnitKm * Sun.PositionGcrfKm(Instant.FromUtc(2006, 4, 1, 23, 58, 54).PlusNanoseconds(816_000_000));
        Assert.Equal(almanac.Norm, sun.Norm, 1e-4);
        Assert.True(Vector3.Cross(almanac, sun).Norm / almanac.Norm / sun.Norm < 0.01 * Math.PI / 180);
    }

    [Fact]
    public void The_Sun_in_TEME_is_the_Sun_in_GCRF_transformed()
    {
        var utc = Instant.FromUtc(2024, 11, 1, 6, 0);
        var teme = FrameTransform.ToTeme(Frame.Gcrf, utc, EarthOrientation.None, Sun.PositionGcrfKm(utc), default);
        AssertNear(teme.PositionKm, Sun.PositionTemeKm(utc), 1e-6);
    }

    [Theory]
    [InlineData(2024, 3, 20, 3, 6, 0)]
    [InlineData(2024, 6, 20, 20, 51, 90)]
    [InlineData(2024, 9, 22, 12, 44, 180)]
    [InlineData(2024, 12, 21, 9, 21, 270)]
    public void Equinoxes_and_solstices_of_2024_stand_where_the_almanac_says(int year, int month, int day, int hour, int minute, double rightAscensionDeg)
    {
        // Times of the seasons: US Naval Observatory, to the minute, 0.0007° of the Sun. The series promises 0.01°; right ascension of the true equinox
        // differs from TEME's by the equation of the equinoxes, below 0.005°.
        var sun = Sun.PositionTemeKm(Instant.FromUtc(year, month, day, hour, minute));
        var rightAscension = Math.Atan2(sun.Y, sun.X) * 180 / Math.PI;
        Assert.Equal(0, Math.IEEERemainder(rightAscension - rightAscensionDeg, 360), 0.016);
    }
}
