using Ssa.Propagation.Frames;
using Ssa.Risk.Numerics;

namespace Ssa.Risk;

/// <summary>A covariance turned onto the inertial axes of its state.</summary>
internal static class InertialCovariance
{
    /// <summary>The covariance of an object that has one, on inertial axes; velocities are rotated as positions are, without a transport term (CDM practice).</summary>
    public static StateCovariance Of(ObjectState state)
    {
        var covariance = state.Covariance!;
        if (covariance.Axes == CovarianceAxes.Inertial)
        {
            return covariance;
        }

        var basis = RtnBasis.Of(state.PositionM, state.VelocityMPerS);
        if (covariance.Full is { } full)
        {
            var rotated = full.Transformed(Blocks(basis));
            return StateCovariance.OfState(CovarianceAxes.Inertial, [.. Enumerable.Range(0, 36).Select(i => rotated[i / 6, i % 6])]);
        }

        var (x, y, z) = (basis.Resolve(new(1, 0, 0)), basis.Resolve(new(0, 1, 0)), basis.Resolve(new(0, 0, 1)));
        var p = covariance.Position;
        return StateCovariance.OfPosition(
            CovarianceAxes.Inertial,
            new(Bilinear(p, x, x), Bilinear(p, x, y), Bilinear(p, x, z), Bilinear(p, y, y), Bilinear(p, y, z), Bilinear(p, z, z)));
    }

    /// <summary>aᵀ·C·b.</summary>
    public static double Bilinear(Covariance3 c, Vector3 a, Vector3 b) =>
        (a.X * ((c.Xx * b.X) + (c.Xy * b.Y) + (c.Xz * b.Z)))
        + (a.Y * ((c.Xy * b.X) + (c.Yy * b.Y) + (c.Yz * b.Z)))
        + (a.Z * ((c.Xz * b.X) + (c.Yz * b.Y) + (c.Zz * b.Z)));

    private static DenseMatrix Blocks(RtnBasis basis)
    {
        var rotation = new DenseMatrix(6, 6);
        var columns = new[] { basis.Radial, basis.Transverse, basis.Normal };
        for (var j = 0; j < 3; j++)
        {
            (rotation[0, j], rotation[1, j], rotation[2, j]) = (columns[j].X, columns[j].Y, columns[j].Z);
            (rotation[3, j + 3], rotation[4, j + 3], rotation[5, j + 3]) = (columns[j].X, columns[j].Y, columns[j].Z);
        }

        return rotation;
    }
}
