using Ssa.Risk.Numerics;

namespace Ssa.Risk.Curvilinear;

/// <summary>One object's orbit as a Gaussian in equinoctial elements at the states' instant.</summary>
/// <param name="Mean">Mean elements.</param>
/// <param name="Covariance">Their 6 × 6 covariance.</param>
/// <param name="Sensitivity">Sensitivity of the elements to the shared density error, times its sigma; null without one.</param>
internal sealed record OrbitUncertainty(EquinoctialElements Mean, DenseMatrix Covariance, double[]? Sensitivity)
{
    /// <summary>A square root of the covariance: root·rootᵀ is the covariance, with negative eigenvalues of its correlation taken as 0.</summary>
    public DenseMatrix Root() => RootOf(Covariance);

    /// <summary>A square root of what remains of the covariance without the shared density error.</summary>
    public DenseMatrix RootWithoutShared()
    {
        if (Sensitivity is not { } g)
        {
            return Root();
        }

        var rest = Covariance.Block(0, 0, 6, 6);
        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j < 6; j++)
            {
                rest[i, j] -= g[i] * g[j];
            }
        }

        return RootOf(rest);
    }

    private static DenseMatrix RootOf(DenseMatrix covariance)
    {
        var scale = new double[6];
        for (var i = 0; i < 6; i++)
        {
            scale[i] = Math.Sqrt(Math.Max(0, covariance[i, i]));
        }

        var correlation = new DenseMatrix(6, 6);
        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j < 6; j++)
            {
                correlation[i, j] = scale[i] * scale[j] > 0 ? covariance[i, j] / scale[i] / scale[j] : 0;
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
