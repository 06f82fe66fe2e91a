using Ssa.Catalog;
using Ssa.Report.Figures;
using Ssa.Screening;

namespace Ssa.Report.Page;

/// <summary>What all sections of a page share.</summary>
/// <param name="Input">What the page tells.</param>
/// <param name="Ranking">The orders of the close approaches.</param>
/// <param name="States">Where the objects are.</param>
/// <param name="To">The page.</param>
internal sealed record PageContext(ReportInput Input, EventRanking Ranking, ObjectStates States, Markup To)
{
    /// <summary>The close approaches that have a section of their own.</summary>
    public HashSet<int> Drawn { get; } = [.. Ranking.Drawn.Select(one => one.Place)];

    /// <summary>What the distances of rows are held against, in words.</summary>
    public string Extent => Input.Result.Settings switch
    {
        { Volume: null, ThresholdKm: var km } => $"within {Wording.Distance(km)} of each other",
        { Volume.Size: { } size } => Wording.Invariant(
            $"into a {(size.Shape == VolumeShape.Box ? "box" : "ellipsoid")} around one of them, with half-lengths of {size.RadialKm} km radial, {size.TransverseKm} km transverse and {size.NormalKm} km normal"),
        _ => "into the ellipsoid that the Spaceflight Safety Handbook lays around one of them",
    };

    /// <summary>An object's number, owner and type, as far as they are known.</summary>
    public string Details(ScreenedObject one)
    {
        var entry = one.Number is { } number ? Input.Satcat?.Find(number) : null;
        string?[] parts =
        [
            one.Number?.ToString(),
            entry is { Owner.Length: > 0 } ? entry.Owner : null,
            entry is null or { Type: ObjectType.Unknown } ? null : TypeOf(entry.Type),
            one.Elements is null ? "ephemeris" : null,
        ];
        return string.Join(" · ", parts.Where(part => part is not null));
    }

    /// <summary>A pair by its names.</summary>
    public static string PairOf(ReportEvent one) => $"{Wording.NameOf(one.First)} and {Wording.NameOf(one.Second)}";

    private static string TypeOf(ObjectType type) => type switch
    {
        ObjectType.Payload => "payload",
        ObjectType.RocketBody => "rocket body",
        ObjectType.Debris => "debris",
        _ => "unknown",
    };
}
