using Ssa.Risk.Numerics;

namespace Ssa.Risk.Curvilinear;

/// <summary>
/// How much of the ingresses comes at other times than about one minimum of the modified distance. The published checks look at that minimum alone, and pass where slow objects meet several times between two maxima of their distance.
/// </summary>
internal static class OtherPeaks
{
    private const int GridSteps = 96;
    private const int FineSteps = 12;
    private const double NearInSigmas = 3;

    // A peak lower than the one looked at by this in logarithm cannot matter, whatever its width.
    private const double Negligible = 20;

    /// <summary>The other peaks' part of the whole between the maxima of the mean distance, each peak of the rate taken as a Gaussian.</summary>
    /// <param name="curved">The orbits.</param>
    /// <param name="seconds">Time of the peak looked at.</param>
    /// <param name="sigmaSeconds">Its standard deviation.</param>
    /// <param name="segment">Where to look.</param>
    public static double Share(CurvedEncounter curved, double seconds, double sigmaSeconds, (double Start, double End) segment)
    {
        double Bound(double t) => LogBound(curved, t);
        double Log(double t) => IngressRate.LogAt(curved, t) ?? double.NegativeInfinity;
        var main = Log(seconds);
        if (!double.IsFinite(main))
        {
            return 1;
        }

        var step = (segment.End - segment.Start) / GridSteps;
        var bounds = Enumerable.Range(0, GridSteps + 1).Select(i => Bound(segment.Start + (i * step))).ToArray();
        var others = 0.0;
        for (var i = 0; i <= GridSteps; i++)
        {
            var (left, right) = (Math.Max(0, i - 1), Math.Min(GridSteps, i + 1));
            if (double.IsNegativeInfinity(bounds[i]) || bounds[i] < bounds[left] || bounds[i] < bounds[right])
            {
                continue;
            }

            // However low a peak stands on the grid: with sigmas of decimetres it may rise by a hundred between the grid's points.
            var (from, to) = (segment.Start + (left * step), segment.Start + (right * step));
            if (Maximiser.Find(Bound, from, to, FineSteps, 1e-2 * step).Value < main - Negligible)
            {
                continue;
            }

            var (at, value) = Maximiser.Find(Log, from, to, FineSteps, 1e-2 * step);
            if (Math.Abs(at - seconds) > Math.Max(NearInSigmas * sigmaSeconds, 0.02 * step))
            {
                var width = Nc3DMethod.Width(Log, at, value, 0.01 * step, segment.End - segment.Start);
                others += Math.Exp(Math.Min(700, value - main)) * width / sigmaSeconds;
            }
        }

        return others / (1 + others);
    }

    /// <summary>ln of about the highest rate that the overlap allows: the density as if all of the sphere lay where it comes nearest to the mode along the narrowest axis.</summary>
    private static double LogBound(CurvedEncounter curved, double t)
    {
        if (PeakOverlap.At(curved, t) is not { } overlap)
        {
            return double.NegativeInfinity;
        }

        var radius = curved.RadiusM;
        var narrowest = Math.Max(Math.Sqrt(Math.Max(0, overlap.Axes.Values[0])), PlaneProjection.SigmaFloorFraction * radius);
        var distance = Math.Max(0, Math.Sqrt(overlap.MahalanobisSquared) - (radius / narrowest));
        return (-0.5 * ((distance * distance) + overlap.LogDeterminant)) + Math.Log(Math.PI * radius * radius * overlap.Velocity.Norm) - (1.5 * Math.Log(2 * Math.PI));
    }
}
