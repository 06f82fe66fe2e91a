using NodaTime;
using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Tests;

namespace Ssa.Screening.Tests;

/// <summary>Full catalogues of five years, which lie beside the checkout, not in the repository.</summary>
public class ReferenceCatalogueTests
{
    /// <summary>
    /// The collision of 10 February 2009 among everything that was in orbit: the last sets of the two before it, as a second file, beside a catalogue of four months
    /// before. The other sets are far too old for that day, so that the other rows prove nothing.
    /// </summary>
    [Fact]
    public void The_collision_of_2009_is_found_all_against_all()
    {
        var start = Instant.FromUtc(2009, 2, 10, 0, 0);
        string[] files = [Reference.Shared("catalogues/2008-10-11.tle.gz"), Reference.Shared("catalogues/iridium33_cosmos2251_20090209.tle")];
        var batch = CatalogueReader.Read(files, lenient: false, cancellation: TestContext.Current.CancellationToken).Batch;
        var selection = CatalogueSelection.Choose(batch.Accepted, start);
        Assert.Equal((11_892, 2), (selection.Objects.Count, selection.Superseded));

        var result = Screener.Screen(selection.Objects, new ScreeningSettings { Start = start }, cancellation: TestContext.Current.CancellationToken);
        var collision = Assert.Single(Row.Of(result), row => (row.First, row.Second) == (22675, 24946));
        Assert.Equal(CloseApproachKind.Minimum, collision.Kind);
        Assert.Equal(0, (collision.Tca - (start + Duration.FromMilliseconds((((16 * 60) + 55) * 60_000) + 59_795))).TotalSeconds, 0.002);
        Assert.Equal(0.698, collision.RangeKm, 0.001);
        Assert.Equal(11.647, collision.Speed, 0.001);
    }

    // Two hours each, so that the tests are quick; refused states there are in every year.
    [Theory]
    [InlineData("2025-09-01.tle.gz", 28_488)]
    [InlineData("2022-01-22.3le.gz", 23_939)]
    [InlineData("2013-10-23.3le.gz", 14_917)]
    [InlineData("2009-05-31.tle.gz", 13_110)]
    public void A_full_catalogue_is_screened_and_every_object_is_screened_or_listed(string file, int objects)
    {
        var sets = Catalogues.Read(Reference.Shared($"catalogues/{file}"));
        var settings = new ScreeningSettings { Start = EpochRule.Of(sets), Duration = Duration.FromHours(2) };
        var selection = CatalogueSelection.Choose(sets, settings.Start);
        Assert.Equal((objects, 0, 0), (selection.Objects.Count, selection.Superseded, selection.TooOld));

        var result = Screener.Screen(selection.Objects, settings, cancellation: TestContext.Current.CancellationToken);
        Assert.True(result.Approaches.Count > 300, $"{result.Approaches.Count} rows");
        Assert.All(result.Approaches, row => Assert.InRange(row.RangeKm, 0, 5));

        var refusedAtStart = selection.Objects.Where(set => new Sgp4Propagator(set, Sgp4Mode.Afspc).At(settings.Start).Status != PropagationStatus.Ok);
        var listed = result.Refusals.Where(refusal => refusal.First == settings.Start).Select(refusal => result.Objects[refusal.ObjectIndex]);
        Assert.Equal(refusedAtStart, listed);
    }

    [Fact]
    public void Analyst_objects_and_sets_of_the_future_or_a_month_old_take_part()
    {
        var sets = Catalogues.Read(Reference.Shared("catalogues/2025-09-01.tle.gz"));
        var start = EpochRule.Of(sets);
        Assert.Contains(sets, set => set.Number.Value > 99_999);
        Assert.Contains(sets, set => set.Epoch > start + Duration.FromHours(1));
        Assert.Contains(sets, set => set.Epoch < start - Duration.FromDays(20));

        // Wide and short, so that each sort meets something.
        var rows = Row.Screen(sets, new ScreeningSettings { Start = start, Duration = Duration.FromMinutes(10), ThresholdKm = 40 });
        var byNumber = sets.ToDictionary(set => set.Number.Value);
        Assert.Contains(rows, row => row.Second > 99_999);
        Assert.Contains(rows, row => byNumber[row.First].Epoch > start || byNumber[row.Second].Epoch > start);
        Assert.Contains(rows, row => byNumber[row.First].Epoch < start - Duration.FromDays(20) || byNumber[row.Second].Epoch < start - Duration.FromDays(20));
    }
}
