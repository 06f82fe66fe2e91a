using Ssa.Propagation;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Broad;

namespace Ssa.Screening.Tests.Broad;

public class NodeInterpolationTests
{
    /// <summary>Perigee altitude and eccentricity: circular to nearly parabolic, through the lowest perigee that an orbit can have.</summary>
    public static TheoryData<double, double> Orbits => new()
    {
        { 120, 0.0005 }, { 400, 0.001 }, { 800, 0.02 }, { 150, 0.1 }, { 200, 0.3 }, { 150, 0.5 }, { 180, 0.73 }, { 120, 0.9 }, { 20_000, 0.001 }, { 35_786, 0.0002 },
    };

    [Theory]
    [MemberData(nameof(Orbits))]
    public void Between_nodes_the_interpolation_is_off_by_less_than_half_the_pad(double perigeeKm, double eccentricity)
    {
        var random = new Random(5);
        foreach (var (steps, stepSeconds) in new[] { (2, 120.0), (4, 60), (6, 37), (2, 97), (200, 1) })
        {
            var interpolation = new NodeInterpolation<ScalarLane>(steps, stepSeconds);
            for (var trial = 0; trial < 40; trial++)
            {
                var a = (6378.135 + perigeeKm) / (1 - eccentricity);
                var propagator = new Sgp4Propagator(
                    Populations.Orbit(a, eccentricity, 180 * random.NextDouble(), 360 * random.NextDouble(), 360 * random.NextDouble(), 360 * random.NextDouble(), 1e-4),
                    Sgp4Mode.Afspc);

                // Half of the trials within an hour of perigee.
                var period = 1440 / propagator.Elements.MeanMotionRevPerDay;
                var perigee = -propagator.Elements.MeanAnomalyDeg / 360 * period;
                var start = trial % 2 == 0 ? 1440 * random.NextDouble() : perigee + (120 * random.NextDouble()) - 60;
                var nodes = Enumerable.Range(-1, 4).Select(k => Sample(propagator, start + (k * steps * stepSeconds / 60))).ToArray();
                if (nodes.Any(node => double.IsNaN(node.X.Value)))
                {
                    continue;
                }

                var defect = Math.Max(
                    interpolation.Defect(nodes[0], nodes[1], nodes[2]).Value, interpolation.Defect(nodes[1], nodes[2], nodes[3]).Value);
                for (var point = 1; point <= steps; point++)
                {
                    interpolation.At(point, nodes[0], nodes[1], nodes[2], nodes[3], out var x, out var y, out var z);
                    var truth = Sample(propagator, start + (point * stepSeconds / 60));
                    var error = Math.Sqrt(Squared(x, truth.X) + Squared(y, truth.Y) + Squared(z, truth.Z));

                    // Half of the pad is left for what the chord itself strays by.
                    Assert.True(error <= 0.5 * ((StepPads.DefectSafety * defect) + StepPads.DefectFloorKm), $"{steps} × {stepSeconds} s, point {point}, trial {trial}: off by {error} km, defect {defect} km");
                }
            }
        }
    }

    [Fact]
    public void At_the_second_node_it_is_the_node()
    {
        var propagator = new Sgp4Propagator(Populations.Orbit(7000, 0.01, 50, 60, 70, 80, 0), Sgp4Mode.Afspc);
        var nodes = Enumerable.Range(-1, 4).Select(k => Sample(propagator, 6 * k)).ToArray();
        new NodeInterpolation<ScalarLane>(3, 120).At(3, nodes[0], nodes[1], nodes[2], nodes[3], out var x, out var y, out var z);
        Assert.Equal(nodes[2].X.Value, x.Value, 1e-9);
        Assert.Equal(nodes[2].Y.Value, y.Value, 1e-9);
        Assert.Equal(nodes[2].Z.Value, z.Value, 1e-9);
    }

    private static NodeSample<ScalarLane> Sample(Sgp4Propagator propagator, double minutes)
    {
        var state = propagator.At(minutes);
        var lanes = new StateLanes<ScalarLane>
        {
            X = ScalarLane.Of(state.PositionKm.X),
            Y = ScalarLane.Of(state.PositionKm.Y),
            Z = ScalarLane.Of(state.PositionKm.Z),
        };
        NodeSample<ScalarLane>.Of(lanes, out var sample);
        return sample;
    }

    private static double Squared(ScalarLane a, ScalarLane b) => (a.Value - b.Value) * (a.Value - b.Value);
}
