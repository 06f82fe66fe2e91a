namespace Ssa.Screening.Fine;

/// <summary>
/// Interpolation by Chebyshev polynomials of degree 7 through eight nodes of an interval, x in -1 to 1. Over 130 s the error of an orbit that turns by
/// ω per second is below 2 r (65 ω / 2)⁸ / 8!: 2e-11 km in low orbit, 2e-9 km at the perigee of a transfer orbit.
/// </summary>
internal static class Chebyshev
{
    /// <summary>Number of nodes and of coefficients.</summary>
    public const int Count = 8;

    /// <summary>Node times of an interval, whole nanoseconds.</summary>
    public static void Nodes(long startNs, long lengthNs, Span<long> nodesNs)
    {
        for (var j = 0; j < Count; j++)
        {
            nodesNs[j] = startNs + (long)Math.Round(lengthNs * 0.5 * (1.0 - Math.Cos(Math.PI * ((2 * j) + 1) / (2 * Count))));
        }
    }

    /// <summary>
    /// The matrix that turns values at the nodes into coefficients; entry (k, j) at j·8 + k. Node times are whole nanoseconds, so the
    /// matrix is solved for the times themselves and not for the ideal abscissas.
    /// </summary>
    public static double[] FitMatrix(long startNs, long lengthNs, ReadOnlySpan<long> nodesNs)
    {
        const int n = Count;
        var a = new double[n, 2 * n];
        Span<double> t = stackalloc double[n];
        for (var j = 0; j < n; j++)
        {
            Values(ToAbscissa(nodesNs[j], startNs, lengthNs), t);
            for (var k = 0; k < n; k++)
            {
                a[j, k] = t[k];
            }

            a[j, n + j] = 1;
        }

        // Gauss-Jordan with pivoting; the Chebyshev-Vandermonde matrix at Chebyshev nodes is nearly orthogonal.
        for (var c = 0; c < n; c++)
        {
            var pivot = c;
            for (var r = c + 1; r < n; r++)
            {
                pivot = Math.Abs(a[r, c]) > Math.Abs(a[pivot, c]) ? r : pivot;
            }

            for (var k = 0; k < 2 * n; k++)
            {
                (a[c, k], a[pivot, k]) = (a[pivot, k], a[c, k]);
            }

            var scale = 1 / a[c, c];
            for (var k = 0; k < 2 * n; k++)
            {
                a[c, k] *= scale;
            }

            for (var r = 0; r < n; r++)
            {
                var factor = a[r, c];
                for (var k = 0; r != c && k < 2 * n; k++)
                {
                    a[r, k] -= factor * a[c, k];
                }
            }
        }

        var matrix = new double[n * n];
        for (var j = 0; j < n; j++)
        {
            for (var k = 0; k < n; k++)
            {
                matrix[(j * n) + k] = a[k, n + j];
            }
        }

        return matrix;
    }

    /// <summary>Where a time lies in an interval, -1 at its start, 1 at its end.</summary>
    public static double ToAbscissa(long timeNs, long startNs, long lengthNs) => ((2.0 * (timeNs - startNs)) - lengthNs) / lengthNs;

    /// <summary>The time of an abscissa, to the nearest nanosecond.</summary>
    public static long ToTime(double x, long startNs, long lengthNs) => startNs + (long)Math.Round((x + 1) * 0.5 * lengthNs);

    /// <summary>T₀ to T₇ at x.</summary>
    public static void Values(double x, Span<double> t)
    {
        t[0] = 1;
        t[1] = x;
        for (var k = 2; k < Count; k++)
        {
            t[k] = (2 * x * t[k - 1]) - t[k - 2];
        }
    }

    /// <summary>Derivatives of T₀ to T₇ at x.</summary>
    public static void Derivatives(double x, ReadOnlySpan<double> t, Span<double> d)
    {
        d[0] = 0;
        d[1] = 1;
        for (var k = 2; k < Count; k++)
        {
            d[k] = (2 * t[k - 1]) + (2 * x * d[k - 1]) - d[k - 2];
        }
    }
}
