using Ssa.Store.Databases;

namespace Ssa.Store;

/// <summary>The columns that searches look at, kept in memory as far as there is room. Safe for several threads.</summary>
/// <param name="mostBytes">The most bytes to keep.</param>
internal sealed class SearchBlocks(long mostBytes)
{
    private readonly BlockMemory<SearchBlock> _kept = new(mostBytes, block => block.Size);

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
            yield return _kept.Of(screening, block, () => new SearchBlock(
                block, firstNumber, session.First("SELECT search_columns FROM conjunction_block WHERE screening_id = @p0 AND block = @p1", row => (byte[])row.GetValue(0), screening, block)!));
        }
    }
}
