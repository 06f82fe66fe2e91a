using System.Text;
using Ssa.Catalog;
using Ssa.Cli.Formats;
using Ssa.Cli.Jobs;
using Ssa.Screening;

namespace Ssa.EndToEnd.Tests.Formats;

public class ConjunctionTableTests
{
    private static readonly IReadOnlyList<Ssa.Propagation.MeanElements> Objects =
        [MadeUp.Object(22675, "COSMOS 2251"), MadeUp.Object(24946, "IRIDIUM 33"), MadeUp.Object(100057, "A NAME OF MORE THAN TWENTY-FOUR LETTERS")];

    [Fact]
    public void A_row_tells_time_distance_speed_objects_and_ages()
    {
        var table = Written(MadeUpReports.Of(MadeUp.Result(Objects, MadeUp.Row(0, 1, 43_200.795))));
        Assert.Contains(
            "2026-07-11 12:00:00.795     0.698  11.647         -  22675 COSMOS 2251  24946 IRIDIUM 33    1.5   1.5\n", table, StringComparison.Ordinal);
    }

    [Fact]
    public void The_head_tells_window_threshold_mode_choice_and_count()
    {
        var table = Written(MadeUpReports.Of(
            MadeUp.Result(Objects, MadeUp.Row(0, 1, 43_200.795)),
            request => request with { Primaries = [ObjectSelector.Parse("24946"), ObjectSelector.Parse("name=COSMOS*")] }));
        Assert.Contains("2026-07-11T00:00:00.000000Z to 2026-07-12T00:00:00.000000Z", table, StringComparison.Ordinal);
        Assert.Contains("5 km", table, StringComparison.Ordinal);
        Assert.Contains("afspc", table, StringComparison.Ordinal);
        Assert.Contains("primaries 24946 or name=COSMOS*", table, StringComparison.Ordinal);
        Assert.Contains("1 close approach\n", table, StringComparison.Ordinal);
    }

    [Fact]
    public void An_edge_row_says_its_kind_and_a_minimum_does_not()
    {
        var lines = Written(MadeUpReports.Of(MadeUp.Result(Objects, MadeUp.Row(0, 1, 0, CloseApproachKind.WindowStart), MadeUp.Row(0, 1, 60)))).Split('\n');
        Assert.Single(lines, line => line.EndsWith("window-start", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("minimum", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_row_is_shown_and_of_long_lists_the_closest_again()
    {
        var rows = Enumerable.Range(0, 500).Select(i => MadeUp.Row(0, 1, i) with { RangeKm = 4.999 - (i * 0.001) }).ToArray();
        rows[0] = rows[0] with { RangeKm = 0, RelativeSpeedKmPerS = 0.001 };
        var lines = Written(MadeUpReports.Of(MadeUp.Result(Objects, rows))).Split('\n');
        Assert.Equal(503, lines.Count(line => line.StartsWith("2026-07-11 ", StringComparison.Ordinal)));
        var closest = Array.IndexOf(lines, "Closest of those faster than 10 m/s:");
        Assert.Contains("4.500", lines[closest + 1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_does_not_fit_is_cut_visibly_and_rows_stay_within_120_columns()
    {
        var lines = Written(MadeUpReports.Of(MadeUp.Result(Objects, MadeUp.Row(0, 2, 60)))).Split('\n');
        Assert.Contains(lines, line => line.Contains("100057 A NAME OF MORE TH…", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(line.Length <= 120, line));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_table_always_says_what_public_elements_cannot_tell(int rows)
    {
        var table = Written(MadeUpReports.Of(MadeUp.Result(Objects, [.. Enumerable.Range(0, rows).Select(i => MadeUp.Row(0, 1, i))])));
        Assert.Contains("no covariance", table.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("no ground for a manoeuvre", table.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private static string Written(ScreeningReport report)
    {
        using var stream = new MemoryStream();
        ConjunctionTable.Write(stream, report, CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
