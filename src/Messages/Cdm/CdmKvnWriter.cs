namespace Ssa.Messages;

/// <summary>
/// Writes conjunction data messages in keyword-value notation (CCSDS 508.0-B-1): keywords in the order of the standard, units in brackets, every digit kept. Keywords that the standard does not
/// have become comments.
/// </summary>
public static class CdmKvnWriter
{
    /// <summary>Writes a message, with LF line ends.</summary>
    /// <param name="to">Where to write.</param>
    /// <param name="message">The message.</param>
    public static void Write(TextWriter to, CdmMessage message)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(message);
        WriteLine(to, CdmKeywords.Version, message.Version, "");
        foreach (var block in message.Blocks)
        {
            foreach (var comment in CdmOutput.CommentsOf(block))
            {
                to.Write(comment.Length == 0 ? "COMMENT\n" : $"COMMENT {comment}\n");
            }

            foreach (var (keyword, value) in CdmOutput.ValuesOf(block))
            {
                WriteLine(to, keyword.Name, value, keyword.Unit);
            }

            foreach (var (name, value) in CdmOutput.UserDefinedOf(block))
            {
                WriteLine(to, CdmKeywords.UserDefinedPrefix + name, value, "");
            }
        }
    }

    private static void WriteLine(TextWriter to, string keyword, string value, string unit)
    {
        var text = value.Length == 0 ? "" : unit.Length == 0 ? $" {value}" : $" {value,-24} [{unit}]";
        to.Write($"{keyword,-32} ={text}\n");
    }
}
