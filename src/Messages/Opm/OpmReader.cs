using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>
/// Reads orbit parameter messages (OPM, CCSDS 502.0-B-3 section 3 and 505.0-B-3; versions 1.0 to 3.0) as keyword-value notation or XML; the content decides. A file may hold several.
/// </summary>
/// <remarks>
/// As <see cref="CdmReader"/> does, this reads what leaves the meaning certain, with <see cref="OpmMessage.Defects"/>, and sets a message aside with line, field and remedy where a value is not certain or where the
/// state, its frame, its centre or its time system lacks, a covariance is incomplete, or a manoeuvre has no ignition, duration, frame or velocity increment. The message may be about any body and in any frame.
/// </remarks>
public static class OpmReader
{
    /// <summary>Reads a text. Nothing is thrown for what it holds.</summary>
    /// <param name="text">The text: UTF-8, or for XML what its declaration says.</param>
    /// <param name="file">The file's name for reports.</param>
    /// <param name="into">Where messages and set-aside records are appended.</param>
    public static void Read(ReadOnlySpan<byte> text, string file, OpmBatch into)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(into);
        var start = text[ElementSetFeed.ByteOrderMarkLength(text)..].TrimStart(" \t\r\n"u8);
        var found = into.Accepted.Count + into.SetAside.Count;
        var reading = new OpmReading(file, into);
        if (start is [(byte)'<', ..] or [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..])
        {
            new OpmXml(reading).Read(text);
        }
        else
        {
            new OpmKvn(reading).Read(text);
        }

        if (into.Accepted.Count + into.SetAside.Count == found)
        {
            into.SetAside.Add(new SetAsideRecord(file, 1, OpmKeywords.Version, SetAsideReason.Length, "The file holds no message.", "Give a file of orbit parameter messages (OPM)."));
        }
    }
}
