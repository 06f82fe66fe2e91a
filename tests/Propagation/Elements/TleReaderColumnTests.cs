using NodaTime;
using static Ssa.Propagation.Tests.Elements.TleText;

namespace Ssa.Propagation.Tests.Elements;

public sealed class TleReaderColumnTests
{
    [Fact]
    public void Every_field_of_the_ISS_is_what_CelesTraks_OMM_of_the_same_set_says()
    {
        var iss = ReadOne("ISS (ZARYA)", IssLine1, IssLine2);

        Assert.Equal("ISS (ZARYA)", iss.Name);
        Assert.Equal("1998-067A", iss.ObjectId);
        Assert.Equal(25544, iss.Number.Value);
        Assert.Equal('U', iss.Classification);
        Assert.Equal(Instant.FromUtc(2026, 7, 30, 20, 40, 53) + Duration.FromNanoseconds(573_952_000), iss.Epoch);
        Assert.Equal(15.49272805, iss.MeanMotionRevPerDay);
        Assert.Equal(.0007096, iss.Eccentricity);
        Assert.Equal(51.6314, iss.InclinationDeg);
        Assert.Equal(83.9591, iss.RightAscensionDeg);
        Assert.Equal(355.3737, iss.ArgumentOfPerigeeDeg);
        Assert.Equal(4.7185, iss.MeanAnomalyDeg);
        Assert.Equal(.17005E-3, iss.BStarPerEarthRadius);
        Assert.Equal(.9023E-4, iss.MeanMotionDotRevPerDay2);
        Assert.Equal(0, iss.MeanMotionDdotRevPerDay3);
        Assert.Equal(999, iss.ElementSetNumber);
        Assert.Equal(57852, iss.RevolutionAtEpoch);
    }

    [Fact]
    public void A_negative_drag_term_stays_negative()
    {
        // As analyst object T0288 had it on 2022-01-21.
        var line1 = With(VanguardLine1, 54, "-47805-4");
        Assert.Equal(-.47805e-4, ReadOne(line1, VanguardLine2).BStarPerEarthRadius);
    }

    [Theory]
    [InlineData(" 12345+2", 12.345)]
    [InlineData(" 12345-2", .0012345)]
    [InlineData("-12345+1", -1.2345)]
    [InlineData("+12345-9", .12345e-9)]
    [InlineData(" 12345+9", .12345e9)]
    [InlineData(" 12345+0", .12345)]
    [InlineData(" 12345-0", .12345)]
    [InlineData(" 00012-3", .12e-6)]
    public void The_power_of_ten_of_the_drag_term_keeps_its_sign(string columns, double perEarthRadius)
    {
        Assert.Equal(perEarthRadius, ReadOne(With(VanguardLine1, 54, columns), VanguardLine2).BStarPerEarthRadius);
        Assert.Equal(perEarthRadius, ReadOne(With(VanguardLine1, 45, columns), VanguardLine2).MeanMotionDdotRevPerDay3);
    }

    [Theory]
    [InlineData("10.8241915741366", 10.82419157, 41366)]
    [InlineData(" 2.0049138399999", 2.00491383, 99999)]
    [InlineData("00.9887011400001", .98870114, 1)]
    public void The_mean_motion_ends_where_the_revolution_number_begins(string columns, double revPerDay, int revolution)
    {
        var elements = ReadOne(VanguardLine1, With(VanguardLine2, 53, columns));
        Assert.Equal(revPerDay, elements.MeanMotionRevPerDay);
        Assert.Equal(revolution, elements.RevolutionAtEpoch);
    }

    [Theory]
    [InlineData("-.00000084", -84e-8)]
    [InlineData("+.00000153", 153e-8)]
    [InlineData(" .02550794", .02550794)]
    public void The_first_derivative_keeps_its_sign(string columns, double revPerDay2) =>
        Assert.Equal(revPerDay2, ReadOne(With(VanguardLine1, 34, columns), VanguardLine2).MeanMotionDotRevPerDay2);

    [Fact]
    public void Two_lines_of_different_objects_are_no_element_set()
    {
        var record = SetOneAside(IssLine1, VanguardLine2);
        Assert.Equal(SetAsideReason.LinePair, record.Reason);
        Assert.Equal(2, record.Line);
        Assert.Contains("25544", record.Message, StringComparison.Ordinal);
        Assert.Contains("00005", record.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00000")]
    [InlineData("     ")]
    [InlineData("I0000")]
    [InlineData("O1234")]
    [InlineData("a1234")]
    [InlineData("1 234")]
    [InlineData("AB123")]
    [InlineData("0000x")]
    public void A_catalogue_number_that_is_zero_or_malformed_is_no_number(string columns)
    {
        var record = SetOneAside("NAME", With(VanguardLine1, 3, columns), With(VanguardLine2, 3, columns));
        Assert.Equal(SetAsideReason.Number, record.Reason);
        Assert.Equal("NORAD_CAT_ID", record.Field);
    }

    [Theory]
    [InlineData("A0000", 100_000)]
    [InlineData("H9999", 179_999)]
    [InlineData("J0000", 180_000)]
    [InlineData("N9999", 229_999)]
    [InlineData("P0000", 230_000)]
    [InlineData("T0288", 270_288)]
    [InlineData("Z9999", 339_999)]
    [InlineData("99999", 99_999)]
    public void Numbers_in_Alpha_5_skip_I_and_O(string columns, int number) =>
        Assert.Equal(number, ReadOne(With(VanguardLine1, 3, columns), With(VanguardLine2, 3, columns)).Number.Value);

    [Theory]
    [InlineData("57001.00000000", 1957, 1, 1, 0)]
    [InlineData("99365.00000000", 1999, 12, 31, 0)]
    [InlineData("00060.00000000", 2000, 2, 29, 0)]
    [InlineData("56366.99999999", 2056, 12, 31, 86_400_000_000_000 - 864_000)]
    [InlineData("26211.86173118", 2026, 7, 30, 86_173_118 * 864_000L)]
    [InlineData("96366.00000001", 1996, 12, 31, 864_000)]
    public void Epochs_from_1957_to_2056_are_exact_to_the_nanosecond(string columns, int year, int month, int day, long nanosecondOfDay)
    {
        var expected = Instant.FromUtc(year, month, day, 0, 0) + Duration.FromNanoseconds(nanosecondOfDay);
        Assert.Equal(expected, ReadOne(With(VanguardLine1, 19, columns), VanguardLine2).Epoch);
    }

    [Theory]
    [InlineData("26000.50000000")]
    [InlineData("25366.50000000")]
    [InlineData("24367.50000000")]
    [InlineData("00999.00000000")]
    public void A_day_that_the_year_does_not_have_is_out_of_range(string columns)
    {
        var record = SetOneAside(With(VanguardLine1, 19, columns), VanguardLine2);
        Assert.Equal(SetAsideReason.Range, record.Reason);
        Assert.Equal("EPOCH", record.Field);
        Assert.Equal(1, record.Line);
    }

    [Fact]
    public void Every_digit_of_a_column_reaches_the_value()
    {
        // 1e-8 rev/day is the last digit of the mean motion: neighbouring texts are neighbouring decimals, each the double nearest to it.
        for (var last = 0; last < 10; last++)
        {
            var line2 = With(VanguardLine2, 63, last.ToString(System.Globalization.CultureInfo.InvariantCulture));
            var expected = double.Parse($"10.8241915{last}", System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(expected, ReadOne(VanguardLine1, line2).MeanMotionRevPerDay);
        }
    }
}
