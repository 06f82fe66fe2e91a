using Ssa.Propagation.Frames;
using Ssa.Risk.Numerics;

namespace Ssa.Risk;

/// <summary>A vector of three double-double numbers, for the projection.</summary>
internal readonly record struct Triple(DoubleDouble X, DoubleDouble Y, DoubleDouble Z)
{
    public static Triple Of(Vector3 v) => new(v.X, v.Y, v.Z);

    public static Triple Difference(Vector3 a, Vector3 b) => new((DoubleDouble)a.X - b.X, (DoubleDouble)a.Y - b.Y, (DoubleDouble)a.Z - b.Z);

    public static DoubleDouble Dot(Triple a, Triple b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    public static Triple Cross(Triple a, Triple b) =>
        new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));

    public static Triple operator +(Triple a, Triple b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Triple operator *(DoubleDouble factor, Triple a) => new(factor * a.X, factor * a.Y, factor * a.Z);

    public Triple Unit()
    {
        var norm = DoubleDouble.Sqrt(Dot(this, this));
        return new(X / norm, Y / norm, Z / norm);
    }

    /// <summary>Some unit vector normal to this unit vector.</summary>
    public Triple AnyNormal()
    {
        var (x, y, z) = (Math.Abs((double)X), Math.Abs((double)Y), Math.Abs((double)Z));
        var axis = x <= y && x <= z ? new Triple(1, 0, 0) : y <= z ? new Triple(0, 1, 0) : new Triple(0, 0, 1);
        return Cross(this, axis).Unit();
    }

    /// <summary>thisᵀ·C·other.</summary>
    public DoubleDouble Bilinear(Covariance3 c, Triple other) =>
        (X * ((c.Xx * other.X) + (c.Xy * other.Y) + (c.Xz * other.Z)))
        + (Y * ((c.Xy * other.X) + (c.Yy * other.Y) + (c.Yz * other.Z)))
        + (Z * ((c.Xz * other.X) + (c.Yz * other.Y) + (c.Zz * other.Z)));
}
