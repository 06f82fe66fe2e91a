using NodaTime;
using Ssa.Cli.Values;

namespace Ssa.EndToEnd.Tests.Values;

public class DurationTextTests
{
    [Theory]
    [InlineData("30s", 30_000_000_000)]
    [InlineData("90min", 5_400_000_000_000)]
    [InlineData("24h", 86_400_000_000_000)]
    [InlineData("7d", 604_800_000_000_000)]
    [InlineData("1.5h", 5_400_000_000_000)]
    [InlineData("0.1s", 100_000_000)]
    [InlineData("0.000000001s", 1)]
    [InlineData("36525d", 3_155_760_000_000_000_000)]
    public void A_number_with_its_unit_is_a_duration_to_the_nanosecond(string text, long nanoseconds)
    {
        Assert.True(DurationText.Parse(text).TryGet(out var duration, out _));
        Assert.Equal(Duration.FromNanoseconds(nanoseconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("24")]
    [InlineData("h")]
    [InlineData("24 hours")]
    [InlineData("24H")]
    [InlineData("0h")]
    [InlineData("-1h")]
    [InlineData("1h30min")]
    [InlineData("1e3s")]
    [InlineData("NaNs")]
    [InlineData("1,5h")]
    [InlineData("36526d")]
    [InlineData("79228162514264337593543950335d")]
    [InlineData("99999999999999999999999999999999h")]
    [InlineData("0.0000000001s")]
    public void Anything_else_is_refused_with_what_was_found(string text)
    {
        Assert.False(DurationText.Parse(text).TryGet(out _, out var fault));
        Assert.Contains($"'{text}'", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void The_unit_m_is_told_apart_from_minutes()
    {
        Assert.False(DurationText.Parse("90m").TryGet(out _, out var fault));
        Assert.Contains("'min'", fault, StringComparison.Ordinal);
    }
}
