namespace Ssa.Risk;

/// <summary>What can be wrong with using a method.</summary>
public enum UsageConcern
{
    /// <summary>A covariance of positions, of an object or of both together, is not positive definite. The indicator is 1 or 0.</summary>
    NotPositiveDefinite,

    /// <summary>The encounter lasts long: its duration, over the shorter revolution period.</summary>
    Extended,

    /// <summary>The rate peaks away from closest approach: the farther end of the encounter from the states' instant, over the shorter revolution period.</summary>
    Offset,

    /// <summary>The rate has other peaks besides the one looked at: their part of the ingresses. A check of this library, not of NASA CARA.</summary>
    Blended,

    /// <summary>The method differs from a better approximation of itself.</summary>
    Inaccurate,
}

/// <summary>One check of a method's use, as NASA CARA makes them (Hall, Baars and Casali 2023, AAS 23-398).</summary>
/// <param name="Concern">What is checked.</param>
/// <param name="Indicator">How much of it there is; above the cut it counts.</param>
/// <param name="Cut">From where on it counts.</param>
public readonly record struct UsageCheck(UsageConcern Concern, double Indicator, double Cut)
{
    /// <summary>Whether the method should not be used.</summary>
    public bool IsViolated => Indicator > Cut;
}
