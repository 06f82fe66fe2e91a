using System.Runtime.CompilerServices;

namespace Ssa.Risk.ShortEncounter;

/// <summary>
/// The power series of <see cref="LaasMethod"/> for long lists: where it is short, in plain doubles, without bounds or allocation, 0.1 to 1 µs. Elsewhere it declines and <see cref="DirectQuadrature"/> has to answer; the
/// two agree to 1e-10.
/// </summary>
internal static class SeriesProbability
{
    /// <summary>How often the series is summed before it declines.</summary>
    private const int MaximumTerms = 300;

    // Within these the sum stays below e^200 and its recurrence keeps its digits.
    private const double LargestP = 40;
    private const double LargestW = 40;

    /// <summary>The natural logarithm of the probability; false where the series is long.</summary>
    /// <param name="missMajor">Miss along the axis of the larger sigma.</param>
    /// <param name="missMinor">Miss along the axis of the smaller sigma.</param>
    /// <param name="sigmaMajor">The larger sigma.</param>
    /// <param name="sigmaMinor">The smaller sigma.</param>
    /// <param name="radius">The radius, more than 0; all lengths in one unit.</param>
    /// <param name="log">The logarithm.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryLog(double missMajor, double missMinor, double sigmaMajor, double sigmaMinor, double radius, out double log)
    {
        var (dx, dy) = (missMajor / sigmaMajor, missMinor / sigmaMinor);
        var (rx, ry) = (radius / sigmaMajor, radius / sigmaMinor);
        var p = 0.5 * ry * ry;
        var q = 0.5 * (ry - rx) * (ry + rx);
        var (wx, wy) = (0.25 * rx * rx * dx * dx, 0.25 * ry * ry * dy * dy);
        log = double.NegativeInfinity;
        if (!(p < LargestP && wx + wy < LargestW))
        {
            return false;
        }

        double u2 = 0, u1 = 0, u0 = 1, h = 1, sum = 1;
        var first = wx + wy + (0.5 * q);
        var second = (2 * q * wy) + (0.5 * q * q);
        var third = wy * q * q;
        for (var k = 0; k < MaximumTerms; k++)
        {
            double n = k + 1;
            var next = (((2 * q * k) + first) * u0 / n)
                - (k < 1 ? 0 : ((q * q * (k - 1)) + second) * u1 / (k * n))
                + (k < 2 ? 0 : third * u2 / ((k - 1) * (k * n)));
            (u2, u1, u0) = (u1, u0, next / n);
            h = u0 + (p * h / n);
            var term = h / (k + 2);
            sum += term;
            if (term < 1e-17 * sum && k > p)
            {
                log = Math.Min(0, Math.Log(0.5 * rx * ry * sum) - p - (0.5 * ((dx * dx) + (dy * dy))));
                return true;
            }
        }

        return false;
    }

    /// <summary>The natural logarithm of the probability, by the series where it is short, else by quadrature.</summary>
    public static double Log(EncounterPlane plane, double sigmaFactor)
    {
        if (plane.HardBodyRadiusM == 0)
        {
            return double.NegativeInfinity;
        }

        return TryLog(plane.MissMajorM, plane.MissMinorM, sigmaFactor * plane.SigmaMajorM, sigmaFactor * plane.SigmaMinorM, plane.HardBodyRadiusM, out var log)
            ? log
            : DirectQuadrature.LogProbability(plane.Scaled(sigmaFactor));
    }
}
