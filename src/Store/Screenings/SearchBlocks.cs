using Ssa.Store.Databases;

namespace Ssa.Store;

/// <summary>Columns of blocks that were looked at lately, up to so many bytes. Blocks never change, so that what is kept is always right. Safe for several threads.</summary>
/// <param name="mostBytes">The most bytes to keep.</param>
internal sealed class SearchBlocks(long mostBytes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(long Screening, long Block), LinkedListNode<(long Screening, SearchBlock Block)>> _places = [];
    private readonly LinkedList<(long Screening, SearchBlock Block)> _byUse = [];
    private long _bytes;

    /// <summary>The blocks of a screening that reach into a time, in order.</summary>
    /// <param name="session">A reader.</param>
    /// <param name="screening">The screening.</param>
    /// <param name="fromUs">Only blocks that end at or after this.</param>
    /// <param name="toUs">Only blocks that begin before this.</param>
    /// <param name="fromBlock">Only this block and later ones.</param>
    public IEnumerable<SearchBlock> Of(Session session, long screening, long fromUs, long toUs, long fromBlock = 0)
    {
        var blocks = session.Query(
            "SELECT block, first_number FROM conjunction_block WHERE screening_id = @p0 AND last_tca_us >= @p1 AND first_tca_us < @p2 AND block >= @p3 ORDER BY block",
            row => (Block: row.GetInt64(0), FirstNumber: row.GetInt64(1)), screening, fromUs, toUs, fromBlock);
        foreach (var (block, firstNumber) in blocks)
        {
            yield return Find(screening, block) ?? Keep(screening, new SearchBlock(
                block, firstNumber, session.First("SELECT search_columns FROM conjunction_block WHERE screening_id = @p0 AND block = @p1", row => (byte[])row.GetValue(0), screening, block)!));
        }
    }

    private SearchBlock? Find(long screening, long block)
    {
        lock (_lock)
        {
            if (!_places.TryGetValue((screening, block), out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Block;
        }
    }

    private SearchBlock Keep(long screening, SearchBlock block)
    {
        lock (_lock)
        {
            if (block.Size <= mostBytes && !_places.ContainsKey((screening, block.Block)))
            {
                _places[(screening, block.Block)] = _byUse.AddFirst((screening, block));
                _bytes += block.Size;
                while (_bytes > mostBytes)
                {
                    var (oldScreening, old) = _byUse.Last!.Value;
                    _byUse.RemoveLast();
                    _places.Remove((oldScreening, old.Block));
                    _bytes -= old.Size;
                }
            }

            return block;
        }
    }
}
