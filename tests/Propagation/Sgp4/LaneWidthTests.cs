using CsCheck;
using NodaTime;
using Ssa.Propagation.Time;
using Ssa.Tests;

namespace Ssa.Propagation.Tests.Sgp4;

public class LaneWidthTests
{
    public static TheoryData<Sgp4Mode> Modes => [Sgp4Mode.Afspc, Sgp4Mode.Improved];

    // Sets of every regime, whole and broken ones, near the theory's singularities and far from them.
    private static readonly Gen<double> MeanMotions = Gen.Frequency(
        (6, Gen.Double[11, 16.6]), (2, Gen.Double[6.3, 6.5]), (2, Gen.Double[1.9, 2.1]), (3, Gen.Double[0.98, 1.03]), (3, Gen.Double[0.05, 20]), (1, Gen.Double[1e-6, 0.05]));

    private static readonly Gen<double> Eccentricities = Gen.Frequency(
        (5, Gen.Double[0, 0.02]), (1, Gen.Const(0.0)), (2, Gen.Double[0, 2e-4]), (3, Gen.Double[0.5, 0.8]), (3, Gen.Double[0, 1]), (1, Gen.Double[0.99, 0.99999999]));

    private static readonly Gen<double> Inclinations = Gen.Frequency(
        (4, Gen.Double[0, 180]), (1, Gen.OneOf(0.0, 90.0, 180.0, 63.4349488, 116.5650512)), (1, Gen.Double[0, 0.01]), (1, Gen.Double[179.99, 180]), (2, Gen.Double[11, 12]));

    private static readonly Gen<double> Angles = Gen.Frequency((5, Gen.Double[0, 360]), (1, Gen.OneOf(0.0, 90.0, 180.0, 270.0, 360.0, -360.0)));

    private static readonly Gen<double> Drag = Gen.Frequency((4, Gen.Double[-1e-3, 1e-3]), (1, Gen.Const(0.0)), (1, Gen.Double[-1, 1]), (1, Gen.Double[-50, 50]));

    private static readonly Gen<double> Minutes = Gen.Frequency(
        (5, Gen.Double[-10_080, 10_080]), (1, Gen.OneOf(0.0, 720.0, -720.0, 1440.0)), (2, Gen.Double[-1e6, 1e6]), (1, Gen.Double[-3e7, 3e7]),
        (1, Gen.OneOf(double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300, -1e18, double.Epsilon)));

    private static readonly Gen<MeanElements> AnySet = Gen.Select(
        MeanMotions, Eccentricities, Inclinations, Gen.Select(Angles, Angles, Angles), Drag, Gen.Int[0, 20_000],
        (n, e, i, angles, bstar, days) => States.Set(n, e, i, angles.Item1, angles.Item2, angles.Item3, bstar) with
        {
            Epoch = Instant.FromUtc(1957, 10, 4, 0, 0) + Duration.FromDays(days),
        });

