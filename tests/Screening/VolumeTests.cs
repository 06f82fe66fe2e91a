using CsCheck;
using NodaTime;
using Ssa.Propagation;
using Ssa.Screening.Tests.Oracle;

namespace Ssa.Screening.Tests;

/// <summary>Volumes against a brute force of their own: the metric of every pair at every quarter of a second by SGP4 itself.</summary>
public class VolumeTests
{
    private static readonly ScreeningSettings Hour = new() { Start = Populations.Epoch, Duration = Duration.FromMinutes(60), Threads = 1 };

    private static readonly (ScreeningVolume Volume, TrueVolume Truth)[] Volumes =
    [
        (ScreeningVolume.Ellipsoid(0.4, 44, 51), new TrueVolume(false, 0.4, 44, 51)),
        (ScreeningVolume.Box(2, 25, 25), new TrueVolume(true, 2, 25, 25)),
        (ScreeningVolume.Box(30, 5, 90), new TrueVolume(true, 30, 5, 90)),
        (ScreeningVolume.Ellipsoid(60, 7, 20), new TrueVolume(false, 60, 7, 20)),
    ];

    private static readonly Gen<(MeanElements[] Objects, ScreeningSettings Settings)> Any = Gen.Select(
        Gen.Int[0, Populations.All.Count - 1], Gen.Int, Gen.Int[0, Volumes.Length], Gen.Long[0, 3_600_000_000], Gen.Long[600_000_000, 5_000_000_000])
        .Select((kind, seed, volume, offset, length) => (
            Populations.All.Values.ElementAt(kind)(new Random(seed), 20),
            Hour with
            {
                Start = Populations.Epoch + Duration.FromNanoseconds(offset * 1000),
                Duration = Duration.FromNanoseconds(length * 1000),
                Volume = volume == Volumes.Length ? ScreeningVolume.Handbook : Volumes[volume].Volume,
            }));

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var kind in Populations.All.Keys)
            {
                cases.Add(kind, cases.Count / 2 % 2);
                cases.Add(kind, 2 + (cases.Count / 2 % 2));
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rows_are_those_of_the_brute_force(string kind, int which)
    {
        var objects = Populations.All[kind](new Random(1), 11);
        VolumeVerdict.Check(objects, Hour with { Duration = Duration.FromMinutes(30), Volume = Volumes[which].Volume }, _ => Volumes[which].Truth);
    }

    [Fact]
    public void Every_kind_of_row_is_met_in_a_volume()
    {
        // Two orbits whose perigee dips below the surface on every turn, one after the other on nearly the same path; and a pair that closes in or opens.
        var kinds = new Dictionary<CloseApproachKind, int>();
        var (wide, truth) = (ScreeningVolume.Box(20, 30, 25), new TrueVolume(true, 20, 30, 25));
        for (var k = 0; k < 12; k++)
        {
            var one = Populations.Orbit(6378 + 100, 0.0185 + (0.0002 * (k % 4)), 51.6, 10, 20, 150, 0, 10);
            var two = one with { Number = new CatalogNumber(11), MeanAnomalyDeg = 150 + (0.1 * ((k % 3) - 1)) + 0.02, Eccentricity = one.Eccentricity + 0.0002, InclinationDeg = 51.61 };
            Add(VolumeVerdict.Check([one, two], Hour with { Duration = Duration.FromHours(3), Volume = wide }, _ => truth));
        }

        var leader = Populations.Orbit(6900, 0.001, 51.6, 10, 20, 30, 1e-4, 10);
        foreach (var anomaly in new[] { 30 - 0.028, 30.028 })
        {
            var follower = leader with { Number = new CatalogNumber(11), MeanAnomalyDeg = anomaly, MeanMotionRevPerDay = leader.MeanMotionRevPerDay * 1.0001 };
            Add(VolumeVerdict.Check([leader, follower], Hour with { Duration = Duration.FromMinutes(3), Volume = Volumes[1].Volume }, _ => Volumes[1].Truth));
        }

        Assert.Equal(Enum.GetValues<CloseApproachKind>(), kinds.Keys.Order());

        void Add(Dictionary<CloseApproachKind, int> found)
        {
            foreach (var (kind, count) in found)
            {
                kinds[kind] = kinds.GetValueOrDefault(kind) + count;
            }
        }
    }

    [Theory]
    [InlineData("low orbits of one shell", 12)]
    [InlineData("equatorial, both directions", 12)]
    [InlineData("a geosynchronous slot", 12)]
    [InlineData("transfer orbits and what they cross", 40)]
    public void A_ball_has_the_rows_of_the_sphere_to_the_digit(string kind, double radiusKm)
    {
        var objects = Populations.All[kind](new Random(4), 40);
        var sphere = Row.Screen(objects, Hour with { ThresholdKm = radiusKm, Duration = Duration.FromHours(3) });
        var ball = Screener.Screen(
            objects, Hour with { Volume = ScreeningVolume.Ellipsoid(radiusKm, radiusKm, radiusKm), Duration = Duration.FromHours(3) }, cancellation: TestContext.Current.CancellationToken);
        Assert.NotEmpty(sphere);

        // START and STOP pass the surface by another polynomial, to the rounding of its root.
        Row.AssertSame([.. sphere.Select(WithoutCrossings)], [.. Row.Of(ball).Select(WithoutCrossings)], kind);
        foreach (var (one, two) in sphere.Zip(Row.Of(ball)))
        {
            AssertNear(one.Start, two.Start);
            AssertNear(one.Stop, two.Stop);
        }

        Assert.All(ball.Approaches, row => Assert.InRange(Math.Abs((row.VolumeTime!.Value - row.Tca).TotalSeconds), 0, Verdict.ToleranceSeconds(row.RelativeSpeedKmPerS)));

        static Row WithoutCrossings(Row row) => row with { Start = null, Stop = null };

        static void AssertNear(Instant? one, Instant? two)
        {
            Assert.Equal(one is null, two is null);
            Assert.InRange(Math.Abs(((one - two) ?? Duration.Zero).TotalSeconds), 0, 1e-3);
        }
    }

    [Fact]
    public void The_second_object_is_seen_from_the_primary_whatever_its_number()
    {
        var objects = Populations.All["equatorial, both directions"](new Random(8), 12);
        var pairs = new PairSelection([.. objects.Select(set => set.Number.Value % 3 == 2)], [.. objects.Select(_ => true)]);
        var found = VolumeVerdict.Check(objects, Hour with { Volume = Volumes[2].Volume }, _ => Volumes[2].Truth, pairs);
        Assert.True(found[CloseApproachKind.Minimum] > 3);
    }

    [Fact]
    public void The_handbook_takes_the_first_objects_regime()
    {
        // Objects of five regimes, each with companions some kilometres off.
        (double Altitude, TrueVolume Volume)[] shells =
        [
            (450, new TrueVolume(false, 0.4, 44, 51)), (600, new TrueVolume(false, 0.4, 25, 25)), (900, new TrueVolume(false, 0.4, 12, 12)),
            (1500, new TrueVolume(false, 0.4, 2, 2)), (35786, new TrueVolume(false, 10, 10, 10)), (20000, new TrueVolume(false, 10, 10, 10)),
        ];
        var random = new Random(3);
        double Some(double size) => size * ((2 * random.NextDouble()) - 1);
        var objects = shells.SelectMany((shell, s) => Enumerable.Range(0, 4).Select(k => Populations.Orbit(
            6378.135 + shell.Altitude + Some(0.2), 1e-4, 30 + Some(0.02), 40, 50, 60 + (20 / (6378 + shell.Altitude) * 57 * Some(1)), 0, (10 * s) + k + 1))).ToArray();
        var volumes = objects.Select(set => shells[set.Number.Value / 10].Volume).ToArray();
        var found = VolumeVerdict.Check(objects, Hour with { Volume = ScreeningVolume.Handbook }, first => volumes[first]);
        Assert.True(found[CloseApproachKind.Minimum] > 6);
    }

    [Theory]
    [InlineData(500, 0.001, 51, 0.4, 44)]
    [InlineData(500.1, 0.001, 51, 0.4, 25)]
    [InlineData(750, 0.2, 51, 0.4, 25)]
    [InlineData(751, 0.2, 51, 0.4, 12)]
    [InlineData(1201, 0.001, 110, 0.4, 2)]
    [InlineData(1999, 0.24, 110, 0.4, 2)]
    [InlineData(2001, 0.001, 110, 10, 10)]
    [InlineData(600, 0.25, 7, 10, 10)]
    [InlineData(300, 0.73, 63.4, 10, 10)]
    [InlineData(35786, 0.001, 5, 10, 10)]
    [InlineData(35786, 0.001, 40, 10, 10)]
    public void Regimes_of_the_handbook(double perigeeKm, double eccentricity, double inclination, double radialKm, double transverseKm)
    {
        var elements = Populations.Orbit((6378.135 + perigeeKm - 1e-6) / (1 - eccentricity), eccentricity, inclination, 0, 0, 0, 0);
        var size = ScreeningVolume.Handbook.Around(elements);
        Assert.Equal((VolumeShape.Ellipsoid, radialKm, transverseKm), (size.Shape, size.RadialKm, size.TransverseKm));
        Assert.Equal(radialKm == 0.4 || (perigeeKm > 35_000 && inclination < 35), HandbookVolumes.Covers(elements));
    }

    [Fact]
    public void Steps_slabs_threads_and_the_order_of_records_change_nothing() =>
        Gen.Select(Any, Gen.OneOf(37.0, 97, 120, 300), Gen.OneOf(1, 7, 45), Gen.Int).Sample((any, step, slab, seed) =>
        {
            var shuffled = any.Objects.ToArray();
            new Random(seed).Shuffle(shuffled);
            AssertSame(
                Screener.Screen(any.Objects, any.Settings),
                Screener.Screen(shuffled, any.Settings with { StepSeconds = step, StepsPerSlab = slab, Threads = 2 }));
        }, iter: 12, threads: 1);

    [Theory]
    [InlineData(LaneWidth.Scalar)]
    [InlineData(LaneWidth.Wide256)]
    [InlineData(LaneWidth.Wide512)]
    public void The_lane_width_changes_no_bit(LaneWidth width) =>
        Any.Sample(any => AssertSame(Screener.Screen(any.Objects, any.Settings), Screener.Screen(any.Objects, any.Settings, null, width)), iter: 5);

    [Fact]
    public void Adjoining_windows_give_each_minimum_once_wherever_they_meet() =>
        Gen.Select(Any, Gen.Double[0, 1], Gen.Int[-1, 1]).Sample((any, share, micros) =>
        {
            // Anywhere, or at the very time of a row's least metric, or a microsecond beside it.
            var whole = Screener.Screen(any.Objects, any.Settings).Approaches.Where(IsMinimum).ToArray();
            var end = any.Settings.Start + any.Settings.Duration;
            var cut = whole.Length == 0
                ? any.Settings.Start + Duration.FromNanoseconds(1000 * (long)(share * any.Settings.Duration.TotalNanoseconds / 1000))
                : whole[(int)(share * (whole.Length - 1))].VolumeTime!.Value + Duration.FromNanoseconds(1000 * micros);
            if (cut <= any.Settings.Start || cut >= end)
            {
                return;
            }

            var halves = Screener.Screen(any.Objects, any.Settings with { Duration = cut - any.Settings.Start }).Approaches
                .Concat(Screener.Screen(any.Objects, any.Settings with { Start = cut, Duration = end - cut }).Approaches)
                .Where(IsMinimum).OrderBy(row => row.Tca).ThenBy(row => row.First).ThenBy(row => row.Second).ThenBy(row => row.VolumeTime);
            Assert.Equal(whole, halves);
        }, iter: 20, threads: 1);

    [Fact]
    public void Rows_of_a_run_are_handed_on_in_order_although_a_TCA_may_lie_far_from_its_volume_time()
    {
        var objects = Populations.All["a train with millimetres per second of drift"](new Random(2), 12);
        var handed = new List<CloseApproach>();
        var result = Screener.Screen(
            objects, Hour with { Duration = Duration.FromHours(6), StepsPerSlab = 3, Threads = 2, Volume = ScreeningVolume.Box(2, 25, 25) }, onRows: batch => handed.AddRange(batch.Rows),
            cancellation: TestContext.Current.CancellationToken);
        Assert.Contains(result.Approaches, row => Math.Abs((row.Tca - row.VolumeTime!.Value).TotalSeconds) > 600);
        Assert.Equal(result.Approaches, handed);
        Assert.Equal(handed.OrderBy(row => row.Tca).Select(row => row.Tca), handed.Select(row => row.Tca));
    }

    [Fact]
    public void Identical_element_sets_are_inside_every_volume_and_give_one_row()
    {
        var one = Populations.Orbit(6900, 0.001, 51.6, 10, 20, 30, 1e-4, 10);
        var result = Screener.Screen(
            [one, one with { Number = new CatalogNumber(11) }], Hour with { Volume = Volumes[1].Volume }, cancellation: TestContext.Current.CancellationToken);
        var row = Assert.Single(result.Approaches);
        Assert.Equal((CloseApproachKind.WindowStart, Hour.Start, Hour.Start, 0.0), (row.Kind, row.Tca, row.VolumeTime, row.RangeKm));
    }

    [Fact]
    public void More_rows_than_allowed_are_refused_in_a_volume_too()
    {
        var objects = Populations.All["a train with millimetres per second of drift"](new Random(2), 12);
        var settings = Hour with { Duration = Duration.FromHours(6), Volume = ScreeningVolume.Box(2, 25, 25) };
        var count = Screener.Screen(objects, settings, cancellation: TestContext.Current.CancellationToken).Approaches.Count;
        Assert.Equal(count, Screener.Screen(objects, settings with { MaxEvents = count }, cancellation: TestContext.Current.CancellationToken).Approaches.Count);
        foreach (var most in new[] { 3, count - 1 })
        {
            Assert.Throws<TooManyEventsException>(() => Screener.Screen(objects, settings with { MaxEvents = most }, cancellation: TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(-1, 1, 1)]
    [InlineData(0.0009, 1, 1)]
    [InlineData(1, 501, 1)]
    [InlineData(1, double.NaN, 1)]
    public void Sizes_outside_their_range_are_refused(double r, double t, double n)
    {
        Assert.Throws<ArgumentException>(() => (Hour with { Volume = ScreeningVolume.Ellipsoid(r, t, n) }).Validate());
        Assert.Throws<ArgumentException>(() => (Hour with { Volume = ScreeningVolume.Box(r, t, n) }).Validate());
    }

    private static bool IsMinimum(CloseApproach row) => row.Kind == CloseApproachKind.Minimum;

    private static void AssertSame(ScreeningResult expected, ScreeningResult actual) => Assert.Equal(ByNumber(expected), ByNumber(actual));

    private static IEnumerable<CloseApproach> ByNumber(ScreeningResult result) =>
        result.Approaches.Select(row => row with { First = result.Objects[row.First].Number.Value, Second = result.Objects[row.Second].Number.Value });
}
