using System.Globalization;
using System.Text;
using System.Text.Json;
using Ssa.Tests;

namespace Ssa.EndToEnd.Tests;

public class ScreenTests
{
    private static readonly string[] Day = ["--start", "2009-02-10T00:00:00Z", "--duration", "24h"];

    [Fact]
    public void A_row_of_the_list_agrees_with_itself()
    {
        using var folder = new TemporaryFolder();
        var rows = SsaProcess.Run(["screen", folder.Write("pair.tle", ElementSets.Collision2009), .. Day, "--threshold", "1km", "--format", "csv"]).Expect(0).Rows;
        var row = Assert.Single(rows);
        Assert.Equal(("22675", "24946", "minimum"), (row["NORAD_CAT_ID_1"], row["NORAD_CAT_ID_2"], row["KIND"]));
        Assert.Equal(Number(row, "TCA_RANGE"), Math.Sqrt(Square(row, "R_KM") + Square(row, "T_KM") + Square(row, "N_KM")), 1e-8);
        Assert.True(string.CompareOrdinal(row["START"], row["TCA"]) < 0 && string.CompareOrdinal(row["TCA"], row["STOP"]) < 0);
    }

    [Theory]
    [InlineData("iridium33-cosmos2251-2009.tle", "2009-02-10T00:00:00Z", "2009-02-10T16:55:59.795Z", 0.698, 11.647)]
    [InlineData("cerise-ariane-1996.tle", "1996-07-24T00:00:00Z", "1996-07-24T09:48:02.502Z", 0.895, 14.769)]
    public void The_two_collisions_among_the_samples_are_the_closest_events_of_their_days(string file, string start, string tca, double rangeKm, double speedKmPerS)
    {
        // Times, distances and speeds as an independent program computes them from the same element sets.
        var rows = SsaProcess.Run("screen", Reference.InRepository($"tle-samples/{file}"), "--start", start, "--threshold", "20km", "--format", "csv").Expect(0).Rows;
        var closest = rows.MinBy(row => Number(row, "TCA_RANGE"))!;
        Assert.Equal(DateTimeOffset.Parse(tca, CultureInfo.InvariantCulture), DateTimeOffset.Parse(closest["TCA"], CultureInfo.InvariantCulture), TimeSpan.FromMilliseconds(5));
        Assert.Equal(rangeKm, Number(closest, "TCA_RANGE"), 1e-3);
        Assert.Equal(speedKmPerS, Number(closest, "TCA_RELATIVE_SPEED"), 1e-3);
    }

