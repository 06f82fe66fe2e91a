namespace Ssa.Risk.ShortEncounter;

/// <summary>
/// Laas 2015; Serra, Arzelier, Joldes, Lasserre, Rondepierre, Salvy 2016 (JGCD 39, 1009–1021): with p = 1/(2·sy²), φ = 1 − sy²/sx², ωx = mx²/(4sx⁴), ωy = my²/(4sy⁴), ξ = R², the function e^(pξ)·P(ξ) has the Laplace transform
/// α0·exp(ωx/(λ−pφ) + ωy/λ)/((λ−p)·√(λ(λ−pφ))), whose expansion in 1/λ gives a power series of positive terms; the coefficients follow from its logarithmic derivative. Analytic bounds:
/// α0(1−e^(−pξ))/p ≤ P ≤ α0(e^(βξ)−e^(−pξ))/(p+β), β = pφ/2+ωx+ωy. It refuses where more than 1,000,000 terms would be needed.
/// </summary>
internal static class LaasMethod
{
    private const int MaximumTerms = 1_000_000;
    private const double Rescale = 1e-200;

    /// <summary>The probability with its bounds.</summary>
    public static PcResult Compute(EncounterPlane plane)
    {
        var radius = plane.HardBodyRadiusM;
        if (radius == 0 || double.IsPositiveInfinity(radius))
        {
            return PcResult.Of(PcMethod.Laas, radius == 0 ? 0 : 1) with { Lower = radius == 0 ? 0 : 1, Upper = radius == 0 ? 0 : 1 };
        }

        var (sx, sy) = (plane.SigmaMajorM, plane.SigmaMinorM);
        var xi = radius * radius;
        var p = 0.5 * xi / (sy * sy);
        var q = p * (sx - sy) / sx * ((sx + sy) / sx);
        var wx = xi * Square(plane.MissMajorM / (2 * sx * sx));
        var wy = xi * Square(plane.MissMinorM / (2 * sy * sy));
        var logAlpha = (-0.5 * plane.MahalanobisSquared) + Math.Log(0.5 * xi / (sx * sy));
        var beta = (0.5 * q) + wx + wy;
        var (lower, upper) = Bounds(logAlpha, p, beta);
        var logSum = LogSeries(p, q, wx, wy);
        return logSum is { } value
            ? PcResult.OfLog(PcMethod.Laas, logAlpha - p + value) with { Lower = lower, Upper = upper }
            : PcResult.NotApplicable(PcMethod.Laas, $"more than {MaximumTerms} terms: the radius is {radius / sy:G3} smaller sigmas") with { Lower = lower, Upper = upper };
    }

    /// <summary>The bounds, with lengths in units of R.</summary>
    private static (double Lower, double Upper) Bounds(double logAlpha, double p, double beta)
    {
        var lower = Math.Exp(logAlpha) * -ExpMinusOne(-p) / p;
        var logUpper = logAlpha + beta + Math.Log(-ExpMinusOne(-p - beta)) - Math.Log(p + beta);
        return (lower, Math.Min(1, Math.Exp(logUpper)));
    }

    /// <summary>ln Σ H_k/(k+1); H_k = h_k·ξ^k/k!, h the product of u = exp(ωx·μ/(1−qμ)+ωy·μ)/√(1−qμ) and 1/(1−pμ).</summary>
    private static double? LogSeries(double p, double q, double wx, double wy)
    {
        double u2 = 0, u1 = 0, u0 = 1, h = 1, sum = 1, scale = 0;
        for (var k = 0; k < MaximumTerms; k++)
        {
            var next = ((((2 * q * k) + wx + wy + (0.5 * q)) * u0 / (k + 1))
                - (k < 1 ? 0 : ((q * q * (k - 1)) + (2 * q * wy) + (0.5 * q * q)) * u1 / ((double)k * (k + 1)))
                + (k < 2 ? 0 : wy * q * q * u2 / ((double)(k - 1) * k * (k + 1)))) / (k + 1);
            (u2, u1, u0) = (u1, u0, next);
            h = u0 + (p * h / (k + 1));
            var term = h / (k + 2);
            sum += term;
            if (term < 1e-18 * sum && k > p)
            {
                return scale + Math.Log(sum);
            }

            if (sum > 1 / Rescale)
            {
                (u2, u1, u0, h, sum) = (u2 * Rescale, u1 * Rescale, u0 * Rescale, h * Rescale, sum * Rescale);
                scale -= Math.Log(Rescale);
            }
        }

        return null;
    }

    private static double ExpMinusOne(double x) => Math.Abs(x) < 1e-5 ? x * (1 + (0.5 * x * (1 + (x / 3)))) : Math.Exp(x) - 1;

    private static double Square(double x) => x * x;
}
