namespace Ssa.Catalog.Sources;

/// <summary>
/// The bytes of one connection, above any encryption. The runtime's handler sends a request again, up to three times, where a connection ends before the answer's first byte: it takes an
/// <see cref="IOException"/> or an early end for a stale connection. A provider would count each, so such an end is reported here as a fault that is not tried again.
/// </summary>
internal sealed class OneTryStream(Stream connection) : Stream
{
    private bool _hasAnswered;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count;
        try
        {
            count = await connection.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException fault) when (!_hasAnswered)
        {
            throw Unanswered(fault);
        }

        if (count == 0 && buffer.Length > 0 && !_hasAnswered)
        {
            throw Unanswered(null);
        }

        _hasAnswered |= count > 0;
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await connection.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException fault) when (!_hasAnswered)
        {
            throw Unanswered(fault);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => connection.FlushAsync(cancellationToken);

    public override void Flush() => connection.Flush();

    // The provider's connection is used asynchronously alone.
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            connection.Dispose();
        }

        base.Dispose(disposing);
    }

    private static TransferFault Unanswered(IOException? fault) =>
        new(StopReason.Truncated, $"The answer broke off before its first byte{(fault is null ? "" : $": {fault.Message.TrimEnd('.')}")}.", fault);
}
