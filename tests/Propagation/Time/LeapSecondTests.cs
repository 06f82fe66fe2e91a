using CsCheck;
using NodaTime;
using Ssa.Propagation.Time;

namespace Ssa.Propagation.Tests.Time;

public class LeapSecondTests
{
    [Theory]
    [InlineData("1972-01-01T00:00:10", "1972-01-01T00:00:00")]
    [InlineData("1999-01-01T00:00:30.999999999", "1998-12-31T23:59:59.999999999")]
    [InlineData("1999-01-01T00:00:32", "1999-01-01T00:00:00")]
    [InlineData("2017-01-01T00:00:35.999999999", "2016-12-31T23:59:59.999999999")]
    [InlineData("2017-01-01T00:00:37", "2017-01-01T00:00:00")]
    [InlineData("2026-07-11T12:00:37", "2026-07-11T12:00:00")]
    public void Atomic_time_is_ahead_by_the_seconds_of_Bulletin_C(string tai, string utc)
    {
        Assert.True(LeapSeconds.TryFromTai(UtcText.Parse(tai), out var converted));
        Assert.Equal(UtcText.Parse(utc), converted);
    }

    [Theory]
    [InlineData("1972-01-01T00:00:09.999999999")]
    [InlineData("1958-01-01T00:00:00")]
    [InlineData("1999-01-01T00:00:31")]
    [InlineData("2017-01-01T00:00:36")]
    [InlineData("2017-01-01T00:00:36.999999999")]
    public void Before_1972_and_in_a_leap_second_there_is_no_certain_time(string tai) =>
        Assert.False(LeapSeconds.TryFromTai(UtcText.Parse(tai), out _));

    [Fact]
    public void There_and_back_is_the_same_time() =>
        Gen.Long[Instant.FromUtc(1972, 1, 1, 0, 0).ToUnixTimeTicks(), Instant.FromUtc(2199, 12, 31, 0, 0).ToUnixTimeTicks()].Sample(ticks =>
        {
            var utc = Instant.FromUnixTimeTicks(ticks);
            Assert.True(LeapSeconds.TryFromTai(utc + Duration.FromSeconds(LeapSeconds.TaiMinusUtc(utc)), out var back));
            Assert.Equal(utc, back);
        });
}
