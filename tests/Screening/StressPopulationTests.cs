using NodaTime;
using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Screening.Tests.Oracle;

namespace Ssa.Screening.Tests;

/// <summary>Populations that no catalogue has as a whole, but parts of which every catalogue has: right, and in bounded time and memory.</summary>
public class StressPopulationTests
{
    private static readonly ScreeningSettings Usual = new() { Start = Populations.Epoch, Duration = Duration.FromHours(2), ThresholdKm = 5, Threads = 2 };

    [Fact]
    public void A_thousand_clones_are_one_row_a_pair()
    {
        var rows = Screen(Train(1000, stepDeg: 0), Usual with { Duration = Duration.FromMinutes(4) }).Approaches;
        Assert.Equal(1000 * 999 / 2, rows.Count);
        Assert.All(rows, row => Assert.Equal((CloseApproachKind.WindowStart, 0.0, Usual.Start), (row.Kind, row.RangeKm, row.Tca)));
        Assert.Equal(rows.Count, rows.Select(row => (row.First, row.Second)).Distinct().Count());
    }

    [Fact]
    public void Clones_a_few_metres_apart_are_found_as_a_plain_brute_force_finds_them() =>
        Assert.True(Verdict.Check(Train(25, stepDeg: 1e-4), Usual) >= 25 * 24 / 2);

    [Fact]
    public void A_swarm_with_more_candidates_than_wait_at_once_gives_the_same_list_slab_by_slab()
    {
        // 7,140 pairs in each of 38 steps; with one step a slab none waits.
        var swarm = Train(120, stepDeg: 1e-4);
        var settings = Usual with { Duration = Duration.FromMinutes(75) };
        var together = Row.Screen(swarm, settings);
        Assert.True(together.Length >= 7140);
        Row.AssertSame(together, Row.Screen(swarm, settings with { StepsPerSlab = 1 }), "one step a slab");
    }

    [Fact]
    public void A_crowded_geosynchronous_slot_gives_what_a_plain_brute_force_finds_and_no_company_changes_that()
    {
        var crowd = Slot(120);
        var settings = Usual with { Duration = Duration.FromHours(5), ThresholdKm = 20 };
        var few = crowd.Where((_, i) => i % 4 == 0).ToArray();
        Assert.True(Verdict.Check(few, settings) > 5);

        var numbers = few.Select(set => set.Number.Value).ToHashSet();
        var among = Row.Screen(crowd, settings);
        Assert.True(among.Length > 50, $"{among.Length} rows");
        Row.AssertSame(Row.Screen(few, settings), [.. among.Where(row => numbers.Contains(row.First) && numbers.Contains(row.Second))], "among 120");
    }

    [Fact]
    public void A_tenth_of_the_objects_may_fail_and_the_others_list_stays_the_same()
    {
        var sound = SyntheticPopulation.Make(900, 3, Populations.Epoch);
        var settings = Usual with { Duration = Duration.FromHours(6), ThresholdKm = 30 };
        MeanElements[] failing = [.. Enumerable.Range(0, 100).Select(Failing)];
        var result = Screen([.. sound, .. failing], settings);
        Assert.Equal(failing.Select(set => set.Number.Value), result.Refusals.Select(refusal => result.Objects[refusal.ObjectIndex].Number.Value).Where(IsFailing));
        foreach (var kind in new[] { PropagationStatus.Decayed, PropagationStatus.MeanEccentricity })
        {
            Assert.Contains(result.Refusals, refusal => refusal.Status == kind && refusal.WholeWindow);
        }

        // Those that fail on the way are valid at first.
        Assert.Contains(result.Refusals, refusal => !refusal.WholeWindow && refusal.First > settings.Start);
        var without = Row.Screen(sound, settings);
        Assert.True(without.Length > 50);
        Row.AssertSame(without, [.. Row.Of(result).Where(row => !IsFailing(row.First) && !IsFailing(row.Second))], "with failing objects");

        static bool IsFailing(int number) => number <= 100;
    }

    [Fact]
    public void Objects_that_fail_meet_others_as_long_as_they_have_states()
    {
        // Neighbours of the failing objects, so that they meet: one orbit, drag that differs a thousandfold.
        MeanElements[] objects = [.. Enumerable.Range(0, 40).Select(i => Failing(i) with
        {
            RightAscensionDeg = 10 + (0.01 * i), InclinationDeg = 60, ArgumentOfPerigeeDeg = 0, MeanAnomalyDeg = 0.02 * i,
        })];
        Assert.True(Verdict.Check(objects, Usual with { ThresholdKm = 60 }) > 10);
    }

