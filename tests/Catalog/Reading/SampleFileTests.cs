using Ssa.Tests;

namespace Ssa.Catalog.Tests.Reading;

/// <summary>The sample files that show what the readers make of odd records.</summary>
public sealed class SampleFileTests
{
    private static readonly (int Line, string Reason, string Field)[] Oddities =
    [
        (29, "checksum", "checksum"),
        (32, "checksum", "checksum"),
        (36, "length", "line 2"),
        (39, "length", "line 2"),
        (42, "field", "INCLINATION"),
        (44, "field", "EPOCH"),
        (48, "line-pair", "NORAD_CAT_ID"),
        (50, "line-pair", "line 2"),
        (52, "line-pair", "line 1"),
        (53, "line-pair", "line 1"),
        (55, "line-pair", "OBJECT_NAME"),
        (57, "number", "NORAD_CAT_ID"),
        (60, "number", "NORAD_CAT_ID"),
        (63, "range", "EPOCH"),
        (67, "range", "INCLINATION"),
        (69, "unsupported", "EPHEMERIS_TYPE"),
        (71, "field", "line"),
    ];

    [Fact]
    public void The_file_of_oddities_shows_every_reason_record_by_record()
    {
        var batch = CatalogueReader.Read([Reference.InRepository("tle-samples/oddities.tle")], lenient: false, cancellation: TestContext.Current.CancellationToken).Batch;
        Assert.Equal(Oddities, batch.SetAside.Select(record => (record.Line, record.ReasonText, record.Field)));
        Assert.Equal([20580, 5, 24946, 270288, 23841, 22076, 27424, 11801, 27386, 20580], batch.Accepted.Select(set => set.Number.Value));
        Assert.Equal(["HST", "HST AGAIN, AFTER ALL THAT"], [batch.Accepted[0].Name, batch.Accepted[^1].Name]);
        Assert.Equal([-.47805e-4, 1.3364, .1538], batch.Accepted.Skip(3).Take(3).Select(set => set.BStarPerEarthRadius));
    }

    [Fact]
    public void Leniency_accepts_the_two_records_whose_checksums_are_wrong_or_missing()
    {
        var batch = CatalogueReader.Read([Reference.InRepository("tle-samples/oddities.tle")], lenient: true, cancellation: TestContext.Current.CancellationToken).Batch;
        Assert.Equal((12, Oddities.Length - 2), (batch.Accepted.Count, batch.SetAside.Count));
    }

    [Fact]
    public void Catalogue_numbers_of_six_digits_are_read_with_every_digit()
    {
        var input = CatalogueReader.Read([Reference.InRepository("tle-samples/six-digit.omm.csv")], lenient: false, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal("omm-csv", input.Files[0].Format);
        Assert.Equal([25544, 100057], input.Batch.Accepted.Select(set => set.Number.Value));
        Assert.Equal((15.49259390, .16539e-3), (input.Batch.Accepted[1].MeanMotionRevPerDay, input.Batch.Accepted[1].BStarPerEarthRadius));
    }
}
