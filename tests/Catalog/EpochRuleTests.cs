using CsCheck;
using NodaTime;

namespace Ssa.Catalog.Tests;

public class EpochRuleTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(99, 99)]
    [InlineData(100, 99)]
    [InlineData(101, 100)]
    [InlineData(200, 198)]
    [InlineData(201, 199)]
    [InlineData(26834, 26566)]
    public void The_epoch_is_the_newest_of_fewer_than_100_sets_else_the_99th_percentile_by_nearest_rank(int sets, int rank)
    {
        var catalogue = Enumerable.Range(1, sets).Select(hour => Sets.Of(hour, hour)).ToArray();

        Assert.Equal(Sets.Start + Duration.FromHours(rank), EpochRule.Of(catalogue));
    }

    [Fact]
    public void Sets_from_the_future_do_not_move_the_epoch_of_a_large_catalogue()
    {
        var catalogue = Enumerable.Range(1, 1000).Select(i => Sets.Of(i, i <= 990 ? 0 : 24 * 30)).ToArray();

        Assert.Equal(Sets.Start, EpochRule.Of(catalogue));
    }

    [Fact]
    public void The_epoch_does_not_depend_on_the_order_of_the_sets()
    {
        var cases = from hours in Gen.Int[-500, 500].Array[1, 250]
                    from shuffled in Gen.Shuffle(hours.ToArray())
                    select (hours, shuffled);

        cases.Sample((hours, shuffled) =>
            Assert.Equal(EpochRule.Of([.. hours.Select(hour => Sets.Of(1, hour))]), EpochRule.Of([.. shuffled.Select(hour => Sets.Of(1, hour))])));
    }

    [Fact]
    public void A_catalogue_without_element_sets_has_no_epoch()
    {
        Assert.Throws<ArgumentException>(() => EpochRule.Of([]));
    }
}
