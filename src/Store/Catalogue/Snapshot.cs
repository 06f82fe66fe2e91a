using NodaTime;

namespace Ssa.Store;

/// <summary>How an import becomes a snapshot.</summary>
public enum ImportMode
{
    /// <summary>The content is the whole catalogue.</summary>
    Replace,

    /// <summary>The content comes to what the newest snapshot holds.</summary>
    Add,
}

/// <summary>A snapshot: what the catalogue held after an import. It never changes.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Source">Where the content came from.</param>
/// <param name="ImportTime">When it was taken in, UTC.</param>
/// <param name="Sha256">SHA-256 of the content as received, lower-case hexadecimal; of several files each, joined by <c>+</c>.</param>
/// <param name="NewElementSets">Element sets that the store did not hold before.</param>
/// <param name="PassportJson">The passport of the content, as <c>ssa catalog check --format json</c> prints it.</param>
/// <param name="Mode">How it came about; null where the store is older than this.</param>
public sealed record Snapshot(long Id, string Source, Instant ImportTime, string Sha256, long NewElementSets, string PassportJson, ImportMode? Mode);
