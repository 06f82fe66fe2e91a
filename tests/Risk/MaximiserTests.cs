using Ssa.Risk.Numerics;

namespace Ssa.Risk.Tests;

public class MaximiserTests
{
    [Fact]
    public void An_interval_of_a_few_neighbouring_numbers_is_not_cut_for_ever()
    {
        var (from, to) = (5000.0, Math.BitIncrement(Math.BitIncrement(5000.0)));
        var (at, _) = Maximiser.Find(x => -x, from, to, 2, 1e-3 * (to - from));
        Assert.InRange(at, from, to);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(-2000.25)]
    [InlineData(0)]
    public void A_peak_is_found_to_the_width_asked_for(double peak)
    {
        var (at, value) = Maximiser.Find(x => -Math.Abs(x - peak), peak - 3, peak + 4, 7, 1e-9);
        Assert.InRange(at, peak - 1e-9, peak + 1e-9);
        Assert.InRange(value, -1e-9, 0);
    }
}
