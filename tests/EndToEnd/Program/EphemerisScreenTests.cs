using System.Globalization;
using System.Text.Json;

namespace Ssa.EndToEnd.Tests;

/// <summary><c>ssa screen --ephemeris</c>, mostly with tables of the two satellites that collided in 2009.</summary>
public class EphemerisScreenTests
{
    private static readonly string[] Window = ["--start", "2009-02-10T15:00:00Z", "--duration", "3h"];

    // 13 km/s, and turned about a planet that is not ours.
    private static readonly string TooFast = Message(
        Segment("COMET", "EARTH", "2009-02-10T16:00:00 0 7000 0 13 0 0\n2009-02-10T16:01:00 780 7000 0 13 0 0\n2009-02-10T16:02:00 1560 7000 0 13 0 0\n"));

    private static readonly string OtherCentre = Segment("ORBITER", "MARS", "2009-02-10T16:00:00 0 7000 0 7 0 0\n2009-02-10T16:01:00 420 7000 0 7 0 0\n");

    [Fact]
    public void A_table_of_a_satellite_meets_what_its_element_set_meets()
    {
        using var folder = new TemporaryFolder();
        var all = folder.Write("all.tle", ElementSets.Collision2009);
        var others = folder.Write("cosmos.tle", ElementSets.Cosmos2251);
        var expected = SsaProcess.Run(["screen", all, .. Window, "--threshold", "20km", "--primaries", "24946", "--format", "csv"]).Expect(0).Rows;
        var actual = SsaProcess.Run(["screen", others, .. Window, "--threshold", "20km", "--ephemeris", Exported(folder, ElementSets.Iridium33), "--format", "csv"]).Expect(0).Rows;
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (one, two) in expected.Zip(actual))
        {
            Assert.Equal(("24946", "IRIDIUM 33", "22675"), (two["NORAD_CAT_ID_1"], two["OBJECT_NAME_1"], two["NORAD_CAT_ID_2"]));
            Assert.Equal(("", one["KIND"]), (two["DSE_1"], two["KIND"]));
            Assert.Equal(Number(one, "DSE_2"), Number(two, "DSE_2"), 1e-6);
            Assert.Equal(DateTimeOffset.Parse(one["TCA"], CultureInfo.InvariantCulture), DateTimeOffset.Parse(two["TCA"], CultureInfo.InvariantCulture), TimeSpan.FromMilliseconds(1));
            Assert.Equal(Number(one, "TCA_RANGE"), Number(two, "TCA_RANGE"), 1e-3);
            Assert.Equal(Number(one, "TCA_RELATIVE_SPEED"), Number(two, "TCA_RELATIVE_SPEED"), 1e-6);
        }
    }

    [Fact]
    public void Ephemerides_meet_each_other_and_never_their_own_element_sets()
    {
        using var folder = new TemporaryFolder();
        var all = folder.Write("all.tle", ElementSets.Collision2009);
        var both = Exported(folder, ElementSets.Collision2009);
        var rows = SsaProcess.Run(["screen", all, .. Window, "--threshold", "1km", "--ephemeris", both, "--format", "csv"]).Expect(0).Rows;

        // Cosmos by ephemeris against Iridium by both, and Iridium by ephemeris against Cosmos by element set.
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.StartsWith("2009-02-10T16:55:59.79", row["TCA"], StringComparison.Ordinal));
        Assert.Equal([("", ""), ("", "own"), ("", "own")], rows.Select(row => (row["DSE_1"], row["DSE_2"].Length > 0 ? "own" : "")).Order());
    }

    [Fact]
    public void Without_a_number_its_columns_are_empty_and_it_comes_last()
    {
        using var folder = new TemporaryFolder();
        var text = File.ReadAllText(Exported(folder, ElementSets.Iridium33)).Replace("COMMENT NORAD_CAT_ID = 24946\n", "", StringComparison.Ordinal).Replace("1997-051C", "UNKNOWN", StringComparison.Ordinal);
        string[] run = ["screen", folder.Write("cosmos.tle", ElementSets.Cosmos2251), .. Window, "--ephemeris", folder.Write("plan.oem", text)];
        var row = Assert.Single(SsaProcess.Run([.. run, "--threshold", "1km", "--format", "csv"]).Expect(0).Rows);
        Assert.Equal(("", "IRIDIUM 33", "", "22675"), (row["NORAD_CAT_ID_1"], row["OBJECT_NAME_1"], row["DSE_1"], row["NORAD_CAT_ID_2"]));
        Assert.Equal("22675", Assert.Single(SsaProcess.Run([.. run, "--threshold", "1km", "--secondaries", "name=*", "--format", "csv"]).Expect(0).Rows)["NORAD_CAT_ID_1"]);
        Assert.StartsWith("22675,COSMOS 2251,", SsaProcess.Run([.. run, "--threshold", "1km", "--format", "socrates"]).Expect(0).Lines[1], StringComparison.Ordinal);
        Assert.Matches(@"11\.647 +[-+.0-9E]+ +- IRIDIUM 33 +22675 COSMOS 2251 +- +1\.2", SsaProcess.Run(run).Expect(0).Text);
        using var line = JsonDocument.Parse(SsaProcess.Run([.. run, "--threshold", "1km", "--format", "jsonl"]).Expect(0).Lines[0]);
        Assert.Equal(JsonValueKind.Null, line.RootElement.GetProperty("norad_cat_id_1").ValueKind);
        Assert.Equal(JsonValueKind.Null, line.RootElement.GetProperty("dse_1_days").ValueKind);
    }

    [Theory]
    [InlineData("--primaries", "name=IRID*", 1)]
    [InlineData("--primaries", "24946", 1)]
    [InlineData("--primaries", "launch=1997-051+regime=LEO", 1)]
    [InlineData("--secondaries", "22675", 1)]
    [InlineData("--primaries", "regime=GEO", null)]
    public void Selectors_see_ephemerides(string option, string selector, int? rows)
    {
        using var folder = new TemporaryFolder();
        var outcome = SsaProcess.Run(
            ["screen", folder.Write("cosmos.tle", ElementSets.Cosmos2251), .. Window, "--threshold", "1km", "--ephemeris", Exported(folder, ElementSets.Iridium33), option, selector, "--format", "csv"]);
        if (rows is null)
        {
            Assert.Contains("regime=GEO", outcome.Expect(1).Error, StringComparison.Ordinal);
            return;
        }

        var row = Assert.Single(outcome.Expect(0).Rows);
        Assert.Equal(("24946", "22675"), option == "--primaries" ? (row["NORAD_CAT_ID_1"], row["NORAD_CAT_ID_2"]) : (row["NORAD_CAT_ID_2"], row["NORAD_CAT_ID_1"]));
    }

    [Fact]
    public void The_json_tells_file_hash_interpolation_and_what_the_ephemeris_does_not_cover()
    {
        using var folder = new TemporaryFolder();
        var (catalogue, oem) = (folder.Write("cosmos.tle", ElementSets.Cosmos2251), Exported(folder, ElementSets.Iridium33));

        // Packed, and from the catalogue's epoch, which is earlier than the table: the window starts where the table does.
        var packed = folder.WriteGzip("iridium.oem.gz", File.ReadAllText(oem));
        var outcome = SsaProcess.Run("screen", catalogue, "--ephemeris", packed, "--duration", "10h", "--format", "json").Expect(0);
        using var json = JsonDocument.Parse(outcome.Bytes);
        var settings = json.RootElement.GetProperty("settings");
        Assert.Equal("2009-02-10T14:00:00.000000Z", settings.GetProperty("start").GetString());
        var file = Assert.Single(settings.GetProperty("ephemerides").EnumerateArray());
        Assert.Equal((packed, "lagrange 9"), (file.GetProperty("name").GetString(), file.GetProperty("interpolation")[0].GetString()));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(packed))), file.GetProperty("sha256").GetString());
        var told = Assert.Single(json.RootElement.GetProperty("catalogue").GetProperty("ephemerides").EnumerateArray());
        Assert.Equal((24946, 301), (told.GetProperty("norad_cat_id").GetInt32(), told.GetProperty("states").GetInt32()));
        var refused = Assert.Single(json.RootElement.GetProperty("catalogue").GetProperty("states_refused").EnumerateArray());
        Assert.Equal(("outside-ephemeris", "2009-02-10T19:00:00.000001Z"), (refused.GetProperty("error").GetString(), refused.GetProperty("first").GetString()));
        Assert.Contains("1 outside-ephemeris", outcome.Error, StringComparison.Ordinal);

        string? HashOf(params string[] more)
        {
            using var other = JsonDocument.Parse(SsaProcess.Run(["screen", catalogue, "--start", "2009-02-10T14:00:00Z", "--duration", "10h", "--format", "json", .. more]).Expect(0).Bytes);
            return other.RootElement.GetProperty("settings_sha256").GetString();
        }

        Assert.Equal(3, new[] { HashOf(), HashOf("--ephemeris", oem), HashOf("--ephemeris", packed) }.Distinct().Count());
        Assert.Equal(json.RootElement.GetProperty("settings_sha256").GetString(), HashOf("--ephemeris", packed));
    }

    [Fact]
    public void A_window_without_states_is_warned_of()
    {
        using var folder = new TemporaryFolder();
        var outcome = SsaProcess.Run(
            ["screen", folder.Write("cosmos.tle", ElementSets.Cosmos2251), "--ephemeris", Exported(folder, ElementSets.Iridium33), "--start", "2009-02-12T00:00:00Z", "--format", "csv"]).Expect(0);
        Assert.Empty(outcome.Rows);
        Assert.Matches("warning: --ephemeris: .*exported.oem: 24946 has states from 2009-02-10T14:00:00.000000Z to .* move --start", outcome.Error);
    }

    [Fact]
    public void What_is_set_aside_is_told_and_counts_as_strict()
    {
        using var folder = new TemporaryFolder();
        string[] run = ["screen", folder.Write("cosmos.tle", ElementSets.Cosmos2251), .. Window, "--ephemeris", folder.Write("two.oem", File.ReadAllText(Exported(folder, ElementSets.Iridium33)) + OtherCentre)];
        Assert.Matches("two.oem:[0-9]+: unsupported: .*MARS", SsaProcess.Run(run).Expect(0).Error);
        Assert.Contains("--strict: 1 records", SsaProcess.Run([.. run, "--strict"]).Expect(3).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere.oem", null, 1, "There is no such file")]
    [InlineData("elements.oem", ElementSets.Iridium33, 1, "CCSDS_OEM_VERS")]
    [InlineData("empty.oem", "", 1, "holds no ephemeris")]
    [InlineData("other.oem", "centre", 1, "MARS")]
    [InlineData("fast.oem", "fast", 1, "moves at 13.0 km/s; at most 12 km/s")]
    [InlineData("-", null, 2, "--ephemeris: '-'")]
    public void What_cannot_be_screened_fails_with_its_reason(string name, string? content, int exitCode, string reason)
    {
        using var folder = new TemporaryFolder();
        var text = content switch { "fast" => TooFast, "centre" => Message(OtherCentre), _ => content };
        var path = name == "-" ? name : text is null ? folder.PathOf(name) : folder.Write(name, text);
        var outcome = SsaProcess.Run(["screen", folder.Write("cosmos.tle", ElementSets.Cosmos2251), .. Window, "--ephemeris", path]).Expect(exitCode);
        Assert.Contains(reason, outcome.Error, StringComparison.Ordinal);
        Assert.Contains(name, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Bytes);
    }

    [Fact]
    public void Volumes_and_exclusions_see_ephemerides()
    {
        using var folder = new TemporaryFolder();
        var text = File.ReadAllText(Exported(folder, ElementSets.Iridium33));
        var plan = folder.Write("plan.oem", text.Replace("COMMENT NORAD_CAT_ID = 24946\n", "", StringComparison.Ordinal).Replace("1997-051C", "UNKNOWN", StringComparison.Ordinal));
        string[] run = ["screen", folder.Write("cosmos.tle", ElementSets.Cosmos2251), .. Window, "--ephemeris", folder.PathOf("exported.oem"), "--ephemeris", plan];
        string[] Rows(params string[] more) => [.. SsaProcess.Run([.. run, "--format", "csv", .. more]).Expect(0).Rows.Select(row => $"{row["NORAD_CAT_ID_1"]}/{row["NORAD_CAT_ID_2"]} {row["KIND"]} {row["TCA"]}")];
        var handbook = Rows("--volume", "handbook", "--exclude", "co-moving");
        Assert.Equal(handbook, Rows("--volume", "ellipsoid:2,25,25", "--exclude", "co-moving"));
        Assert.Equal(["/22675", "24946/22675"], handbook.Where(row => row.Contains("16:55:59", StringComparison.Ordinal)).Select(row => row.Split(' ')[0]).Order());

        // The plan is a table of the same satellite, so that the two fly together: one rule leaves them out by their names, the other by the number.
        var list = folder.PathOf("excluded.csv");
        Assert.All(Rows("--exclude", "same-name-prefix", "--exclude", "24946:22675", "--list-excluded", list), row => Assert.StartsWith("/22675", row, StringComparison.Ordinal));
        Assert.Equal(["NORAD_CAT_ID_1,NORAD_CAT_ID_2,RULE", "22675,24946,24946:22675", "24946,,same-name-prefix"], File.ReadAllLines(list));
        Assert.Contains("--exclude: 12345", SsaProcess.Run([.. run, "--exclude", "12345:22675"]).Expect(1).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Earth_orientation_data_without_an_ephemeris_are_wrong_usage() =>
        Assert.Contains("--ephemeris", SsaProcess.Run("screen", "--eop", "eop.txt").Expect(2).Error, StringComparison.Ordinal);

    private static string Exported(TemporaryFolder folder, string elements) => folder.Write(
        "exported.oem",
        SsaProcess.Run("propagate", folder.Write("exported.tle", elements), "--start", "2009-02-10T14:00:00Z", "--duration", "5h", "--step", "60s", "--format", "oem").Expect(0).Text);

    private static string Message(string segment) => "CCSDS_OEM_VERS = 2.0\nCREATION_DATE = 2009-02-10T00:00:00\nORIGINATOR = DEMO\n" + segment;

    private static string Segment(string name, string centre, string states) =>
        $"""
        META_START
        OBJECT_NAME = {name}
        OBJECT_ID = UNKNOWN
        CENTER_NAME = {centre}
        REF_FRAME = TEME
        TIME_SYSTEM = UTC
        START_TIME = {states[..19]}
        STOP_TIME = {states.Split('\n')[^2][..19]}
        META_STOP
        {states}
        """;

    private static double Number(Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);
}
