namespace Ssa.Store;

/// <summary>Element sets of snapshots that were asked for lately, up to so many bytes. Snapshots never change, so that what is kept is always right. Safe for several threads.</summary>
/// <param name="mostBytes">The most bytes to keep.</param>
internal sealed class KeptSnapshots(long mostBytes)
{
    // A record with its elements and names, as measured with 30,000 of them, rounded up.
    private const long BytesPerSet = 512;

    private readonly Lock _lock = new();
    private readonly LinkedList<(long Snapshot, IReadOnlyList<StoredElementSet> Sets)> _byUse = [];
    private long _bytes;

    /// <summary>A snapshot's element sets; null where they are not kept.</summary>
    public IReadOnlyList<StoredElementSet>? Find(long snapshot)
    {
        lock (_lock)
        {
            for (var node = _byUse.First; node is not null; node = node.Next)
            {
                if (node.Value.Snapshot == snapshot)
                {
                    _byUse.Remove(node);
                    _byUse.AddFirst(node);
                    return node.Value.Sets;
                }
            }
        }

        return null;
    }

    /// <summary>Keeps a snapshot's element sets as long as there is room; a snapshot that is not there, which has none, is not kept.</summary>
    public IReadOnlyList<StoredElementSet> Keep(long snapshot, IReadOnlyList<StoredElementSet> sets)
    {
        var bytes = sets.Count * BytesPerSet;
        if (bytes == 0 || bytes > mostBytes)
        {
            return sets;
        }

        lock (_lock)
        {
            foreach (var (known, kept) in _byUse)
            {
                if (known == snapshot)
                {
                    return kept;
                }
            }

            _byUse.AddFirst((snapshot, sets));
            _bytes += bytes;
            while (_bytes > mostBytes)
            {
                _bytes -= _byUse.Last!.Value.Sets.Count * BytesPerSet;
                _byUse.RemoveLast();
            }
        }

        return sets;
    }
}
