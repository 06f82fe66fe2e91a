using Ssa.Propagation.Frames;

namespace Ssa.Risk;

/// <summary>One object near closest approach: its state in an inertial frame, and how well it is known.</summary>
public sealed record ObjectState
{
    /// <summary>Position, m, in an inertial frame. States given in ITRF need ω × r added to their velocity first.</summary>
    public required Vector3 PositionM { get; init; }

    /// <summary>Velocity, m/s, in the same frame.</summary>
    public required Vector3 VelocityMPerS { get; init; }

    /// <summary>The covariance; null where none is known.</summary>
    public StateCovariance? Covariance { get; init; }

    /// <summary>
    /// Sensitivity of the state to the density forecast error that both objects share, times its standard deviation: three positions, m, then three velocities, m/s, on the axes of
    /// <see cref="SensitivityAxes"/>. Null where it is not given; it counts only if both objects have it (Casali et al. 2018, AAS 18-272, eq. 11).
    /// </summary>
    public IReadOnlyList<double>? DensitySensitivity { get; init; }

    /// <summary>The axes of <see cref="DensitySensitivity"/>.</summary>
    public CovarianceAxes SensitivityAxes { get; init; } = CovarianceAxes.Rtn;
}
