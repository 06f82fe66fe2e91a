using System.Text;
using NodaTime;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Frames;

namespace Ssa.Propagation.Tests.Ephemerides;

/// <summary>
/// Errors against orbits known at every time, over a day, five times between any two nodes. The bounds are the figures of docs/ephemerides.md, rounded up.
/// </summary>
public class InterpolationAccuracyTests
{
    private const int InnerFrom = 6;

    private static readonly Instant Start = Instant.FromUtc(2024, 11, 1, 0, 0);

    private static readonly Dictionary<string, KeplerOrbit> Kepler = new()
    {
        ["LEO"] = new KeplerOrbit(6778, 0.001, 0.9, Start),
        ["GTO"] = new KeplerOrbit(24_500, 0.73, 0.1, Start),
        ["GPS"] = new KeplerOrbit(26_560, 0.01, 0.96, Start),
        ["GEO"] = new KeplerOrbit(42_164, 0.0002, 0.001, Start),
    };

    // AIAA 2006-6753's verification sets 08195 (Molniya) and 26900 (geostationary); the station's set of 2008-09-20.
    private static readonly Dictionary<string, string> Sgp4 = new()
    {
        ["ISS"] = "1 25544U 98067A   08264.51782528 -.00002182  00000-0 -11606-4 0  2927\n2 25544  51.6416 247.4627 0006703 130.5360 325.0288 15.72125391563537\n",
        ["Molniya"] = "1 08195U 75081A   06176.33215444  .00000099  00000-0  11873-3 0   813\n2 08195  64.1586 279.0717 6877146 264.7651  20.2257  2.00491383225656\n",
        ["GEO"] = "1 26900U 01039A   06106.74503247  .00000045  00000-0  10000-3 0  8290\n2 26900   0.0164 266.5378 0003319  86.1794 182.2590  1.00273847 16981\n",
    };

    [Theory]
    [InlineData("LEO", 60, InterpolationMethod.Hermite, 5, 1.5e-4, 1.5e-4)]
    [InlineData("LEO", 60, InterpolationMethod.Hermite, 7, 2e-7, 2e-7)]
    [InlineData("LEO", 60, InterpolationMethod.Lagrange, 9, 2e-7, 4e-7)]
    [InlineData("LEO", 120, InterpolationMethod.Hermite, 7, 8e-6, 2.5e-5)]
    [InlineData("LEO", 240, InterpolationMethod.Hermite, 7, 2e-3, 6e-3)]
    [InlineData("LEO", 300, InterpolationMethod.Hermite, 7, 1.2e-2, 3.5e-2)]
    [InlineData("LEO", 300, InterpolationMethod.Hermite, 11, 2e-6, 3e-5)]
    [InlineData("LEO", 300, InterpolationMethod.Lagrange, 7, 1.5, 20)]
    [InlineData("LEO", 300, InterpolationMethod.Lagrange, 9, 5e-2, 2)]
    [InlineData("LEO", 600, InterpolationMethod.Hermite, 11, 6e-3, 8e-2)]
    [InlineData("GTO", 60, InterpolationMethod.Hermite, 7, 5e-5, 1.5e-4)]
    [InlineData("GTO", 120, InterpolationMethod.Hermite, 7, 1.2e-2, 3e-2)]
    [InlineData("GTO", 300, InterpolationMethod.Hermite, 7, 13, 22)]
    [InlineData("GTO", 300, InterpolationMethod.Hermite, 11, 1.3, 5)]
    [InlineData("GPS", 300, InterpolationMethod.Hermite, 7, 1e-7, 1e-7)]
    [InlineData("GEO", 300, InterpolationMethod.Hermite, 7, 1e-7, 1e-7)]
    public void States_of_consistent_velocities_are_met_within(string orbit, int stepS, InterpolationMethod method, int degree, double innerM, double endsM) =>
        AssertErrors(Kepler[orbit].At, stepS, new(method, degree), innerM, endsM);

    [Theory]
    [InlineData("LEO", 60, 2e-7)]
    [InlineData("LEO", 300, 2e-6)]
    [InlineData("LEO", 600, 6e-3)]
    [InlineData("GTO", 120, 6e-5)]
    [InlineData("GTO", 300, 1.3)]
    [InlineData("GEO", 600, 1e-7)]
    public void States_of_consistent_velocities_choose_Hermite_themselves(string orbit, int stepS, double innerM) =>
        Assert.Equal(InterpolationMethod.Hermite, AssertErrors(Kepler[orbit].At, stepS, null, innerM, double.PositiveInfinity).Method);

    [Theory]
    [InlineData("ISS", 60, InterpolationMethod.Lagrange, 1e-5, 1e-5)]
    [InlineData("ISS", 120, InterpolationMethod.Lagrange, 4e-5, 2e-3)]
    [InlineData("ISS", 300, InterpolationMethod.Hermite, 0.9, 4)]
    [InlineData("Molniya", 60, InterpolationMethod.Lagrange, 5e-4, 5e-4)]
    [InlineData("Molniya", 120, InterpolationMethod.Lagrange, 1e-2, 1e-2)]
    [InlineData("GEO", 300, InterpolationMethod.Lagrange, 5e-5, 5e-5)]
    public void States_of_SGP4_choose_Lagrange_themselves_unless_far_apart(string orbit, int stepS, InterpolationMethod method, double innerM, double endsM) =>
        Assert.Equal(method, AssertErrors(Sgp4States(orbit), stepS, null, innerM, endsM).Method);

