using NodaTime;
using Ssa.Propagation.Time;

namespace Ssa.Propagation.Tests.Time;

public class TimeScalesTests
{
    [Fact]
    public void J2000_is_noon_of_the_first_of_January_2000()
    {
        var date = TimeScales.Utc(Instant.FromUtc(2000, 1, 1, 12, 0));
        Assert.Equal(2_451_544.5, date.Day);
        Assert.Equal(0.5, date.Fraction);
        Assert.Equal(0.0, date.CenturiesSinceJ2000);
    }

    [Fact]
    public void Vallado_example_3_4_the_Julian_date_of_26_October_1996_14h20()
    {
        // Fundamentals of Astrodynamics, 4th ed., example 3-4: JD 2450383.09722222.
        var date = TimeScales.Utc(Instant.FromUtc(1996, 10, 26, 14, 20));
        Assert.Equal(2_450_383.09722222, date.Days, 5e-9);
    }

    [Fact]
    public void Dates_before_1970_keep_a_fraction_of_0_to_1()
    {
        var date = TimeScales.Utc(Instant.FromUtc(1957, 10, 4, 19, 28, 34));
        Assert.Equal(2_436_115.5, date.Day);
        Assert.Equal(((19 * 3600) + (28 * 60) + 34) / 86_400.0, date.Fraction, 1e-15);
    }

    [Fact]
    public void Vallado_example_3_7_terrestrial_time_of_14_May_2004()
    {
        // Fundamentals of Astrodynamics, 4th ed., example 3-7: UTC 16:43:00.0000, TAI - UTC 32 s, TT 16:44:04.1840.
        var tt = TimeScales.Tt(Instant.FromUtc(2004, 5, 14, 16, 43));
        Assert.Equal((16 * 3600) + (44 * 60) + 4.184, tt.Fraction * 86_400, 1e-9);
    }

    [Theory]
    [InlineData(1957, 10, 10)] // before 1972 the first step holds; documented
    [InlineData(1972, 1, 10)]
    [InlineData(1980, 1, 19)]
    [InlineData(1999, 1, 32)]
    [InlineData(2005, 12, 32)]
    [InlineData(2006, 1, 33)]
    [InlineData(2009, 1, 34)]
    [InlineData(2012, 7, 35)]
    [InlineData(2015, 7, 36)]
    [InlineData(2016, 12, 36)]
    [InlineData(2017, 1, 37)]
    [InlineData(2026, 7, 37)]
    public void Leap_seconds_are_those_of_IERS_Bulletin_C(int year, int month, int expected) =>
        Assert.Equal(expected, LeapSeconds.TaiMinusUtc(Instant.FromUtc(year, month, 1, 0, 0)));

    [Fact]
    public void A_leap_second_takes_effect_at_midnight()
    {
        var midnight = Instant.FromUtc(2017, 1, 1, 0, 0);
        Assert.Equal(36, LeapSeconds.TaiMinusUtc(midnight.PlusNanoseconds(-1)));
        Assert.Equal(37, LeapSeconds.TaiMinusUtc(midnight));
    }
}
