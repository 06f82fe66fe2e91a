using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Broad;
using Ssa.Screening.Catalogue;
using Ssa.Tests;

namespace Ssa.Screening.Tests.Broad;

/// <summary>
/// The rows of positions are held to SGP4 itself at every grid point, and the pads that stand beside them to what SGP4 does in the middle of every step: the straight line between two
/// positions, with gravity's share of the bow (Numerov's formula over half a step), may be off by no more than the pad.
/// </summary>
public class OrbitFitsTests
{
    /// <summary>Perigee altitude, eccentricity and drag term: circular to nearly parabolic, light and heavy drag.</summary>
    public static TheoryData<double, double, double> Orbits => new()
    {
        { 250, 0.0005, 1e-3 }, { 400, 0.001, 1e-4 }, { 400, 0.001, -1e-4 }, { 800, 0.02, 1e-4 }, { 500, 0.03, 1e-2 }, { 150, 0.1, 1e-4 }, { 160, 0.12, 5e-2 }, { 200, 0.3, 1e-4 },
        { 150, 0.5, 1e-4 }, { 180, 0.73, 1e-4 }, { 120, 0.9, 1e-4 }, { 20_000, 0.001, 0 }, { 35_786, 0.0002, 0 }, { 500, 0.6, 0 }, { 600, 0.745, 0 },
    };

    [Theory]
    [MemberData(nameof(Orbits))]
    public void Rows_and_pads_hold_in_four_lanes(double perigeeKm, double eccentricity, double bstar) =>
        AssertFitted(Hold<Lane256, Single256>(Set(perigeeKm, eccentricity, bstar), 120), eccentricity);

    [Theory]
    [MemberData(nameof(Orbits))]
    public void Rows_and_pads_hold_in_eight_lanes(double perigeeKm, double eccentricity, double bstar) =>
        AssertFitted(Hold<Lane512, Single512>(Set(perigeeKm, eccentricity, bstar), 120), eccentricity);

