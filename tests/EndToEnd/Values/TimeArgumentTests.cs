using NodaTime;
using Ssa.Cli.Values;

namespace Ssa.EndToEnd.Tests.Values;

public class TimeArgumentTests
{
    private static readonly Instant Epoch = Instant.FromUtc(2024, 11, 1, 0, 0);

    [Fact]
    public void An_instant_is_itself() =>
        Assert.Equal(Instant.FromUtc(2009, 2, 10, 12, 0) + Duration.FromMilliseconds(250), Resolve("2009-02-10T12:00:00.250Z"));

    [Fact]
    public void Now_is_the_clock_that_was_passed_in() => Assert.Equal(FixedClock.Time, Resolve("now"));

    [Fact]
    public void Epoch_is_what_the_element_sets_tell() => Assert.Equal(Epoch, Resolve("epoch"));

    [Fact]
    public void An_epoch_between_microseconds_is_rounded_up_so_that_its_set_is_not_after_the_start()
    {
        var start = TimeArgument.Epoch.Resolve(new FixedClock(), () => Epoch + Duration.FromNanoseconds(864));
        Assert.Equal(Epoch + Duration.FromNanoseconds(1000), start);
    }

    [Fact]
    public void An_epoch_before_1970_is_rounded_up_too()
    {
        var sputnik = Instant.FromUtc(1957, 10, 4, 19, 28);
        var start = TimeArgument.Epoch.Resolve(new FixedClock(), () => sputnik + Duration.FromNanoseconds(1));
        Assert.Equal(sputnik + Duration.FromNanoseconds(1000), start);
    }

    [Theory]
    [InlineData("2009-02-10")]
    [InlineData("yesterday")]
    [InlineData("Now")]
    [InlineData("2009-02-30T00:00:00Z")]
    [InlineData("2016-12-31T23:59:60Z")]
    [InlineData("2009-02-10T12:00:00+09:00")]
    public void Anything_else_is_refused_with_what_was_found_and_the_words_allowed(string text)
    {
        Assert.False(TimeArgument.Parse(text).TryGet(out _, out var fault));
        Assert.Contains($"'{text}'", fault, StringComparison.Ordinal);
        Assert.Contains("'epoch'", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_are_no_element_sets_epoch_is_refused() => Assert.False(TimeArgument.ParseWithoutEpoch("epoch").TryGet(out _, out _));

    private static Instant Resolve(string text)
    {
        Assert.True(TimeArgument.Parse(text).TryGet(out var time, out _));
        return time.Resolve(new FixedClock(), () => Epoch);
    }

    private sealed class FixedClock : IClock
    {
        public static Instant Time { get; } = Instant.FromUtc(2026, 7, 11, 3, 41, 18);

        public Instant GetCurrentInstant() => Time;
    }
}
