using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Frames;
using Ssa.Screening.Tests.Oracle;

namespace Ssa.Screening.Tests;

/// <summary>Volumes around ephemerides, and rules that leave out pairs with them.</summary>
public class EphemerisVolumeAndExclusionTests
{
    private static readonly ScreeningSettings Usual = new() { Start = Populations.Epoch, Duration = Duration.FromHours(2), Threads = 1 };

    [Theory]
    [InlineData("low orbits of one shell", 8, true, 20, 100, 100)]
    [InlineData("low orbits of one shell", 8, false, 100, 40, 100)]
    [InlineData("a geosynchronous slot", 24, true, 10, 60, 20)]
    [InlineData("eccentric, perigee in the air", 24, false, 60, 120, 100)]
    public void Tables_of_element_sets_have_the_rows_of_the_element_sets_in_a_volume(string kind, int hours, bool isBox, double r, double t, double n)
    {
        // Half of them as ephemerides, so that either sort is the first, by its number.
        var objects = Populations.All[kind](new Random(3), 30).Select(set => set with { BStarPerEarthRadius = Math.Min(set.BStarPerEarthRadius, 1e-6) }).ToArray();
        var settings = Usual with { Duration = Duration.FromHours(hours), Volume = isBox ? ScreeningVolume.Box(r, t, n) : ScreeningVolume.Ellipsoid(r, t, n) };
        MeanElements[] sets = [.. objects.Where((_, i) => i % 4 is 0 or 3)];

        // TCA may lie a day from the volume's time.
        var tabulated = settings with { Start = settings.Start - Duration.FromDays(1), Duration = settings.Duration + Duration.FromDays(2) };
        var ephemerides = objects.Except(sets).Select(set => Ephemerides.Around(set, tabulated, Ephemerides.Named("TABLE", set.Number.Value))).ToArray();
        var whole = Screener.Screen(objects, settings, cancellation: TestContext.Current.CancellationToken);
        var mixed = Screener.Screen(sets, ephemerides, settings, cancellation: TestContext.Current.CancellationToken);
        var expected = InOrderOfVolumeTime(whole);
        var actual = InOrderOfVolumeTime(mixed);
        Assert.Equal(expected.Select(row => (row.First, row.Second, row.Kind)), actual.Select(row => (row.First, row.Second, row.Kind)));
        foreach (var (one, two) in expected.Zip(actual))
        {
            var tolerance = one.Kind == CloseApproachKind.Minimum ? Verdict.ToleranceSeconds(one.RelativeSpeedKmPerS) : 0;
            Assert.InRange(Math.Abs((one.VolumeTime!.Value - two.VolumeTime!.Value).TotalSeconds), 0, tolerance);
            Assert.InRange(Math.Abs((one.Tca - two.Tca).TotalSeconds), 0, tolerance);
            Assert.Equal(one.RangeKm, two.RangeKm, 1e-3);
            Assert.Equal(one.RadialKm, two.RadialKm, 1e-3);
        }

        int Sorts(bool isFirstByEphemeris) => mixed.Approaches.Count(row => (row.First >= sets.Length) == isFirstByEphemeris && (row.Second >= sets.Length) != isFirstByEphemeris);
        Assert.True(Sorts(true) > 4 && Sorts(false) > 4, $"{Sorts(true)} and {Sorts(false)} rows of both sorts");
    }

    [Theory]
    [InlineData("a train with millimetres per second of drift", 2, 25, 25)]
    [InlineData("a geosynchronous slot", 20, 20, 20)]
    public void The_handbook_has_rows_of_its_own_for_ephemerides(string kind, double r, double t, double n)
    {
        var objects = Populations.All[kind](new Random(5), 40);
        var settings = Usual with { Duration = Duration.FromHours(24), Volume = ScreeningVolume.Handbook };
        var ephemerides = objects[..6].Select(set => Ephemerides.Around(set, settings, Ephemerides.Named("", set.Number.Value))).ToArray();
        var sets = objects[6..];
        var pairs = new PairSelection([.. Enumerable.Range(0, objects.Length).Select(i => i >= sets.Length)], [.. Enumerable.Repeat(true, objects.Length)]);
        ScreeningResult Screen(ScreeningVolume volume) =>
            Screener.Screen(sets, ephemerides, settings with { Volume = volume }, pairs, cancellation: TestContext.Current.CancellationToken);
        var found = Screen(ScreeningVolume.Handbook).Approaches;
        Assert.Equal(Screen(ScreeningVolume.Ellipsoid(r, t, n)).Approaches, found);
        Assert.True(found.Count > 4, $"only {found.Count} rows");
    }

