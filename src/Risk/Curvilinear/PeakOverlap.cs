using Ssa.Propagation.Frames;
using Ssa.Risk.Numerics;

namespace Ssa.Risk.Curvilinear;

/// <summary>
/// The distributions at one time, linearised where they overlap most (Hall 2021, JSR 58, 715–728; the peak-overlap point): both objects' states are expanded about the orbits that pass through the common
/// position of greatest overlap, found by iteration, because far from the means a linearisation about the means errs.
/// </summary>
internal sealed class PeakOverlap
{
    // The published tolerance is 1e-6; at 27 sigmas that alone leaves 5 % in the rate.
    private const int MaximumIterations = 100;
    private const int OscillationFrom = 15;
    private const int LooseningFrom = 25;
    private const int AveragingFrom = 35;
    private const double Tight = 1e-10;
    private const double Loose = 1e-3;

    /// <summary>Mode of the relative position, m.</summary>
    public required Vector3 Position { get; init; }

    /// <summary>Mode of the relative velocity, m/s.</summary>
    public required Vector3 Velocity { get; init; }

    /// <summary>Inverse of the relative position covariance, eigenvalues raised to (1e-4·HBR)².</summary>
    public required DenseMatrix PositionInverse { get; init; }

    /// <summary>Eigenvalues and axes of the relative position covariance.</summary>
    public required SymmetricEigen Axes { get; init; }

    /// <summary>ln of the determinant of the relative position covariance.</summary>
    public required double LogDeterminant { get; init; }

    /// <summary>Velocity regressed on position: cov(v, r)·cov(r, r)⁻¹, 1/s.</summary>
    public required DenseMatrix Regression { get; init; }

    /// <summary>Covariance of the velocity at a known position, m²/s².</summary>
    public required DenseMatrix VelocityResidual { get; init; }

    /// <summary>∂state/∂elements of the first object about the peak-overlap point.</summary>
    public required DenseMatrix FirstJacobian { get; init; }

    /// <summary>∂state/∂elements of the second object about the peak-overlap point.</summary>
    public required DenseMatrix SecondJacobian { get; init; }

    /// <summary>Squared Mahalanobis distance of the mode.</summary>
    public double MahalanobisSquared => PositionInverse.Quadratic([Position.X, Position.Y, Position.Z]);

    /// <summary>The modified distance M² + ln det, whose minimum over time marks the peak rate.</summary>
    public double Q => MahalanobisSquared + LogDeterminant;

    /// <summary>The overlap at a time, s from the states' instant; null where the iteration fails or meets unbound orbits.</summary>
    public static PeakOverlap? At(CurvedEncounter encounter, double seconds)
    {
        var first = new Expansion(encounter.First, seconds);
        var second = new Expansion(encounter.Second, seconds);
        var floor = Math.Pow(PlaneProjection.SigmaFloorFraction * encounter.RadiusM, 2);
        double[]? previous = null;
        double[]? beforePrevious = null;
        for (var iteration = 0; iteration <= MaximumIterations; iteration++)
        {
            var (a1, _) = ClippedInverse(first.Covariance.Block(0, 0, 3, 3), floor);
            var (a2, _) = ClippedInverse(second.Covariance.Block(0, 0, 3, 3), floor);
            var overlap = (a1 + a2).Inverse();
            if (overlap is null)
            {
                return null;
            }

            var (pull1, pull2) = (a1.Times(first.Mode.AsSpan(0, 3)), a2.Times(second.Mode.AsSpan(0, 3)));
            double[] peak = overlap.Times([pull1[0] + pull2[0], pull1[1] + pull2[1], pull1[2] + pull2[2]]);
            if (iteration > AveragingFrom && previous is not null)
            {
                peak = [0.5 * (peak[0] + previous[0]), 0.5 * (peak[1] + previous[1]), 0.5 * (peak[2] + previous[2])];
            }

            if (!first.MoveTo(peak, a1) || !second.MoveTo(peak, a2))
            {
                return null;
            }

            if (previous is not null)
            {
                var square = encounter.RadiusM * encounter.RadiusM;
                var spread = (overlap + DenseMatrix.Diagonal([square, square, square])).Inverse();
                double Moved(double[] from) => spread?.Quadratic([peak[0] - from[0], peak[1] - from[1], peak[2] - from[2]]) ?? double.NaN;
                if (Moved(previous) <= Allowance(iteration) || (iteration > OscillationFrom && beforePrevious is not null && Moved(beforePrevious) <= Tight))
                {
                    return Joint(encounter, first, second, floor);
                }
            }

            (beforePrevious, previous) = (previous, peak);
        }

        return null;
    }

