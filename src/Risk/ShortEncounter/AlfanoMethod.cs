using Ssa.Risk.Numerics;

namespace Ssa.Risk.ShortEncounter;

/// <summary>
/// Alfano 2005 (JAS 53(1), 103–109, eq. 2–8): error functions across the minor axis, Simpson's rule along the major one. The differences of error functions are taken with the same sign,
/// so that tails survive. Intervals double until Simpson's value is steady to 1e-9; the method refuses where 65,536 do not suffice.
/// </summary>
internal static class AlfanoMethod
{
    private const int MaximumIntervals = 1 << 16;

    /// <summary>The probability.</summary>
    public static PcResult Compute(EncounterPlane plane)
    {
        var radius = plane.HardBodyRadiusM;
        if (radius == 0 || double.IsPositiveInfinity(radius))
        {
            return PcResult.Of(PcMethod.Alfano, radius == 0 ? 0 : 1);
        }

        var previous = double.NaN;
        for (var intervals = 32; intervals <= MaximumIntervals; intervals *= 2)
        {
            var logValue = Simpson(plane, intervals);
            if (Math.Abs(logValue - previous) < 1e-9)
            {
                return PcResult.OfLog(PcMethod.Alfano, logValue);
            }

            previous = logValue;
        }

        return PcResult.NotApplicable(PcMethod.Alfano, "Simpson's rule does not settle: sigma is far below the radius");
    }

    private static double Simpson(EncounterPlane plane, int intervals)
    {
        var (mx, my, sx, sy, radius) = (plane.MissMajorM, plane.MissMinorM, plane.SigmaMajorM, plane.SigmaMinorM, plane.HardBodyRadiusM);
        var logs = new double[intervals + 1];
        for (var i = 1; i < intervals; i++)
        {
            // Equal steps of the angle, x = R·sin θ: the chord's square root at the ends becomes smooth.
            var (sin, cos) = Math.SinCos(Math.PI * (((double)i / intervals) - 0.5));
            var x = ((radius * sin) - mx) / sx;
            logs[i] = Math.Log(cos) - (0.5 * x * x) + NormalInterval.LogProbability(my / sy, radius * cos / sy);
        }

        logs[0] = logs[^1] = double.NegativeInfinity;
        var scale = logs.Max();
        var sum = 0.0;
        for (var i = 1; i < intervals; i++)
        {
            sum += ((i & 1) == 1 ? 4 : 2) * Math.Exp(logs[i] - scale);
        }

        return double.IsNegativeInfinity(scale) ? scale : scale + Math.Log(sum * Math.PI * radius / (3 * intervals * sx * Math.Sqrt(2 * Math.PI)));
    }
}
