using CsCheck;
using NodaTime;
using Ssa.Propagation;

namespace Ssa.Screening.Tests;

/// <summary>Rules that leave pairs out: against a loop over all pairs, which asks each rule in turn.</summary>
public class ExclusionTests
{
    private static readonly ScreeningSettings Settings = new() { Start = Populations.Epoch, Duration = Duration.FromHours(2), ThresholdKm = 40, Threads = 1 };

    private static readonly string[] Names = ["STARLINK-1008", "STARLINK-2222", "ONEWEB-0012", "COSMOS 1408 DEB", "COSMOS 2251 DEB", "COSMOS 2545", "IRIDIUM 33", "IRIDIUM 106", ""];

    [Fact]
    public void Excluded_pairs_are_counted_and_listed_as_a_plain_loop_does() =>
        Gen.Select(Gen.Int, Gen.Int[1, 3], Gen.Int[0, 3], Gen.Bool, Gen.Bool).Sample((seed, groups, position, isSelected, hasDuplicates) =>
        {
            var random = new Random(seed);
            const int count = 40;

            // Two records of one object never meet and are no pair.
            var objects = Enumerable.Range(0, count).Select(i => Populations.Orbit(9000 + (300 * i), 0, 10, 20, 30, 40, 0, hasDuplicates ? 1 + random.Next(60) : 100 - i) with { Name = Names[random.Next(Names.Length)] }).ToArray();
            bool[] Some(double share) => [.. objects.Select(_ => random.NextDouble() < share)];
            var members = Enumerable.Range(0, groups).Select(g => (One: Some(0.2), Other: Some(0.3))).ToArray();
            var rules = members.Select((m, g) => ExclusionRule.Between($"group {g}", m.One, m.Other)).ToList();
            rules.Insert(Math.Min(position, groups), ExclusionRule.SameNamePrefix);
            var pairs = isSelected ? new PairSelection(Some(0.4), Some(0.6)) : null;

            var expected = new List<(int, int, string)>();
            for (var a = 0; a < count; a++)
            {
                for (var b = a + 1; b < count; b++)
                {
                    var isWanted = pairs is null || (pairs.IsPrimary[a] && pairs.IsSecondary[b]) || (pairs.IsPrimary[b] && pairs.IsSecondary[a]);
                    var rule = rules.Find(rule => rule == ExclusionRule.SameNamePrefix
                        ? NamePrefix.Of(objects[a].Name) is { } prefix && prefix == NamePrefix.Of(objects[b].Name)
                        : members[int.Parse(rule.Text[6..], System.Globalization.CultureInfo.InvariantCulture)] is var m && ((m.One[a] && m.Other[b]) || (m.One[b] && m.Other[a])));
                    var (x, y) = (objects[a].Number.Value, objects[b].Number.Value);
                    if (isWanted && rule is not null && x != y)
                    {
                        expected.Add((Math.Min(x, y), Math.Max(x, y), rule.Text));
                    }
                }
            }

            var excluded = Screener.Screen(objects, Settings with { Duration = Duration.FromMinutes(1), ThresholdKm = 1 }, pairs, exclusions: rules).Excluded;
            Assert.Equal(expected.Order(), excluded.List().Select(pair => (pair.Lower!.Value.Value, pair.Higher!.Value.Value, pair.Rule.Text)).Order());
            if (!hasDuplicates)
            {
                Assert.Equal(expected.Order(), excluded.List().Select(pair => (pair.Lower!.Value.Value, pair.Higher!.Value.Value, pair.Rule.Text)));
            }

            Assert.Equal(rules.Select(rule => (rule, (long)expected.Count(pair => pair.Item3 == rule.Text))), excluded.ByRule);
            Assert.Equal(expected.Count, excluded.Total);
        }, iter: 60, threads: 1);