    [Theory]
    [InlineData("ISS", 60, 0.1, 0.2)]
    [InlineData("Molniya", 60, 5, 10)]
    public void SGP4s_velocities_are_not_the_slopes_of_its_positions_so_Hermite_misses_by_metres(string orbit, int stepS, double moreThanM, double innerM)
    {
        AssertErrors(Sgp4States(orbit), stepS, EphemerisInterpolation.DefaultHermite, innerM, double.PositiveInfinity);
        var error = Errors(Sgp4States(orbit), stepS, EphemerisInterpolation.DefaultHermite, out _).InnerM;
        Assert.True(error > moreThanM, $"{error} m");
    }

    [Theory]
    [InlineData("LEO", 60)]
    [InlineData("LEO", 300)]
    [InlineData("GTO", 120)]
    [InlineData("GTO", 600)]
    public void A_node_left_out_is_missed_by_more_than_the_states_between(string orbit, int stepS)
    {
        foreach (var method in new EphemerisInterpolation[] { new(InterpolationMethod.Hermite, 5), new(InterpolationMethod.Lagrange, 5), new(InterpolationMethod.Lagrange, 7) })
        {
            var (inner, _) = Errors(Kepler[orbit].At, stepS, method, out var segment);
            Assert.True(segment.LeaveOneOutErrorKm * 1e3 > 2 * inner, $"{method}: {segment.LeaveOneOutErrorKm} km, {inner} m");
        }
    }

    [Theory]
    [InlineData("LEO")]
    [InlineData("GTO")]
    [InlineData("GEO")]
    public void Nodes_transformed_first_give_the_path_interpolated_in_the_inertial_frame(string orbit)
    {
        var table = Kepler[orbit].Table(Start, Duration.FromSeconds(300), 289);
        EphemerisPoint[] turned = [.. table.Select(point => EphemerisPoint.From(Frame.Gcrf, point.Utc, EarthOrientation.None, point.PositionKm, point.VelocityKmPerS))];
        foreach (var method in new EphemerisInterpolation[] { new(InterpolationMethod.Hermite, 7), new(InterpolationMethod.Hermite, 11), new(InterpolationMethod.Lagrange, 9) })
        {
            var inertial = new InterpolatedEphemeris(default, [new EphemerisSegment(table, method)]);
            var teme = new InterpolatedEphemeris(default, [new EphemerisSegment(turned, method)]);
            for (var time = Start + Duration.FromSeconds(150); time < inertial.Stop; time += Duration.FromSeconds(300))
            {
                var state = inertial.StateAt(time);
                var after = FrameTransform.ToTeme(Frame.Gcrf, time, EarthOrientation.None, state.PositionKm, state.VelocityKmPerS).PositionKm;
                Assert.True((after - teme.StateAt(time).PositionKm).Norm < 2e-8, "more than 20 µm");
            }
        }
    }

    private static EphemerisInterpolation AssertErrors(Func<Instant, EphemerisPoint> truth, int stepS, EphemerisInterpolation? interpolation, double innerM, double endsM)
    {
        var (inner, ends) = Errors(truth, stepS, interpolation, out var segment);
        Assert.True(inner <= innerM && ends <= endsM, $"{segment.Interpolation}: inside {inner:E2} m, at the ends {ends:E2} m");
        return segment.Interpolation;
    }

    private static (double InnerM, double EndsM) Errors(Func<Instant, EphemerisPoint> truth, int stepS, EphemerisInterpolation? interpolation, out EphemerisSegment segment)
    {
        var count = (86_400 / stepS) + 1;
        segment = new EphemerisSegment([.. Enumerable.Range(0, count).Select(i => truth(Start + Duration.FromSeconds(i * stepS)))], interpolation);
        var ephemeris = new InterpolatedEphemeris(default, [segment]);
        var (inner, ends) = (0.0, 0.0);
        for (var i = 0; i < count - 1; i++)
        {
            for (var part = 1; part < 10; part += 2)
            {
                var time = Start + Duration.FromMilliseconds(((10 * i) + part) * 100 * stepS);
                var error = 1e3 * (ephemeris.StateAt(time).PositionKm - truth(time).PositionKm).Norm;
                (inner, ends) = i >= InnerFrom && i < count - 1 - InnerFrom ? (Math.Max(inner, error), ends) : (inner, Math.Max(ends, error));
            }
        }

        return (inner, ends);
    }

    private static Func<Instant, EphemerisPoint> Sgp4States(string name)
    {
        var batch = new ElementSetBatch();
        TleReader.Read(Encoding.ASCII.GetBytes(Sgp4[name]), name, lenient: true, batch);
        var propagator = new Sgp4Propagator(batch.Accepted[0], Sgp4Mode.Afspc);
        return time =>
        {
            var state = propagator.At(propagator.Elements.Epoch + (time - Start));
            return new EphemerisPoint(time, state.PositionKm, state.VelocityKmPerS);
        };
    }
}
