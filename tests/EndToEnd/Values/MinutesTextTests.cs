using Ssa.Cli.Values;

namespace Ssa.EndToEnd.Tests.Values;

public class MinutesTextTests
{
    [Theory]
    [InlineData("0:60:20", new[] { 0.0, 20, 40, 60 })]
    [InlineData("-40:40:20", new[] { -40.0, -20, 0, 20, 40 })]
    [InlineData("0:50:20", new[] { 0.0, 20, 40, 50 })]
    [InlineData("5:5:1", new[] { 5.0 })]
    [InlineData("0:1:7", new[] { 0.0, 1 })]
    [InlineData("54.2028672:500:220", new[] { 54.2028672, 274.2028672, 494.2028672, 500 })]
    [InlineData("0:0.6:0.1", new[] { 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6 })]
    [InlineData("1E2:3E2:1E2", new[] { 100.0, 200, 300 })]
    public void Times_stand_at_from_plus_multiples_of_the_step_and_always_at_to(string text, double[] expected)
    {
        Assert.True(MinutesText.Parse(text).TryGet(out var steps, out _));
        var minutes = Enumerable.Range(0, checked((int)steps.Count)).Select(index => (double)steps[index]);
        Assert.Equal(expected, minutes);
    }

    [Theory]
    [InlineData("0:1440")]
    [InlineData("0:1440:20:5")]
    [InlineData("a:b:c")]
    [InlineData("::")]
    [InlineData("1440:0:20")]
    [InlineData("0:1440:0")]
    [InlineData("0:1440:-20")]
    [InlineData("0:NaN:1")]
    [InlineData("0:200000000:20")]
    [InlineData("0:1:0.00000001")]
    public void Anything_else_is_refused_with_what_was_found(string text)
    {
        Assert.False(MinutesText.Parse(text).TryGet(out _, out var fault));
        Assert.Contains($"'{text}'", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_million_steps_accumulate_nothing()
    {
        Assert.True(MinutesText.Parse("0:100000:0.1").TryGet(out var steps, out _));
        Assert.Equal(1_000_001, steps.Count);
        Assert.Equal(99_999.9, (double)steps[999_999]);
        Assert.Equal(100_000, (double)steps[1_000_000]);
    }
}