    [Fact]
    public void A_list_without_the_excluded_pairs_is_a_filter_of_the_whole_list() =>
        Gen.Select(Gen.Int[0, Populations.All.Count - 1], Gen.Int, Gen.Bool.Array[30], Gen.Bool.Array[30]).Sample((kind, seed, isInOne, isInOther) =>
        {
            var objects = Populations.All.Values.ElementAt(kind)(new Random(seed), 30);
            var all = Row.Screen(objects, Settings);
            var result = Screener.Screen(objects, Settings, exclusions: [ExclusionRule.Between("a:b", isInOne, isInOther)]);
            Row.AssertSame([.. all.Where(row => !IsExcluded(row.First - 1, row.Second - 1) && !IsExcluded(row.Second - 1, row.First - 1))], Row.Of(result), "a:b");

            bool IsExcluded(int a, int b) => isInOne[a] && isInOther[b];
        }, iter: 20, threads: 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Slow_approaches_are_left_out_and_their_pairs_listed(bool isVolume)
    {
        var settings = Settings with { Volume = isVolume ? ScreeningVolume.Box(5, 30, 30) : null, Threads = 2, StepsPerSlab = 5 };
        var objects = Populations.All["a train with millimetres per second of drift"](new Random(3), 20)
            .Concat(Populations.All["one plane, both directions"](new Random(3), 20).Select(set => set with { Number = new CatalogNumber(100 + set.Number.Value) })).ToArray();
        objects = [.. objects, objects[0] with { Number = new CatalogNumber(90) }];
        const double limit = 0.001;
        var all = Screener.Screen(objects, settings, cancellation: TestContext.Current.CancellationToken);
        var result = Screener.Screen(objects, settings, exclusions: [ExclusionRule.CoMoving(limit)], cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(all.Approaches.Where(row => row.RelativeSpeedKmPerS > limit), result.Approaches);
        var slow = all.Approaches.Where(row => row.RelativeSpeedKmPerS <= limit)
            .Select(row => (Math.Min(Number(row.First), Number(row.Second)), Math.Max(Number(row.First), Number(row.Second)))).Distinct().Order().ToArray();
        Assert.True(slow.Length > 3 && result.Approaches.Count > 3);
        Assert.Contains((1, 90), slow);
        Assert.Equal(slow, result.Excluded.List().Select(pair => (pair.Lower!.Value.Value, pair.Higher!.Value.Value)));
        Assert.Equal(("co-moving:1m/s", slow.Length), (result.Excluded.ByRule[0].Rule.Text, result.Excluded.Total));

        int Number(int index) => objects[index].Number.Value;
    }

    [Fact]
    public void Twins_obey_rules_of_names_and_groups_too()
    {
        var zarya = Populations.Orbit(6800, 0.001, 51.6, 10, 20, 30, 1e-4, 25544) with { Name = "ISS (ZARYA)" };
        MeanElements[] objects = [zarya, zarya with { Number = new CatalogNumber(49044), Name = "ISS (NAUKA)" }, zarya with { Number = new CatalogNumber(50000), Name = "SOYUZ-MS 20" }];
        var result = Screener.Screen(objects, Settings, exclusions: [ExclusionRule.SameNamePrefix], cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(2, result.Approaches.Count);
        Assert.Equal([(25544, 49044)], result.Excluded.List().Select(pair => (pair.Lower!.Value.Value, pair.Higher!.Value.Value)));
    }

    [Fact]
    public void A_fleet_of_thousands_is_counted_without_holding_its_pairs()
    {
        var fleet = Enumerable.Range(1, 4000).Select(n => Populations.Orbit(7000 + (20 * n), 0, 10, 20, 30, 40, 0, n) with { Name = $"STARLINK-{n}" }).ToArray();
        var settings = Settings with { Duration = Duration.FromSeconds(1), ThresholdKm = 0.1 };
        var excluded = Screener.Screen(fleet, settings, exclusions: [ExclusionRule.SameNamePrefix], cancellation: TestContext.Current.CancellationToken).Excluded;
        Assert.Equal(4000L * 3999 / 2, excluded.Total);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(excluded.Total, excluded.List().LongCount());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    [Fact]
    public void Rules_that_do_not_fit_are_refused()
    {
        var objects = Populations.All["Molniya"](new Random(1), 3);
        Refuse(ExclusionRule.Between("a:b", [true], [true]));
        Refuse(ExclusionRule.CoMoving(0.01), ExclusionRule.CoMoving(0.02));
        Refuse([.. Enumerable.Repeat(ExclusionRule.SameNamePrefix, 65)]);

        void Refuse(params ExclusionRule[] rules) =>
            Assert.Throws<ArgumentException>(() => Screener.Screen(objects, Settings, exclusions: rules, cancellation: TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("STARLINK-1234", "STARLINK-")]
    [InlineData("starlink-31000", "STARLINK-")]
    [InlineData("ISS (ZARYA)", "ISS")]
    [InlineData("ISS (NAUKA)", "ISS")]
    [InlineData("CSS (TIANHE)", "CSS")]
    [InlineData("IRIDIUM 33", "IRIDIUM ")]
    [InlineData("ONEWEB-0012", "ONEWEB-")]
    [InlineData("LEMUR-2 ZACHARY", "LEMUR-")]
    [InlineData("GRACE-FO 1", "GRACE-FO ")]
    [InlineData("SWARM  B", "SWARM ")]
    [InlineData("GSAT0101 (GALILEO-PFM)", "GSAT")]
    [InlineData("GSAT-30", "GSAT-")]
    [InlineData("O3B FM5", "O3B FM")]
    [InlineData("COSMOS 1408 DEB", null)]
    [InlineData("COSMOS 2251 DEB", null)]
    [InlineData("FENGYUN 1C DEB", null)]
    [InlineData("IRIDIUM 33 DEB", null)]
    [InlineData("ISS DEB (SPX-1)", null)]
    [InlineData("FALCON 9 R/B", null)]
    [InlineData("SL-16 R/B(2)", null)]
    [InlineData("COSMOS 2545", null)]
    [InlineData("COSMOS 2545 (GLONASS)", null)]
    [InlineData("USA 193", null)]
    [InlineData("OBJECT B", null)]
    [InlineData("TBA - TO BE ASSIGNED", null)]
    [InlineData("TERRASAR-X", null)]
    [InlineData("1998-067NX", null)]
    [InlineData("WESTFORD NEEDLES", null)]
    [InlineData("(X)", null)]
    [InlineData("", null)]
    public void The_prefix_of_a_name(string name, string? prefix) => Assert.Equal(prefix, NamePrefix.Of(name));
}
