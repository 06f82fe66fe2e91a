using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>
/// Reads orbit mean-elements messages as JSON: an array of objects, one object, or an object a line, each with OMM keywords as property
/// names and numbers as numbers or as strings. Properties that no element set needs are passed over, so Space-Track's wider records read
/// too. An object without any keyword is a wrapper: the messages are looked for inside it.
/// </summary>
public static class OmmJsonReader
{
    /// <summary>Reads a text. Records that cannot be used are set aside with their reason; nothing is thrown for what the text holds.</summary>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="file">The file's name for reports.</param>
    /// <param name="into">Where element sets and set-aside records are appended.</param>
    public static void Read(ReadOnlySpan<byte> text, string file, ElementSetBatch into)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(into);
        new OmmJsonFeed(file, into).Feed(text, last: true);
    }
}
