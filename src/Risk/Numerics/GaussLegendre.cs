using System.Collections.Concurrent;

namespace Ssa.Risk.Numerics;

/// <summary>Nodes and weights of Gauss–Legendre quadrature on [−1, 1], from Newton's iteration on the Legendre polynomial.</summary>
internal sealed class GaussLegendre
{
    private static readonly ConcurrentDictionary<int, GaussLegendre> Rules = new();

    private GaussLegendre(double[] nodes, double[] weights)
    {
        Nodes = nodes;
        Weights = weights;
    }

    /// <summary>The nodes, ascending.</summary>
    public double[] Nodes { get; }

    /// <summary>The weights; their sum is 2.</summary>
    public double[] Weights { get; }

    /// <summary>The rule with a number of nodes.</summary>
    public static GaussLegendre Of(int count) => Rules.GetOrAdd(count, Compute);

    private static GaussLegendre Compute(int count)
    {
        var nodes = new double[count];
        var weights = new double[count];
        for (var i = 0; i < count; i++)
        {
            var x = -Math.Cos(Math.PI * (i + 0.75) / (count + 0.5));
            var slope = 0.0;
            for (var step = 0; step < 100; step++)
            {
                double previous = 1, value = x;
                for (var n = 2; n <= count; n++)
                {
                    (previous, value) = (value, (((2 * n) - 1) * x * value - ((n - 1) * previous)) / n);
                }

                slope = count * ((x * value) - previous) / ((x * x) - 1);
                var change = value / slope;
                x -= change;
                if (Math.Abs(change) < 1e-16)
                {
                    break;
                }
            }

            nodes[i] = x;
            weights[i] = 2 / ((1 - (x * x)) * slope * slope);
        }

        return new(nodes, weights);
    }
}
