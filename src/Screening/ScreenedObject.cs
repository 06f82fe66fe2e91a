using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;

namespace Ssa.Screening;

/// <summary>An object of a screening, of either sort: by an element set or by an ephemeris.</summary>
/// <param name="Number">The catalogue number; null for an ephemeris whose object is in no catalogue (see <see cref="EphemerisNumbers"/>).</param>
/// <param name="Name">The name; empty where the source has none.</param>
/// <param name="Elements">The element set; null for an ephemeris.</param>
/// <param name="Ephemeris">The ephemeris; null for an element set.</param>
public readonly record struct ScreenedObject(CatalogNumber? Number, string Name, MeanElements? Elements, InterpolatedEphemeris? Ephemeris)
{
    /// <summary>The element set's epoch, UTC; null for an ephemeris, which has none.</summary>
    public Instant? Epoch => Elements?.Epoch;

    /// <summary>An object by its element set.</summary>
    public static ScreenedObject Of(MeanElements elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        return new ScreenedObject(elements.Number, elements.Name, elements, null);
    }

    /// <summary>An object by its ephemeris; where its source gives no name, the identifier stands for it.</summary>
    /// <param name="ephemeris">The ephemeris.</param>
    /// <param name="number">Its number, of <see cref="EphemerisNumbers"/>.</param>
    public static ScreenedObject Of(InterpolatedEphemeris ephemeris, CatalogNumber? number)
    {
        ArgumentNullException.ThrowIfNull(ephemeris);
        return new ScreenedObject(number, NameOf(ephemeris), null, ephemeris);
    }

    /// <summary>The name of an ephemeris's object, or what stands for it.</summary>
    internal static string NameOf(InterpolatedEphemeris ephemeris) => ephemeris.Identity.Name.Length > 0 ? ephemeris.Identity.Name : ephemeris.Identity.ObjectId;
}