    [Theory]
    [InlineData(6500, 1, 2, 25)]
    [InlineData(12_200, 1, 2, 25)]
    [InlineData(12_300, 1, 20, 20)]
    [InlineData(6600, 1.3, 20, 20)]
    [InlineData(6600, 1.5, 20, 20)]
    public void Regimes_of_ephemerides_change_at_225_minutes(double radiusKm, double ofCircularSpeed, double radialKm, double otherKm)
    {
        // 225 minutes belong to a semi-major axis of 12,254 km; 1.5 of the circular speed is more than any orbit has.
        var speed = ofCircularSpeed * Math.Sqrt(Wgs72.MuKm3PerS2 / radiusKm);
        EphemerisPoint[] points = [.. Enumerable.Range(0, 4).Select(i => new EphemerisPoint(
            Populations.Epoch + Duration.FromSeconds(i), new Vector3(radiusKm, speed * i, 0), new Vector3(0, speed, 0)))];
        var size = ScreeningVolume.Handbook.Around(new InterpolatedEphemeris(Ephemerides.Named("ANY"), [new EphemerisSegment(points)]));
        Assert.Equal(new VolumeSize(VolumeShape.Ellipsoid, radialKm, otherKm, otherKm), size);
        Assert.Equal(new VolumeSize(VolumeShape.Box, 1, 2, 3), ScreeningVolume.Box(1, 2, 3).Around(new InterpolatedEphemeris(Ephemerides.Named("ANY"), [new EphemerisSegment(points)])));
    }

