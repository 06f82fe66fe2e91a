using Ssa.Risk.Numerics;

namespace Ssa.Risk.Curvilinear;

/// <summary>One object's orbit as a Gaussian in equinoctial elements at the states' instant.</summary>
/// <param name="Mean">Mean elements.</param>
/// <param name="Covariance">Their 6 × 6 covariance.</param>
/// <param name="Sensitivity">Sensitivity of the elements to the shared density error, times its sigma; null without one.</param>
internal sealed record OrbitUncertainty(EquinoctialElements Mean, DenseMatrix Covariance, double[]? Sensitivity)
{
    /// <summary>Elements changed by a sample of six standard normals through <see cref="Root"/>.</summary>
    public EquinoctialElements Sample(DenseMatrix root, ReadOnlySpan<double> normals)
    {
        var change = root.Times(normals);
        var mean = Mean.ToArray();
        for (var i = 0; i < 6; i++)
        {
            mean[i] += change[i];
        }

        return EquinoctialElements.Of(mean);
    }

    /// <summary>A square root of the covariance: root·rootᵀ is the covariance, with negative eigenvalues of its correlation taken as 0.</summary>
    public DenseMatrix Root()
    {
        var scale = new double[6];
        for (var i = 0; i < 6; i++)
        {
            scale[i] = Math.Sqrt(Math.Max(0, Covariance[i, i]));
        }

        var correlation = new DenseMatrix(6, 6);
        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j < 6; j++)
            {
                correlation[i, j] = scale[i] * scale[j] > 0 ? Covariance[i, j] / scale[i] / scale[j] : 0;
            }
        }

        var eigen = SymmetricEigen.Of(correlation);
        var root = new DenseMatrix(6, 6);
        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j < 6; j++)
            {
                root[i, j] = scale[i] * eigen.Vectors[i, j] * Math.Sqrt(Math.Max(0, eigen.Values[j]));
            }
        }

        return root;
    }
}