    [Theory]
    [MemberData(nameof(Modes))]
    public void Every_width_gives_the_bits_of_the_scalar_path_on_the_verification_sets(Sgp4Mode mode)
    {
        var sets = VerificationSets.All;
        var most = sets.Max(set => set.Times.Length);
        States.AssertWideEqualsScalar(
            [.. sets.Select(set => set.Elements)],
            mode,
            [.. Enumerable.Range(0, most).Select(k => sets.Select(set => set.Times[Math.Min(k, set.Times.Length - 1)]).ToArray())]);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Every_width_gives_the_bits_of_the_scalar_path_on_random_sets_of_all_regimes(Sgp4Mode mode) =>
        Gen.Select(AnySet.Array[1, 20], Minutes.Array[20], Minutes.Array[20]).Sample(
            (sets, one, two) => States.AssertWideEqualsScalar(sets, mode, [.. new[] { one, two }.Select(t => t[..sets.Length])]), iter: 4000);

    [Theory]
    [MemberData(nameof(Modes))]
    public void Every_width_gives_the_bits_of_the_scalar_path_on_a_whole_catalogue_seven_days_before_at_and_after_its_day(Sgp4Mode mode)
    {
        var sets = RealSets.Read(Reference.Shared("catalogues/2025-02-03.tle.gz"));
        Assert.True(sets.Count > 27_000);
        States.AssertWideEqualsScalar(
            sets,
            mode,
            [.. new[] { -7, 0, 7 }.Select(days => sets.Select(set => UtcTime.MinutesSince(set.Epoch, Instant.FromUtc(2025, 2, 3, 0, 0) + Duration.FromDays(days))).ToArray())]);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Every_width_gives_the_bits_of_the_scalar_path_on_a_made_up_catalogue(Sgp4Mode mode)
    {
        // Stands alone: three thousand sets on a lattice of shapes and orientations, every kind of resonance among them.
        double[] motions = [16.4, 15.5, 15.06, 14.2, 13.1, 11.2, 8.0, 6.41, 6.39, 4.2, 2.3, 2.00561, 1.00271, 0.9, 0.25];
        double[] inclinations = [0, 0.03, 7.2, 11.4, 11.5, 28.5, 51.6, 63.43, 90, 98.6, 179.9];
        var sets = new List<MeanElements>();
        foreach (var n in motions)
        {
            var ceiling = 1 - (6500 / (42241.12 / Math.Pow(n, 2.0 / 3)));
            foreach (var i in inclinations)
            {
                for (var k = 0; k < 18; k++)
                {
                    var e = ceiling * k / 18.0;
                    sets.Add(States.Set(n, Math.Max(0, e), i, 40 * k, 77 * k % 360, 131 * k % 360, 1e-5 * (k - 4)));
                }
            }
        }

        States.AssertWideEqualsScalar(
            sets, mode, [.. new[] { -7.0, 0, 7 }.Select(days => sets.Select((_, k) => (days * 1440) + (k % 97)).ToArray())]);
    }

    [Fact]
    public void A_lane_that_fails_leaves_its_neighbours_alone()
    {
        // Healthy, decayed, never an orbit, one-day resonance, implausible times: all in one block of either kind.
        var healthy = States.Set(15.1, 0.001, 51.6);
        MeanElements[] sets =
        [
            healthy, States.Set(17.9, 0.001, 51.6), States.Set(15.1, 0.001, 97), healthy with { Eccentricity = double.NaN }, healthy with { MeanMotionRevPerDay = -1 },
            States.Set(15.1, 0.001, 97, bstar: 1e9), healthy with { InclinationDeg = double.NaN }, States.Set(14.9, 0.01, 30),
            States.Set(1.0027, 0.0001, 0.05), States.Set(2.0057, 0.72, 63.4), States.Set(1e-5, 0.56, 68), States.Set(2.2, 0.98, 20), States.Set(1.0027, 0.3, double.NaN),
            VerificationSets.Of("33334").Elements, States.Set(3.1, 0.4, 5), States.Set(2.0057, 0.74, 116.6),
        ];
        foreach (var t in new[] { 0.0, 1000, -5000, 20_000 })
        {
            States.AssertWideEqualsScalar(sets, Sgp4Mode.Improved, [.. Enumerable.Range(0, sets.Length).Select(turn => sets.Select((_, i) => i == turn ? double.NaN : t).ToArray())]);
        }

        var batch = Sgp4Batch.Prepare(sets, Sgp4Mode.Improved, LaneWidth.Wide512);
        var states = new TemeState[sets.Length];
        batch.Propagate(new double[sets.Length], states);
        Assert.Equal(
            [
                PropagationStatus.Ok, PropagationStatus.Decayed, PropagationStatus.Ok, PropagationStatus.MeanEccentricity, PropagationStatus.MeanMotion,
            ],
            states[..5].Select(state => state.Status));
        Assert.Equal(PropagationStatus.Ok, states[7].Status);
        Assert.Equal(PropagationStatus.Ok, states[8].Status);
        Assert.Equal(PropagationStatus.PerturbedEccentricity, states[13].Status);
        Assert.Equal(PropagationStatus.Ok, states[15].Status);
    }

    [Fact]
    public void A_refused_state_has_no_numbers_and_a_valid_one_has_all_within_plausible_bounds() =>
        Gen.Select(AnySet, Minutes, Gen.Enum<Sgp4Mode>()).Sample((set, t, mode) =>
        {
            var state = new Sgp4Propagator(set, mode).At(t);
            var (r, v) = (state.PositionKm, state.VelocityKmPerS);
            double[] numbers = [r.X, r.Y, r.Z, v.X, v.Y, v.Z];
            if (state.Status == PropagationStatus.Ok)
            {
                Assert.All(numbers, n => Assert.True(double.IsFinite(n)));

                // Above the surface (short periods and rounding apart), within a million km, at most 12 km/s.
                Assert.InRange(r.Norm, 6378.135 * (1 - 1e-12), 1.0e6 * (1 + 1e-12));
                Assert.InRange(v.Norm, 0, 12 * (1 + 1e-12));
            }
            else
            {
                Assert.All(numbers, n => Assert.True(double.IsNaN(n)));
            }
        }, iter: 40_000);
}
