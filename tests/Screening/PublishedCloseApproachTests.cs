using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Ssa.Propagation;
using Ssa.Tests;

namespace Ssa.Screening.Tests;

public class PublishedCloseApproachTests
{
    // Space-Track, last sets before the events. Closest approaches by Vallado's SGP4, WGS-72; the collisions themselves are history.
    private const string Collision2009 = """
        IRIDIUM 33
        1 24946U 97051C   09040.78448243 +.00000153 +00000-0 +47668-4 0  9994
        2 24946 086.3994 121.7028 0002288 085.1644 274.9812 14.34219863597336
        COSMOS 2251
        1 22675U 93036A   09040.49834364 -.00000001  00000-0  95251-5 0  9996
        2 22675 074.0355 019.4646 0016027 098.7014 261.5952 14.31135643817415
        """;

    private const string Cerise1996 = """
        CERISE
        1 23606U 95033B   96205.39273562 +.00000083 +00000-0 +23247-4 0  9999
        2 23606 098.1025 141.7519 0008991 067.4104 292.8048 14.67264268056023
        ARIANE 1 DEB
        1 18208U 86019RF  96205.34413154 +.00001097 +00000-0 +20371-3 0  9993
        2 18208 098.4535 334.7433 0014702 119.3840 240.8797 14.67242450509233
        """;

    // SOCRATES of 2025-02-26: a set near the equator in a transfer orbit, for which the modes of SGP4 differ.
    private const string TransferDebris = """
        1 25541U          25053.26376711  .00000000  00000-0  48065-2 0    03
        2 25541   7.2593   0.4196 7073454 171.4819 214.8548  2.39999221    04
        1 46172U          25055.07880679  .00000000  00000-0  17505-3 0    06
        2 46172  53.0525 196.2605 0001187  60.4679 299.6428 15.06411185    02
        """;

    public static TheoryData<Sgp4Mode> Modes => [Sgp4Mode.Afspc, Sgp4Mode.Improved];

    [Theory]
    [InlineData(Collision2009, "2009-02-10T12:00:00Z", "2009-02-10T16:55:59.795Z", 0.698, 11.647, 22675, 24946)]
    [InlineData(Cerise1996, "1996-07-24T00:00:00Z", "1996-07-24T09:48:02.502Z", 0.895, 14.769, 18208, 23606)]
    public void The_collisions_are_found_where_their_element_sets_put_them(
        string tle, string start, string tca, double rangeKm, double speedKmPerS, int first, int second)
    {
        foreach (var mode in Modes.Select(row => row.Data))
        {
            var rows = Row.Screen(Catalogues.Parse(tle), new ScreeningSettings { Start = Time(start), ThresholdKm = 5, Sgp4Mode = mode });
            var row = rows.MinBy(r => r.RangeKm);
            Assert.Equal((first, second, CloseApproachKind.Minimum), (row.First, row.Second, row.Kind));
            Assert.Equal(0, (row.Tca - Time(tca)).TotalSeconds, 0.005);
            Assert.Equal(rangeKm, row.RangeKm, 0.001);
            Assert.Equal(speedKmPerS, row.Speed, 0.001);
            Assert.Equal(row.RangeKm, Math.Sqrt((row.R * row.R) + (row.T * row.T) + (row.N * row.N)), 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Twenty_rows_of_SOCRATES_are_reproduced_to_their_rounding(Sgp4Mode mode)
    {
        var objects = Catalogues.Read(Reference.InRepository("tests/Screening/Data/socrates-2026-03-09.omm.csv"));
        var rows = Row.Screen(objects, new ScreeningSettings { Start = Time("2026-03-09T12:00:00Z"), Duration = Duration.FromDays(8), ThresholdKm = 1, Sgp4Mode = mode });
        var published = File.ReadLines(Reference.InRepository("tests/Screening/Data/socrates-2026-03-09.rows.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        Assert.Equal(20, published.Count);
        foreach (var columns in published)
        {
            var (a, b) = (int.Parse(columns[0], CultureInfo.InvariantCulture), int.Parse(columns[1], CultureInfo.InvariantCulture));
            var tca = Time(columns[2]);
            var row = Assert.Single(rows, r => r.First == Math.Min(a, b) && r.Second == Math.Max(a, b) && Math.Abs((r.Tca - tca).TotalSeconds) < 1);
            Assert.Equal(CloseApproachKind.Minimum, row.Kind);
            Assert.Equal(0, (row.Tca - tca).TotalSeconds, 0.001);
            Assert.Equal(double.Parse(columns[3], CultureInfo.InvariantCulture), row.RangeKm, 0.001);
            Assert.Equal(double.Parse(columns[4], CultureInfo.InvariantCulture), row.Speed, 0.001);
        }
    }

    [Fact]
    public void A_pair_for_which_the_modes_differ_is_found_as_SOCRATES_lists_it_in_AFSPC_mode_and_lost_in_improved_mode()
    {
        var objects = Catalogues.Parse(TransferDebris);
        var settings = new ScreeningSettings { Start = Time("2025-02-26T14:00:00Z"), Duration = Duration.FromHours(1), ThresholdKm = 5 };
        var row = Assert.Single(Row.Screen(objects, settings));
        Assert.Equal(0, (row.Tca - Time("2025-02-26T14:23:41.901Z")).TotalSeconds, 0.001);
        Assert.Equal(4.898, row.RangeKm, 0.001);

        var improved = settings with { Sgp4Mode = Sgp4Mode.Improved };
        Assert.Empty(Row.Screen(objects, improved));
        Assert.Equal(6.445, Assert.Single(Row.Screen(objects, improved with { ThresholdKm = 7 })).RangeKm, 0.001);
    }

    private static Instant Time(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
