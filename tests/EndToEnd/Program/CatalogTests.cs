using System.Text.Json;

namespace Ssa.EndToEnd.Tests;

public class CatalogTests
{
    [Fact]
    public void Check_tells_records_objects_reasons_and_epochs_as_json()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("mixed.tle", ElementSets.Collision2009 + ElementSets.WrongChecksum + ElementSets.Iridium33);
        using var json = JsonDocument.Parse(SsaProcess.Run("catalog", "check", file, "--format", "json").Expect(0).Bytes);
        var passport = json.RootElement;
        Assert.Equal(4, passport.GetProperty("records").GetInt32());
        Assert.Equal(3, passport.GetProperty("accepted").GetInt32());
        Assert.Equal(2, passport.GetProperty("objects").GetInt32());
        Assert.Equal(1, passport.GetProperty("duplicates").GetInt32());
        Assert.Equal(1, passport.GetProperty("reasons").GetProperty("checksum").GetInt32());
        Assert.Equal(2, passport.GetProperty("regimes").GetProperty("LEO").GetInt32());
        Assert.Equal("2009-02-09T11:57:36.890496Z", passport.GetProperty("epoch_oldest").GetString());
        Assert.Equal("2009-02-09T18:49:39.281952Z", passport.GetProperty("epoch_newest").GetString());
        var aside = passport.GetProperty("set_aside")[0];
        Assert.Equal(file, aside.GetProperty("file").GetString());
        Assert.Equal(9, aside.GetProperty("line").GetInt32());
        Assert.Equal("checksum", aside.GetProperty("reason").GetString());
        Assert.NotEqual("", aside.GetProperty("remedy").GetString());
    }

    [Fact]
    public void Check_tells_people_the_same()
    {
        using var folder = new TemporaryFolder();
        var outcome = SsaProcess.Run("catalog", "check", folder.Write("pair.tle", ElementSets.Collision2009)).Expect(0);
        Assert.Matches(@"records +2\b", outcome.Text);
        Assert.Contains("LEO", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_of_a_bad_record_exits_with_3_when_strict_and_with_1_where_nothing_is_usable()
    {
        using var folder = new TemporaryFolder();
        SsaProcess.Run("catalog", "check", folder.Write("mixed.tle", ElementSets.Iridium33 + ElementSets.WrongChecksum), "--strict").Expect(3);
        var outcome = SsaProcess.Run("catalog", "check", folder.Write("bad.tle", ElementSets.WrongChecksum), "--format", "json").Expect(1);
        Assert.Contains("\"accepted\": 0", outcome.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    public void A_synthetic_population_reads_back_whole(string format)
    {
        using var folder = new TemporaryFolder();
        var population = folder.PathOf("population");
        SsaProcess.Run("catalog", "synthesize", "--objects", "500", "--seed", "42", "--format", format, "--output", population).Expect(0);
        using var json = JsonDocument.Parse(SsaProcess.Run("catalog", "check", population, "--format", "json", "--strict").Expect(0).Bytes);
        Assert.Equal(500, json.RootElement.GetProperty("objects").GetInt32());
        Assert.Equal($"omm-{format}", json.RootElement.GetProperty("files")[0].GetProperty("format").GetString());
    }

    [Fact]
    public void A_seed_gives_the_same_bytes_again_and_another_seed_others()
    {
        var first = SsaProcess.Run("catalog", "synthesize", "--objects", "100", "--seed", "1").Expect(0);
        Assert.Equal(first.Bytes, SsaProcess.Run("catalog", "synthesize", "--objects", "100", "--seed", "1").Expect(0).Bytes);
        Assert.NotEqual(first.Bytes, SsaProcess.Run("catalog", "synthesize", "--objects", "100", "--seed", "2").Expect(0).Bytes);
        Assert.Equal("800000001", first.Rows[0]["NORAD_CAT_ID"]);
        Assert.Contains("SYNTHETIC", first.Rows[0]["OBJECT_NAME"], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_epoch_can_be_chosen() =>
        Assert.All(
            SsaProcess.Run("catalog", "synthesize", "--objects", "50", "--seed", "1", "--epoch", "2030-05-06T00:00:00Z").Expect(0).Rows,
            row => Assert.Matches("^2030-05-0[3456]", row["EPOCH"]));
}
