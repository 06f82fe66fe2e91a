using System.Globalization;
using System.Text.Json;

namespace Ssa.EndToEnd.Tests;

public class VolumeAndExclusionTests
{
    private static readonly string[] Day = ["--start", "2009-02-10T00:00:00Z", "--duration", "24h"];

    [Fact]
    public void A_volume_decides_in_the_first_objects_frame()
    {
        // The collision of 2009, by public elements a miss of 0.70 km: almost all of it radial.
        using var folder = new TemporaryFolder();
        var file = folder.Write("pair.tle", ElementSets.Collision2009);
        var row = Assert.Single(SsaProcess.Run(["screen", file, .. Day, "--threshold", "1km", "--format", "csv"]).Expect(0).Rows);
        double Size(string column) => Math.Abs(double.Parse(row[column], CultureInfo.InvariantCulture));
        string Box(double factor) => string.Create(CultureInfo.InvariantCulture, $"box:{Size("R_KM") * factor:F6},{Size("T_KM") + 1:F6},{Size("N_KM") + 1:F6}");
        string[] Tcas(double factor) => [.. SsaProcess.Run(["screen", file, .. Day, "--volume", Box(factor), "--format", "csv"]).Expect(0).Rows.Select(found => found["TCA"])];
        Assert.Contains(row["TCA"], Tcas(1.02));
        Assert.DoesNotContain(row["TCA"], Tcas(0.5));
    }

    [Fact]
    public void Json_tells_the_volume_and_when_its_metric_was_least()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("pair.tle", ElementSets.Collision2009);
        using var json = JsonDocument.Parse(SsaProcess.Run(["screen", file, .. Day, "--volume", "ellipsoid:1,40,40", "--format", "json"]).Expect(0).Bytes);
        var settings = json.RootElement.GetProperty("settings");
        Assert.Equal(("ellipsoid:1,40,40", JsonValueKind.Null), (settings.GetProperty("volume").GetString(), settings.GetProperty("threshold_km").ValueKind));
        var rows = json.RootElement.GetProperty("conjunctions").EnumerateArray().ToArray();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            var time = row.GetProperty("volume_time").GetDateTimeOffset();
            Assert.InRange(time, new DateTimeOffset(2009, 2, 10, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2009, 2, 11, 0, 0, 0, TimeSpan.Zero));
            Assert.InRange(row.GetProperty("tca").GetDateTimeOffset(), time.AddSeconds(-60), time.AddSeconds(60));
        }
    }

    [Fact]
    public void The_handbook_says_how_many_objects_its_table_covers()
    {
        var error = SsaProcess.Run("screen", "--volume", "handbook", "--duration", "1h", "--format", "csv").Expect(0).Error;
        Assert.Matches(@"window .* volume handbook", error);
        Assert.Matches("handbook +284 objects have a row of the table, 6 get that of deep space", error);
    }

    [Theory]
    [InlineData("same-name-prefix", "same-name-prefix")]
    [InlineData("co-moving", "co-moving:10m/s")]
    [InlineData("co-moving:1m/s", "co-moving:1m/s")]
    public void Excluded_pairs_are_listed_counted_and_absent(string rule, string named)
    {
        using var folder = new TemporaryFolder();
        string[] rules = ["--exclude", "name=FENGYUN*:name=COSMOS*", "--exclude", rule];
        var limitKmPerS = named switch { "co-moving:10m/s" => 0.01, "co-moving:1m/s" => 0.001, _ => 0 };
        string[] common = ["screen", "--threshold", "30km", "--duration", "12h"];
        var all = SsaProcess.Run([.. common, "--format", "csv"]).Expect(0).Rows;
        var outcome = SsaProcess.Run([.. common, "--format", "json", .. rules, "--list-excluded", folder.PathOf("excluded.csv"), "--output", folder.PathOf("rest.json")]).Expect(0);
        var lines = File.ReadAllLines(folder.PathOf("excluded.csv"));
        Assert.Equal("NORAD_CAT_ID_1,NORAD_CAT_ID_2,RULE", lines[0]);
        var listed = lines[1..].Select(line => line.Split(',')).ToDictionary(parts => (parts[0], parts[1]), parts => parts[2]);
        var pairs = listed.Keys.Select(pair => (int.Parse(pair.Item1, CultureInfo.InvariantCulture), int.Parse(pair.Item2, CultureInfo.InvariantCulture))).ToArray();
        Assert.All(pairs, pair => Assert.True(pair.Item1 < pair.Item2));
        Assert.Equal(pairs.Order(), pairs);

        // The counts of the document and of standard error are those of the list.
        using var json = JsonDocument.Parse(File.ReadAllBytes(folder.PathOf("rest.json")));
        var excluded = json.RootElement.GetProperty("pairs_excluded");
        Assert.Equal(listed.Count, excluded.GetProperty("total").GetInt32());
        var counts = excluded.GetProperty("by_rule").EnumerateArray().ToDictionary(one => one.GetProperty("rule").GetString()!, one => one.GetProperty("pairs").GetInt32());
        Assert.Equal(["name=FENGYUN*:name=COSMOS*", named], counts.Keys);
        Assert.All(counts, counted => Assert.Equal(counted.Value, listed.Values.Count(one => one == counted.Key)));
        Assert.All(counts, counted => Assert.True(counted.Value > 0));
        Assert.Matches(string.Create(CultureInfo.InvariantCulture, $@"pairs excluded +{listed.Count:N0} \(.*{counts[named]:N0} {named}"), outcome.Error);
        Assert.Equal(counts.Keys, json.RootElement.GetProperty("settings").GetProperty("exclude").EnumerateArray().Select(one => one.GetString()));

        // What is left is the whole list without the pairs that static rules exclude and without the slow rows.
        string? RuleOf(Dictionary<string, string> row)
        {
            var (a, b) = (row["NORAD_CAT_ID_1"], row["NORAD_CAT_ID_2"]);
            return listed.GetValueOrDefault((a, b)) ?? listed.GetValueOrDefault((b, a));
        }

        bool IsSlow(Dictionary<string, string> row) => double.Parse(row["TCA_RELATIVE_SPEED"], CultureInfo.InvariantCulture) <= limitKmPerS;
        var left = all.Where(row => RuleOf(row) is null || (RuleOf(row) == named && limitKmPerS > 0 && !IsSlow(row))).Select(row => row["TCA"]);
        Assert.Equal(left, json.RootElement.GetProperty("conjunctions").EnumerateArray().Select(row => row.GetProperty("tca").GetString()));
    }

    [Fact]
    public void A_selector_of_a_rule_that_matches_nothing_fails_with_its_name()
    {
        using var folder = new TemporaryFolder();
        var outcome = SsaProcess.Run(["screen", folder.Write("pair.tle", ElementSets.Collision2009), .. Day, "--exclude", "24946:name=ENVISAT*", "--list-excluded", folder.PathOf("x.csv")]).Expect(1);
        Assert.Contains("--exclude: name=ENVISAT*", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(["pair.tle"], folder.FileNames);
    }

    [Fact]
    public void A_list_that_cannot_be_written_fails_with_its_option()
    {
        using var folder = new TemporaryFolder();
        var outcome = SsaProcess.Run("screen", "--list-excluded", folder.PathOf("no-such-folder/x.csv")).Expect(1);
        Assert.Contains("--list-excluded", outcome.Error, StringComparison.Ordinal);
    }
}
