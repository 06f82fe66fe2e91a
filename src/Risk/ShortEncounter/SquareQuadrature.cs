using Ssa.Risk.Numerics;

namespace Ssa.Risk.ShortEncounter;

/// <summary>The probability over a square with one side along the miss vector, as older programs approximate the disc.</summary>
internal static class SquareQuadrature
{
    /// <summary>The probability over the square.</summary>
    public static PcResult Compute(EncounterPlane plane, HardBodyOutline outline)
    {
        var half = plane.HardBodyRadiusM * (outline == HardBodyOutline.EqualAreaSquare ? Math.Sqrt(Math.PI) / 2 : 1);
        if (half == 0 || double.IsPositiveInfinity(half))
        {
            return PcResult.Of(PcMethod.DirectQuadrature, half == 0 ? 0 : 1);
        }

        var distance = plane.MissDistanceM;
        var (c, s) = distance > 0 ? (plane.MissMajorM / distance, plane.MissMinorM / distance) : (1, 0);
        var (major, minor) = (plane.SigmaMajorM * plane.SigmaMajorM, plane.SigmaMinorM * plane.SigmaMinorM);
        var along = (major * c * c) + (minor * s * s);
        var slope = (minor - major) * c * s / along;
        var across = Math.Sqrt(major / along * minor);
        var sigma = Math.Sqrt(along);
        double Integrand(double x)
        {
            var u = (x - distance) / sigma;
            return (-0.5 * u * u) - Math.Log(sigma * Math.Sqrt(2 * Math.PI)) + NormalInterval.LogProbability(slope * (x - distance) / across, half / across);
        }

        var breakpoints = new SortedSet<double> { -half, half };
        foreach (var k in new[] { -8.0, -4, -2, -1, 0, 1, 2, 4, 8 })
        {
            foreach (var x in new[] { distance + (k * sigma), distance + (slope == 0 ? 0 : ((k * across) + half) / slope), distance + (slope == 0 ? 0 : ((k * across) - half) / slope) })
            {
                if (Math.Abs(x) < half)
                {
                    breakpoints.Add(x);
                }
            }
        }

        return PcResult.OfLog(PcMethod.DirectQuadrature, LogQuadrature.LogIntegral(Integrand, [.. breakpoints]));
    }
}
