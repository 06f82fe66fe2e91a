namespace Ssa.Risk;

/// <summary>Two objects near their closest approach, at the same instant, and the radius of the sphere in which they touch.</summary>
public sealed record Encounter
{
    /// <summary>The first object.</summary>
    public required ObjectState First { get; init; }

    /// <summary>The second object.</summary>
    public required ObjectState Second { get; init; }

    /// <summary>The combined hard-body radius, m: both objects' radii together. Null where none is known; a negative one counts as 0.</summary>
    public double? HardBodyRadiusM { get; init; }
}
