using NodaTime;
using Ssa.Propagation;

namespace Ssa.Store;

/// <summary>Where a screening stands.</summary>
public enum ScreeningState
{
    /// <summary>Waits for its turn.</summary>
    Queued = 1,

    /// <summary>Runs, or goes on as soon as its holder's lease has ended.</summary>
    Running = 2,

    /// <summary>Done.</summary>
    Succeeded = 3,

    /// <summary>Ended by an error.</summary>
    Failed = 4,

    /// <summary>Stopped by a caller.</summary>
    Cancelled = 5,
}

/// <summary>A screening as the store holds it.</summary>
public sealed record ScreeningRecord
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Whose it is: the participant that asked for it.</summary>
    public required string Participant { get; init; }

    /// <summary>Whether it is there for its participant alone.</summary>
    public required bool IsPrivate { get; init; }

    /// <summary>The request that made it; null where none was named.</summary>
    public required string? RequestId { get; init; }

    /// <summary>Its settings as the service writes them, defaults filled in.</summary>
    public required string SettingsJson { get; init; }

    /// <summary>SHA-256 of settings and snapshot, lower-case hexadecimal.</summary>
    public required string SettingsSha256 { get; init; }

    /// <summary>The snapshot that it screens.</summary>
    public required long SnapshotId { get; init; }

    /// <summary>Where it stands.</summary>
    public required ScreeningState State { get; init; }

    /// <summary>Why it failed; empty otherwise.</summary>
    public required string Error { get; init; }

    /// <summary>The part of the window that is done, 0 to 1.</summary>
    public required double Progress { get; init; }

    /// <summary>Conjunctions that are kept.</summary>
    public required long ConjunctionCount { get; init; }

    /// <summary>Blocks of conjunctions that are kept.</summary>
    public required long BlockCount { get; init; }

    /// <summary>Every conjunction before this is kept, UTC; null while none are final.</summary>
    public required Instant? CompleteUntil { get; init; }

    /// <summary>Objects screened.</summary>
    public required long ObjectCount { get; init; }

    /// <summary>Objects without a valid state for some or all of the window.</summary>
    public required long RefusedCount { get; init; }

    /// <summary>Pairs that rules left out.</summary>
    public required long ExcludedCount { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public required Instant CreateTime { get; init; }

    /// <summary>When it began to run, UTC; null before.</summary>
    public required Instant? RunTime { get; init; }

    /// <summary>When it ended, UTC; null before.</summary>
    public required Instant? EndTime { get; init; }

    /// <summary>How often it was taken up again.</summary>
    public required long ResumeCount { get; init; }

    /// <summary>Whether a caller has asked to stop it.</summary>
    public required bool IsCancelAsked { get; init; }

    /// <summary>Pairs that each rule was the first to leave out, in the rules' order; empty before it has succeeded.</summary>
    public required IReadOnlyList<long> ExcludedPairs { get; init; }

    /// <summary>Whether it will not change any more.</summary>
    public bool HasEnded => State is ScreeningState.Succeeded or ScreeningState.Failed or ScreeningState.Cancelled;
}

/// <summary>An object of a screening by its element set.</summary>
/// <param name="SetId">Its element set in the store.</param>
/// <param name="Owner">Its owner, as SATCAT abbreviates it; empty if not known.</param>
/// <param name="Type">What it is.</param>
public readonly record struct ScreeningObject(long SetId, string Owner, Ssa.Catalog.ObjectType Type);

/// <summary>An object of a screening by its ephemeris.</summary>
/// <param name="EphemerisId">Its ephemeris in the store.</param>
/// <param name="Number">Its catalogue number: the ephemeris's own, or that of the element set with the same designator; null where it is in no catalogue.</param>
/// <param name="Owner">Its owner, as SATCAT abbreviates it; empty if not known.</param>
/// <param name="Type">What it is.</param>
public readonly record struct ScreeningEphemeris(long EphemerisId, CatalogNumber? Number, string Owner, Ssa.Catalog.ObjectType Type);

/// <summary>An object of a screening with what its motion comes from: an element set or an ephemeris.</summary>
/// <param name="Number">Its catalogue number; null for an ephemeris whose object is in no catalogue.</param>
/// <param name="Owner">Its owner, as SATCAT abbreviated it when the screening was made; empty if not known.</param>
/// <param name="Type">What it is, as SATCAT had it then.</param>
/// <param name="Set">Its element set; null for an ephemeris.</param>
/// <param name="Ephemeris">Its ephemeris; null for an element set.</param>
public sealed record StoredObject(CatalogNumber? Number, string Owner, Ssa.Catalog.ObjectType Type, StoredElementSet? Set, StoredEphemeris? Ephemeris)
{
    /// <summary>Its name, or for an ephemeris without one what its message gives as identifier; empty if not known.</summary>
    public string Name => Set is not null ? Set.Elements.Name : Ephemeris!.Contents is var said && said.ObjectName.Length > 0 ? said.ObjectName : said.ObjectId;
}

/// <summary>The lease on a screening was lost: another service has taken it up, or it was stopped. What this one still had in hand is not kept.</summary>
/// <param name="screeningId">The screening.</param>
public sealed class LeaseLostException(long screeningId) : Exception($"Screening {screeningId} is no longer this service's to run.");