    /// <summary>How far the point may have moved, as a squared Mahalanobis distance, to count as found: geometrically looser from the 25th to the 35th iteration.</summary>
    private static double Allowance(int iteration) =>
        Tight * Math.Pow(Loose / Tight, Math.Clamp((iteration - LooseningFrom) / (double)(AveragingFrom - LooseningFrom), 0, 1));

    private static PeakOverlap Joint(CurvedEncounter encounter, Expansion first, Expansion second, double floor)
    {
        var joint = first.Covariance + second.Covariance;
        if (encounter.First.Sensitivity is { } g1 && encounter.Second.Sensitivity is { } g2)
        {
            var (s1, s2) = (first.Jacobian.Times(g1), second.Jacobian.Times(g2));
            for (var i = 0; i < 6; i++)
            {
                for (var j = 0; j < 6; j++)
                {
                    joint[i, j] -= (s1[i] * s2[j]) + (s2[i] * s1[j]);
                }
            }
        }

        var (inverse, eigen) = ClippedInverse(joint.Block(0, 0, 3, 3), floor);
        var cross = joint.Block(3, 0, 3, 3);
        var regression = cross * inverse;
        var (m1, m2) = (first.Mode, second.Mode);
        return new()
        {
            Position = new(m2[0] - m1[0], m2[1] - m1[1], m2[2] - m1[2]),
            Velocity = new(m2[3] - m1[3], m2[4] - m1[4], m2[5] - m1[5]),
            PositionInverse = inverse,
            Axes = eigen,
            LogDeterminant = eigen.Values.Sum(v => Math.Log(Math.Max(v, floor))),
            Regression = regression,
            FirstJacobian = first.Jacobian,
            SecondJacobian = second.Jacobian,
            VelocityResidual = joint.Block(3, 3, 3, 3) - (regression * cross.Transposed()),
        };
    }

    private static (DenseMatrix Inverse, SymmetricEigen Eigen) ClippedInverse(DenseMatrix covariance, double floor)
    {
        var eigen = SymmetricEigen.Of(covariance);
        var inverse = DenseMatrix.Diagonal([.. eigen.Values.Select(v => 1 / Math.Max(v, floor))]).Transformed(eigen.Vectors);
        return (inverse, eigen);
    }

    /// <summary>One object's state linearised about an orbit.</summary>
    private sealed class Expansion
    {
        private readonly OrbitUncertainty orbit;
        private readonly double seconds;

        public Expansion(OrbitUncertainty orbit, double seconds)
        {
            (this.orbit, this.seconds) = (orbit, seconds);
            Mode = [];
            Jacobian = Covariance = orbit.Covariance;
            About(orbit.Mean);
        }

        /// <summary>The mean elements mapped by the linearisation: the mode of the state's distribution.</summary>
        public double[] Mode { get; private set; }

        public DenseMatrix Jacobian { get; private set; }

        public DenseMatrix Covariance { get; private set; }

        /// <summary>Expands about the orbit through a position, with the velocity that is most likely there; false where that orbit is not an ellipse.</summary>
        public bool MoveTo(double[] position, DenseMatrix positionInverse)
        {
            var pull = Covariance.Block(3, 0, 3, 3).Times(positionInverse.Times([position[0] - Mode[0], position[1] - Mode[1], position[2] - Mode[2]]));
            var velocity = new Vector3(Mode[3] + pull[0], Mode[4] + pull[1], Mode[5] + pull[2]);
            if (EquinoctialElements.FromState(new(position[0], position[1], position[2]), velocity, seconds) is not { } elements)
            {
                return false;
            }

            About(elements);
            return true;
        }

        private void About(EquinoctialElements centre)
        {
            var (state, jacobian) = centre.StateWithJacobian(seconds);
            var (mean, here) = (orbit.Mean.ToArray(), centre.ToArray());
            var change = new double[6];
            for (var i = 0; i < 6; i++)
            {
                change[i] = i < 5 ? mean[i] - here[i] : Math.IEEERemainder(mean[i] - here[i], 2 * Math.PI);
            }

            var shift = jacobian.Times(change);
            Mode = [.. state.Zip(shift, (s, d) => s + d)];
            Jacobian = jacobian;
            Covariance = orbit.Covariance.Transformed(jacobian);
        }
    }
}
