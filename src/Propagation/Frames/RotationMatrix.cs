namespace Ssa.Propagation.Frames;

/// <summary>
/// A rotation of axes: the rows are the new frame's axes in the old frame. The elementary rotations have the sign of the astronomical
/// literature (ROT1, ROT3 of Vallado, Fundamentals of Astrodynamics, 4th ed., section 3.3.1): by a positive angle the axes turn
/// counter-clockwise and the components of a fixed vector clockwise.
/// </summary>
/// <param name="RowX">The new x axis in the old frame.</param>
/// <param name="RowY">The new y axis in the old frame.</param>
/// <param name="RowZ">The new z axis in the old frame.</param>
internal readonly record struct RotationMatrix(Vector3 RowX, Vector3 RowY, Vector3 RowZ)
{
    public RotationMatrix Transposed => new(
        new Vector3(RowX.X, RowY.X, RowZ.X), new Vector3(RowX.Y, RowY.Y, RowZ.Y), new Vector3(RowX.Z, RowY.Z, RowZ.Z));

    public static RotationMatrix AboutX(double radians)
    {
        var (sin, cos) = Math.SinCos(radians);
        return new RotationMatrix(new Vector3(1, 0, 0), new Vector3(0, cos, sin), new Vector3(0, -sin, cos));
    }

    public static RotationMatrix AboutY(double radians)
    {
        var (sin, cos) = Math.SinCos(radians);
        return new RotationMatrix(new Vector3(cos, 0, -sin), new Vector3(0, 1, 0), new Vector3(sin, 0, cos));
    }

    public static RotationMatrix AboutZ(double radians)
    {
        var (sin, cos) = Math.SinCos(radians);
        return new RotationMatrix(new Vector3(cos, sin, 0), new Vector3(-sin, cos, 0), new Vector3(0, 0, 1));
    }

    /// <summary>The components in the new frame of a vector given in the old one.</summary>
    public static Vector3 operator *(RotationMatrix m, Vector3 v) =>
        new(Vector3.Dot(m.RowX, v), Vector3.Dot(m.RowY, v), Vector3.Dot(m.RowZ, v));

    /// <summary>First <paramref name="b"/>, then <paramref name="a"/>.</summary>
    public static RotationMatrix operator *(RotationMatrix a, RotationMatrix b)
    {
        var columns = b.Transposed;
        return new RotationMatrix(columns * a.RowX, columns * a.RowY, columns * a.RowZ);
    }
}
