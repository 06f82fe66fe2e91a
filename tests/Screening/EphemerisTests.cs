using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Frames;
using Ssa.Screening.Tests.Oracle;

namespace Ssa.Screening.Tests;

/// <summary>Ephemerides as objects of the search, beside element sets and each other.</summary>
public class EphemerisTests
{
    private static readonly ScreeningSettings Usual = new() { Start = Populations.Epoch, Duration = Duration.FromHours(2), ThresholdKm = 60, Threads = 1 };

    private static readonly MeanElements Leader = Populations.Orbit(6900, 0.001, 51.6, 10, 20, 30, 1e-4, 10);

    [Theory]
    [InlineData("low orbits of one shell", 8, 100)]
    [InlineData("a geosynchronous slot", 12, 60)]
    [InlineData("eccentric, perigee in the air", 24, 100)]
    public void Tables_of_element_sets_meet_what_the_element_sets_meet(string kind, int hours, double thresholdKm)
    {
        // Half of them as ephemerides: against the element sets, and against each other.
        var objects = Populations.All[kind](new Random(3), 30).Select(set => set with { BStarPerEarthRadius = Math.Min(set.BStarPerEarthRadius, 1e-6) }).ToArray();
        var settings = Usual with { Duration = Duration.FromHours(hours), ThresholdKm = thresholdKm };
        MeanElements[] sets = [.. objects.Where((_, i) => i % 4 is 0 or 3)];
        var ephemerides = objects.Except(sets).Select(set => Ephemerides.Around(set, settings, Ephemerides.Named("TABLE", set.Number.Value))).ToArray();
        var expected = Row.Screen(objects, settings);
        var actual = Row.Of(Screener.Screen(sets, ephemerides, settings, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(expected.Select(row => (row.First, row.Second, row.Kind)), actual.Select(row => (row.First, row.Second, row.Kind)));
        foreach (var (one, two) in expected.Zip(actual))
        {
            Assert.Equal(one.RangeKm, two.RangeKm, 1e-3);
            Assert.InRange(Math.Abs((one.Tca - two.Tca).TotalSeconds), 0, one.Kind == CloseApproachKind.Minimum ? Verdict.ToleranceSeconds(one.Speed) : 0);
            Assert.Equal(one.Speed, two.Speed, 1e-6);
        }

        Assert.True(expected.Count(row => ephemerides.Any(one => one.Identity.Number!.Value.Value == row.First || one.Identity.Number!.Value.Value == row.Second)) > 20, $"only {expected.Length} rows");
    }

    [Fact]
    public void An_impulse_in_the_middle_of_a_step_loses_no_encounter()
    {
        // The object turns away at 2 km/s, 60 km from the chord between two grid points; at the kink something else passes within a kilometre.
        var random = new Random(11);
        var shell = new Sgp4Propagator(Leader, Sgp4Mode.Afspc).At(Populations.Epoch);
        for (var trial = 0; trial < 12; trial++)
        {
            var before = (int)(15 + (30 * random.NextDouble()));
            var kick = (0.3 + (2 * random.NextDouble())) * Direction(random);
            var segments = Ephemerides.Flight(Populations.Epoch, shell.PositionKm, shell.VelocityKmPerS, 60, (before, default, 0), (8, kick, 0));
            var flight = new InterpolatedEphemeris(Ephemerides.Named("CANDIDATE"), segments);
            var time = segments[1].Start;
            var at = flight.StateAt(time);
            var across = Across(at.PositionKm, random);
            var target = MeanElementsOf.State(at.PositionKm + (0.2 * Direction(random)), 7.6 * across, time, 5, Sgp4Mode.Afspc);
            Assert.NotNull(target);
            Row[]? usual = null;
            foreach (var step in new[] { 37.0, 60, 120, 300 })
            {
                var settings = Usual with { ThresholdKm = 1, Duration = Duration.FromMinutes(70), StepSeconds = step };
                var result = Screener.Screen([target], [flight], settings, cancellation: TestContext.Current.CancellationToken);
                Row.AssertSame(usual ??= Row.Of(result), Row.Of(result), $"trial {trial}, step {step} s");
                Assert.Contains(result.Approaches, row => Math.Abs((row.Tca - time).TotalSeconds) < 5 && row.RangeKm <= 0.2 + 1e-6);
            }
        }
    }

    [Fact]
    public void A_kink_between_falling_and_rising_distance_is_a_minimum_at_the_kink()
    {
        // Towards the leader, and at the kick straight back.
        var propagator = new Sgp4Propagator(Leader, Sgp4Mode.Afspc);
        var state = propagator.At(Populations.Epoch);
        var along = 1 / state.VelocityKmPerS.Norm * state.VelocityKmPerS;
        IReadOnlyList<EphemerisSegment> Fly(Vector3 kick) =>
            Ephemerides.Flight(Populations.Epoch, state.PositionKm - (20.0 * along), state.VelocityKmPerS, 60, (10, 0.02 * along, 0), (10, kick, 0));
        var segments = Fly(default);
        var (own, other) = (new InterpolatedEphemeris(Ephemerides.Named("BOUNCE"), segments).StateAt(segments[1].Start), propagator.At(segments[1].Start));
        var relative = own.VelocityKmPerS - other.VelocityKmPerS;
        Assert.True(Vector3.Dot(own.PositionKm - other.PositionKm, relative) < -0.05);
        segments = Fly(-2 * relative);
        var flight = new InterpolatedEphemeris(Ephemerides.Named("BOUNCE"), segments);
        var settings = Usual with { ThresholdKm = 30, Duration = Duration.FromMinutes(15) };
        var result = Screener.Screen([Leader], [flight], settings, cancellation: TestContext.Current.CancellationToken);
        var row = Assert.Single(result.Approaches, row => row.Kind == CloseApproachKind.Minimum);
        Assert.InRange(Math.Abs((row.Tca - segments[1].Start).TotalSeconds), 0, Verdict.ToleranceSeconds(row.RelativeSpeedKmPerS));
        Assert.True(Verdict.Check([Leader], settings, [flight]) > 0);
    }

    [Fact]
    public void Awkward_ephemerides_give_what_brute_force_gives_whatever_steps_slabs_threads_and_lanes()
    {
        var kinds = new HashSet<CloseApproachKind>();
        var rows = 0;
        for (var seed = 0; seed < 4; seed++)
        {
            var random = new Random(seed);
            var sets = Populations.All["one plane, both directions"](random, 24);
            var settings = Usual with { Start = Populations.Epoch + Duration.FromSeconds(random.Next(3600)), Duration = Duration.FromMinutes(30 + random.Next(30)), ThresholdKm = 100 };
            MeanElements[] beside = [.. sets[..2].Select((set, k) => set with { MeanAnomalyDeg = set.MeanAnomalyDeg + 0.4, MeanMotionRevPerDay = set.MeanMotionRevPerDay * (1 + (1e-5 * ((2 * k) - 1))) })];
            var ephemerides = Awkward([.. sets[16..], .. beside], settings, random);
            sets = sets[..16];
            rows += Verdict.Check(sets, settings, ephemerides);
            var usual = Screener.Screen(sets, ephemerides, settings, cancellation: TestContext.Current.CancellationToken);
            kinds.UnionWith(usual.Approaches.Where(row => Math.Max(row.First, row.Second) >= sets.Length).Select(row => row.Kind));
            foreach (var (step, slab, threads) in new[] { (37.0, 7, 2), (60, 45, 3), (97, 1, 1), (300, 5, 2) })
            {
                var other = Screener.Screen(
                    sets, ephemerides, settings with { StepSeconds = step, StepsPerSlab = slab, Threads = threads }, cancellation: TestContext.Current.CancellationToken);
                Row.AssertSame(Row.Of(usual), Row.Of(other), $"seed {seed}, step {step} s, {slab} a slab");
                Assert.Equal(usual.Refusals, other.Refusals);
            }

            foreach (var width in Enum.GetValues<LaneWidth>())
            {
                Row.AssertSame(Row.Of(usual), Row.Of(Screener.Screen(sets, ephemerides, settings, null, width, cancellation: TestContext.Current.CancellationToken)), $"seed {seed}, {width}");
            }
        }

        Assert.True(rows > 150, $"{rows} rows");
        Assert.Equal(Enum.GetValues<CloseApproachKind>().Order(), kinds.Order());
    }

    [Fact]
    public void A_launch_from_the_ground_meets_what_it_passes()
    {
        // Straight up at 3 g, then flat, through 400 km and on; sub-orbital, since it is never fast enough.
        var ground = new Vector3(6378.2, 0, 0);
        var segments = Ephemerides.Flight(Populations.Epoch, ground, new Vector3(0.01, 0.45, 0), 5, (40, new Vector3(1.2, 0, 0), 0.028), (160, new Vector3(0, 0.5, 0.2), 0.004), (60, default, 0));
        var flight = new InterpolatedEphemeris(Ephemerides.Named("LAUNCH"), segments);
        var random = new Random(2);
        var targets = new List<MeanElements>();
        for (var k = 0; k < 14; k++)
        {
            var time = Populations.Epoch + Duration.FromSeconds(150 + (85L * k)) + Duration.FromMilliseconds(random.Next(1000));
            var position = flight.StateAt(time).PositionKm + (2 * Direction(random));
            if (position.Norm > 6500 && MeanElementsOf.State(position, 7.7 * Across(position, random), time, k + 1, Sgp4Mode.Afspc) is { } target)
            {
                targets.Add(target);
            }
        }

        var settings = Usual with { Duration = Duration.FromMinutes(30), ThresholdKm = 5 };
        var result = Screener.Screen(targets, [flight], settings, cancellation: TestContext.Current.CancellationToken);
        Assert.True(targets.Count > 8);
        Assert.All(targets, (_, k) => Assert.Contains(result.Approaches, row => row.First == k && row.Second == targets.Count));
        Verdict.Check(targets, settings, [flight]);
    }

    [Fact]
    public void Validity_that_begins_and_ends_in_the_window_gives_edge_rows_and_a_refusal()
    {
        var from = Populations.Epoch + Duration.FromSeconds(1201);
        var until = from + Duration.FromMilliseconds(1_234_567);
        var beside = Leader with { Number = new CatalogNumber(11), MeanAnomalyDeg = 30.02, MeanMotionRevPerDay = Leader.MeanMotionRevPerDay * 1.0001 };
        var table = Ephemerides.Table(beside, Populations.Epoch, Duration.FromHours(2), useableStart: from, useableStop: until);
        var ephemeris = new InterpolatedEphemeris(Ephemerides.Named("", 11), [table]);
        var settings = Usual with { Duration = Duration.FromHours(1) };
        var result = Screener.Screen([Leader], [ephemeris], settings, cancellation: TestContext.Current.CancellationToken);
        var edge = Assert.Single(result.Approaches, row => row.Kind is CloseApproachKind.StateStart or CloseApproachKind.StateEnd);
        Assert.Equal(edge.Kind == CloseApproachKind.StateStart ? from : until, edge.Tca);
        Assert.Equal(new StateRefusal(1, PropagationStatus.OutsideEphemeris, settings.Start, WholeWindow: false), Assert.Single(result.Refusals));
        Assert.True(Verdict.Check([Leader], settings, [ephemeris]) > 0);

        var later = Screener.Screen([Leader], [ephemeris], settings with { Start = from }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(until + Duration.FromNanoseconds(1000), Assert.Single(later.Refusals).First);
        var elsewhere = Screener.Screen([Leader], [ephemeris], settings with { Start = until + Duration.FromHours(1) }, cancellation: TestContext.Current.CancellationToken);
        Assert.True(Assert.Single(elsewhere.Refusals).WholeWindow);
        Assert.Empty(elsewhere.Approaches);
    }

    [Theory]
    [InlineData(1, CloseApproachKind.WindowStart)]
    [InlineData(-1, CloseApproachKind.WindowEnd)]
    public void An_ephemeris_made_for_the_window_has_rows_of_its_edges(int sign, CloseApproachKind kind)
    {
        // The gap opens or closes all the time, the table begins and ends with the window, whose ends are seams of cells.
        var beside = Leader with { Number = new CatalogNumber(11), MeanAnomalyDeg = 30 + (sign * 0.3), MeanMotionRevPerDay = Leader.MeanMotionRevPerDay * 1.0004 };
        var settings = Usual with { Duration = Duration.FromMinutes(8) };
        var ephemeris = new InterpolatedEphemeris(Ephemerides.Named("", 11), [Ephemerides.Table(beside, settings.Start, settings.Duration)]);
        var expected = Assert.Single(Row.Screen([Leader, beside], settings));
        var row = Assert.Single(Row.Of(Screener.Screen([Leader], [ephemeris], settings, cancellation: TestContext.Current.CancellationToken)));
        Assert.Equal((kind, expected.Kind, expected.Tca), (row.Kind, row.Kind, row.Tca));
        Assert.Equal(expected.RangeKm, row.RangeKm, 1e-6);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void A_gap_between_two_segments_ends_and_begins_the_states(int gapSeconds)
    {
        var beside = Leader with { Number = new CatalogNumber(11), MeanAnomalyDeg = 30.3, MeanMotionRevPerDay = Leader.MeanMotionRevPerDay * 1.0004 };
        var stop = Populations.Epoch + Duration.FromSeconds(1867);
        var (length, go) = (Duration.FromHours(1), stop + Duration.FromSeconds(gapSeconds));
        var ephemeris = new InterpolatedEphemeris(
            Ephemerides.Named("", 11),
            [Ephemerides.Table(beside, Populations.Epoch, length, useableStop: stop), Ephemerides.Table(beside, Populations.Epoch, length, useableStart: go)]);
        var settings = Usual with { Duration = Duration.FromMinutes(50) };
        var result = Screener.Screen([Leader], [ephemeris], settings, cancellation: TestContext.Current.CancellationToken);
        Assert.Contains(result.Approaches, row => (row.Kind, row.Tca) == (CloseApproachKind.StateStart, go) || (row.Kind, row.Tca) == (CloseApproachKind.StateEnd, stop));
        Assert.Equal(stop + Duration.FromNanoseconds(1000), Assert.Single(result.Refusals).First);
        Assert.True(Verdict.Check([Leader], settings, [ephemeris]) > 0);
    }

    [Fact]
    public void Records_of_one_object_never_meet_across_both_sorts_and_each_is_screened()
    {
        var visitor = Leader with { Number = new CatalogNumber(5), RightAscensionDeg = 10.05 };
        var known = Leader with { ObjectId = "1998-067A" };
        InterpolatedEphemeris Of(EphemerisObject identity) => Ephemerides.Around(Leader, Usual, identity);
        var result = Screener.Screen(
            [known, visitor],
            [Of(Ephemerides.Named("A", 10)), Of(Ephemerides.Named("B", null, "1998-067-A")), Of(Ephemerides.Named("C", null, "PLAN 7")), Of(Ephemerides.Named("D", null, "PLAN 7"))],
            Usual, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([10, 10, null, null], result.Ephemerides.Select(one => one.Number?.Value));

        // Object 10 is there three times and the plan twice, each against the visitor and against each other.
        var pairs = result.Approaches.Select(row => (row.First, row.Second)).Distinct().Order();
        Assert.Equal([(0, 4), (0, 5), (1, 0), (1, 2), (1, 3), (1, 4), (1, 5), (2, 4), (2, 5), (3, 4), (3, 5)], pairs);
        var times = result.Approaches.Where(row => row.First == 1 && row.Kind == CloseApproachKind.Minimum).GroupBy(row => row.Second).Select(group => group.Count()).Distinct();
        Assert.Single(times);
    }

    [Fact]
    public void Ephemerides_without_numbers_come_last_in_the_order_of_identifiers_whatever_their_order()
    {
        var names = new[] { "delta", "alpha", "charlie", "bravo" };
        var ephemerides = names.Select((name, k) => Ephemerides.Around(Leader with { MeanAnomalyDeg = 30 + (0.01 * name[0]) }, Usual, Ephemerides.Named(name))).ToArray();
        string[] Names(InterpolatedEphemeris[] given)
        {
            var result = Screener.Screen([Leader], given, Usual, cancellation: TestContext.Current.CancellationToken);
            return [.. result.Approaches.Select(row => $"{result.ObjectAt(row.First).Name}/{result.ObjectAt(row.Second).Name} {row.Kind} {row.Tca} {row.RangeKm:R}")];
        }

        var rows = Names(ephemerides);
        Assert.Equal(rows, Names([.. ephemerides.Reverse()]));
        Assert.All(rows, row => Assert.True(string.CompareOrdinal(row.Split('/')[0], row.Split('/')[1]) < 0, row));
        Assert.True(rows.Length > 10);
    }

    [Fact]
    public void A_selection_holds_entries_for_both_sorts()
    {
        var ephemeris = Ephemerides.Around(Leader with { MeanAnomalyDeg = 30.1 }, Usual, Ephemerides.Named("MINE"));
        var others = new[] { Leader, Leader with { Number = new CatalogNumber(11), MeanAnomalyDeg = 30.2 } };
        var result = Screener.Screen(
            others, [ephemeris], Usual, new PairSelection([false, false, true], [true, true, true]), cancellation: TestContext.Current.CancellationToken);
        Assert.NotEmpty(result.Approaches);
        Assert.All(result.Approaches, row => Assert.Equal(2, row.First));
        Assert.Throws<ArgumentException>(() => Screener.Screen(others, [ephemeris], Usual, new PairSelection([true, true], [true, true]), cancellation: TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(13, 0, "moves at 13")]
    [InlineData(7.6, 300, "jumps by 300")]
    [InlineData(-7.6, 0, "from the Earth's centre")]
    public void An_ephemeris_that_moves_as_nothing_does_is_refused(double speedKmPerS, double jumpKm, string fault)
    {
        var radius = speedKmPerS < 0 ? 5000 : 7000;
        EphemerisPoint At(int minute, double offset) => new(
            Populations.Epoch + Duration.FromMinutes(minute), new Vector3(radius, (60 * minute * speedKmPerS) + offset, 0), new Vector3(0, speedKmPerS, 0));
        var ephemeris = new InterpolatedEphemeris(
            Ephemerides.Named("ODD"),
            [new EphemerisSegment([At(0, 0), At(1, 0), At(2, 0)]), new EphemerisSegment([At(2, jumpKm), At(3, jumpKm), At(4, jumpKm)])]);
        var refused = Assert.Throws<UnusableEphemerisException>(() => Screener.Screen([Leader], [ephemeris], Usual, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
        Assert.Contains("ODD", refused.Message, StringComparison.Ordinal);
        Assert.Same(ephemeris, refused.Ephemeris);

        // What lies outside the window does not matter.
        Screener.Screen([Leader], [ephemeris], Usual with { Start = Usual.Start + Duration.FromDays(1) }, cancellation: TestContext.Current.CancellationToken);
    }

    /// <summary>One of every sort of trouble, each near the elements that it is made from.</summary>
    private static InterpolatedEphemeris[] Awkward(MeanElements[] sets, ScreeningSettings settings, Random random)
    {
        var minutes = (int)settings.Duration.TotalMinutes;
        var before = Duration.FromMinutes(10);
        var length = settings.Duration + before + before;
        EphemerisSegment Part(int k, Instant? from, Instant? until) => Ephemerides.Table(sets[k], settings.Start - before, length, 60, from, until);
        Instant At(double share) => settings.Start + Duration.FromMilliseconds((long)(share * settings.Duration.TotalMilliseconds));
        IReadOnlyList<EphemerisSegment> Burns(int k, double kick, double thrust)
        {
            var state = new Sgp4Propagator(sets[k], Sgp4Mode.Afspc).At(settings.Start - before);
            var legs = Enumerable.Range(0, 6).Select(_ => (4 + random.Next(minutes / 6), kick * random.NextDouble() * Direction(random), thrust * random.NextDouble()));
            return Ephemerides.Flight(settings.Start - before, state.PositionKm, state.VelocityKmPerS, 60, [.. legs]);
        }

        var gap = 0.2 + (0.6 * random.NextDouble());
        var jump = Ephemerides.Table(sets[5], settings.Start - before, length, 60, At(gap));
        return
        [
            new(Ephemerides.Named("WHOLE"), [Part(0, null, null)]),
            new(Ephemerides.Named("KICKS"), Burns(1, 0.3, 0)),
            new(Ephemerides.Named("SMALL KICKS AND THRUST", 901), Burns(2, 0.002, 2e-4)),
            new(Ephemerides.Named("GAP"), [Part(8, null, At(gap)), Part(8, At(gap) + Duration.FromMilliseconds(2000 + random.Next(200_000)), null)]),
            new(Ephemerides.Named("SHORT", 902), [Part(9, At(0.3 * random.NextDouble()), At(0.5 + (0.4 * random.NextDouble())))]),
            new(Ephemerides.Named("JUMP"), [Moved(sets[5], settings.Start - before, length, At(gap), 3 * Direction(random)), jump]),
            new(Ephemerides.Named("ENDS WITH THE WINDOW"), [Ephemerides.Table(sets[6], settings.Start, settings.Duration + Duration.FromSeconds(30), 30, null, settings.Start + settings.Duration)]),
            new(Ephemerides.Named("SET TWENTY-FOUR", sets[7].Number.Value), [Part(7, null, null)]),
        ];
    }

    private static EphemerisSegment Moved(MeanElements set, Instant from, Duration length, Instant until, Vector3 offsetKm)
    {
        var propagator = new Sgp4Propagator(set, Sgp4Mode.Afspc);
        var times = Enumerable.Range(0, (int)length.TotalMinutes + 1).Select(minute => from + Duration.FromMinutes(minute));
        return new EphemerisSegment(
            [.. times.Select(time => new EphemerisPoint(time, propagator.At(time).PositionKm + offsetKm, propagator.At(time).VelocityKmPerS))], EphemerisInterpolation.DefaultLagrange, null, until);
    }

    private static Vector3 Across(Vector3 position, Random random)
    {
        var across = Vector3.Cross(position, Direction(random));
        return 1 / across.Norm * across;
    }

    private static Vector3 Direction(Random random)
    {
        while (true)
        {
            var v = new Vector3((2 * random.NextDouble()) - 1, (2 * random.NextDouble()) - 1, (2 * random.NextDouble()) - 1);
            if (v.Norm is > 0.1 and <= 1)
            {
                return 1 / v.Norm * v;
            }
        }
    }
}
