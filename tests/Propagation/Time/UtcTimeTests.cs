using System.Numerics;
using CsCheck;
using NodaTime;
using Ssa.Propagation.Time;

namespace Ssa.Propagation.Tests.Time;

public class UtcTimeTests
{
    private const long NanosecondsPerMinute = 60_000_000_000;
    private const long SixtyYearsNs = 60L * 366 * 86_400 * 1_000_000_000;

    private static readonly Gen<long> Spans = Gen.Frequency(
        (3, Gen.Long[-SixtyYearsNs, SixtyYearsNs]),
        (1, Gen.Long[-1_000_000_000_000, 1_000_000_000_000]),
        (1, Gen.Long[-SixtyYearsNs / NanosecondsPerMinute, SixtyYearsNs / NanosecondsPerMinute].Select(m => m * NanosecondsPerMinute)));

    private static readonly Gen<Instant> Epochs = Gen.Long[-400_000_000, 2_700_000_000].Select(
        Gen.Int[0, 999_999_999], (s, ns) => Instant.FromUnixTimeSeconds(s).PlusNanoseconds(ns));

    [Fact]
    public void Minutes_are_the_double_nearest_to_the_quotient_of_whole_nanoseconds_over_60_years() =>
        Gen.Select(Epochs, Spans).Sample((epoch, span) =>
            AssertNearest(UtcTime.MinutesSince(epoch, epoch + Duration.FromNanoseconds(span)), span, NanosecondsPerMinute));

    [Fact]
    public void Seconds_are_the_double_nearest_to_the_quotient_of_whole_nanoseconds_over_60_years() =>
        Gen.Select(Epochs, Spans).Sample((epoch, span) =>
            AssertNearest(UtcTime.SecondsSince(epoch, epoch + Duration.FromNanoseconds(span)), span, 1_000_000_000));

    [Fact]
    public void Days_since_1950_are_the_double_nearest_to_the_quotient_of_whole_nanoseconds() =>
        Gen.Long[0, 2 * SixtyYearsNs].Sample(span =>
            AssertNearest(UtcTime.DaysSince1950(UtcTime.Epoch1950January0 + Duration.FromNanoseconds(span)), span, 86_400_000_000_000));

    [Fact]
    public void Minutes_there_and_back_give_the_same_instant_to_a_microsecond_over_60_years() =>
        Gen.Select(Epochs, Spans).Sample((epoch, span) =>
        {
            var time = epoch + Duration.FromNanoseconds(span);
            var back = UtcTime.AddMinutes(epoch, UtcTime.MinutesSince(epoch, time));
            return Math.Abs((back - time).ToInt64Nanoseconds()) < 1000;
        });

    [Fact]
    public void Minutes_there_and_back_give_the_same_nanosecond_within_the_first_91_days() =>
        Gen.Select(Epochs, Gen.Long[-91L * 1440 * NanosecondsPerMinute, 91L * 1440 * NanosecondsPerMinute]).Sample((epoch, span) =>
        {
            var time = epoch + Duration.FromNanoseconds(span);
            return UtcTime.AddMinutes(epoch, UtcTime.MinutesSince(epoch, time)) == time;
        });

    [Fact]
    public void Added_minutes_are_the_nearest_nanosecond_of_the_exact_product() =>
        Gen.Double[-31_622_400.0, 31_622_400.0].Sample(minutes =>
        {
            var added = (UtcTime.AddMinutes(NodaConstants.UnixEpoch, minutes) - NodaConstants.UnixEpoch).ToInt64Nanoseconds();
            var error = BigInteger.Abs((Exact(minutes) * NanosecondsPerMinute) - (new BigInteger(added) << Scale));
            return error * 2 <= BigInteger.One << Scale;
        });

    [Fact]
    public void A_day_has_1440_minutes_across_a_leap_second()
    {
        // 2016-12-31 ended with 23:59:60.
        var minutes = UtcTime.MinutesSince(Instant.FromUtc(2016, 12, 31, 12, 0), Instant.FromUtc(2017, 1, 1, 12, 0));
        Assert.Equal(1440.0, minutes);
    }

    [Fact]
    public void Days_since_1950_are_the_Julian_date_less_2433281_5()
    {
        // 2000-01-01T12:00 is Julian date 2451545.0 by definition of J2000.0.
        Assert.Equal(2_451_545.0 - 2_433_281.5, UtcTime.DaysSince1950(Instant.FromUtc(2000, 1, 1, 12, 0)));
    }

    [Fact]
    public void Spans_beyond_292_years_are_still_right_to_a_double()
    {
        var minutes = UtcTime.MinutesSince(Instant.FromUtc(1000, 1, 1, 0, 0), Instant.FromUtc(2000, 1, 1, 0, 0));

        // 1000 Gregorian years: 242 of these are leap years (1000 and 1900 are not).
        Assert.Equal(((1000 * 365) + 242) * 1440.0, minutes);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-2e8)]
    public void Minutes_that_no_instant_holds_are_refused(double minutes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => UtcTime.AddMinutes(Instant.FromUtc(2024, 1, 1, 0, 0), minutes));

    [Fact]
    public void A_time_past_the_last_instant_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => UtcTime.AddMinutes(Instant.MaxValue, 1));

    private const int Scale = 200;

    private static void AssertNearest(double quotient, long numerator, long denominator)
    {
        var target = new BigInteger(numerator) << Scale;
        var error = Error(quotient);
        Assert.True(error <= Error(Math.BitIncrement(quotient)) && error <= Error(Math.BitDecrement(quotient)), $"{numerator} / {denominator} is not {quotient:R}");

        BigInteger Error(double value) => BigInteger.Abs((Exact(value) * denominator) - target);
    }

    /// <summary>A double times 2^200, exactly; below 2^-148 cut off, far under a nanosecond.</summary>
    private static BigInteger Exact(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = new BigInteger((bits & 0xF_FFFF_FFFF_FFFF) | (exponent == 0 ? 0 : 1L << 52));
        var shift = Math.Max(exponent, 1) - 1075 + Scale;
        var scaled = shift >= 0 ? mantissa << shift : mantissa >> -shift;
        return bits < 0 ? -scaled : scaled;
    }
}
