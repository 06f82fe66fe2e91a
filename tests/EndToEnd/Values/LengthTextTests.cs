using Ssa.Cli.Values;

namespace Ssa.EndToEnd.Tests.Values;

public class LengthTextTests
{
    [Theory]
    [InlineData("500m", 0.5)]
    [InlineData("5km", 5)]
    [InlineData("0.1km", 0.1)]
    [InlineData("100m", 0.1)]
    [InlineData("12.5km", 12.5)]
    public void Metres_and_kilometres_are_lengths(string text, double km)
    {
        Assert.True(LengthText.ParseKm(text).TryGet(out var length, out _));
        Assert.Equal(km, length);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("km")]
    [InlineData("0km")]
    [InlineData("-5km")]
    [InlineData("5 miles")]
    [InlineData("5KM")]
    [InlineData("infinity")]
    public void Anything_else_is_refused_with_what_was_found_and_an_example(string text)
    {
        Assert.False(LengthText.ParseKm(text).TryGet(out _, out var fault));
        Assert.Contains($"'{text}'", fault, StringComparison.Ordinal);
        Assert.Contains("500m or 5km", fault, StringComparison.Ordinal);
    }
}