    [Fact]
    public void Standard_error_ends_with_what_went_in_and_what_came_out()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("mixed.tle", ElementSets.Collision2009 + ElementSets.WrongChecksum + ElementSets.Iridium33);
        var error = SsaProcess.Run(["screen", file, .. Day, "--threshold", "1km"]).Expect(0).Error;
        Assert.Contains("mixed.tle:9: checksum", error, StringComparison.Ordinal);
        Assert.Matches(@"objects in +2 of 4 records \(1 sets superseded", error);
        Assert.Matches(@"set aside +1 \(1 checksum\)", error);
        Assert.Matches("states refused +0", error);
        Assert.Matches("pairs excluded +0", error);
        Assert.Matches(@"events +1 \(1 minimum\)", error);
        Assert.Matches("wall time +read .* write .*", error);
    }

    [Fact]
    public void The_table_is_the_default_and_the_bundled_sample_screens_without_a_file()
    {
        var outcome = SsaProcess.Run("screen").Expect(0);
        Assert.Contains("bundled sample", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("TCA (UTC)", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bundled_sample_brings_its_owners_and_types() =>
        Assert.NotEmpty(SsaProcess.Run("screen", "--primaries", "owner=JPN+type=PAYLOAD", "--threshold", "200km", "--format", "csv").Expect(0).Rows);

    [Fact]
    public void An_owner_without_a_satellite_catalogue_fails_with_the_remedy()
    {
        using var folder = new TemporaryFolder();
        var outcome = SsaProcess.Run(["screen", folder.Write("pair.tle", ElementSets.Collision2009), "--primaries", "owner=US", .. Day]).Expect(1);
        Assert.Contains("--satcat FILE", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_satellite_catalogue_can_be_joined()
    {
        using var folder = new TemporaryFolder();
        var satcat = folder.Write("owners.json", """{"24946": ["US", "PAY"], "22675": ["CIS", "PAY"]}""");
        var outcome = SsaProcess.Run(
            ["screen", folder.Write("pair.tle", ElementSets.Collision2009), "--primaries", "owner=US", "--secondaries", "owner=CIS", "--satcat", satcat, .. Day, "--threshold", "1km", "--format", "csv"]).Expect(0);
        var row = Assert.Single(outcome.Rows);
        Assert.Equal(("24946", "22675"), (row["NORAD_CAT_ID_1"], row["NORAD_CAT_ID_2"]));
    }

    [Fact]
    public void A_bad_record_of_the_satellite_catalogue_is_told()
    {
        using var folder = new TemporaryFolder();
        var satcat = folder.Write("owners.json", """{"24946": ["US", "PAY"], "0": ["CIS", "PAY"]}""");
        var outcome = SsaProcess.Run(["screen", folder.Write("pair.tle", ElementSets.Collision2009), "--satcat", satcat, .. Day]).Expect(0);
        Assert.Contains("1 records of the satellite catalogue were set aside", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--primaries", "99999", "99999")]
    [InlineData("--primaries", "24946,12345", "12345")]
    [InlineData("--secondaries", "name=ENVISAT*", "name=ENVISAT*")]
    public void A_selector_that_matches_nothing_fails_with_its_name(string option, string selector, string named)
    {
        using var folder = new TemporaryFolder();
        var outcome = SsaProcess.Run(["screen", folder.Write("pair.tle", ElementSets.Collision2009), option, selector, .. Day]).Expect(1);
        Assert.Contains(option, outcome.Error, StringComparison.Ordinal);
        Assert.Contains(named, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Bytes);
    }

    [Fact]
    public void More_events_than_allowed_fail_and_write_nothing()
    {
        using var folder = new TemporaryFolder();
        var outcome = SsaProcess.Run(
            ["screen", folder.Write("pair.tle", ElementSets.Collision2009), .. Day, "--threshold", "500km", "--max-events", "2", "--output", folder.PathOf("out.csv")]).Expect(1);
        Assert.Contains("--max-events", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(["pair.tle"], folder.FileNames);
    }

    [Fact]
    public void Sets_too_old_for_the_start_leave_nothing_to_screen()
    {
        using var folder = new TemporaryFolder();
        var outcome = SsaProcess.Run("screen", folder.Write("pair.tle", ElementSets.Collision2009), "--start", "2010-01-01T00:00:00Z", "--max-age", "7d").Expect(1);
        Assert.Contains("--max-age", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_start_is_the_newest_epoch_of_a_small_catalogue()
    {
        using var folder = new TemporaryFolder();
        using var json = JsonDocument.Parse(SsaProcess.Run("screen", folder.Write("pair.tle", ElementSets.Collision2009), "--format", "json").Expect(0).Bytes);
        Assert.Equal("2009-02-09T18:49:39.281952Z", json.RootElement.GetProperty("settings").GetProperty("start").GetString());
        Assert.Equal(86_400, json.RootElement.GetProperty("settings").GetProperty("duration_s").GetDouble());
    }

    [Fact]
    public void The_formats_tell_the_same_events()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("pair.tle", ElementSets.Collision2009);
        Outcome In(string format) => SsaProcess.Run(["screen", file, .. Day, "--threshold", "500km", "--format", format]).Expect(0);
        var csv = In("csv").Rows;
        var minima = csv.Where(row => row["KIND"] == "minimum").ToArray();
        using var document = JsonDocument.Parse(In("json").Bytes);
        var lines = In("jsonl").Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("tca").GetString());
        Assert.True(minima.Length > 1);
        Assert.Equal(csv.Select(row => row["TCA"]), document.RootElement.GetProperty("conjunctions").EnumerateArray().Select(row => row.GetProperty("tca").GetString()));
        Assert.Equal(csv.Select(row => row["TCA"]), lines);
        Assert.Equal(minima.Length, In("socrates").Rows.Count);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    public void Threads_and_the_order_of_records_do_not_change_the_bytes(string format)
    {
        var population = SsaProcess.Run("catalog", "synthesize", "--objects", "400", "--seed", "3").Expect(0);
        var lines = population.Lines;
        byte[] Screened(IEnumerable<string> records, string threads) => SsaProcess.RunWith(
            Encoding.UTF8.GetBytes(string.Join('\n', records.Prepend(lines[0])) + "\n"),
            "screen", "-", "--start", "2026-01-01T00:00:00Z", "--duration", "6h", "--threshold", "30km", "--threads", threads, "--format", format).Expect(0).Bytes;
        var one = Screened(lines[1..], "1");
        Assert.True(one.Count(letter => letter == '\n') > 3, "too few events to compare");
        Assert.Equal(one, Screened(lines[1..], "2"));
        if (format == "csv")
        {
            // JSON names the hash of the file, which is another one.
            Assert.Equal(one, Screened(lines[1..].Reverse(), "2"));
        }
    }

    private static double Number(Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    private static double Square(Dictionary<string, string> row, string column) => Math.Pow(Number(row, column), 2);
}
