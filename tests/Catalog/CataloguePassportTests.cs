using System.Text;
using System.Text.Json;
using NodaTime;
using Ssa.Propagation;

namespace Ssa.Catalog.Tests;

public class CataloguePassportTests
{
    private static CatalogueInput Mixed()
    {
        var batch = new ElementSetBatch();
        batch.Accepted.AddRange(
        [
            Sets.Of(5, -10),
            Sets.Of(5, -4),
            Sets.Of(5, -4) with { Name = "THE SAME SET UNDER ANOTHER NAME", ElementSetNumber = 1 },
            Sets.Of(5, -4) with { BStarPerEarthRadius = 9e-4 },
            Sets.Of(7, -30.5) with { MeanMotionRevPerDay = 1.0027 },
            Sets.Of(9, 12) with { MeanMotionRevPerDay = 2.0061, Eccentricity = 0.7 },
        ]);
        batch.SetAside.AddRange(
        [
            new SetAsideRecord("a.tle", 3, "checksum", SetAsideReason.Checksum, "Line 1 ends in 4, its checksum is 5.", "Use --lenient."),
            new SetAsideRecord("a.tle", 9, "ECCENTRICITY", SetAsideReason.Field, "\"ABC\" is no number.", "Repair it."),
            new SetAsideRecord("b.csv", 2, "checksum", SetAsideReason.Checksum, "Line 2 has none.", "Use --lenient."),
        ]);
        return new CatalogueInput(
            [new CatalogueFile("a.tle", "tle", 1234, "ab12", 6, 4), new CatalogueFile("b.csv", "omm-csv", 567, "cd34", 3, 2)], batch);
    }

    [Fact]
    public void A_mixed_batch_is_counted_by_records_objects_regimes_and_reasons()
    {
        var passport = CataloguePassport.Of(Mixed());

        Assert.Equal(9, passport.Records);
        Assert.Equal(6, passport.Accepted);
        Assert.Equal(3, passport.Objects);
        Assert.Equal(1, passport.Duplicates);
        Assert.Equal([(SetAsideReason.Checksum, 2), (SetAsideReason.Field, 1)], passport.Reasons.Select(reason => (reason.Key, reason.Value)));
        Assert.Equal(
            [(OrbitRegime.Leo, 1), (OrbitRegime.Meo, 0), (OrbitRegime.Geo, 1), (OrbitRegime.Heo, 1)],
            passport.Regimes.Select(regime => (regime.Key, regime.Value)));
        Assert.Equal(Instant.FromUtc(2024, 10, 30, 17, 30), passport.OldestEpoch);
        Assert.Equal(Instant.FromUtc(2024, 11, 1, 12, 0), passport.NewestEpoch);
    }

    [Fact]
    public void An_objects_regime_is_that_of_its_newest_set()
    {
        var batch = new ElementSetBatch();
        batch.Accepted.AddRange([Sets.Of(5, 2), Sets.Of(5, 1) with { MeanMotionRevPerDay = 1 }]);

        Assert.Equal(KeyValuePair.Create(OrbitRegime.Leo, 1), CataloguePassport.Of(new CatalogueInput([], batch)).Regimes[0]);
    }

    [Fact]
    public void The_json_has_the_keys_of_the_contract()
    {
        using var json = JsonDocument.Parse(ToJson(CataloguePassport.Of(Mixed())));
        var root = json.RootElement;

        Assert.Equal(9, root.GetProperty("records").GetInt32());
        Assert.Equal(6, root.GetProperty("accepted").GetInt32());
        Assert.Equal(3, root.GetProperty("objects").GetInt32());
        Assert.Equal(1, root.GetProperty("duplicates").GetInt32());
        Assert.Equal("2024-10-30T17:30:00.000000Z", root.GetProperty("epoch_oldest").GetString());
        Assert.Equal("2024-11-01T12:00:00.000000Z", root.GetProperty("epoch_newest").GetString());
        Assert.Equal("""{"checksum":2,"field":1}""", root.GetProperty("reasons").GetRawText());
        Assert.Equal("""{"LEO":1,"MEO":0,"GEO":1,"HEO":1}""", root.GetProperty("regimes").GetRawText());
        Assert.Equal(3, root.GetProperty("set_aside").GetArrayLength());
        Assert.Equal(
            """{"file":"a.tle","line":3,"field":"checksum","reason":"checksum","message":"Line 1 ends in 4, its checksum is 5.","remedy":"Use --lenient."}""",
            root.GetProperty("set_aside")[0].GetRawText());
        Assert.Equal(
            """{"name":"b.csv","format":"omm-csv","bytes":567,"sha256":"cd34","records":3,"accepted":2}""",
            root.GetProperty("files")[1].GetRawText());
    }

    [Fact]
    public void A_catalogue_without_usable_sets_has_no_epochs()
    {
        var passport = CataloguePassport.Of(new CatalogueInput([], new ElementSetBatch()));

        Assert.Null(passport.OldestEpoch);
        using var json = JsonDocument.Parse(ToJson(passport));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("epoch_newest").ValueKind);
        Assert.Equal("{}", json.RootElement.GetProperty("reasons").GetRawText());
    }

    [Fact]
    public void The_table_says_the_same_for_people()
    {
        var text = new StringWriter();
        PassportWriter.WriteTable(CataloguePassport.Of(Mixed()), text);

        var lines = text.ToString().Split('\n');
        Assert.Contains("a.tle: tle, 1,234 bytes, 4 of 6 records accepted", lines);
        Assert.Contains("  sha256 ab12", lines);
        Assert.Contains("objects                3", lines);
        Assert.Contains("  checksum             2", lines);
        Assert.Contains("  GEO                  1", lines);
        Assert.Contains("oldest epoch  2024-10-30T17:30:00.000000Z", lines);
        Assert.Contains("a.tle:9: ECCENTRICITY: field: \"ABC\" is no number. Repair it.", lines);
    }

    [Fact]
    public void The_table_cuts_a_long_list_and_says_so()
    {
        var batch = new ElementSetBatch();
        batch.SetAside.AddRange(Enumerable.Range(1, 1025).Select(line => new SetAsideRecord("a", line, "BSTAR", SetAsideReason.Field, "Bad.", "Mend.")));
        var text = new StringWriter();
        PassportWriter.WriteTable(CataloguePassport.Of(new CatalogueInput([], batch)), text);

        Assert.Contains("a:20: BSTAR: field: Bad. Mend.\nand 1,005 more; --format json lists all\n", text.ToString(), StringComparison.Ordinal);
    }

    private static string ToJson(CataloguePassport passport)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            PassportWriter.WriteJson(passport, writer);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
