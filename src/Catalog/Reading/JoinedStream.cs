namespace Ssa.Catalog;

/// <summary>Some bytes, a stream, and some bytes, one after the other.</summary>
internal sealed class JoinedStream(byte[] before, Stream middle, byte[]? after = null) : Stream
{
    private readonly byte[] _after = after ?? [];
    private int _beforeRead;
    private int _afterRead;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        var count = Take(before, ref _beforeRead, buffer);
        count = count > 0 ? count : middle.Read(buffer);
        return count > 0 ? count : Take(_after, ref _afterRead, buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static int Take(byte[] from, ref int read, Span<byte> buffer)
    {
        var count = Math.Min(from.Length - read, buffer.Length);
        from.AsSpan(read, count).CopyTo(buffer);
        read += count;
        return count;
    }
}
