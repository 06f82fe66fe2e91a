using NodaTime;
using Ssa.Propagation;
using Ssa.Screening.Tests.Oracle;

namespace Ssa.Screening.Tests;

public class EdgeRowTests
{
    private static readonly Instant Start = Populations.Epoch;

    private static readonly MeanElements Leader = Populations.Orbit(6900, 0.001, 51.6, 10, 20, 30, 1e-4, 10);

    [Fact]
    public void Identical_element_sets_give_one_row_at_the_start_with_range_zero()
    {
        var docked = Leader with { Number = new CatalogNumber(77), Name = "MODULE" };
        var row = Assert.Single(Row.Screen([docked, Leader], Settings(24)));
        Assert.Equal((10, 77, CloseApproachKind.WindowStart, Start, 0.0, 0.0), (row.First, row.Second, row.Kind, row.Tca, row.RangeKm, row.Speed));
        Assert.Null(row.Start);
        Assert.Null(row.Stop);
    }

    [Theory]
    [InlineData(360, 0, 0)]
    [InlineData(0, 360, 0)]
    [InlineData(0, 0, 360)]
    public void The_same_elements_written_with_another_turn_of_an_angle_give_one_row_at_the_start(double node, double perigee, double anomaly)
    {
        var same = Leader with
        {
            Number = new CatalogNumber(77),
            RightAscensionDeg = Leader.RightAscensionDeg - node,
            ArgumentOfPerigeeDeg = Leader.ArgumentOfPerigeeDeg - perigee,
            MeanAnomalyDeg = Leader.MeanAnomalyDeg - anomaly,
        };
        var row = Assert.Single(Row.Screen([same, Leader], Settings(3)));
        Assert.Equal(CloseApproachKind.WindowStart, row.Kind);
        Assert.InRange(row.RangeKm, 0, 1e-8);
    }

    [Fact]
    public void A_train_that_nearly_keeps_its_distance_gives_one_row_a_revolution()
    {
        // Circular and equatorial: the distance of 2.4 km breathes by millimetres, from the least eccentricity that SGP4 lets be.
        var leader = Populations.Orbit(7000, 0, 0, 0, 0, 30, 0, 10);
        var follower = Populations.Orbit(7000, 0, 0, 0, 0, 29.98, 0, 11);
        var rows = Row.Screen([leader, follower], Settings(24));
        Assert.InRange(rows.Length, 14, 16);
        Assert.All(rows, row => Assert.Equal(CloseApproachKind.Minimum, row.Kind));
        Verdict.Check([leader, follower], Settings(3));
    }

    [Fact]
    public void Three_docked_modules_and_a_visitor_give_each_pair_once()
    {
        var modules = Enumerable.Range(10, 3).Select(n => Leader with { Number = new CatalogNumber(n) });
        var visitor = Leader with { Number = new CatalogNumber(5), MeanAnomalyDeg = Leader.MeanAnomalyDeg + 0.01, RightAscensionDeg = 10.01 };
        var rows = Row.Screen([.. modules, visitor], Settings(1));
        Assert.Equal(3, rows.Count(row => row.First >= 10));
        var withVisitor = rows.Where(row => row.First == 5).ToLookup(row => (row.Kind, row.Tca, row.RangeKm));
        Assert.NotEmpty(withVisitor);
        Assert.All(withVisitor, same => Assert.Equal([10, 11, 12], same.Select(row => row.Second).Order()));
    }

    [Fact]
    public void Objects_of_one_number_never_meet() => Assert.Empty(
        Row.Screen([Leader, Leader with { MeanAnomalyDeg = 30.001 }, Leader with { Epoch = Start + Duration.FromMinutes(3) }, Leader], Settings(3)));

    [Fact]
    public void A_pair_that_closes_in_for_the_whole_window_gives_a_row_at_its_end_and_one_that_opens_a_row_at_its_start()
    {
        // Along one orbit, the follower lower and so faster: the gap of 3.4 km closes by some metres a second.
        var follower = Leader with { Number = new CatalogNumber(11), MeanAnomalyDeg = 30 - 0.028, MeanMotionRevPerDay = Leader.MeanMotionRevPerDay * 1.0001 };
        var settings = Settings(0.05);
        var closing = Assert.Single(Row.Screen([Leader, follower], settings));
        Assert.Equal(CloseApproachKind.WindowEnd, closing.Kind);
        Assert.Equal(settings.Start + settings.Duration, closing.Tca);
        var opening = Assert.Single(Row.Screen([Leader, follower with { MeanAnomalyDeg = 30.028 }], settings));
        Assert.Equal(CloseApproachKind.WindowStart, opening.Kind);
        Assert.Equal(settings.Start, opening.Tca);
        Assert.Equal(2, Verdict.Check([Leader, follower], settings) + Verdict.Check([Leader, follower with { MeanAnomalyDeg = 30.028 }], settings));
    }

    [Fact]
    public void An_object_that_decays_beside_another_ends_with_a_row_where_its_states_end()
    {
        // The lower one meets the surface within hours; the other flies a few kilometres from it and lasts longer.
        var dying = Populations.Orbit(6378 + 125, 0.0005, 51.6, 10, 20, 30, 4e-2, 10);
        var beside = dying with { Number = new CatalogNumber(11), BStarPerEarthRadius = 3.9e-2 };
        var settings = Settings(12) with { ThresholdKm = 300 };
        var result = Screener.Screen([dying, beside], settings, cancellation: TestContext.Current.CancellationToken);
        var refusal = Assert.Single(result.Refusals, r => r.ObjectIndex == 0);
        Assert.False(refusal.WholeWindow);
        Assert.NotEqual(PropagationStatus.Ok, new Sgp4Propagator(dying, settings.Sgp4Mode).At(refusal.First).Status);
        Assert.True(Verdict.Check([dying, beside], settings) > 0);

        // Its last valid state is the row, to the microsecond.
        foreach (var row in result.Approaches.Where(row => row.Kind is CloseApproachKind.StateEnd or CloseApproachKind.StateStart))
        {
            var outward = Duration.FromNanoseconds(row.Kind == CloseApproachKind.StateEnd ? 2000 : -2000);
            Assert.Contains(
                new[] { dying, beside }, set => new Sgp4Propagator(set, settings.Sgp4Mode).At(row.Tca + outward).Status != PropagationStatus.Ok);
        }
    }

    [Fact]
    public void States_that_begin_or_end_while_the_distance_opens_or_closes_give_rows_of_their_own()
    {
        // Two orbits whose perigee dips below the surface on every turn, one after the other on nearly the same path.
        var kinds = new HashSet<CloseApproachKind>();
        for (var k = 0; k < 12; k++)
        {
            var one = Populations.Orbit(6378 + 100, 0.0185 + (0.0002 * (k % 4)), 51.6, 10, 20, 150, 0, 10);
            var two = one with { Number = new CatalogNumber(11), MeanAnomalyDeg = 150 + (0.1 * ((k % 3) - 1)) + 0.02, Eccentricity = one.Eccentricity + 0.0002, InclinationDeg = 51.61 };
            var settings = Settings(3) with { ThresholdKm = 30 };
            var rows = Row.Screen([one, two], settings);
            kinds.UnionWith(rows.Select(row => row.Kind));
            Assert.True(Verdict.Check([one, two], settings) > 0);
        }

        Assert.Contains(CloseApproachKind.StateStart, kinds);
        Assert.Contains(CloseApproachKind.StateEnd, kinds);
    }

    private static ScreeningSettings Settings(double hours) => new() { Start = Start, Duration = Duration.FromMinutes(60 * hours), ThresholdKm = 5, Threads = 1 };
}
