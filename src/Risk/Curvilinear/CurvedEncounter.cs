using Ssa.Propagation.Frames;
using Ssa.Risk.Numerics;

namespace Ssa.Risk.Curvilinear;

/// <summary>
/// Both orbits as Gaussians in equinoctial elements, on the axes in which the states are given; where an orbit comes within 26° of the elements' singularity (inclination 180°), the frame is turned so
/// that its pole is the mean of both orbits' normals, or lies in the first orbit's plane where they oppose each other.
/// </summary>
internal sealed class CurvedEncounter
{
    // Cosine of the inclination below which the axes are turned: 154°.
    private const double RetrogradeCosine = -0.9;

    private CurvedEncounter(OrbitUncertainty first, OrbitUncertainty second, double radiusM) => (First, Second, RadiusM) = (first, second, radiusM);

    public OrbitUncertainty First { get; }

    public OrbitUncertainty Second { get; }

    public double RadiusM { get; }

    public double ShorterPeriodSeconds => Math.Min(First.Mean.PeriodSeconds, Second.Mean.PeriodSeconds);

    /// <summary>The orbits of an encounter, or why there are none.</summary>
    public static (CurvedEncounter? Encounter, string? Reason) Of(Encounter encounter)
    {
        if (PlaneProjection.Refusal(encounter) is { } reason && !reason.StartsWith("zero relative velocity", StringComparison.Ordinal))
        {
            return (null, reason);
        }

        if (!encounter.First.Covariance!.HasVelocity || !encounter.Second.Covariance!.HasVelocity)
        {
            return (null, "needs covariances of position and velocity");
        }

        if ((Fault(encounter.First.Covariance, "first") ?? Fault(encounter.Second.Covariance, "second")) is { } fault)
        {
            return (null, fault);
        }

        var h1 = Unit(Vector3.Cross(encounter.First.PositionM, encounter.First.VelocityMPerS));
        var h2 = Unit(Vector3.Cross(encounter.Second.PositionM, encounter.Second.VelocityMPerS));
        var axes = Axes(encounter.First.PositionM, h1, h2);
        return (Orbit(encounter.First, axes), Orbit(encounter.Second, axes)) is ({ } first, { } second)
            ? (new(first, second, Math.Max(0, encounter.HardBodyRadiusM!.Value)), null)
            : (null, "an orbit is not an ellipse about the Earth");
    }

    private static string? Fault(StateCovariance covariance, string which)
    {
        var full = covariance.Full!;
        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j < 6; j++)
            {
                if (!double.IsFinite(full[i, j]))
                {
                    return $"the covariance of the {which} object is not a number";
                }
            }
        }

        return null;
    }

    private static Vector3[] Axes(Vector3 position, Vector3 h1, Vector3 h2)
    {
        if (Math.Min(h1.Z, h2.Z) > RetrogradeCosine)
        {
            return [new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)];
        }

        var pole = (h1 + h2).Norm > 0.2 ? Unit(h1 + h2) : Unit(Vector3.Cross(h1, position));
        var x = Unit(position - (Vector3.Dot(position, pole) * pole));
        return [x, Vector3.Cross(pole, x), pole];
    }

    private static OrbitUncertainty? Orbit(ObjectState state, Vector3[] axes)
    {
        Vector3 Turn(Vector3 v) => new(Vector3.Dot(axes[0], v), Vector3.Dot(axes[1], v), Vector3.Dot(axes[2], v));
        if (EquinoctialElements.FromState(Turn(state.PositionM), Turn(state.VelocityMPerS), 0) is not { } elements)
        {
            return null;
        }

        if (InverseJacobian(elements) is not { } inverse)
        {
            return null;
        }

        DenseMatrix ToElements(CovarianceAxes given)
        {
            var basis = given == CovarianceAxes.Rtn ? RtnBasis.Of(state.PositionM, state.VelocityMPerS) : new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));
            var columns = new[] { Turn(basis.Radial), Turn(basis.Transverse), Turn(basis.Normal) };
            var turn = new DenseMatrix(6, 6);
            for (var i = 0; i < 3; i++)
            {
                (turn[0, i], turn[1, i], turn[2, i]) = (columns[i].X, columns[i].Y, columns[i].Z);
                (turn[3, i + 3], turn[4, i + 3], turn[5, i + 3]) = (columns[i].X, columns[i].Y, columns[i].Z);
            }

            return inverse * turn;
        }

        var sensitivity = state.DensitySensitivity is { Count: 6 } g ? ToElements(state.SensitivityAxes).Times([.. g]) : null;
        return new(elements, state.Covariance!.Full!.Transformed(ToElements(state.Covariance.Axes)), sensitivity);
    }

    /// <summary>∂elements/∂state, inverted with lengths in semi-major axes and times in 1/n: unscaled, elimination loses the digits in which along-track errors cancel.</summary>
    private static DenseMatrix? InverseJacobian(EquinoctialElements elements)
    {
        var a = Math.Cbrt(EquinoctialElements.Mu / (elements.N * elements.N));
        double[] unit = [a, a, a, a * elements.N, a * elements.N, a * elements.N];
        var jacobian = elements.StateWithJacobian(0).Jacobian;
        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j < 6; j++)
            {
                jacobian[i, j] *= (j == 0 ? elements.N : 1) / unit[i];
            }
        }

        if (jacobian.Inverse() is not { } inverse)
        {
            return null;
        }

        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j < 6; j++)
            {
                inverse[i, j] *= (i == 0 ? elements.N : 1) / unit[j];
            }
        }

        return inverse;
    }

    private static Vector3 Unit(Vector3 v) => (1 / v.Norm) * v;
}
