using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>
/// Reads conjunction data messages (CDM, CCSDS 508.0-B-1 and drafts of issue 2) in keyword-value notation, XML (CCSDS 505.0-B) or JSON as Space-Track gives it; the content
/// decides. A file may hold several.
/// </summary>
/// <remarks>
/// <para>
/// Real messages are seldom quite as the standard has them. What leaves the meaning certain is read, and told in <see cref="CdmMessage.Defects"/>: unknown keywords, keywords of drafts, out of
/// place or given twice with one value, other known units, empty or missing mandatory fields, NaN. A message is set aside with line, field and remedy where a value is not certain or
/// where it lacks what it is for: a time of closest approach, two objects, a state and a covariance of each. An element of a state that is there but empty is NaN.
/// </para>
/// <para>
/// XML has no document type and no entity but its own five. Comments belong to the section of the keyword that follows them.
/// </para>
/// </remarks>
public static class CdmReader
{
    /// <summary>Reads a text. Nothing is thrown for what it holds.</summary>
    /// <param name="text">The text: UTF-8, or for XML what its declaration says.</param>
    /// <param name="file">The file's name for reports.</param>
    /// <param name="into">Where messages and set-aside records are appended.</param>
    public static void Read(ReadOnlySpan<byte> text, string file, CdmBatch into)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(into);
        var start = text[ElementSetFeed.ByteOrderMarkLength(text)..].TrimStart(" \t\r\n"u8);
        var found = into.Accepted.Count + into.SetAside.Count;
        if (start is [(byte)'<', ..] or [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..])
        {
            new CdmXml(new CdmReading(file, into)).Read(text);
        }
        else if (start is [(byte)'{' or (byte)'[', ..])
        {
            new CdmJson(new CdmReading(file, into) { IsOrdered = false }).Read(text);
        }
        else
        {
            new CdmKvn(new CdmReading(file, into)).Read(text);
        }

        if (into.Accepted.Count + into.SetAside.Count == found)
        {
            into.SetAside.Add(new SetAsideRecord(file, 1, CdmKeywords.Version, SetAsideReason.Length, "The file holds no message.", "Give a file of conjunction data messages (CDM)."));
        }
    }
}
