namespace Ssa.Catalog.Tests.Reading;

/// <summary>A start, then a filler again and again up to a length; counts what was taken of it.</summary>
internal sealed class EndlessStream(byte[] start, byte[] filler, long length) : Stream
{
    public long Taken { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => Taken; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, length - Taken);
        for (var done = 0; done < count;)
        {
            var at = Taken + done;
            var from = at < start.Length ? start.AsSpan((int)at) : filler.AsSpan((int)((at - start.Length) % filler.Length));
            var piece = Math.Min(from.Length, count - done);
            from[..piece].CopyTo(buffer[done..]);
            done += piece;
        }

        Taken += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
