using NodaTime;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Frames;

namespace Ssa.Propagation.Tests.Ephemerides;

public class Measure2(ITestOutputHelper output)
{
    private static readonly Instant T0 = Instant.FromUtc(2024, 11, 1, 0, 0);

    [Fact]
    public void Run()
    {
        foreach (var (name, o) in new (string, KeplerOrbit)[] { ("LEO", new(6778, 0.001, 0.9, T0)), ("GTO", new(24_500, 0.73, 0.1, T0)), ("GEO", new(42_164, 0.0002, 0.001, T0)) })
            foreach (var step in new[] { 60, 300 })
                foreach (var ip in new EphemerisInterpolation[] { new(InterpolationMethod.Hermite, 7), new(InterpolationMethod.Hermite, 11), new(InterpolationMethod.Lagrange, 9) })
                {
                    var table = o.Table(T0, Duration.FromSeconds(step), 86400 / step + 1);
                    EphemerisPoint Teme(EphemerisPoint p) => EphemerisPoint.From(Frame.Gcrf, p.Utc, EarthOrientation.None, p.PositionKm, p.VelocityKmPerS);
                    var own = new InterpolatedEphemeris(default, [new EphemerisSegment(table, ip)]);
                    var teme = new InterpolatedEphemeris(default, [new EphemerisSegment([.. table.Select(Teme)], ip)]);
                    double dr = 0, dv = 0, er = 0;
                    for (var t = T0 + Duration.FromSeconds(step / 2); t < T0 + Duration.FromDays(1); t += Duration.FromSeconds(step))
                    {
                        var a = own.StateAt(t);
                        var after = FrameTransform.ToTeme(Frame.Gcrf, t, EarthOrientation.None, a.PositionKm, a.VelocityKmPerS);
                        var truth = Teme(o.At(t));
                        var b = teme.StateAt(t);
                        dr = Math.Max(dr, (after.PositionKm - b.PositionKm).Norm); dv = Math.Max(dv, (after.VelocityKmPerS - b.VelocityKmPerS).Norm);
                        er = Math.Max(er, (after.PositionKm - truth.PositionKm).Norm);
                    }
                    output.WriteLine($"frames {name} {step} {ip.Method} {ip.Degree}: r {dr * 1e3:E1} m, v {dv * 1e3:E1} m/s, own err {er * 1e3:E1}");
                }
        var leo = new KeplerOrbit(6778, 0.001, 0.9, T0);
        foreach (var ip in new EphemerisInterpolation[] { new(InterpolationMethod.Hermite, 7), new(InterpolationMethod.Hermite, 11), new(InterpolationMethod.Lagrange, 9) })
        {
            var eph = new InterpolatedEphemeris(default, [new EphemerisSegment(leo.Table(T0, Duration.FromSeconds(60), 1441), ip)]);
            var times = new long[8]; var pos = new double[24];
            var start = (T0 - NodaConstants.UnixEpoch).ToInt64Nanoseconds();
            for (var round = 0; round < 6; round++)
            {
                var watch = System.Diagnostics.Stopwatch.StartNew();
                const int n = 200000;
                for (var k = 0; k < n; k++)
                {
                    for (var j = 0; j < 8; j++) times[j] = start + (k % 700) * 120_000_000_000L + (long)(65e9 * (1 - Math.Cos(Math.PI * (2 * j + 1) / 16)));
                    eph.PositionsAt(times, pos);
                }
                output.WriteLine($"speed {ip.Method} {ip.Degree}: {watch.Elapsed.TotalNanoseconds / n:F0} ns per 8");
                watch.Restart();
                for (var k = 0; k < n; k++) eph.VelocityAt(start + k % 80000 * 1_000_000_007L);
                output.WriteLine($"speed {ip.Method} {ip.Degree}: {watch.Elapsed.TotalNanoseconds / n:F0} ns per state");
            }
        }
    }
}
