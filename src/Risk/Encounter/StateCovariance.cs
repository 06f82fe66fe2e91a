using Ssa.Risk.Numerics;

namespace Ssa.Risk;

/// <summary>The covariance of one object: of its position alone, or of position and velocity. SI units: m², m²/s, m²/s².</summary>
public sealed class StateCovariance
{
    private StateCovariance(CovarianceAxes axes, Covariance3 position, DenseMatrix? full)
    {
        Axes = axes;
        Position = position;
        Full = full;
    }

    /// <summary>The axes of every element.</summary>
    public CovarianceAxes Axes { get; }

    /// <summary>The block of positions, m².</summary>
    public Covariance3 Position { get; }

    /// <summary>Whether velocities are covered; curved encounters need them.</summary>
    public bool HasVelocity => Full is not null;

    /// <summary>All 6 × 6 elements in the order x, y, z, vx, vy, vz.</summary>
    internal DenseMatrix? Full { get; }

    /// <summary>A covariance of positions alone.</summary>
    /// <param name="axes">Its axes.</param>
    /// <param name="position">Its elements.</param>
    public static StateCovariance OfPosition(CovarianceAxes axes, Covariance3 position) => new(axes, position, null);

    /// <summary>A covariance of positions and velocities. The mean of the two triangles is used.</summary>
    /// <param name="axes">Its axes.</param>
    /// <param name="elements">36 elements, row by row, in the order of position then velocity.</param>
    /// <exception cref="ArgumentException">There are not 36 elements.</exception>
    public static StateCovariance OfState(CovarianceAxes axes, ReadOnlySpan<double> elements)
    {
        if (elements.Length != 36)
        {
            throw new ArgumentException($"A covariance of position and velocity has 36 elements, row by row; {elements.Length} were given.", nameof(elements));
        }

        var full = new DenseMatrix(6, 6);
        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j < 6; j++)
            {
                full[i, j] = 0.5 * (elements[(6 * i) + j] + elements[(6 * j) + i]);
            }
        }

        return new(axes, new(full[0, 0], full[0, 1], full[0, 2], full[1, 1], full[1, 2], full[2, 2]), full);
    }
}
