namespace Ssa.Risk.ShortEncounter;

/// <summary>
/// Chan 1997 (AAS 97-173; "Spacecraft Collision Probability", 2008, ch. 4): the ellipse of equal area replaces the disc of the scaled plane, u = R²/(sx·sy), v the squared Mahalanobis distance, and the Rician integral is a series. The
/// replacement holds while the disc is small against the minor sigma; beyond R = 3·sy (alfano-5: 8.8e-184 instead of 0.0445) the method refuses.
/// </summary>
internal static class ChanMethod
{
    private const double LargestRadiusInSigmas = 3;
    private const int MaximumTerms = 100_000;

    /// <summary>The probability.</summary>
    public static PcResult Compute(EncounterPlane plane)
    {
        var radius = plane.HardBodyRadiusM;
        if (radius == 0)
        {
            return PcResult.Of(PcMethod.Chan, 0);
        }

        return radius > LargestRadiusInSigmas * plane.SigmaMinorM
            ? PcResult.NotApplicable(PcMethod.Chan, $"the radius is {radius / plane.SigmaMinorM:G3} smaller sigmas: the equal-area ellipse fails beyond {LargestRadiusInSigmas}")
            : Series(radius / plane.SigmaMajorM * (radius / plane.SigmaMinorM), plane.MahalanobisSquared);
    }

    private static PcResult Series(double u, double v)
    {
        // P = e^(−v/2) Σ (v/2)^m/m! · Q_m, Q_m the Poisson tail e^(−u/2) Σ_{k>m} (u/2)^k/k!: positive terms only.
        var (a, b) = (0.5 * u, 0.5 * v);
        var (weight, term) = (1.0, 1.0);
        var (sum, scale) = (0.0, 0.0);
        for (var m = 0; m < MaximumTerms; m++)
        {
            term *= a / (m + 1);
            var tail = term * TailFactor(a, m + 1);
            sum += weight * tail;
            if (weight * tail < 1e-17 * sum && m > b)
            {
                return PcResult.OfLog(PcMethod.Chan, Math.Log(sum) + scale - a - b);
            }

            weight *= b / (m + 1);
            if (weight > 1e200)
            {
                (weight, sum, scale) = (weight * 1e-200, sum * 1e-200, scale + (200 * Math.Log(10)));
            }
        }

        return PcResult.NotApplicable(PcMethod.Chan, "the series does not converge");
    }

    /// <summary>Σ_{j≥0} a^j·n!/(n+j)!: the Poisson tail from n, relative to its first term.</summary>
    private static double TailFactor(double a, int n)
    {
        var (sum, term) = (1.0, 1.0);
        for (var j = 1; term > 1e-17 * sum; j++)
        {
            term *= a / (n + j);
            sum += term;
        }

        return sum;
    }
}
