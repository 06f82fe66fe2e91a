namespace Ssa.Risk;

/// <summary>How a probability of collision was computed.</summary>
public enum PcMethod
{
    /// <summary>Two-dimensional, by direct quadrature: the reference.</summary>
    DirectQuadrature,

    /// <summary>Foster and Estes 1992: the disc in polar coordinates.</summary>
    Foster,

    /// <summary>Chan 1997: the equivalent circular cross-section and its Rician series.</summary>
    Chan,

    /// <summary>Alfano 2005: error functions and Simpson's rule.</summary>
    Alfano,

    /// <summary>Patera 2001/2005: a line integral around the disc.</summary>
    Patera,

    /// <summary>Laas 2015 (Serra et al. 2016): a power series of positive terms, with analytic bounds.</summary>
    Laas,

    /// <summary>Alfriend et al. 1999: the density at the centre, constant over the disc.</summary>
    Alfriend,

    /// <summary>Hall, Baars and Casali 2023: expected ingresses along curved trajectories, the time integral by a parabola for each point of the sphere.</summary>
    Nc2D,

    /// <summary>Hall 2021: expected ingresses along curved, two-body trajectories.</summary>
    Nc3D,

    /// <summary>Monte Carlo: sampled orbits, two-body motion.</summary>
    MonteCarlo,
}

/// <summary>Whether a method gave a number.</summary>
public enum PcStatus
{
    /// <summary>It did.</summary>
    Ok,

    /// <summary>The case lies outside the method's domain; others may give a number.</summary>
    NotApplicable,

    /// <summary>The data do not determine a probability.</summary>
    NotComputable,
}
