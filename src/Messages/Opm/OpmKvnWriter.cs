namespace Ssa.Messages;

/// <summary>Writes orbit parameter messages in keyword-value notation (CCSDS 502.0-B-3): keywords in the order of the standard, units in brackets, every digit kept.</summary>
public static class OpmKvnWriter
{
    /// <summary>Writes a message, with LF line ends.</summary>
    /// <param name="to">Where to write.</param>
    /// <param name="message">The message.</param>
    public static void Write(TextWriter to, OpmMessage message)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(message);
        WriteLine(to, OpmKeywords.Version, OpmOutput.Version, "");
        WriteSection(to, OpmOutput.HeaderOf(message), "");
        WriteSection(to, OpmOutput.MetadataOf(message), "");
        foreach (var section in OpmOutput.DataOf(message))
        {
            WriteSection(to, section, "");
        }

        if (OpmOutput.UserDefinedOf(message) is { } parameters)
        {
            WriteSection(to, parameters, OpmKeywords.UserDefinedPrefix);
        }
    }

    private static void WriteSection(TextWriter to, OpmOutput.Section section, string prefix)
    {
        foreach (var comment in section.Comments)
        {
            to.Write(comment.Length == 0 ? "COMMENT\n" : $"COMMENT {comment}\n");
        }

        foreach (var (keyword, value) in section.Fields)
        {
            WriteLine(to, prefix + keyword, value, prefix.Length == 0 ? OpmKeywords.Find(keyword)!.Unit : "");
        }
    }

    private static void WriteLine(TextWriter to, string keyword, string value, string unit)
    {
        var text = value.Length == 0 ? "" : unit.Length == 0 ? $" {value}" : $" {value,-24} [{unit}]";
        to.Write($"{keyword,-20} ={text}\n");
    }
}
