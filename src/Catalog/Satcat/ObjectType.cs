namespace Ssa.Catalog;

/// <summary>What an object is, as the satellite catalogue sorts it.</summary>
public enum ObjectType
{
    /// <summary>Not known, or the catalogue does not say.</summary>
    Unknown,

    /// <summary>A satellite, working or not.</summary>
    Payload,

    /// <summary>A rocket stage.</summary>
    RocketBody,

    /// <summary>A piece of something else.</summary>
    Debris,
}

/// <summary>The spellings of object types.</summary>
public static class ObjectTypes
{
    /// <summary>The type as commands and reports spell it: <c>PAYLOAD</c>, <c>ROCKET_BODY</c>, <c>DEBRIS</c> or <c>UNKNOWN</c>.</summary>
    /// <param name="type">The type.</param>
    public static string TextOf(ObjectType type) => type switch
    {
        ObjectType.Unknown => "UNKNOWN",
        ObjectType.Payload => "PAYLOAD",
        ObjectType.RocketBody => "ROCKET_BODY",
        ObjectType.Debris => "DEBRIS",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>Reads a type as commands spell it; letter case does not matter.</summary>
    internal static ObjectType? FromText(string text) => text.ToUpperInvariant() switch
    {
        "UNKNOWN" => ObjectType.Unknown,
        "PAYLOAD" => ObjectType.Payload,
        "ROCKET_BODY" => ObjectType.RocketBody,
        "DEBRIS" => ObjectType.Debris,
        _ => null,
    };

    /// <summary>
    /// Reads a type as satellite catalogues spell it: CelesTrak's PAY, R/B, DEB and UNK, and the long words, also with a blank as Space-Track
    /// writes them. An empty field and TBA (to be assigned) are unknown.
    /// </summary>
    internal static ObjectType? FromSatcat(string word) => word switch
    {
        "PAY" => ObjectType.Payload,
        "R/B" or "ROCKET BODY" => ObjectType.RocketBody,
        "DEB" => ObjectType.Debris,
        "UNK" or "TBA" or "" => ObjectType.Unknown,
        _ => FromText(word),
    };
}
