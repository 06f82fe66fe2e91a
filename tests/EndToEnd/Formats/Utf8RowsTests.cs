using System.Globalization;
using System.Text;
using CsCheck;
using NodaTime;
using Ssa.Cli.Formats;

namespace Ssa.EndToEnd.Tests.Formats;

public class Utf8RowsTests
{
    [Theory]
    [InlineData(0.698, 9, "0.698000000")]
    [InlineData(-0.698, 9, "-0.698000000")]
    [InlineData(11.6469999995, 9, "11.647000000")]
    [InlineData(0.0000000004, 9, "0.000000000")]
    [InlineData(-0.0000000004, 9, "0.000000000")]
    [InlineData(-0.0, 3, "0.000")]
    [InlineData(2.9996, 3, "3.000")]
    [InlineData(1234.5, 0, "1234")]
    [InlineData(1e18, 3, "1000000000000000000.000")]
    public void Fixed_decimals_are_rounded_and_zero_has_no_sign(double number, int decimals, string expected) =>
        Assert.Equal(expected, Written(rows => rows.Fixed(number, decimals)));

    [Fact]
    public void Fixed_decimals_read_back_within_half_a_unit_of_the_last() =>
        Gen.Double[-1e6, 1e6].Sample(number =>
        {
            var read = double.Parse(Written(rows => rows.Fixed(number, 9)), CultureInfo.InvariantCulture);
            return Math.Abs(read - number) <= 0.5e-9 + Math.BitIncrement(Math.Abs(number)) - Math.Abs(number);
        });

    [Fact]
    public void The_shortest_digits_read_back_as_the_same_double() =>
        Gen.Double.Where(double.IsFinite).Sample(number => double.Parse(Written(rows => rows.Shortest(number)), CultureInfo.InvariantCulture) == number);

    [Theory]
    [InlineData("IRIDIUM 33", "IRIDIUM 33")]
    [InlineData("A, B", "\"A, B\"")]
    [InlineData("THE \"BIRD\"", "\"THE \"\"BIRD\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("ひまわり", "ひまわり")]
    [InlineData("", "")]
    public void A_field_is_quoted_where_RFC_4180_asks_for_it(string name, string expected) =>
        Assert.Equal(expected, Written(rows => rows.Field(name)));

    [Fact]
    public void Times_have_microseconds_and_Z()
    {
        var time = Instant.FromUtc(2026, 7, 11, 3, 41, 18) + Duration.FromNanoseconds(913_042_000);
        Assert.Equal("2026-07-11T03:41:18.913042Z", Written(rows => rows.Time(time)));
        Assert.Equal("2026-07-11T03:41:18.913042", Written(rows => rows.TimeWithoutZone(time)));
    }

    [Theory]
    [InlineData(59_999_499, "2026-12-31 23:59:59.999")]
    [InlineData(59_999_500, "2027-01-01 00:00:00.000")]
    public void Milliseconds_round_over_the_end_of_a_year(long microseconds, string expected) =>
        Assert.Equal(expected, MillisecondText.Of(Instant.FromUtc(2026, 12, 31, 23, 59) + Duration.FromNanoseconds(microseconds * 1000)));

    [Fact]
    public void Text_longer_than_a_block_arrives_whole_and_in_order()
    {
        var longName = new string('é', 200_000);
        Assert.Equal("1," + longName + ",2\n", Written(rows => rows.Whole(1).Comma().Text(longName).Comma().Whole(2).EndLine()));
    }

    private static string Written(Action<Utf8Rows> write)
    {
        using var stream = new MemoryStream();
        var rows = new Utf8Rows(stream);
        write(rows);
        rows.Flush();
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
