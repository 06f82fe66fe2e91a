namespace Ssa.Risk.ShortEncounter;

/// <summary>
/// Patera 2001 (JGCD 24, 716–722) in the form of 2005 (JGCD 28, 1330): in the plane scaled to unit sigmas the integral over the disc becomes a line integral around its edge,
/// P = −(1/2π)∮e^(−ρ²/2)dψ with the origin outside, 1 + that inside. Equal angles converge geometrically; they double to 1e-8. It refuses where 2²⁰ points do not suffice, where the
/// origin lies on the edge, and where the near and the far edge cancel by more than 1e8.
/// </summary>
internal static class PateraMethod
{
    private const int MaximumPoints = 1 << 20;

    /// <summary>The probability.</summary>
    public static PcResult Compute(EncounterPlane plane)
    {
        var radius = plane.HardBodyRadiusM;
        if (radius == 0 || double.IsPositiveInfinity(radius))
        {
            return PcResult.Of(PcMethod.Patera, radius == 0 ? 0 : 1);
        }

        var previous = double.NaN;
        for (var points = 64; points <= MaximumPoints; points *= 2)
        {
            var (logValue, cancellation) = Edge(plane, points);
            if (Math.Abs(logValue - previous) < 1e-8)
            {
                return cancellation > 1e8
                    ? PcResult.NotApplicable(PcMethod.Patera, "the near and the far edge of the disc cancel: the disc is too small against sigma")
                    : PcResult.OfLog(PcMethod.Patera, logValue);
            }

            previous = logValue;
        }

        return PcResult.NotApplicable(PcMethod.Patera, "the line integral does not settle: sigma is far below the radius, or the miss equals it");
    }

    private static (double LogValue, double Cancellation) Edge(EncounterPlane plane, int points)
    {
        var (mx, my, sx, sy, radius) = (plane.MissMajorM, plane.MissMinorM, plane.SigmaMajorM, plane.SigmaMinorM, plane.HardBodyRadiusM);
        var inside = plane.MissDistanceM < radius;
        var terms = new (double LogSize, double Sweep)[points];
        var scale = double.NegativeInfinity;
        for (var i = 0; i < points; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * (i + 0.5) / points);
            var (x, y) = ((mx + (radius * cos)) / sx, (my + (radius * sin)) / sy);
            var square = (x * x) + (y * y);
            var sweep = ((x * radius * cos / sy) + (y * radius * sin / sx)) / square;
            terms[i] = (-0.5 * square, inside ? -Special(0.5 * square) * sweep : sweep);
            scale = Math.Max(scale, inside ? 0 : terms[i].LogSize);
        }

        double sum = 0, size = 0;
        foreach (var (logSize, sweep) in terms)
        {
            var term = inside ? sweep : Math.Exp(logSize - scale) * sweep;
            sum -= term;
            size += Math.Abs(term);
        }

        return (sum > 0 ? scale + Math.Log(sum / points) : double.NaN, size / Math.Abs(sum));
    }

    /// <summary>1 − e^(−x), accurate for small x.</summary>
    private static double Special(double x) => x < 1e-5 ? x * (1 - (0.5 * x)) : 1 - Math.Exp(-x);
}
