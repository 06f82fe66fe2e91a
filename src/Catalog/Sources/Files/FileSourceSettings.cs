using NodaTime;

namespace Ssa.Catalog.Sources;

/// <summary>Which files and folders a source looks at.</summary>
public sealed record FileSourceSettings
{
    /// <summary>
    /// Files, taken as they are, and folders, whose files are taken once they are complete. Folders below a folder, hidden files, empty ones and names that end in
    /// <c>.tmp</c>, <c>.part</c>, <c>.partial</c>, <c>.crdownload</c> or <c>~</c> are left alone.
    /// </summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>The folder of all caches; the list of the files seen stands in a folder of its own below it.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>A file in a folder counts as complete when its length and time of change have stood still for so long.</summary>
    public Duration SettlingTime { get; init; } = Duration.FromSeconds(5);
}
