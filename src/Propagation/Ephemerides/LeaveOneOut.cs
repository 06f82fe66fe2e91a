using Ssa.Propagation.Frames;

namespace Ssa.Propagation.Ephemerides;

/// <summary>
/// What an interpolation misses if a node were not there: the distance from the node left out to the polynomial through its neighbours. That polynomial
/// bridges twice the spacing, so the figure exceeds the true error inside a segment, often tenfold and more, and needs no truth to compare with.
/// </summary>
internal static class LeaveOneOut
{
    private const int MostSamples = 1000;

    /// <summary>The largest such distance, km, over at most a thousand nodes; null where too few nodes have neighbours enough on both sides.</summary>
    public static double? ErrorKm(NodeTable table, EphemerisInterpolation interpolation)
    {
        Span<double> buffer = stackalloc double[NodePolynomial.BufferLength];
        Span<int> nodes = stackalloc int[interpolation.States];
        var polynomial = new NodePolynomial(buffer);
        double? largest = null;
        var stride = ((table.Count - 1) / MostSamples) + 1;
        for (var left = 1; left < table.Count - 1; left += stride)
        {
            if (!NodeWindow.Without(left, table.Count, nodes))
            {
                continue;
            }

            var origin = table.ElapsedNs[left];
            var length = table.ElapsedNs[left + 1] - origin;
            if (interpolation.Method == InterpolationMethod.Hermite)
            {
                polynomial.FitWithSlopes(nodes, table.ElapsedNs, table.States, origin, length);
            }
            else
            {
                polynomial.Fit(nodes, table.ElapsedNs, table.States, 0, origin, length);
            }

            var truth = new Vector3(table.States[6 * left], table.States[(6 * left) + 1], table.States[(6 * left) + 2]);
            var error = (polynomial.At(0) - truth).Norm;
            largest = Math.Max(largest ?? 0, double.IsNaN(error) ? double.PositiveInfinity : error);
        }

        return largest;
    }
}
