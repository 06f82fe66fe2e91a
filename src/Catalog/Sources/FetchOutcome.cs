using NodaTime;

namespace Ssa.Catalog.Sources;

/// <summary>What a source has to say of one file, group or query: a <see cref="FetchedFile"/> or a <see cref="SourceStopped"/>.</summary>
/// <param name="Item">The group at CelesTrak, <c>gp</c> at Space-Track, the path of a file or folder.</param>
public abstract record FetchOutcome(string Item);

/// <summary>A complete file of element sets.</summary>
/// <param name="Item">The group, query or path.</param>
/// <param name="Path">The full path of the file. Its content never changes under this path; in a cache it stays until two newer copies are there.</param>
/// <param name="Sha256">SHA-256 of its bytes, lower-case hexadecimal.</param>
/// <param name="Bytes">Its length, bytes.</param>
/// <param name="FetchedAt">When it was downloaded, or first seen in its folder.</param>
/// <param name="IsNew">
/// Whether it came with this call. Who must miss none, even after a crash, goes by <paramref name="Sha256"/> instead: a file is reported again, as not
/// new, as long as it is the current one.
/// </param>
public sealed record FetchedFile(string Item, string Path, string Sha256, long Bytes, Instant FetchedAt, bool IsNew) : FetchOutcome(Item)
{
    /// <summary>Where it was downloaded from; null for a file.</summary>
    public string? Url { get; init; }

    /// <summary>The earliest time at which the provider may be asked again; null for a file.</summary>
    public Instant? NextAt { get; init; }

    /// <summary>Whether the provider was asked in this call.</summary>
    public bool WasAsked { get; init; }

    /// <summary>What a person should know about it, in a sentence; null for nothing.</summary>
    public string? Remark { get; init; }
}

/// <summary>A source cannot give a file, and does not ask its provider any more until the cause is dealt with.</summary>
/// <param name="Item">The group, query or path.</param>
/// <param name="Reason">Why, as a word for programs.</param>
/// <param name="Message">What happened, in sentences for a person.</param>
/// <param name="Remedy">What the person can do about it.</param>
/// <param name="At">When it happened.</param>
public sealed record SourceStopped(string Item, StopReason Reason, string Message, string Remedy, Instant At) : FetchOutcome(Item)
{
    /// <summary>When the source asks again by itself; null where it waits for <see cref="IProviderSource.ResumeAsync"/> or for another call.</summary>
    public Instant? Until { get; init; }

    /// <summary>Whether the source stays stopped until a person resumes it.</summary>
    public bool NeedsResuming { get; init; }

    /// <summary>The copy of before, which is kept; null where there is none.</summary>
    public FetchedFile? LastCopy { get; init; }
}
