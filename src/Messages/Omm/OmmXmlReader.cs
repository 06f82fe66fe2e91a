using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>
/// Reads orbit mean-elements messages as XML (CCSDS 505.0-B-3): one omm, or an ndm of many, with or without namespaces, with units attributes
/// and user-defined parameters. There is no document type and no entity but XML's own five, so a file cannot make the reader fetch or
/// multiply anything. Keywords are checked as in <see cref="OmmKvnReader"/>. A message whose XML is broken is set aside, and reading
/// goes on at the next omm.
/// </summary>
public static class OmmXmlReader
{
    /// <summary>Reads a text. Records that cannot be used are set aside with their reason; nothing is thrown for what the text holds.</summary>
    /// <param name="text">The text: UTF-8, or the ISO-8859-1 that its declaration names.</param>
    /// <param name="file">The file's name for reports.</param>
    /// <param name="into">Where element sets and set-aside records are appended.</param>
    public static void Read(ReadOnlySpan<byte> text, string file, ElementSetBatch into)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(into);
        new OmmXmlFeed(file, into).Feed(text, last: true);
    }
}
