using System.Globalization;
using System.Text.Json;

namespace Ssa.EndToEnd.Tests;

/// <summary>The columns of risk of <c>ssa screen</c>, as a user sees them.</summary>
public sealed class RiskColumnsTests
{
    private static readonly string[] Day = ["--start", "2009-02-10T00:00:00Z", "--duration", "24h", "--threshold", "1km"];

    [Fact]
    public void The_collision_of_2009_has_a_maximum_a_probability_and_a_range_with_their_sources()
    {
        using var folder = new TemporaryFolder();
        var row = Assert.Single(SsaProcess.Run(["screen", folder.Write("pair.tle", ElementSets.Collision2009), .. Day, "--format", "csv"]).Expect(0).Rows);

        // Leading order: AR·R²/(e·d²) with R = 2 m, d = 698 m and an aspect ratio between 1 and 3; the sigma d/(√2·AR).
        Assert.InRange(Number(row, "MAX_PROB"), 3.0e-6, 9.1e-6);
        Assert.InRange(Number(row, "DILUTION"), 0.164, 0.495);
        Assert.Equal(0.698 / Math.Sqrt(2) * 4 / (Math.E * 698 * 698), Number(row, "MAX_PROB") * Number(row, "DILUTION"), 1e-9);
        Assert.InRange(Number(row, "PC"), Number(row, "PC_LOW"), Number(row, "PC_HIGH"));
        Assert.True(Number(row, "PC_LOW") < Number(row, "PC_HIGH"));
        Assert.Matches(@"^\d\.\d{5}E-\d\d$", row["PC"]);
        Assert.Equal("table-low/table-low hbr:unknown/unknown", row["COVARIANCE_SOURCE"]);
    }

    [Fact]
    public void Json_tells_method_radius_verdict_and_what_is_to_be_reported()
    {
        using var folder = new TemporaryFolder();
        var satcat = folder.Write("satcat.json", """{"22675":["CIS","PAY"],"24946":["US","DEB"]}""");
        string[] arguments = ["screen", folder.Write("pair.tle", ElementSets.Collision2009), .. Day, "--satcat", satcat, "--format", "json"];
        using var json = JsonDocument.Parse(SsaProcess.Run(arguments).Expect(0).Text);
        var event1 = Assert.Single(json.RootElement.GetProperty("conjunctions").EnumerateArray());
        Assert.Equal("direct-quadrature", event1.GetProperty("pc_method").GetString());
        Assert.Equal(JsonValueKind.Null, event1.GetProperty("pc_reason").ValueKind);
        Assert.Equal(5.5, event1.GetProperty("hbr_m").GetDouble());
        Assert.Equal("class: payload + class: debris", event1.GetProperty("hbr_source").GetString());
        Assert.True(event1.GetProperty("max_probability_as_oriented").GetDouble() <= event1.GetProperty("max_probability").GetDouble());
        Assert.Matches("^(act|attend)$", event1.GetProperty("verdict").GetString());
        Assert.True(event1.GetProperty("reportable").GetBoolean());
        Assert.True(event1.GetProperty("catastrophic").GetBoolean() == event1.GetProperty("energy_to_mass_j_g").GetDouble() >= 40);
        Assert.Equal("class/class", event1.GetProperty("mass_source").GetString());
        Assert.True(event1.GetProperty("fragments_over_10cm").GetDouble() > 0);
        Assert.True(json.RootElement.GetProperty("settings").GetProperty("risk").GetProperty("radii_by_class").GetBoolean());
    }

