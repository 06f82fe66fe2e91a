using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using NodaTime;

namespace Ssa.Catalog.Sources;

/// <summary>
/// Files and watched folders. A file is new once: what was seen is noted down by path and SHA-256, so that neither a restart nor a renamed copy of
/// a known file makes it new again; a file whose content changes is.
/// </summary>
/// <remarks>
/// Folders are looked through and not listened to: notices of the system are lost on network drives and in containers. A file that is being written grows or is young; one that
/// has not changed for the settling time is complete, which a file renamed into the folder after it was finished is at once.
/// </remarks>
public sealed class FileSource : IElementSetSource
{
    private static readonly string[] UnfinishedEndings = [".tmp", ".part", ".partial", ".crdownload", "~"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly FileSourceSettings _settings;
    private readonly IClock _clock;
    private readonly ProviderCache _cache;
    private readonly Dictionary<string, (long Bytes, Instant ChangedAt, Instant FirstSeen)> _waiting = [];

    /// <summary>Makes the source; nothing is read or written yet.</summary>
    /// <param name="settings">Where to look.</param>
    /// <param name="clock">The time by which files settle.</param>
    public FileSource(FileSourceSettings settings, IClock clock)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.SettlingTime, Duration.Zero, nameof(settings));
        (_settings, _clock, _cache) = (settings, clock, new ProviderCache(Path.Combine(settings.CacheFolder, "files")));
    }

    /// <inheritdoc/>
    public string Name => "files";

    /// <summary>Looks once: every complete file there is, by path within each folder, and why a path cannot be used.</summary>
    /// <param name="cancellation">Stops looking.</param>
    public async Task<IReadOnlyList<FetchOutcome>> FetchAsync(CancellationToken cancellation)
    {
        var now = _clock.GetCurrentInstant();
        try
        {
            using var held = await _cache.LockAsync(Patience, cancellation).ConfigureAwait(false)
                ?? throw new IOException($"another process holds {_cache.PathOf("lock")}");
            var path = _cache.PathOf("imported.json");
            var imported = CacheJson.Read<ImportedFiles>(path) ?? new ImportedFiles { Files = new(StringComparer.Ordinal) };
            var outcomes = new List<FetchOutcome>();
            foreach (var item in _settings.Paths)
            {
                outcomes.AddRange(Look(item, imported.Files, now, cancellation));
            }

            CacheJson.Write(path, imported);
            return outcomes;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return [.. _settings.Paths.Select(item => new SourceStopped(
                item, StopReason.CacheUnusable, $"The list of files seen cannot be used: {fault.Message.TrimEnd('.')}.", $"Give yourself the right to write to {_cache.Folder}, or choose another folder.", now))];
        }
    }

    /// <summary>Looks again and again: each file once it is new and complete, and each stop when it first shows.</summary>
    /// <param name="interval">The pause between two looks.</param>
    /// <param name="cancellation">Ends the watch.</param>
    public async IAsyncEnumerable<FetchOutcome> WatchAsync(Duration interval, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, Duration.Zero);
        HashSet<(string Item, StopReason Reason)> stopped = [];
        while (true)
        {
            var outcomes = await FetchAsync(cancellation).ConfigureAwait(false);
            var stops = outcomes.OfType<SourceStopped>().ToList();
            foreach (var outcome in outcomes)
            {
                if (outcome is FetchedFile { IsNew: true } || (outcome is SourceStopped stop && !stopped.Contains((stop.Item, stop.Reason))))
                {
                    yield return outcome;
                }
            }

            stopped = [.. stops.Select(stop => (stop.Item, stop.Reason))];
            await Task.Delay(interval.ToTimeSpan(), cancellation).ConfigureAwait(false);
        }
    }

    private List<FetchOutcome> Look(string item, SortedDictionary<string, ImportedFile> imported, Instant now, CancellationToken cancellation)
    {
        if (!Directory.Exists(item))
        {
            return File.Exists(item)
                ? Take(item, Path.GetFullPath(item), mustSettle: false, imported, now) is { } file ? [file] : []
                : [new SourceStopped(item, StopReason.FileUnusable, $"There is no file or folder {item}.", "Check the path.", now)];
        }

        try
        {
            var outcomes = new List<FetchOutcome>();
            foreach (var path in Directory.GetFiles(Path.GetFullPath(item)).Where(IsCandidate).Order(StringComparer.Ordinal))
            {
                cancellation.ThrowIfCancellationRequested();
                if (Take(item, path, mustSettle: true, imported, now) is { } outcome)
                {
                    outcomes.Add(outcome);
                }
            }

            return outcomes;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [Unusable(item, fault, now)];
        }
    }

    /// <summary>One file; null where it is not complete yet, or has gone.</summary>
    private FetchOutcome? Take(string item, string path, bool mustSettle, SortedDictionary<string, ImportedFile> imported, Instant now)
    {
        try
        {
            var (bytes, changedAt) = StateOf(path);
            if (imported.TryGetValue(path, out var known) && (known.Bytes, known.ChangedAt) == (bytes, changedAt))
            {
                return new FetchedFile(item, path, known.Sha256, bytes, known.ImportedAt, IsNew: false);
            }

            if (mustSettle && !HasSettled(path, bytes, changedAt, now))
            {
                return null;
            }

            string hash;
            using (var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            {
                hash = Convert.ToHexStringLower(SHA256.HashData(content));
            }

            if (StateOf(path) != (bytes, changedAt))
            {
                return null;
            }

            var isNew = imported.Values.All(file => file.Sha256 != hash);
            _waiting.Remove(path);
            imported[path] = new ImportedFile { Bytes = bytes, ChangedAt = changedAt, Sha256 = hash, ImportedAt = now };
            return new FetchedFile(item, path, hash, bytes, now, isNew);
        }
        catch (Exception gone) when (mustSettle && gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Unusable(path, fault, now);
        }
    }

    /// <summary>By the file's own time; where that is of no use, as on drives whose clock is ahead, by what was seen before.</summary>
    private bool HasSettled(string path, long bytes, Instant changedAt, Instant now)
    {
        if (bytes == 0)
        {
            return false;
        }

        if (changedAt + _settings.SettlingTime <= now)
        {
            return true;
        }

        if (!_waiting.TryGetValue(path, out var before) || (before.Bytes, before.ChangedAt) != (bytes, changedAt))
        {
            _waiting[path] = (bytes, changedAt, now);
            return false;
        }

        return before.FirstSeen + _settings.SettlingTime <= now;
    }

    private static bool IsCandidate(string path)
    {
        var name = Path.GetFileName(path);
        return !name.StartsWith('.') && !UnfinishedEndings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    private static (long Bytes, Instant ChangedAt) StateOf(string path)
    {
        var file = new FileInfo(path);
        return (file.Length, Instant.FromDateTimeUtc(file.LastWriteTimeUtc));
    }

    private static SourceStopped Unusable(string item, Exception fault, Instant now) =>
        new(item, StopReason.FileUnusable, $"{item} cannot be read: {fault.Message.TrimEnd('.')}.", "Give yourself the right to read it.", now);
}
