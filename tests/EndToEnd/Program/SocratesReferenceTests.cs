using System.Globalization;
using System.Text.Json;
using Ssa.Tests;

namespace Ssa.EndToEnd.Tests;

/// <summary>The twenty rows of highest maximum probability that CelesTrak's SOCRATES published on 9 March 2026, from the element sets that it used.</summary>
public sealed class SocratesReferenceTests
{
    // SOCRATES publishes no radii. 10 m for Starlink and 1 m for others reproduce 16 of the 19 maxima below 1; these come from the other three: in the row of FORTE the sum of both is 11.896 m.
    private static readonly Dictionary<int, double> OtherRadiiM = new() { [12586] = 2.31, [20608] = 3.03, [24920] = 10.896 };

    [Fact]
    public void The_program_gives_every_published_row_to_its_last_digit()
    {
        var folder = Reference.Shared("screening/socrates-2026-03-09-top20");
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "socrates_top20_maxProb.json")));
        var published = json.RootElement.GetProperty("conjunctions").EnumerateArray().Select(Published.Of).ToArray();
        Assert.Equal(20, published.Length);
        using var work = new TemporaryFolder();
        var radii = published.SelectMany(row => new[] { row.First, row.Second })
            .Select(one => (one.Number, RadiusM: OtherRadiiM.TryGetValue(one.Number, out var other) ? other : one.Name.Contains("STARLINK", StringComparison.Ordinal) ? 10 : 1))
            .Distinct();
        var table = work.Write("radii.csv", "number,radius_m\n" + string.Join('\n', radii.Select(one => FormattableString.Invariant($"{one.Number},{one.RadiusM}"))) + "\n");
        string[] arguments =
        [
            "screen", .. Directory.GetFiles(folder, "gp_*.csv").Order(StringComparer.Ordinal), "--start", "2026-03-09T12:00:00Z", "--duration", "8d", "--threshold", "1km",
            "--hbr-table", table, "--format", "socrates",
        ];
        var rows = SsaProcess.Run(arguments).Expect(0).Rows;
        foreach (var expected in published)
        {
            var row = Assert.Single(rows, row => Numbers(row).SetEquals([expected.First.Number, expected.Second.Number]) && Math.Abs((Time(row) - expected.Tca).TotalSeconds) < 1);
            var isSwapped = Number(row, "NORAD_CAT_ID_1") != expected.First.Number;
            Assert.Equal(expected.First.Dse, Number(row, isSwapped ? "DSE_2" : "DSE_1"));
            Assert.Equal(expected.Second.Dse, Number(row, isSwapped ? "DSE_1" : "DSE_2"));
            Assert.Equal(expected.Tca, Time(row));
            Assert.Equal(expected.RangeKm, Number(row, "TCA_RANGE"));
            Assert.Equal(expected.SpeedKmPerS, Number(row, "TCA_RELATIVE_SPEED"));
            Assert.Equal(expected.MaxProbability, Number(row, "MAX_PROB"));
        }
    }

    private static HashSet<int> Numbers(Dictionary<string, string> row) => [(int)Number(row, "NORAD_CAT_ID_1"), (int)Number(row, "NORAD_CAT_ID_2")];

    private static double Number(Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(Dictionary<string, string> row) =>
        DateTimeOffset.ParseExact(row["TCA"], "yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private sealed record Published((int Number, string Name, double Dse) First, (int Number, string Name, double Dse) Second, DateTimeOffset Tca, double RangeKm, double SpeedKmPerS, double MaxProbability)
    {
        public static Published Of(JsonElement row) => new(
            (row.GetProperty("obj1_norad").GetInt32(), row.GetProperty("obj1_name").GetString()!, row.GetProperty("obj1_dse").GetDouble()),
            (row.GetProperty("obj2_norad").GetInt32(), row.GetProperty("obj2_name").GetString()!, row.GetProperty("obj2_dse").GetDouble()),
            row.GetProperty("tca").GetDateTimeOffset(),
            row.GetProperty("min_range_km").GetDouble(),
            row.GetProperty("rel_speed_kms").GetDouble(),
            row.GetProperty("max_prob").GetDouble());
    }
}