    [Fact]
    public void A_table_of_radii_takes_the_place_of_the_class_and_its_faults_name_line_field_and_remedy()
    {
        using var folder = new TemporaryFolder();
        var pair = folder.Write("pair.tle", ElementSets.Collision2009);
        var table = folder.Write("radii.csv", "number,radius_m,mass_kg\n22675,3,900\n24946,,\n");
        var row = Assert.Single(SsaProcess.Run(["screen", pair, .. Day, "--hbr-table", table, "--format", "csv"]).Expect(0).Rows);
        Assert.Equal("table-low/table-low hbr:table/unknown", row["COVARIANCE_SOURCE"]);
        var plain = Assert.Single(SsaProcess.Run(["screen", pair, .. Day, "--format", "csv"]).Expect(0).Rows);
        Assert.Equal(4, Number(row, "MAX_PROB") / Number(plain, "MAX_PROB"), 1e-3);

        var faulty = folder.Write("faulty.csv", "number,radius_m\n22675,wide\n");
        var error = SsaProcess.Run(["screen", pair, .. Day, "--hbr-table", faulty]).Expect(1).Error;
        Assert.Contains("line 2, radius_m: 'wide'", error, StringComparison.Ordinal);
        Assert.Contains("leave the field empty", error, StringComparison.Ordinal);
        Assert.Contains("names no column radius_m", SsaProcess.Run(["screen", pair, .. Day, "--hbr-table", pair]).Expect(1).Error.Replace("number", "radius_m", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void An_edge_of_the_window_leaves_its_columns_empty_and_says_why_in_json()
    {
        using var folder = new TemporaryFolder();
        string[] from = ["screen", folder.Write("pair.tle", ElementSets.Collision2009), "--start", "2009-02-10T16:55:59.85Z", "--duration", "1h", "--threshold", "2km"];
        var row = Assert.Single(SsaProcess.Run([.. from, "--format", "csv"]).Expect(0).Rows);
        Assert.Equal("window-start", row["KIND"]);
        Assert.Equal("", row["MAX_PROB"] + row["DILUTION"] + row["PC"] + row["PC_LOW"] + row["PC_HIGH"]);
        using var json = JsonDocument.Parse(SsaProcess.Run([.. from, "--format", "jsonl"]).Expect(0).Text);
        Assert.Contains("no closest approach", json.RootElement.GetProperty("pc_reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("cannot-tell", json.RootElement.GetProperty("verdict").GetString());
    }

    [Fact]
    public void The_same_rows_come_from_any_number_of_threads()
    {
        using var folder = new TemporaryFolder();
        string[] arguments = ["screen", "--format", "csv", "--threads"];
        Assert.Equal(SsaProcess.Run([.. arguments, "1"]).Expect(0).Text, SsaProcess.Run([.. arguments, "5"]).Expect(0).Text);
    }

    [Fact]
    public void A_history_gives_its_object_a_covariance_of_its_own()
    {
        using var folder = new TemporaryFolder();
        var pair = folder.Write("pair.tle", ElementSets.Collision2009);
        var history = folder.Write("history.csv", MadeUpHistory());
        string[] arguments = ["screen", pair, .. Day, "--history", history, "--format", "csv"];
        var outcome = SsaProcess.Run(arguments).Expect(0);
        Assert.Equal("history/table-low hbr:unknown/unknown", Assert.Single(outcome.Rows)["COVARIANCE_SOURCE"]);
        Assert.Matches("histories +1 covariances fitted, of 1 objects", outcome.Error);
        Assert.Contains("'-': histories are read from files", SsaProcess.Run(["screen", pair, .. Day, "--history", "-"]).Expect(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_tells_what_sizes_are_assumed() =>
        Assert.Contains("--hbr-table", SsaProcess.Run("screen", "--help").Expect(0).Text, StringComparison.Ordinal);

    /// <summary>Sixty daily sets of Cosmos 2251 before its last one, whose node, perigee and anomaly go as J2 turns them; they err by kilometres.</summary>
    private static string MadeUpHistory()
    {
        var lines = new List<string>
        {
            "OBJECT_NAME,OBJECT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,MEAN_ANOMALY,EPHEMERIS_TYPE,CLASSIFICATION_TYPE,NORAD_CAT_ID,ELEMENT_SET_NO,REV_AT_EPOCH,BSTAR,MEAN_MOTION_DOT,MEAN_MOTION_DDOT",
        };
        for (var day = 60; day > 0; day--)
        {
            double Wrapped(double degrees) => degrees - (360 * Math.Floor(degrees / 360));
            var epoch = new DateTime(2009, 2, 9, 11, 57, 36).AddDays(-day).ToString("s", CultureInfo.InvariantCulture);
            lines.Add(FormattableString.Invariant(
                $"COSMOS 2251,1993-036A,{epoch},14.31135643,0.0016027,74.0355,{Wrapped(19.4646 + (1.828 * day)):F4},{Wrapped(98.7014 + (2.06 * day)):F4},{Wrapped(261.5952 - (((14.31135643 * 360) - 2.56) * day)):F4},0,U,22675,999,1,0.0000095251,0,0"));
        }

        return string.Join('\n', lines) + "\n";
    }

    private static double Number(Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);
}
