namespace Ssa.Store;

/// <summary>Parts of blocks that were looked at lately, up to so many bytes. Blocks never change, so that what is kept is always right. Safe for several threads.</summary>
/// <typeparam name="T">The part.</typeparam>
/// <param name="mostBytes">The most bytes to keep.</param>
/// <param name="sizeOf">The bytes that a part takes.</param>
internal sealed class BlockMemory<T>(long mostBytes, Func<T, int> sizeOf)
    where T : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(long Screening, long Block), LinkedListNode<((long Screening, long Block) Key, T Part)>> _places = [];
    private readonly LinkedList<((long Screening, long Block) Key, T Part)> _byUse = [];
    private long _bytes;

    /// <summary>A part of a block, read where it is not kept.</summary>
    /// <param name="screening">The screening.</param>
    /// <param name="block">The block's number in it.</param>
    /// <param name="read">Reads it.</param>
    public T Of(long screening, long block, Func<T> read) => Find((screening, block)) ?? Keep((screening, block), read());

    private T? Find((long Screening, long Block) key)
    {
        lock (_lock)
        {
            if (!_places.TryGetValue(key, out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Part;
        }
    }

    private T Keep((long Screening, long Block) key, T part)
    {
        lock (_lock)
        {
            if (sizeOf(part) <= mostBytes && !_places.ContainsKey(key))
            {
                _places[key] = _byUse.AddFirst((key, part));
                _bytes += sizeOf(part);
                while (_bytes > mostBytes)
                {
                    var (oldKey, old) = _byUse.Last!.Value;
                    _byUse.RemoveLast();
                    _places.Remove(oldKey);
                    _bytes -= sizeOf(old);
                }
            }

            return part;
        }
    }
}
