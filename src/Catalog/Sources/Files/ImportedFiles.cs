using NodaTime;

namespace Ssa.Catalog.Sources;

/// <summary>The files that a file source has seen, as kept on disk.</summary>
internal sealed record ImportedFiles
{
    /// <summary>By path.</summary>
    public required SortedDictionary<string, ImportedFile> Files { get; init; }
}

/// <summary>One file that was seen complete.</summary>
internal sealed record ImportedFile
{
    /// <summary>Length, bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>The file's time of change; with the length it tells whether the file has changed.</summary>
    public required Instant ChangedAt { get; init; }

    /// <summary>SHA-256 of its bytes.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When it was first seen complete.</summary>
    public required Instant ImportedAt { get; init; }
}
