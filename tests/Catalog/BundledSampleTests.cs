using NodaTime;
using NodaTime.Text;
using Ssa.Propagation;
using Ssa.Tests;

namespace Ssa.Catalog.Tests;

public class BundledSampleTests
{
    private static readonly CatalogueInput Sample = BundledSample.Read();

    [Fact]
    public void It_is_at_most_300_real_sets_of_one_object_each_and_nothing_is_set_aside()
    {
        var sets = Sample.Batch.Accepted;

        Assert.Empty(Sample.Batch.SetAside);
        Assert.Equal(290, sets.Count);
        Assert.Equal(290, sets.Select(set => set.Number).Distinct().Count());
        Assert.All(sets, set => Assert.NotEmpty(set.ObjectId));
        Assert.Equal(("showcase-2024-11-01.omm.csv", "omm-csv"), (Sample.Files[0].Name, Sample.Files[0].Format));
    }

    [Fact]
    public void It_is_the_file_that_the_repository_shows()
    {
        var file = CatalogueReader.Read([Reference.InRepository("tle-samples/showcase-2024-11-01.omm.csv")], lenient: false, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(file.Files[0].Sha256, Sample.Files[0].Sha256);
        Assert.Equal(file.Batch.Accepted, Sample.Batch.Accepted);
    }

    [Fact]
    public void Its_epoch_is_that_of_the_catalogue_it_was_taken_from()
    {
        Assert.Equal("2024-10-31T21:36:34.985952Z", InstantPattern.ExtendedIso.Format(EpochRule.Of(Sample.Batch.Accepted)));
    }

    [Fact]
    public void Its_satellite_catalogue_knows_every_object()
    {
        Assert.Empty(BundledSample.Satcat.SetAside);
        Assert.Equal(290, BundledSample.Satcat.Count);
        Assert.All(Sample.Batch.Accepted, set => Assert.NotEqual("", BundledSample.Satcat.Find(set.Number)?.Owner ?? ""));
    }

    [Theory]
    [InlineData("owner=JPN+type=PAYLOAD", 92)]
    [InlineData("owner=US+type=PAYLOAD", 48)]
    [InlineData("launch=1982-092", 14)]
    [InlineData("launch=1999-025+type=DEBRIS", 127)]
    [InlineData("name=ISS (*", 2)]
    [InlineData("name=CSS (*", 3)]
    [InlineData("name=HST", 1)]
    [InlineData("regime=GEO", 25)]
    public void It_holds_what_its_readme_promises(string selector, int objects)
    {
        Assert.Equal(objects, ObjectSelector.Parse(selector).Select(Sample.Batch.Accepted, BundledSample.Satcat).Count(isChosen => isChosen));
    }

    // Rows of an independent brute force over the whole catalogue (direct SGP4 every second, WGS-72), whose objects are in the sample.
    [Theory]
    [InlineData(27844, 29754, "2024-11-01T00:04:05.223275Z", 4.224541527)]
    [InlineData(32422, 40376, "2024-11-01T00:27:31.098864Z", 3.370906998)]
    [InlineData(25544, 49044, "2024-11-01T00:43:57.124785Z", 0.386185514)]
    [InlineData(27848, 30362, "2024-11-01T00:45:13.235721Z", 3.493861513)]
    [InlineData(49537, 60411, "2024-11-01T01:42:17.785633Z", 3.500355389)]
    public void Objects_pass_each_other_at_the_distances_of_an_independent_list(int one, int other, string tca, double rangeKm)
    {
        var time = InstantPattern.ExtendedIso.Parse(tca).Value;

        Assert.Equal(rangeKm, DistanceKm(one, other, time), 0.001);
        Assert.True(DistanceKm(one, other, time - Duration.FromSeconds(30)) > rangeKm);
        Assert.True(DistanceKm(one, other, time + Duration.FromSeconds(30)) > rangeKm);
    }

    [Fact]
    public void The_selectors_of_its_readme_are_well_formed_and_match()
    {
        var text = File.ReadAllText(Reference.InRepository("tle-samples/README.md"));
        var selectors = text.Split('\n').Where(line => line.StartsWith("ssa screen --", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ').Where(word => word.Contains('=', StringComparison.Ordinal)))
            .Select(ObjectSelector.Parse)
            .ToArray();

        Assert.Equal(4, selectors.Length);
        Assert.All(selectors, selector => Assert.Empty(selector.FindUnmatched(Sample.Batch.Accepted, BundledSample.Satcat)));
    }

    private static double DistanceKm(int one, int other, Instant time) => (PositionKm(one, time) - PositionKm(other, time)).Norm;

    private static Ssa.Propagation.Frames.Vector3 PositionKm(int number, Instant time) =>
        new Sgp4Propagator(Sample.Batch.Accepted.Single(set => set.Number.Value == number), Sgp4Mode.Improved).At(time).PositionKm;
}
