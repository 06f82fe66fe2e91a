using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>
/// Reads orbit mean-elements messages as CSV, the form in which CelesTrak and Space-Track publish catalogues: a header line of OMM keywords in
/// any order, then one message a line. Columns that no element set needs are passed over. Values may stand in quotation marks; a line
/// end always ends the record, so that a lost quotation mark costs one record and not the rest of the file.
/// </summary>
public static class OmmCsvReader
{
    /// <summary>Reads a text. Records that cannot be used are set aside with their reason; nothing is thrown for what the text holds.</summary>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="file">The file's name for reports.</param>
    /// <param name="into">Where element sets and set-aside records are appended.</param>
    public static void Read(ReadOnlySpan<byte> text, string file, ElementSetBatch into)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(into);
        new OmmCsvFeed(file, into).Feed(text, last: true);
    }
}