    [Fact]
    public void Excluded_pairs_with_ephemerides_are_counted_and_listed_as_a_plain_loop_does()
    {
        // Records of one object in both sorts, two ephemerides of one object, objects without a number.
        const int sets = 30;
        string[] names = ["STARLINK-1008", "STARLINK-2222", "COSMOS 1408 DEB", "IRIDIUM 33", ""];
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            string Name() => names[random.Next(names.Length)];
            var objects = Enumerable.Range(0, sets).Select(i => Populations.Orbit(9000 + (200 * i), 0, 10, 20, 30, 40, 0, 3 * (i + 1)) with { Name = Name() }).ToArray();
            int?[] numbers = [.. Enumerable.Range(0, 12).Select(i => i < 3 ? (int?)null : i < 6 ? 9 : 1 + random.Next(90))];
            var settings = Usual with { Duration = Duration.FromMinutes(1), ThresholdKm = 1 };
            var ephemerides = numbers.Select((number, i) => Ephemerides.Around(
                Populations.Orbit(8000 + (10 * i), 0, 10, 20, 30, 40, 0), settings, Ephemerides.Named(i < 3 ? $"STARLINK-{i}" : Name(), number))).ToArray();
            bool[] Some(double share) => [.. Enumerable.Range(0, sets + numbers.Length).Select(_ => random.NextDouble() < share)];
            var (one, other, pairs) = (Some(0.3), Some(0.4), seed % 2 == 0 ? null : new PairSelection(Some(0.4), Some(0.6)));
            var result = Screener.Screen(
                objects, ephemerides, settings, pairs, exclusions: [ExclusionRule.Between("one:other", one, other), ExclusionRule.SameNamePrefix],
                cancellation: TestContext.Current.CancellationToken);

            var expected = new List<(int, int, string)>();
            for (var a = 0; a < result.ObjectCount; a++)
            {
                for (var b = a + 1; b < result.ObjectCount; b++)
                {
                    var (x, y) = (result.ObjectAt(a), result.ObjectAt(b));
                    var isWanted = pairs is null || (pairs.IsPrimary[a] && pairs.IsSecondary[b]) || (pairs.IsPrimary[b] && pairs.IsSecondary[a]);
                    var isPrefix = NamePrefix.Of(x.Name) is { } prefix && prefix == NamePrefix.Of(y.Name);
                    var rule = (one[a] && other[b]) || (one[b] && other[a]) ? "one:other" : isPrefix ? "same-name-prefix" : null;
                    if (isWanted && rule is not null && (x.Number is null || x.Number != y.Number))
                    {
                        var (low, high) = (x.Number?.Value ?? int.MaxValue, y.Number?.Value ?? int.MaxValue);
                        expected.Add((Math.Min(low, high), Math.Max(low, high), rule));
                    }
                }
            }

            var listed = result.Excluded.List().Select(pair => (pair.Lower?.Value ?? int.MaxValue, pair.Higher?.Value ?? int.MaxValue, pair.Rule.Text)).ToArray();
            Assert.Equal(expected.Order(), listed.Order());
            Assert.Equal(expected.Select(pair => (pair.Item1, pair.Item2)).Order(), listed.Select(pair => (pair.Item1, pair.Item2)));
            Assert.Equal(expected.Count, result.Excluded.Total);
            Assert.All(result.Excluded.ByRule, counted => Assert.Equal(expected.Count(pair => pair.Item3 == counted.Rule.Text), counted.Pairs));
            Assert.Contains(listed, pair => pair.Item2 == int.MaxValue);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_list_without_excluded_pairs_or_slow_approaches_is_a_filter_of_the_whole_list(bool isVolume)
    {
        const double limit = 0.0005;
        var settings = Usual with { ThresholdKm = 60, Volume = isVolume ? ScreeningVolume.Box(20, 60, 60) : null };
        var objects = Populations.All["a train with millimetres per second of drift"](new Random(3), 24);
        MeanElements[] sets = [.. objects[..12].Select(set => set with { Number = new CatalogNumber(2 * set.Number.Value) })];

        // In descending order of number and between those of the element sets, one without.
        InterpolatedEphemeris[] ephemerides = [.. objects[12..].Select((set, k) => Ephemerides.Around(
            set, settings, Ephemerides.Named("PLAN", k == 4 ? null : 25 - (2 * k))))];
        var random = new Random(7);
        bool[] Some(double share) => [.. objects.Select(_ => random.NextDouble() < share)];
        var (one, other) = (Some(0.3), Some(0.5));
        var all = Screener.Screen(sets, ephemerides, settings, cancellation: TestContext.Current.CancellationToken);
        var rest = Screener.Screen(
            sets, ephemerides, settings, exclusions: [ExclusionRule.Between("one:other", one, other), ExclusionRule.CoMoving(limit)], cancellation: TestContext.Current.CancellationToken);
        bool IsExcluded(CloseApproach row) => (one[row.First] && other[row.Second]) || (one[row.Second] && other[row.First]);
        Assert.Equal(all.Approaches.Where(row => !IsExcluded(row) && row.RelativeSpeedKmPerS > limit), rest.Approaches);
        Assert.Contains(rest.Approaches, row => Math.Max(row.First, row.Second) >= sets.Length);
        var slow = all.Approaches.Where(row => !IsExcluded(row) && row.RelativeSpeedKmPerS <= limit)
            .Select(row => (Key(row.First), Key(row.Second))).Select(pair => (Math.Min(pair.Item1, pair.Item2), Math.Max(pair.Item1, pair.Item2))).Distinct().Order().ToArray();
        var listed = rest.Excluded.List().Where(pair => pair.Rule is ExclusionRule.Slow).Select(pair => (pair.Lower?.Value ?? int.MaxValue, pair.Higher?.Value ?? int.MaxValue));
        Assert.Equal(slow, listed);
        Assert.True(slow.Length > 3, $"only {slow.Length} slow pairs");

        int Key(int index) => all.ObjectAt(index).Number?.Value ?? int.MaxValue;
    }

    [Fact]
    public void The_self_check_takes_volumes_exclusions_and_ephemerides()
    {
        var settings = Usual with { Volume = ScreeningVolume.Box(20, 100, 100), Threads = 2 };
        var objects = Populations.All["low orbits of one shell"](new Random(9), 60);
        var sets = objects[..45];
        InterpolatedEphemeris[] ephemerides = [.. objects[45..].Select(set => Ephemerides.Around(set, settings, Ephemerides.Named("PLAN", set.Number.Value)))];
        bool[] one = [.. objects.Select((_, i) => i % 3 == 0)];
        ScreeningResult Screen(ScreeningSettings settings, IProgress<ScreeningProgress>? progress, CancellationToken cancellation) =>
            Screener.Screen(sets, ephemerides, settings, progress: progress, exclusions: [ExclusionRule.Between("one:one", one, one)], cancellation: cancellation);
        var result = Screen(settings, null, TestContext.Current.CancellationToken);
        Assert.Contains(result.Approaches, row => row.Second >= sets.Length && row.First < sets.Length);
        Assert.All(ScreeningVerification.Run(result, Screen, cancellation: TestContext.Current.CancellationToken), variant => Assert.Empty(variant.Differences));
    }

    [Fact]
    public void Groups_hold_entries_for_both_sorts()
    {
        var set = Populations.Orbit(6900, 0.001, 51.6, 10, 20, 30, 1e-4, 10);
        var ephemeris = Ephemerides.Around(set, Usual, Ephemerides.Named("PLAN"));
        Assert.Throws<ArgumentException>(() => Screener.Screen(
            [set], [ephemeris], Usual, exclusions: [ExclusionRule.Between("a:b", [true], [true])], cancellation: TestContext.Current.CancellationToken));
    }

    /// <summary>Rows with catalogue numbers in place of indices, in an order that does not hang on the last digit of TCA.</summary>
    private static CloseApproach[] InOrderOfVolumeTime(ScreeningResult result) =>
    [
        .. result.Approaches.Select(row => row with { First = result.ObjectAt(row.First).Number!.Value.Value, Second = result.ObjectAt(row.Second).Number!.Value.Value })
            .OrderBy(row => row.First).ThenBy(row => row.Second).ThenBy(row => row.VolumeTime),
    ];
}
