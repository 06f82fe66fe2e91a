namespace Ssa.Risk;

/// <summary>An encounter plane, or the reason why there is none.</summary>
public sealed record PlaneResult
{
    private PlaneResult(EncounterPlane? plane, string? reason)
    {
        Plane = plane;
        Reason = reason;
    }

    /// <summary>The plane; null where there is none.</summary>
    public EncounterPlane? Plane { get; }

    /// <summary>Why there is none; null where there is one.</summary>
    public string? Reason { get; }

    internal static PlaneResult Found(EncounterPlane plane) => new(plane, null);

    internal static PlaneResult Refused(string reason) => new(null, reason);
}
