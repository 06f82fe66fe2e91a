using NodaTime;

namespace Ssa.Store;

/// <summary>Where a source stands.</summary>
public enum SourceState
{
    /// <summary>It has brought nothing yet.</summary>
    Waiting = 1,

    /// <summary>What it brought last is in the catalogue.</summary>
    Current = 2,

    /// <summary>It gives nothing, and its provider is not asked, until the cause is dealt with or some time has passed.</summary>
    Stopped = 3,

    /// <summary>What it brought last could not be taken in; the next delivery may be.</summary>
    Unusable = 4,
}

/// <summary>A source as the store holds it: what every service of the store must know of it.</summary>
/// <param name="Name">Its name, as the settings write it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Message">What a person should know or do; empty for nothing.</param>
/// <param name="Place">The machine and cache that had to do with it last.</param>
/// <param name="FetchTime">When it last brought something, UTC; null for never.</param>
/// <param name="NextTime">Before this its provider is not asked, UTC; null where nothing holds it back, or a person must act first.</param>
/// <param name="NeedsResuming">Whether it stays stopped until a person resumes it.</param>
/// <param name="IsResumeAsked">Whether a person has asked to.</param>
/// <param name="SnapshotId">The last snapshot that it made; null for none.</param>
public sealed record SourceRecord(
    string Name, SourceState State, string Message, string Place, Instant? FetchTime, Instant? NextTime, bool NeedsResuming, bool IsResumeAsked, long? SnapshotId);
