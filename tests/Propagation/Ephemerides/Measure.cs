using NodaTime;
using Ssa.Propagation.Ephemerides;

namespace Ssa.Propagation.Tests.Ephemerides;

public class Measure(ITestOutputHelper output)
{
    private static readonly Instant T0 = Instant.FromUtc(2024, 11, 1, 0, 0);

    [Fact]
    public void Run()
    {
        var kepler = new (string, KeplerOrbit)[] {
            ("LEO 400", new(6778, 0.001, 0.9, T0)), ("LEO 800", new(7178, 0.001, 1.7, T0)), ("GTO 250", new(24_500, 0.73, 0.1, T0)), ("GPS", new(26_560, 0.01, 0.96, T0)), ("GEO", new(42_164, 0.0002, 0.001, T0)) };
        foreach (var (name, o) in kepler)
            foreach (var step in new[] { 60, 120, 240, 300, 600 })
                foreach (var ip in Ips)
                    Report("kepler " + name, step, ip, t => o.At(t));
        foreach (var (name, l1, l2) in Sgp4.Select(x => x))
        {
            var batch = new ElementSetBatch();
            TleReader.Read(System.Text.Encoding.ASCII.GetBytes(l1 + "\n" + l2 + "\n"), "x", true, batch);
            var p = new Sgp4Propagator(batch.Accepted[0], Sgp4Mode.Afspc);
            var e0 = batch.Accepted[0].Epoch;
            foreach (var step in new[] { 60, 120, 300 })
                foreach (var ip in Ips)
                    Report("sgp4 " + name, step, ip, t => { var s = p.At(e0 + (t - T0)); return new(t, s.PositionKm, s.VelocityKmPerS); });
        }
    }

    private static readonly (string, string, string)[] Sgp4 = [
        ("ISS", "1 25544U 98067A   08264.51782528 -.00002182  00000-0 -11606-4 0  2927", "2 25544  51.6416 247.4627 0006703 130.5360 325.0288 15.72125391563537"),
        ("Molniya", "1 08195U 75081A   06176.33215444  .00000099  00000-0  11873-3 0   813", "2 08195  64.1586 279.0717 6877146 264.7651  20.2257  2.00491383225656"),
        ("decay", "1 28350U 04020A   06167.21788666  .16154492  76267-5  18678-3 0  8894", "2 28350  64.9977 345.6130 0024870 260.7578  99.9590 16.47856722116490"),
        ("GEO", "1 26900U 01039A   06106.74503247  .00000045  00000-0  10000-3 0  8290", "2 26900   0.0164 266.5378 0003319  86.1794 182.2590  1.00273847 16981"),
    ];

    private static readonly EphemerisInterpolation?[] Ips = [new(InterpolationMethod.Hermite, 5), new(InterpolationMethod.Hermite, 7), new(InterpolationMethod.Hermite, 9), new(InterpolationMethod.Hermite, 11), new(InterpolationMethod.Lagrange, 5), new(InterpolationMethod.Lagrange, 7), new(InterpolationMethod.Lagrange, 9), new(InterpolationMethod.Lagrange, 11), null];

    private void Report(string what, int step, EphemerisInterpolation? ip, Func<Instant, EphemerisPoint> truth)
    {
        var n = 86400 / step + 1;
        var points = Enumerable.Range(0, n).Select(i => truth(T0 + Duration.FromSeconds(i * step))).ToArray();
        var seg = new EphemerisSegment(points, ip);
        var eph = new InterpolatedEphemeris(default, [seg]);
        double inner = 0, end = 0, vel = 0;
        for (var i = 0; i < n - 1; i++)
            foreach (var f in new[] { .1, .3, .5, .7, .9 })
            {
                var t = T0 + Duration.FromNanoseconds((long)((i + f) * step * 1e9));
                var s = eph.StateAt(t);
                var d = (s.PositionKm - truth(t).PositionKm).Norm;
                if (i < 6 || i > n - 8) end = Math.Max(end, d); else { inner = Math.Max(inner, d); vel = Math.Max(vel, (s.VelocityKmPerS - truth(t).VelocityKmPerS).Norm); }
            }
        output.WriteLine($"{what,-16} {step,4} {(ip is null ? "auto " : "")}{seg.Interpolation.Method} {seg.Interpolation.Degree,2}: inner {inner * 1e3:E2} m, ends {end * 1e3:E2} m, velocity {vel * 1e3:E2} m/s, loo {seg.LeaveOneOutErrorKm * 1e3:E2} m");
    }
}
