using System.IO.Compression;

namespace Ssa.Catalog;

/// <summary>The content of one file, unpacked where it is gzip: the pieces in which a catalogue is read.</summary>
/// <remarks>
/// The runtime's gzip reader ends without a word where a file was cut short. So a last gzip member of known content is put behind the file: a
/// file that is whole lets it through, a cut one swallows it or breaks on it, and bytes that are no gzip hide it.
/// </remarks>
internal sealed class CatalogueContent : IDisposable
{
    // Repetitive, so that its packed form does not hold it: a cut stored block would pass packed bytes through as they are.
    private static readonly byte[] EndMark = [.. Enumerable.Repeat((byte)0x1E, 96)];

    private static readonly byte[] PackedEndMark = Pack(EndMark);

    private readonly HashingStream _raw;
    private readonly Stream _content;
    private readonly bool _isGzip;
    private readonly byte[] _heldBack = new byte[EndMark.Length];
    private int _held;

    /// <summary>Opens a content; its first bytes tell whether it is gzip.</summary>
    /// <param name="source">The bytes; stays open.</param>
    /// <param name="limit">The most bytes to read, packed and unpacked alike.</param>
    public CatalogueContent(Stream source, long limit)
    {
        _raw = new HashingStream(source, limit);
        var magic = new byte[2];
        var length = _raw.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        var whole = new JoinedStream(magic[..length], _raw);
        _isGzip = length == 2 && magic is [0x1F, 0x8B];
        _content = _isGzip ? new GZipStream(new JoinedStream([], whole, PackedEndMark), CompressionMode.Decompress) : whole;
    }

    /// <summary>Bytes of the file read so far, as they are stored.</summary>
    public long StoredBytes => _raw.Bytes;

    /// <summary>Whether the file holds more stored bytes than the limit.</summary>
    public bool IsOverLimit => _raw.IsOverLimit;

    /// <summary>SHA-256 of the stored bytes, once all of them are read.</summary>
    public string FinishHash() => _raw.FinishHash();

    /// <summary>Fills a buffer as far as the content goes.</summary>
    /// <returns>The bytes filled in: fewer than the buffer holds only at the end.</returns>
    /// <exception cref="InvalidDataException">The gzip data is damaged, cut short, or followed by something else.</exception>
    public int Fill(Span<byte> buffer)
    {
        if (!_isGzip)
        {
            return _content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }

        // The newest bytes are held back: at the end they must be the end mark.
        var filled = 0;
        while (filled < buffer.Length)
        {
            var wanted = Math.Min(buffer.Length - filled, 1 << 16);
            var piece = new byte[_held + wanted];
            _heldBack.AsSpan(0, _held).CopyTo(piece);
            var read = _content.Read(piece, _held, wanted);
            var available = _held + read;
            if (read == 0)
            {
                return _heldBack.AsSpan(0, _held).SequenceEqual(EndMark)
                    ? filled
                    : throw new InvalidDataException("The gzip data ends too early, or is followed by something else.");
            }

            var passed = Math.Max(0, available - EndMark.Length);
            piece.AsSpan(0, passed).CopyTo(buffer[filled..]);
            filled += passed;
            _held = available - passed;
            piece.AsSpan(passed, _held).CopyTo(_heldBack);
        }

        return filled;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _content.Dispose();
        _raw.Dispose();
    }

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