    [Theory]
    [MemberData(nameof(Orbits))]
    public void Rows_and_pads_hold_one_by_one(double perigeeKm, double eccentricity, double bstar) =>
        AssertFitted(Hold<ScalarLane, Single32>(Set(perigeeKm, eccentricity, bstar), 120), eccentricity);

    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(97)]
    [InlineData(200)]
    [InlineData(300)]
    public void Rows_and_pads_hold_for_other_steps(double stepSeconds) =>
        Assert.True(Hold<Lane256, Single256>([.. Orbits.SelectMany(orbit => Set(orbit.Data.Item1, orbit.Data.Item2, orbit.Data.Item3).Take(7))], stepSeconds) > 0);

    [Theory]
    [MemberData(nameof(AdversarialPopulationTests.Kinds), MemberType = typeof(AdversarialPopulationTests))]
    public void Rows_and_pads_hold_in_awkward_populations(string kind)
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            Hold<Lane256, Single256>(Populations.All[kind](new Random(seed), 60), 120);
        }
    }

    // Were the exact path taken for most, all of this would hold too.
    [Fact]
    public void Nearly_all_of_a_real_catalogue_is_fitted_and_rows_and_pads_hold()
    {
        var sets = Catalogues.Read(Reference.Shared("catalogues/2024-11-01-celestrak-on-orbit.omm.csv.gz"));
        var fitted = Hold<Lane256, Single256>([.. sets], 120);
        Assert.InRange(fitted, 0.98, 1);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(5e-6, false)]
    [InlineData(-5e-6, false)]
    [InlineData(1e-3, true)]
    [InlineData(-1e-3, true)]
    public void An_inclination_that_may_turn_at_the_Lyddane_limit_is_not_fitted(double offSine, bool isFitted)
    {
        // A geosynchronous orbit whose inclination, with sun and moon, has the wanted sine at the start of the span.
        var degrees = double.RadiansToDegrees(DeepSpaceKernel<Lane256>.LyddaneLimit);
        for (var i = 0; i < 8; i++)
        {
            var (made, _, times, _) = Make<Lane256, Single256>([Populations.Orbit(42_164, 0.001, degrees, 60, 70, 80, 0)], 120, 180);
            var resonance = default(ResonanceState<Lane256>);
            made.Blocks.OrbitAt(0, Lane256.Of(MinutesOf(made, 0, times, 0)), ref resonance, out var orbit);
            var sine = new float[Lane256.Width];
            Lane256.StoreSingles(Lane256.Of(1e6) * (orbit.sinip - Lane256.Of(Math.Sin(DeepSpaceKernel<Lane256>.LyddaneLimit) + offSine)), ref sine[0]);
            degrees -= double.RadiansToDegrees(sine[0] / 1e6);
        }

        var (_, states, grid, fits) = Make<Lane256, Single256>([Populations.Orbit(42_164, 0.001, degrees, 60, 70, 80, 0)], 120, 180);
        states.Begin(0, grid.Steps, null, CancellationToken.None);
        states.Fill(0, states.StretchSteps, CancellationToken.None);
        Assert.Equal(isFitted, fits.IsFitting(0));
    }

    [Fact]
    public void A_state_that_the_theory_refuses_leaves_no_number_in_the_rows() =>
        AssertRefusalsAreSeen([.. Populations.All["dipping below the surface"](new Random(2), 60)]);

    // Refused for minutes around a perigee of some hours' time: seven questions can all be answered.
    [Fact]
    public void Short_refusals_at_perigee_leave_no_number_in_the_rows()
    {
        var random = new Random(4);
        AssertRefusalsAreSeen([.. Enumerable.Range(1, 60).Select(number => Populations.Orbit(
            26_600, 1 - (6_330 / 26_600.0), 180 * random.NextDouble(), 360 * random.NextDouble(), 360 * random.NextDouble(), 360 * random.NextDouble(), 0, number))]);
    }

    private static void AssertRefusalsAreSeen(MeanElements[] objects)
    {
        var (catalogue, states, grid, _) = Make<Lane256, Single256>(objects, 120, 180);
        var refused = 0;
        states.Begin(0, grid.Steps, null, CancellationToken.None);
        for (var offset = 0; offset < grid.Steps; offset += states.StretchSteps)
        {
            var steps = Math.Min(states.StretchSteps, grid.Steps - offset);
            states.Fill(offset, steps, CancellationToken.None);
            for (var place = 0; place < catalogue.IndexOfPlace.Length; place++)
            {
                if (catalogue.IndexOfPlace[place] is not (>= 0 and var index))
                {
                    continue;
                }

                for (var row = 0; row <= steps; row += grid.StepsPerNode)
                {
                    var state = catalogue.Propagators[index].At(MinutesOf(catalogue, index, grid, offset + row));
                    Assert.Equal(state.Status != PropagationStatus.Ok, float.IsNaN(states.X[row][place]));
                    refused += state.Status != PropagationStatus.Ok ? 1 : 0;
                }
            }
        }

        Assert.True(refused > 0);
    }

    // Sun and moon change the orbit of the most eccentric too fast for a quadratic over three hours.
    private static void AssertFitted(double share, double eccentricity) => Assert.InRange(share, eccentricity < 0.8 ? 1 : 0, 1);

    /// <summary>Holds every row and pad of three hours, of six where steps are long, to SGP4 and returns the share of the objects that were fitted.</summary>
    private static double Hold<T, TSingle>(MeanElements[] objects, double stepSeconds)
        where T : unmanaged, ILane<T>
        where TSingle : unmanaged, ISingleLane<TSingle>
    {
        var (catalogue, states, grid, fits) = Make<T, TSingle>(objects, stepSeconds, stepSeconds < 30 ? 10 : stepSeconds > 120 ? 360 : 180);
        var (fitted, all, worst) = (0, 0, 0.0);
        states.Begin(0, grid.Steps, null, CancellationToken.None);
        for (var offset = 0; offset < grid.Steps; offset += states.StretchSteps)
        {
            var steps = Math.Min(states.StretchSteps, grid.Steps - offset);
            states.Fill(offset, steps, CancellationToken.None);
            for (var place = 0; place < catalogue.IndexOfPlace.Length; place++)
            {
                if (catalogue.IndexOfPlace[place] is >= 0 and var index)
                {
                    all++;
                    fitted += fits.IsFitting(place / T.Width) ? 1 : 0;
                    worst = Math.Max(worst, Hold(catalogue, states, grid, place, offset, steps));
                }
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{fitted} of {all} fitted; at worst {worst} of the pad");
        return fitted / (double)all;
    }

    private static double Hold<T>(ScreenedCatalogue<T> catalogue, SlabStates<T> states, StepGrid grid, int place, int offset, int steps)
        where T : unmanaged, ILane<T>
    {
        var index = catalogue.IndexOfPlace[place];
        var propagator = catalogue.Propagators[index];
        var quarter = grid.StepSeconds / 2 * grid.StepSeconds / 2;
        var worst = 0.0;
        for (var step = 0; step < steps; step++)
        {
            var defect = states.Defect(step)[place];
            if (!(defect <= StepPads.LargestDefectKm))
            {
                continue;
            }

            var minutes = MinutesOf(catalogue, index, grid, offset + step);
            var start = Sample(propagator, minutes);
            var middle = Sample(propagator, minutes + (grid.StepSeconds / 120));
            var end = Sample(propagator, minutes + (grid.StepSeconds / 60));
            if (double.IsNaN(start.R.Value + middle.R.Value + end.R.Value))
            {
                continue;
            }

            var pad = (StepPads.DefectSafety * defect) + StepPads.DefectFloorKm + (5e-7 * Math.Max(start.R.Value, end.R.Value));
            var first = Length(states.X[step][place] - start.X.Value, states.Y[step][place] - start.Y.Value, states.Z[step][place] - start.Z.Value);
            var last = Length(states.X[step + 1][place] - end.X.Value, states.Y[step + 1][place] - end.Y.Value, states.Z[step + 1][place] - end.Z.Value);
            var bow = 0.5 * Length(
                states.X[step][place] + states.X[step + 1][place] - (2 * middle.X.Value) - (quarter / 12 * (start.Fx + end.Fx + (ScalarLane.Of(10) * middle.Fx)).Value),
                states.Y[step][place] + states.Y[step + 1][place] - (2 * middle.Y.Value) - (quarter / 12 * (start.Fy + end.Fy + (ScalarLane.Of(10) * middle.Fy)).Value),
                states.Z[step][place] + states.Z[step + 1][place] - (2 * middle.Z.Value) - (quarter / 12 * (start.Fz + end.Fz + (ScalarLane.Of(10) * middle.Fz)).Value));
            var off = Math.Max(bow, Math.Max(first, last));
            Assert.True(off <= pad, $"object {index}, step {offset + step}: ends off by {first} and {last} km, the middle by {bow}, the pad is {pad}");
            worst = Math.Max(worst, off / pad);

            // And the radius stays within its ends' and the pad for its bend.
            var radiusPad = (StepPads.BendSafety / 8 * states.Bend(step)[place]) + pad + 0.1;
            Assert.InRange(middle.R.Value, Math.Min(start.R.Value, end.R.Value) - radiusPad, Math.Max(start.R.Value, end.R.Value) + radiusPad);
        }

        return worst;
    }

    private static (ScreenedCatalogue<T> Catalogue, SlabStates<T> States, StepGrid Grid, OrbitFits<T> Fits) Make<T, TSingle>(MeanElements[] objects, double stepSeconds, int minutes)
        where T : unmanaged, ILane<T>
        where TSingle : unmanaged, ISingleLane<TSingle>
    {
        var catalogue = new ScreenedCatalogue<T>(objects, [], [], Sgp4Mode.Afspc, null, null, CancellationToken.None);
        var grid = new StepGrid(new ScreeningSettings { Start = Populations.Epoch + Duration.FromMinutes(7), Duration = Duration.FromMinutes(minutes), StepSeconds = stepSeconds, Threads = 1 });
        OrbitFits<T>? fits = null;
        var states = new SlabStates<T>(catalogue, grid, steps => fits = new OrbitFits<T, TSingle>(catalogue.Blocks, grid, steps));
        return (catalogue, states, grid, fits!);
    }

    private static double MinutesOf<T>(ScreenedCatalogue<T> catalogue, int index, StepGrid grid, int point)
        where T : unmanaged, ILane<T> => (grid.TimeNs(point) - catalogue.EpochNs[index]) / 60e9;

    private static double Length(double x, double y, double z) => Math.Sqrt((x * x) + (y * y) + (z * z));

    private static MeanElements[] Set(double perigeeKm, double eccentricity, double bstar)
    {
        var random = new Random(3);
        var a = (6378.135 + perigeeKm) / (1 - eccentricity);
        return [.. Enumerable.Range(1, 21).Select(number => Populations.Orbit(
            a, eccentricity, 180 * random.NextDouble(), 360 * random.NextDouble(), 360 * random.NextDouble(), 360 * random.NextDouble(), bstar, number))];
    }

    private static NodeSample<ScalarLane> Sample(Sgp4Propagator propagator, double minutes)
    {
        var state = propagator.At(minutes);
        var isValid = state.Status == PropagationStatus.Ok;
        var lanes = new StateLanes<ScalarLane>
        {
            X = ScalarLane.Of(isValid ? state.PositionKm.X : double.NaN),
            Y = ScalarLane.Of(state.PositionKm.Y),
            Z = ScalarLane.Of(state.PositionKm.Z),
        };
        NodeSample<ScalarLane>.Of(lanes, out var sample);
        return sample;
    }
}
