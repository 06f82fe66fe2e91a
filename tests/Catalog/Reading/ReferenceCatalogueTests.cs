using Ssa.Tests;

namespace Ssa.Catalog.Tests.Reading;

/// <summary>Public catalogues of all ages: every record is accepted, as many as their list says.</summary>
public sealed class ReferenceCatalogueTests
{
    [Theory]
    [InlineData("catalogues/2024-11-01-celestrak-on-orbit.omm.csv.gz", "omm-csv", 26_834)]
    [InlineData("catalogues/2025-02-03.tle.gz", "tle", 27_118)]
    [InlineData("catalogues/2025-09-01.tle.gz", "tle", 28_488)]
    [InlineData("catalogues/2026-03-10-union.omm.csv.gz", "omm-csv", 21_569)]
    [InlineData("catalogues/2026-03-10-socrates-elements.omm.csv.gz", "omm-csv", 18_407)]
    [InlineData("catalogues/2022-01-22.3le.gz", "tle", 23_939)]
    [InlineData("catalogues/2013-10-23.3le.gz", "tle", 14_917)]
    [InlineData("catalogues/2009-05-31.tle.gz", "tle", 13_110)]
    [InlineData("catalogues/2008-10-11.tle.gz", "tle", 11_892)]
    [InlineData("catalogues/iridium33_cosmos2251_20090209.tle", "tle", 2)]
    [InlineData("catalogues/cerise_ariane_19960723.tle", "tle", 2)]
    [InlineData("screening/special-297.3le.gz", "tle", 297)]
    [InlineData("screening/leo-2500.3le.gz", "tle", 2_500)]
    [InlineData("robustness/six_digit_celestrak_20260730.csv", "omm-csv", 2)]
    public void Every_record_is_accepted(string file, string format, int objects)
    {
        var input = CatalogueReader.Read([Reference.Shared(file)], lenient: false, cancellation: TestContext.Current.CancellationToken);
        Assert.True(input.Batch.SetAside.Count == 0, input.Batch.SetAside.FirstOrDefault()?.Message);
        Assert.Equal(objects, input.Batch.Accepted.Count);
        Assert.Equal((format, objects), (input.Files[0].Format, input.Files[0].Records));
        Assert.All(input.Batch.Accepted, set => Assert.Null(set.FindRangeFault()));
    }

    [Fact]
    public void Histories_of_thirty_years_are_accepted()
    {
        var files = Directory.GetFiles(Reference.Shared("manoeuvres"), "*.tle.gz").Concat(Directory.GetFiles(Reference.Shared("manoeuvres/histories"), "*.tle")).ToList();
        Assert.Equal(30, files.Count);
        var input = CatalogueReader.Read(files, lenient: false, cancellation: TestContext.Current.CancellationToken);
        Assert.True(input.Batch.SetAside.Count == 0, input.Batch.SetAside.FirstOrDefault()?.Message);
        Assert.InRange(input.Batch.Accepted.Count, 28_000, 30_000);
    }

    [Fact]
    public void The_verification_file_has_thirty_records_by_the_rules_and_three_with_wrong_checksums()
    {
        var file = Reference.Shared("sgp4/SGP4-VER.TLE");
        var strict = CatalogueReader.Read([file], lenient: false, cancellation: TestContext.Current.CancellationToken).Batch;
        Assert.Equal((30, 3), (strict.Accepted.Count, strict.SetAside.Count));
        var lenient = CatalogueReader.Read([file], lenient: true, cancellation: TestContext.Current.CancellationToken).Batch;
        Assert.Equal((33, 0), (lenient.Accepted.Count, lenient.SetAside.Count));
        Assert.Equal([33333, 33334, 33335], lenient.Accepted.Except(strict.Accepted).Select(set => set.Number.Value));
    }
}
