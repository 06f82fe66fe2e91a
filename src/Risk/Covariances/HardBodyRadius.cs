namespace Ssa.Risk;

/// <summary>What an object is, as far as its size is guessed from it.</summary>
public enum BodyClass
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>A satellite.</summary>
    Payload,

    /// <summary>A rocket stage.</summary>
    RocketBody,

    /// <summary>A piece of something else.</summary>
    Debris,
}

/// <summary>A hard-body radius and where it comes from; both belong together on every result.</summary>
/// <param name="RadiusM">The radius of one object, m.</param>
/// <param name="Source">Where it comes from, in words.</param>
public readonly record struct HardBodyRadius(double RadiusM, string Source)
{
    /// <summary>The estimate by class: payload 5 m, rocket body 5 m, debris 0.5 m, unknown 1 m.</summary>
    /// <param name="bodyClass">The class.</param>
    public static HardBodyRadius ByClass(BodyClass bodyClass) => bodyClass switch
    {
        BodyClass.Payload => new(5, "class: payload"),
        BodyClass.RocketBody => new(5, "class: rocket body"),
        BodyClass.Debris => new(0.5, "class: debris"),
        _ => new(1, "class: unknown"),
    };

    /// <summary>The table's value where it has one above zero, else the estimate by class.</summary>
    /// <param name="catalogNumber">The object.</param>
    /// <param name="tableM">Radii by catalogue number, m.</param>
    /// <param name="bodyClass">The class to fall back on.</param>
    public static HardBodyRadius Of(long catalogNumber, IReadOnlyDictionary<long, double> tableM, BodyClass bodyClass)
    {
        ArgumentNullException.ThrowIfNull(tableM);
        return tableM.TryGetValue(catalogNumber, out var radius) && radius > 0 && double.IsFinite(radius) ? new(radius, "table") : ByClass(bodyClass);
    }

    /// <summary>The combined radius of two objects; both sources are named.</summary>
    public static HardBodyRadius operator +(HardBodyRadius a, HardBodyRadius b) => new(a.RadiusM + b.RadiusM, a.Source == b.Source ? a.Source : $"{a.Source} + {b.Source}");
}
