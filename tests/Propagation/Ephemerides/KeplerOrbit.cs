using NodaTime;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Frames;

namespace Ssa.Propagation.Tests.Ephemerides;

/// <summary>
/// Motion about a point mass in closed form, an outside truth for interpolation: position and velocity are consistent to the last digit, as a numerical
/// integration's are.
/// </summary>
internal sealed record KeplerOrbit(double SemiMajorAxisKm, double Eccentricity, double InclinationRad, Instant Perigee)
{
    private const double MuKm3PerS2 = 398_600.4418;

    public EphemerisPoint At(Instant utc) => At(utc, (utc - Perigee).ToInt64Nanoseconds() * 1e-9);

    public EphemerisPoint At(Instant utc, double secondsSincePerigee)
    {
        var (a, e) = (SemiMajorAxisKm, Eccentricity);
        var n = Math.Sqrt(MuKm3PerS2 / (a * a * a));
        var mean = Math.IEEERemainder(n * secondsSincePerigee, Math.Tau);
        var eccentric = mean;
        for (var i = 0; i < 60; i++)
        {
            eccentric -= (eccentric - (e * Math.Sin(eccentric)) - mean) / (1 - (e * Math.Cos(eccentric)));
        }

        var (sin, cos) = Math.SinCos(eccentric);
        var root = Math.Sqrt(1 - (e * e));
        var rate = n / (1 - (e * cos));
        return new EphemerisPoint(
            utc, Tilt(a * (cos - e), a * root * sin), Tilt(-a * sin * rate, a * root * cos * rate));
    }

    public EphemerisPoint[] Table(Instant start, Duration step, int states) =>
        [.. Enumerable.Range(0, states).Select(i => At(start + (i * step)))];

    private Vector3 Tilt(double x, double y)
    {
        var (sin, cos) = Math.SinCos(InclinationRad);
        return new Vector3(x, y * cos, y * sin);
    }
}
