using Ssa.Risk.Numerics;

namespace Ssa.Risk.ShortEncounter;

/// <summary>
/// The integral of the projected Gaussian over the disc, reduced to one dimension: along the major axis the density, across it the probability of the chord (Alfano 2007, eq. 5a). In logarithms, with x = R·sin θ, on panels that end at the
/// peaks mx ± k·sx and where the chord's end passes my ± k·sy. Closed forms: R = 0 gives 0, R = ∞ gives 1. Errors: below 1e-9 relative against 50-digit values, 1e-7 where the condition number passes 1e6.
/// </summary>
internal static class DirectQuadrature
{
    private const double Tolerance = 1e-11;
    private static readonly double[] PeakWidths = [0, 1, 2, 4, 8];

    /// <summary>The probability.</summary>
    public static PcResult Compute(EncounterPlane plane) => PcResult.OfLog(PcMethod.DirectQuadrature, LogProbability(plane));

    /// <summary>Its natural logarithm.</summary>
    public static double LogProbability(EncounterPlane plane)
    {
        var radius = plane.HardBodyRadiusM;
        if (radius == 0)
        {
            return double.NegativeInfinity;
        }

        if (double.IsPositiveInfinity(radius))
        {
            return 0;
        }

        var (mx, my, sx, sy) = (plane.MissMajorM, Math.Abs(plane.MissMinorM), plane.SigmaMajorM, plane.SigmaMinorM);
        var constant = Math.Log(radius / (sx * Math.Sqrt(2 * Math.PI)));
        double Integrand(double angle)
        {
            var (sin, cos) = Math.SinCos(angle);
            var x = ((radius * sin) - mx) / sx;
            return constant + Math.Log(cos) - (0.5 * x * x) + NormalInterval.LogProbability(my / sy, radius * cos / sy);
        }

        // The distance of a chord from the mean is a difference of lengths near R: in sigmas it is known to 1e-16·R/sy only, and asking for more would halve panels without end.
        var tolerance = Math.Max(Tolerance, 4e-15 * radius / sy);
        return Math.Min(0, LogQuadrature.LogIntegral(Integrand, Breakpoints(radius, mx, my, sx, sy), tolerance));
    }

    private static double[] Breakpoints(double radius, double mx, double my, double sx, double sy)
    {
        var angles = new SortedSet<double> { -Math.PI / 2, 0, Math.PI / 2 };
        void Add(double x)
        {
            if (Math.Abs(x) < radius)
            {
                angles.Add(Math.Asin(x / radius));
            }
        }

        foreach (var k in PeakWidths)
        {
            Add(mx - (k * sx));
            Add(mx + (k * sx));
            foreach (var chord in new[] { my - (k * sy), my + (k * sy) })
            {
                var square = (radius - chord) * (radius + chord);
                if (square > 0)
                {
                    Add(Math.Sqrt(square));
                    Add(-Math.Sqrt(square));
                }
            }
        }

        return [.. angles];
    }
}
