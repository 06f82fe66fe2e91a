using CsCheck;
using NodaTime;

namespace Ssa.Catalog.Tests;

public class CatalogueSelectionTests
{
    [Fact]
    public void The_newest_set_at_or_before_the_start_is_used()
    {
        var selection = CatalogueSelection.Choose([Sets.Of(5, -30), Sets.Of(5, -2), Sets.Of(5, -10), Sets.Of(5, 1)], Sets.Start);

        Assert.Equal(Sets.Start - Duration.FromHours(2), Assert.Single(selection.Objects).Epoch);
        Assert.Equal(3, selection.Superseded);
    }

    [Fact]
    public void A_set_whose_epoch_is_the_start_counts_as_past()
    {
        var selection = CatalogueSelection.Choose([Sets.Of(5, -1), Sets.Of(5, 0), Sets.Of(5, 1)], Sets.Start);

        Assert.Equal(Sets.Start, Assert.Single(selection.Objects).Epoch);
    }

    [Fact]
    public void Without_a_past_set_the_oldest_after_the_start_is_used()
    {
        var selection = CatalogueSelection.Choose([Sets.Of(5, 30), Sets.Of(5, 3), Sets.Of(5, 9)], Sets.Start);

        Assert.Equal(Sets.Start + Duration.FromHours(3), Assert.Single(selection.Objects).Epoch);
    }

    [Fact]
    public void Objects_come_by_ascending_catalogue_number()
    {
        var selection = CatalogueSelection.Choose([Sets.Of(800000001), Sets.Of(5), Sets.Of(270288), Sets.Of(25544)], Sets.Start);

        Assert.Equal([5, 25544, 270288, 800000001], selection.Objects.Select(set => set.Number.Value));
    }

    [Fact]
    public void There_is_no_age_limit_unless_one_is_given()
    {
        var selection = CatalogueSelection.Choose([Sets.Of(5, -24 * 365)], Sets.Start);

        Assert.Single(selection.Objects);
        Assert.Equal(0, selection.TooOld);
    }

    [Theory]
    [InlineData(-48.0, false)]
    [InlineData(-49.0, true)]
    [InlineData(48.0, false)]
    [InlineData(49.0, true)]
    public void The_age_limit_holds_before_and_after_the_start_and_includes_its_end(double hours, bool isTooOld)
    {
        var selection = CatalogueSelection.Choose([Sets.Of(5, hours), Sets.Of(6, -1)], Sets.Start, Duration.FromDays(2));

        Assert.Equal(isTooOld ? 1 : 0, selection.TooOld);
        Assert.Equal(isTooOld ? 1 : 2, selection.Objects.Count);
    }

    [Fact]
    public void The_age_limit_judges_the_chosen_set_and_does_not_choose_another()
    {
        // The set three days old is chosen although the one an hour ahead would pass the limit.
        var selection = CatalogueSelection.Choose([Sets.Of(5, -72), Sets.Of(5, 1)], Sets.Start, Duration.FromDays(2));

        Assert.Empty(selection.Objects);
        Assert.Equal(1, selection.Superseded);
        Assert.Equal(1, selection.TooOld);
    }

    [Fact]
    public void Of_equal_epochs_the_higher_element_set_number_wins()
    {
        var older = Sets.Of(5) with { ElementSetNumber = 41, MeanAnomalyDeg = 200 };
        var newer = Sets.Of(5) with { ElementSetNumber = 42, MeanAnomalyDeg = 100 };

        Assert.Equal(42, CatalogueSelection.Choose([older, newer], Sets.Start).Objects[0].ElementSetNumber);
        Assert.Equal(42, CatalogueSelection.Choose([newer, older], Sets.Start).Objects[0].ElementSetNumber);
    }

    [Fact]
    public void Identical_sets_are_one_object_and_the_others_are_counted()
    {
        var selection = CatalogueSelection.Choose([Sets.Of(5), Sets.Of(5), Sets.Of(5)], Sets.Start);

        Assert.Single(selection.Objects);
        Assert.Equal(2, selection.Superseded);
    }

    [Fact]
    public void The_choice_does_not_depend_on_the_order_of_the_sets()
    {
        // Few numbers, epochs and values, so that ties of every depth are common.
        var set = Gen.Select(
            Gen.Int[1, 4], Gen.Int[-3, 3], Gen.Int[1, 2], Gen.OneOf(0.0, -0.0, 10.0), Gen.OneOf("A", "B"),
            (number, hours, elementSet, anomaly, name) =>
                Sets.Of(number, hours) with { ElementSetNumber = elementSet, MeanAnomalyDeg = anomaly, Name = name });

        var cases = from sets in set.Array[0, 30]
                    from shuffled in Gen.Shuffle(sets.ToArray())
                    select (sets, shuffled);

        cases.Sample((sets, shuffled) =>
        {
            var one = CatalogueSelection.Choose(sets, Sets.Start, Duration.FromHours(2));
            var other = CatalogueSelection.Choose(shuffled, Sets.Start, Duration.FromHours(2));
            Assert.Equal(one.Objects, other.Objects);
            Assert.Equal(
                one.Objects.Select(chosen => BitConverter.DoubleToInt64Bits(chosen.MeanAnomalyDeg)),
                other.Objects.Select(chosen => BitConverter.DoubleToInt64Bits(chosen.MeanAnomalyDeg)));
            Assert.Equal((one.Superseded, one.TooOld), (other.Superseded, other.TooOld));
            Assert.Equal(sets.Length, one.Objects.Count + one.Superseded + one.TooOld);
        });
    }
}
