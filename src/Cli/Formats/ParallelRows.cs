namespace Ssa.Cli.Formats;

/// <summary>Writes the rows of a long list on all cores, block by block in their order: what each row says takes as long as reading it from SGP4.</summary>
internal static class ParallelRows
{
    private const int RowsPerBlock = 256;
    private const int BlocksAhead = 16;

    /// <summary>Writes rows.</summary>
    /// <param name="to">Gets them in their order.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="threads">Threads to use, 0 for one per processor; they do not change the bytes.</param>
    /// <param name="write">Appends a row, given by its index; called by several threads at once, each with rows of its own.</param>
    /// <param name="cancellation">Ends the work early with <see cref="OperationCanceledException"/>.</param>
    public static void Write(Stream to, int count, int threads, Action<Utf8Rows, int> write, CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount, CancellationToken = cancellation };
        var blocks = Array.ConvertAll(new MemoryStream[Math.Min(BlocksAhead, (count + RowsPerBlock - 1) / RowsPerBlock)], _ => new MemoryStream());
        var rows = Array.ConvertAll(blocks, block => new Utf8Rows(block));
        for (var from = 0; from < count; from += BlocksAhead * RowsPerBlock)
        {
            var start = from;
            var used = Math.Min(BlocksAhead, (count - start + RowsPerBlock - 1) / RowsPerBlock);
            Parallel.For(0, used, options, block =>
            {
                blocks[block].SetLength(0);
                var first = start + (block * RowsPerBlock);
                for (var row = first; row < Math.Min(count, first + RowsPerBlock); row++)
                {
                    write(rows[block], row);
                }

                rows[block].Flush();
            });
            for (var block = 0; block < used; block++)
            {
                blocks[block].WriteTo(to);
            }
        }
    }
}
