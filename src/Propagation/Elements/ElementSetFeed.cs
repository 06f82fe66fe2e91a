namespace Ssa.Propagation;

/// <summary>
/// A reader that takes its text in pieces, so that a catalogue of any size is read with bounded memory and junk can be refused before
/// the rest of it is read. One feed reads one file; what it finds is appended to a batch.
/// </summary>
internal abstract class ElementSetFeed
{
    /// <summary>Takes the next piece of the text.</summary>
    /// <param name="text">The text from the first byte that was not consumed before.</param>
    /// <param name="last">Whether the text ends with this piece; then all of it is consumed.</param>
    /// <returns>The bytes consumed: whole records. The rest must be presented again with what follows it.</returns>
    public abstract int Feed(ReadOnlySpan<byte> text, bool last);

    /// <summary>The bytes of a UTF-8 byte order mark at the start of a text: 3 or 0.</summary>
    public static int ByteOrderMarkLength(ReadOnlySpan<byte> text) => text.StartsWith("\uFEFF"u8) ? 3 : 0;
}
