using Ssa.Propagation.Frames;
using Ssa.Risk.Numerics;

namespace Ssa.Risk.Curvilinear;

/// <summary>For each point of the sphere the parabola in time of its modified distance Q(t), about an <see cref="OverlapMinimum"/>.</summary>
internal sealed class SphereCourse
{
    private readonly OverlapMinimum minimum;
    private readonly double radius;
    private readonly Vector3 linear;
    private readonly Vector3 linearRate;
    private readonly Vector3 linearBend;

    public SphereCourse(OverlapMinimum minimum, double radiusM)
    {
        (this.minimum, radius) = (minimum, radiusM);
        var (p, r) = (minimum.At.PositionInverse, minimum.At.Position);
        var (rate, bend) = (minimum.PositionRate, minimum.PositionBend);
        linear = SphereIntegral.Multiply(p, r);
        linearRate = SphereIntegral.Multiply(minimum.InverseRate, r) + SphereIntegral.Multiply(p, rate);
        linearBend = SphereIntegral.Multiply(minimum.InverseBend, r) + (2 * SphereIntegral.Multiply(minimum.InverseRate, rate)) + SphereIntegral.Multiply(p, bend);
    }

    /// <summary>Whether a point was met whose parabola opens downwards.</summary>
    public bool BendsDown { get; private set; }

    /// <summary>The least Q of a point over time, not below ln det: no distance is negative.</summary>
    public double Least(Vector3 direction)
    {
        var (value, slope, bend) = Parabola(direction);
        return bend > 0 ? Math.Max(minimum.At.LogDeterminant, value - (0.5 * slope * slope / bend)) : double.PositiveInfinity;
    }

    /// <summary>Time of the minimum after the parabola's origin, s; 0 where there is none.</summary>
    public double OffsetSeconds(Vector3 direction)
    {
        var (_, slope, bend) = Parabola(direction);
        return bend > 0 ? -slope / bend : 0;
    }

    /// <summary>Standard deviation in time, s; 0 where there is no minimum.</summary>
    public double SigmaSeconds(Vector3 direction)
    {
        var (_, _, bend) = Parabola(direction);
        BendsDown |= !(bend > 0);
        return bend > 0 ? Math.Sqrt(2 / bend) : 0;
    }

    private (double Value, double Slope, double Bend) Parabola(Vector3 direction)
    {
        double Form(double centre, Vector3 part, DenseMatrix matrix) =>
            centre - (2 * radius * Vector3.Dot(direction, part)) + (radius * radius * Vector3.Dot(direction, SphereIntegral.Multiply(matrix, direction)));
        return (
            Form(minimum.At.Q, linear, minimum.At.PositionInverse),
            Form(minimum.Slope, linearRate, minimum.InverseRate),
            Form(minimum.Curvature, linearBend, minimum.InverseBend));
    }
}
