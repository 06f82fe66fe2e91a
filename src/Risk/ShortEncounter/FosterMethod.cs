using Ssa.Risk.Numerics;

namespace Ssa.Risk.ShortEncounter;

/// <summary>
/// Foster and Estes 1992 (NASA/JSC-25898): the double integral of the density over the disc in polar coordinates. Their fixed steps (R/12, 0.5°) are replaced by Gauss–Legendre rings and as
/// many equal angles as bring two successive refinements to 1e-10; where 4,096 angles do not suffice, which happens when sigma is far below the radius, the method refuses.
/// </summary>
internal static class FosterMethod
{
    private const int MaximumAngles = 4096;

    /// <summary>The probability.</summary>
    public static PcResult Compute(EncounterPlane plane)
    {
        var radius = plane.HardBodyRadiusM;
        if (radius == 0 || double.IsPositiveInfinity(radius))
        {
            return PcResult.Of(PcMethod.Foster, radius == 0 ? 0 : 1);
        }

        var previous = double.NaN;
        for (var angles = 32; angles <= MaximumAngles; angles *= 2)
        {
            var logValue = Rings(plane, angles);
            if (Math.Abs(logValue - previous) < 1e-10)
            {
                return PcResult.OfLog(PcMethod.Foster, logValue);
            }

            previous = logValue;
        }

        return PcResult.NotApplicable(PcMethod.Foster, $"the smaller sigma is {plane.SigmaMinorM / radius:G2} of the radius: polar steps do not resolve it");
    }

    private static double Rings(EncounterPlane plane, int angles)
    {
        var rule = GaussLegendre.Of(angles / 4);
        var (mx, my, sx, sy, radius) = (plane.MissMajorM, plane.MissMinorM, plane.SigmaMajorM, plane.SigmaMinorM, plane.HardBodyRadiusM);
        var scale = -0.5 * plane.MahalanobisSquared;
        var peak = Math.Max(0, 1 - (radius / Math.Max(plane.MissDistanceM, double.Epsilon)));
        scale = Math.Max(scale, scale * peak * peak);
        var sum = 0.0;
        for (var i = 0; i < rule.Nodes.Length; i++)
        {
            var ring = 0.5 * radius * (1 + rule.Nodes[i]);
            var around = 0.0;
            for (var k = 0; k < angles; k++)
            {
                var (sin, cos) = Math.SinCos(2 * Math.PI * (k + 0.5) / angles);
                var (x, y) = (((ring * cos) - mx) / sx, ((ring * sin) - my) / sy);
                around += Math.Exp((-0.5 * ((x * x) + (y * y))) - scale);
            }

            sum += rule.Weights[i] * ring * around / angles;
        }

        return scale + Math.Log(0.5 * radius * sum / (sx * sy));
    }
}
