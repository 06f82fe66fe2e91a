namespace Ssa.Risk;

/// <summary>On which axes a covariance is given.</summary>
public enum CovarianceAxes
{
    /// <summary>The inertial axes of the states.</summary>
    Inertial,

    /// <summary>Radial, transverse, normal of the object's own state (CCSDS RTN), taken as not turning.</summary>
    Rtn,
}
