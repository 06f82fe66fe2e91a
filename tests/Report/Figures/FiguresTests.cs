using CsCheck;
using Ssa.Propagation;
using Ssa.Report.Figures;

namespace Ssa.Report.Tests.Figures;

public class FiguresTests
{
    private static readonly Gen<OrbitHeights> Orbit =
        Gen.Select(Gen.Double[6600, 45_000], Gen.Double[0, 0.8]).Where((axis, eccentricity) => axis * (1 - eccentricity) > 6400).Select((axis, eccentricity) => new OrbitHeights(100, axis, eccentricity));

    private static readonly string[] Designators = ["2001-001A", "1999-025B", "2001-001C", "1999-025D", "", "1957-001"];
    private static readonly double[] Edges = [400, 500, 600, 700];
    private static readonly double[] AllEdges = [0, 300, 500, 800, 2000, 36_000, 100_000];

    [Fact]
    public void Heights_are_those_of_Keplers_third_law()
    {
        // A geosynchronous orbit: 1436.068 min, 42,164.2 km; the space station of ISS (ZARYA) at 15.5 rev/day: 6,794.9 km.
        var synchronous = OrbitHeights.Of(Set(1440 / 1436.068, 0));
        Assert.Equal(42_164.2, synchronous.SemiMajorAxisKm, 0.5);
        var low = OrbitHeights.Of(Set(15.5, 0.001));
        Assert.Equal(92.903, low.PeriodMinutes, 3);
        Assert.Equal(2 * 0.001 * low.SemiMajorAxisKm, low.ApogeeKm - low.PerigeeKm, 6);
    }

    [Fact]
    public void Time_below_a_height_is_that_of_the_motion() => Gen.Select(Orbit, Gen.Double[0.05, 0.95]).Sample((orbit, part) =>
    {
        // Oracle: the anomaly in equal steps of time, Kepler's equation solved by bisection.
        var height = orbit.PerigeeKm + (part * (orbit.ApogeeKm - orbit.PerigeeKm));
        const int steps = 4000;
        var below = 0;
        for (var i = 0; i < steps; i++)
        {
            var mean = Math.PI * (i + 0.5) / steps;
            var (low, high) = (0.0, Math.PI);
            for (var k = 0; k < 50; k++)
            {
                var middle = 0.5 * (low + high);
                (low, high) = middle - (orbit.Eccentricity * Math.Sin(middle)) < mean ? (middle, high) : (low, middle);
            }

            below += (orbit.SemiMajorAxisKm * (1 - (orbit.Eccentricity * Math.Cos(low)))) - Wgs72.EarthRadiusKm <= height ? 1 : 0;
        }

        // Within the two steps that a border can be off.
        return orbit.ApogeeKm - orbit.PerigeeKm < 1e-3 || Math.Abs(orbit.TimeBelow(height) - (below / (double)steps)) < 2.0 / steps;
    }, iter: 100);

    [Fact]
    public void Every_object_is_somewhere() => Orbit.Array[1, 20].Sample(orbits =>
    {
        var objects = AltitudeDensity.ObjectsWithin(orbits, AllEdges);
        return Math.Abs(objects.Sum() - orbits.Length) < 1e-9 * orbits.Length && objects.All(count => count >= 0);
    }, iter: 200);

    [Fact]
    public void Density_is_the_number_in_a_shell_over_its_volume()
    {
        // Ten circular orbits at 550 km: a shell from 500 to 600 km has 4π/3·(6978.135³ − 6878.135³) = 6.031e10 km³.
        var orbits = Enumerable.Repeat(new OrbitHeights(95, 550 + Wgs72.EarthRadiusKm, 0), 10).ToArray();
        var density = AltitudeDensity.Of(orbits, Edges);
        Assert.Equal(0, density[0]);
        Assert.Equal(10 / 60.31, density[1], 4);
        Assert.Equal(0, density[2]);
    }

    [Fact]
    public void Counts_in_intervals_are_those_of_the_values() => Gen.Double[-5, 15].Array[0, 50].Sample(values =>
    {
        var histogram = Histogram.Of(values, 0, 0.5, 20);
        return histogram.Counts.Sum() == values.Count(value => value is >= 0 and <= 10)
            && histogram.Bars.All(bar => bar.Height == values.Count(value => value >= bar.From && (value < bar.To || (bar.To == 10 && value == 10))));
    });

    [Fact]
    public void The_largest_launch_is_the_earliest_of_the_largest()
    {
        MeanElements[] objects = [.. Designators.Select(id => Set(15, 0.01) with { ObjectId = id })];
        var cloud = LaunchCloud.Largest(objects)!;
        Assert.Equal(("launch=1999-025", 2), (cloud.Name, cloud.Members.Count));
        Assert.Null(LaunchCloud.Largest(objects.Where(one => one.ObjectId.Length == 0)));
    }

    [Fact]
    public void The_motion_around_closest_approach_is_that_of_the_row()
    {
        var result = Inputs.Sample.Result;
        var states = new ObjectStates(result);
        Assert.All(result.Approaches, row =>
        {
            var km = states.RelativeKm(row.First, row.Second, row.Tca)!.Value;
            Assert.Equal(row.RangeKm, km.Norm, 9);
            Assert.Equal((row.RadialKm, row.TransverseKm, row.NormalKm), (km.X, km.Y, km.Z), Close);
        });

        static bool Close((double R, double T, double N) a, (double R, double T, double N) b) =>
            Math.Abs(a.R - b.R) + Math.Abs(a.T - b.T) + Math.Abs(a.N - b.N) < 1e-8;
    }

    private static MeanElements Set(double revolutionsPerDay, double eccentricity) => new()
    {
        Number = new CatalogNumber(25544),
        Epoch = NodaTime.Instant.FromUtc(2024, 11, 1, 0, 0),
        MeanMotionRevPerDay = revolutionsPerDay,
        Eccentricity = eccentricity,
        InclinationDeg = 51.6,
        RightAscensionDeg = 0,
        ArgumentOfPerigeeDeg = 0,
        MeanAnomalyDeg = 0,
        BStarPerEarthRadius = 0,
    };
}
