namespace Ssa.Risk;

/// <summary>Where a mass comes from.</summary>
public enum MassOrigin
{
    /// <summary>The object's class.</summary>
    Class,

    /// <summary>Its radar cross-section.</summary>
    RadarCrossSection,

    /// <summary>A table of objects.</summary>
    Table,
}

/// <summary>An object's mass and where it comes from; both belong together on every result.</summary>
/// <param name="Kg">The mass, kg.</param>
/// <param name="Origin">Where it comes from.</param>
public readonly record struct ObjectMass(double Kg, MassOrigin Origin)
{
    // Badhwar and Anz-Meador 1989 (Earth, Moon, and Planets 45, 29-51): density 92.937·d^-0.74 kg/m³ of an object of diameter d in metres, at most that of aluminium, which small pieces have.
    private const double DensityAtOneMetre = 92.937;
    private const double DensityExponent = -0.74;
    private const double LargestDensity = 2800;

    /// <summary>
    /// The mass by class: payloads 800 kg, rocket bodies 3,700 kg, debris 0.1 kg, which are the rounded medians of NASA CARA's public estimates; null where the class is not known.
    /// </summary>
    /// <param name="bodyClass">The class.</param>
    public static ObjectMass? ByClass(BodyClass bodyClass) => bodyClass switch
    {
        BodyClass.Payload => new(800, MassOrigin.Class),
        BodyClass.RocketBody => new(3700, MassOrigin.Class),
        BodyClass.Debris => new(0.1, MassOrigin.Class),
        _ => null,
    };

    /// <summary>The mass of a sphere whose cross-section is the radar's, with a density that falls with size: within a factor of several.</summary>
    /// <param name="radarCrossSectionM2">Radar cross-section, m²; positive.</param>
    public static ObjectMass OfRadarCrossSection(double radarCrossSectionM2)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(radarCrossSectionM2);
        var diameterM = Math.Sqrt(4 * radarCrossSectionM2 / Math.PI);
        var density = Math.Min(LargestDensity, DensityAtOneMetre * Math.Pow(diameterM, DensityExponent));
        return new(Math.PI / 6 * diameterM * diameterM * diameterM * density, MassOrigin.RadarCrossSection);
    }

    /// <summary>The table's mass where it has one, else by radar cross-section, else by class.</summary>
    /// <param name="tableKg">The mass of a table, kg; null for none.</param>
    /// <param name="radarCrossSectionM2">Radar cross-section, m²; null where unknown.</param>
    /// <param name="bodyClass">The class.</param>
    public static ObjectMass? Of(double? tableKg, double? radarCrossSectionM2, BodyClass bodyClass) =>
        tableKg is > 0 ? new(tableKg.Value, MassOrigin.Table)
        : radarCrossSectionM2 is > 0 ? OfRadarCrossSection(radarCrossSectionM2.Value)
        : ByClass(bodyClass);
}
