namespace Ssa.Propagation.Ephemerides;

/// <summary>Whose ephemeris it is, as far as its source says.</summary>
/// <param name="Name">The object's name; empty where unknown.</param>
/// <param name="ObjectId">The international designator or what else the source gives as identifier; empty where unknown.</param>
/// <param name="Number">The catalogue number; null where the source gives none.</param>
public readonly record struct EphemerisObject(string Name, string ObjectId, CatalogNumber? Number)
{
    /// <summary>The best of what is known: the number, else the identifier, else the name.</summary>
    public string Label => Number is { } number ? number.ToString() : ObjectId.Length > 0 ? ObjectId : Name;
}
