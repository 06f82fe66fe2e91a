using NodaTime;

namespace Ssa.Catalog.Sources;

/// <summary>What the cache knows of one group or query: its copy, when the provider was asked, and how that ended. Stands as JSON beside the copy.</summary>
internal sealed record CopyRecord
{
    /// <summary>The group or query.</summary>
    public required string Item { get; init; }

    /// <summary>The name of the copy's file in the same folder; null where there is none.</summary>
    public string? File { get; init; }

    /// <summary>The address that the copy came from.</summary>
    public string? Url { get; init; }

    /// <summary>SHA-256 of the copy.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Length of the copy, bytes.</summary>
    public long? Bytes { get; init; }

    /// <summary>When the copy was complete.</summary>
    public Instant? FetchedAt { get; init; }

    /// <summary>The server's mark of this version, sent back when asking again.</summary>
    public string? ETag { get; init; }

    /// <summary>The server's time of this version, sent back when asking again.</summary>
    public string? LastModified { get; init; }

    /// <summary>When the provider was last asked. Written before the request leaves, so that a killed process does not ask twice.</summary>
    public Instant? AskedAt { get; init; }

    /// <summary>The earliest time of the next request.</summary>
    public Instant? NextAt { get; init; }

    /// <summary>Whether the last request's end was never recorded.</summary>
    public bool IsAsking { get; init; }

    /// <summary>Why the last request gave no data; null where it did.</summary>
    public StopRecord? Stop { get; init; }
}

/// <summary>A stop as the cache keeps it.</summary>
internal sealed record StopRecord
{
    /// <summary>The group or query that met with it.</summary>
    public required string Item { get; init; }

    /// <summary>Why.</summary>
    public required StopReason Reason { get; init; }

    /// <summary>What happened.</summary>
    public required string Message { get; init; }

    /// <summary>What a person can do.</summary>
    public required string Remedy { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>When it ends by itself; null where a person has to resume the source.</summary>
    public Instant? Until { get; init; }
}
