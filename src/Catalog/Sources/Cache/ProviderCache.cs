using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using NodaTime;
using NodaTime.Text;

namespace Ssa.Catalog.Sources;

/// <summary>
/// The folder of one provider's copies. Everything but <see cref="LockAsync"/> is called with the lock held; one process at a time asks a provider, and the
/// others find its copy when their turn comes.
/// </summary>
/// <remarks>
/// A copy is a file whose name tells group, time and hash and whose content never changes; the record beside it names the current one. Both are written
/// under another name, flushed and renamed, first the copy: a process killed at any point leaves the old state or the new one.
/// </remarks>
internal sealed class ProviderCache(string folder)
{
    /// <summary>Copies kept of each item: the current one, and the one that another program may just be reading.</summary>
    private const int CopiesKept = 2;

    private const string RecordEnding = ".meta.json";

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    private static readonly InstantPattern TimeInName = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    private readonly string _stop = Path.Combine(folder, "stopped.json");

    /// <summary>The folder's full path.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>Waits for the folder to be ours; the system frees it when the process ends, however it ends.</summary>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The lock, to be disposed; null where another process kept it for longer.</returns>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public async Task<IDisposable?> LockAsync(TimeSpan patience, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Folder);
        var path = Path.Combine(Folder, "lock");
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                RemoveUnfinished();
                return new Held(this, held);
            }
            catch (IOException) when (File.Exists(path))
            {
                if (waited.Elapsed > patience)
                {
                    return null;
                }
            }

            await Task.Delay(BetweenTries, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The path of a state file of the provider.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>A path for a file that is being written; whatever is left of it is removed when the lock is given back, or next taken.</summary>
    public string UnfinishedPath(string item, string step) => Path.Combine(Folder, $"{KeyOf(item)}.{step}{CacheJson.Unfinished}");

    /// <summary>Why the whole source is stopped; null where it is not, or no longer.</summary>
    public StopRecord? ReadStop(Instant now) => CacheJson.Read<StopRecord>(_stop) is { } stop && !(stop.Until <= now) ? stop : null;

    /// <summary>Stops the whole source.</summary>
    public void WriteStop(StopRecord stop) => CacheJson.Write(_stop, stop);

    /// <summary>Ends the stop of the whole source.</summary>
    public void ClearStop() => File.Delete(_stop);

    /// <summary>The record of an item; null where nothing is known of it.</summary>
    public CopyRecord? ReadRecord(string item) => CacheJson.Read<CopyRecord>(RecordPath(item));

    /// <summary>Replaces the record of an item.</summary>
    public void WriteRecord(CopyRecord record) => CacheJson.Write(RecordPath(record.Item), record);

    /// <summary>Forgets an item that was never asked for before.</summary>
    public void DeleteRecord(string item) => File.Delete(RecordPath(item));

    /// <summary>The records of all items, by name.</summary>
    public IReadOnlyList<CopyRecord> ReadRecords() =>
        [.. Directory.GetFiles(Folder, "*" + RecordEnding).Order(StringComparer.Ordinal).Select(CacheJson.Read<CopyRecord>).OfType<CopyRecord>()];

    /// <summary>The copy of a record, where its file is there and unchanged, by its hash; else null.</summary>
    public FetchedFile? FindCopy(CopyRecord? record)
    {
        if (record is not { File: { } name, Sha256: { } hash, FetchedAt: { } fetchedAt } || Path.GetFileName(name) != name)
        {
            return null;
        }

        var path = Path.Combine(Folder, name);
        try
        {
            using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return Convert.ToHexStringLower(SHA256.HashData(content)) == hash
                ? new FetchedFile(record.Item, path, hash, content.Length, fetchedAt, IsNew: false) { Url = record.Url, NextAt = record.NextAt }
                : null;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Puts a complete file into the cache under its name.</summary>
    /// <returns>The name.</returns>
    public string Adopt(string unfinished, string item, SourceFormat format, string sha256, Instant fetchedAt)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{KeyOf(item)}-{TimeInName.Format(fetchedAt)}-{sha256[..12]}.{SourceFormats.TextOf(format)}");
        using (var file = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, Path.Combine(Folder, name), overwrite: true);
        return name;
    }

    /// <summary>Removes the copies of an item beyond the newest two, never the current one.</summary>
    public void RemoveOldCopies(string item, string current)
    {
        // The time in the name sorts; the current copy counts as one of the two, whatever the clock said when it came.
        var older = Directory.GetFiles(Folder, $"{KeyOf(item)}-*T*Z-*").Where(path => Path.GetFileName(path) != current && IsCopyOf(item, path));
        foreach (var path in older.OrderDescending(StringComparer.Ordinal).Skip(CopiesKept - 1))
        {
            File.Delete(path);
        }
    }

    private void RemoveUnfinished()
    {
        foreach (var path in Directory.GetFiles(Folder, "*" + CacheJson.Unfinished))
        {
            File.Delete(path);
        }
    }

    /// <summary>Groups may share a beginning, as <c>gps</c> and <c>gps-ops</c> do: what follows the item's key must be time and hash alone.</summary>
    private static bool IsCopyOf(string item, string path) =>
        Path.GetFileNameWithoutExtension(path)[(KeyOf(item).Length + 1)..].Split('-') is [{ Length: 16 }, { Length: 12 }];

    private string RecordPath(string item) => Path.Combine(Folder, KeyOf(item) + RecordEnding);

    // Providers take names in any case; one group must not have two clocks.
    private static string KeyOf(string item) => item.ToLowerInvariant();

    /// <summary>The lock. What a provider sent instead of data does not stay on the disk.</summary>
    private sealed class Held(ProviderCache cache, FileStream file) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                cache.RemoveUnfinished();
            }
            finally
            {
                file.Dispose();
            }
        }
    }
}
