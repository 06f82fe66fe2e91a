using NodaTime;
using Ssa.Report.Page;

namespace Ssa.Report.Tests.Page;

public class WordingTests
{
    [Theory]
    [InlineData(1, "1.00")]
    [InlineData(0.12345, "0.12")]
    [InlineData(0.0996, "0.10")]
    [InlineData(0.00996, "1.0×10⁻²")]
    [InlineData(3.24e-7, "3.2×10⁻⁷")]
    [InlineData(4.5e-257, "under 10⁻¹²")]
    [InlineData(0, "under 10⁻¹²")]
    public void Probabilities_have_two_digits(double value, string text) => Assert.Equal(text, Wording.Probability(value));

    [Theory]
    [InlineData(0.0652, "65\u00A0m")]
    [InlineData(0.00691, "6.9\u00A0m")]
    [InlineData(1.4934, "1.493\u00A0km")]
    [InlineData(5, "5\u00A0km")]
    public void Distances_are_metres_below_a_kilometre(double km, string text) => Assert.Equal(text, Wording.Distance(km));

    [Fact]
    public void Times_round_and_carry()
    {
        var time = Instant.FromUtc(2024, 12, 31, 23, 59, 59) + Duration.FromNanoseconds(999_600_000);
        Assert.Equal("2025-01-01 00:00:00.000", Wording.Milliseconds(time));
        Assert.Equal("2025-01-01 00:00:00", Wording.Seconds(time));
    }

    [Theory]
    [InlineData(1, "pass", "1 pass")]
    [InlineData(2, "pass", "2 passes")]
    [InlineData(1234, "object", "1,234 objects")]
    public void Counts_take_their_noun(long count, string noun, string text) => Assert.Equal(text, Wording.Count(count, noun));
}
