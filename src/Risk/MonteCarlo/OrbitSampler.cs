using Ssa.Risk.Curvilinear;
using Ssa.Risk.Numerics;

namespace Ssa.Risk.MonteCarlo;

/// <summary>Both orbits as functions of independent standard normal numbers: six each, and one more for the density error that both share where it is given.</summary>
internal sealed class OrbitSampler
{
    private readonly double[] means;
    private readonly double[] matrix;

    public OrbitSampler(CurvedEncounter encounter)
    {
        var (first, second) = (encounter.First, encounter.Second);
        var shares = first.Sensitivity is not null && second.Sensitivity is not null;
        Dimensions = shares ? 13 : 12;
        means = [.. first.Mean.ToArray(), .. second.Mean.ToArray()];
        matrix = new double[12 * Dimensions];
        Fill(0, shares ? first.RootWithoutShared() : first.Root(), shares ? first.Sensitivity : null);
        Fill(6, shares ? second.RootWithoutShared() : second.Root(), shares ? second.Sensitivity : null);
    }

    /// <summary>Number of standard normal numbers.</summary>
    public int Dimensions { get; }

    /// <summary>∂(one of twelve elements)/∂(one normal number).</summary>
    public double this[int element, int normal] => matrix[(element * Dimensions) + normal];

    /// <summary>The orbits; null where one is not an ellipse.</summary>
    public (EquinoctialElements First, EquinoctialElements Second)? Orbits(ReadOnlySpan<double> normals)
    {
        Span<double> elements = stackalloc double[12];
        for (var i = 0; i < 12; i++)
        {
            var sum = means[i];
            for (var j = 0; j < Dimensions; j++)
            {
                sum += matrix[(i * Dimensions) + j] * normals[j];
            }

            elements[i] = sum;
        }

        var (first, second) = (EquinoctialElements.Of(elements[..6]), EquinoctialElements.Of(elements[6..]));
        return IsEllipse(first) && IsEllipse(second) ? (first, second) : null;
    }

    private static bool IsEllipse(EquinoctialElements e) => e.N > 0 && (e.Af * e.Af) + (e.Ag * e.Ag) < 1;

    private void Fill(int offset, DenseMatrix root, double[]? shared)
    {
        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j < 6; j++)
            {
                matrix[((offset + i) * Dimensions) + offset + j] = root[i, j];
            }

            if (shared is not null)
            {
                matrix[((offset + i) * Dimensions) + 12] = shared[i];
            }
        }
    }
}