    [Fact]
    public void Nothing_to_screen_gives_an_empty_list()
    {
        var few = Train(3, stepDeg: 1e-4);
        bool[] none = [false, false, false];
        bool[] all = [true, true, true];
        Assert.Empty(Screen([], Usual).Approaches);
        Assert.Empty(Screen([few[0]], Usual).Approaches);
        Assert.Empty(Screen([], Usual, new PairSelection([], [])).Approaches);
        Assert.Empty(Screen(few, Usual, new PairSelection(none, all)).Approaches);
        Assert.Empty(Screen(few, Usual, new PairSelection(all, none)).Approaches);
        Assert.NotEmpty(Screen(few, Usual, new PairSelection(all, all)).Approaches);
    }

    [Theory]
    [InlineData(0, 100_000)]
    [InlineData(1e-4, 1000)]
    public void A_limit_of_events_stops_the_run_while_they_come_in(double stepDeg, long limit)
    {
        // A month of objects that are never apart: as many rows at once as there are pairs, or one a pair and revolution.
        var swarm = Train(stepDeg > 0 ? 80 : 500, stepDeg);
        var batches = 0;
        var reports = new Counting();
        var refusal = Assert.Throws<TooManyEventsException>(() => Screener.Screen(
            swarm, Usual with { Duration = Duration.FromDays(30), MaxEvents = limit }, progress: reports, onRows: _ => batches++, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(limit, refusal.Limit);

        // Not one slab of the 480 had to be finished for it.
        Assert.Equal((0, 0), (batches, reports.Count));
    }

    [Fact]
    public void A_slab_that_is_late_does_not_let_the_others_pile_up_rows_beyond_the_limit()
    {
        var row = Screen(Train(2, stepDeg: 1e-4), Usual).Approaches[0];
        CloseApproach[] RowsOf(int slab) => [.. Enumerable.Range(0, 10).Select(i => row with { Tca = Usual.Start + Duration.FromMinutes((slab * 60) + i) })];
        var sequence = new RowSequence(
            [1, 2], [0, 1], 0, 100, slab => Fine.TimeGrid.ToNanoseconds(Usual.Start + Duration.FromHours(slab)), 0, 35, [], _ => Assert.Fail("slab 0 has not come"));
        sequence.Add(1, RowsOf(1), CancellationToken.None);
        sequence.Add(2, [.. RowsOf(2), .. RowsOf(3)[..1]], CancellationToken.None);

        // The first row of slab 3 stands twice, as at a seam.
        sequence.Add(3, RowsOf(3), CancellationToken.None);
        Assert.Equal(35, Assert.Throws<TooManyEventsException>(() => sequence.Add(4, RowsOf(4), CancellationToken.None)).Limit);
    }

    /// <summary>Objects one behind the other in one orbit, so many degrees of mean anomaly apart.</summary>
    private static MeanElements[] Train(int count, double stepDeg) =>
        [.. Enumerable.Range(0, count).Select(k => Populations.Orbit(6878, 0.001, 51.6, 10, 20, 30 + (k * stepDeg), 1e-4, k + 1))];

    /// <summary>Geosynchronous objects within a tenth of a degree of longitude.</summary>
    private static MeanElements[] Slot(int count)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, count).Select(k =>
        {
            var (node, perigee) = (360 * random.NextDouble(), 360 * random.NextDouble());
            var longitude = 100 + (0.1 * random.NextDouble());
            return Populations.Orbit(
                42164 + (0.4 * random.NextDouble()), 4e-4 * random.NextDouble(), k % 4 == 0 ? 7 * random.NextDouble() : 0.08 * random.NextDouble(), node, perigee,
                Populations.Turn(longitude - node - perigee), 0, k + 1);
        })];
    }

    /// <summary>Objects that SGP4 refuses: below the surface, with an eccentricity that drag takes out of range, or decaying within hours.</summary>
    private static MeanElements Failing(int i) => (i % 4) switch
    {
        0 => Populations.Orbit(6370 - i, 0.001, 60, i, 0, 10 * i, 0, i + 1),
        1 => Populations.Orbit(6640, 0.03, 60, i, 0, 10 * i, 0.9, i + 1) with { Epoch = Populations.Epoch - Duration.FromDays(20) },
        2 => Populations.Orbit(6500 + (i / 10), 0.002, 60, i, 0, 10 * i, 0.02, i + 1),
        _ => Populations.Orbit(6520 + (i / 10), 0.02, 60, i, 0, 10 * i, 1e-3, i + 1),
    };

    private static ScreeningResult Screen(IReadOnlyList<MeanElements> objects, ScreeningSettings settings, PairSelection? pairs = null) =>
        Screener.Screen(objects, settings, pairs, cancellation: TestContext.Current.CancellationToken);

    private sealed class Counting : IProgress<ScreeningProgress>
    {
        public int Count { get; private set; }

        public void Report(ScreeningProgress value) => Count++;
    }
}
