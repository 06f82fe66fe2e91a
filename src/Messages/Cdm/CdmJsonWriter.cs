using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ssa.Messages;

/// <summary>
/// Writes conjunction data messages as JSON with Space-Track's keys: an array of one flat object a message, objects' keywords with <c>SAT1_</c> and <c>SAT2_</c>, units in keys that end with
/// <c>_UNIT</c>. Unlike Space-Track's, numbers are JSON numbers and times are whole (<c>2020-03-05T07:26:54.974</c>); comments are lists, one for each section.
/// </summary>
public static class CdmJsonWriter
{
    /// <summary>Writes the array, one key a line, with LF line ends.</summary>
    /// <param name="to">Where to write.</param>
    /// <param name="messages">The messages.</param>
    public static void Write(TextWriter to, IEnumerable<CdmMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(messages);
        var isFirst = true;
        foreach (var message in messages)
        {
            to.Write(isFirst ? "[\n{\n" : ",\n{\n");
            isFirst = false;
            to.Write($"\"{CdmKeywords.Version}\": \"{message.Version}\"");
            WriteBlock(to, "", message.Header);
            WriteBlock(to, "", message.Relative);
            WriteObject(to, "SAT1_", message.Object1);
            WriteObject(to, "SAT2_", message.Object2);
            to.Write("\n}");
        }

        to.Write(isFirst ? "[]\n" : "\n]\n");
    }

    private static void WriteObject(TextWriter to, string prefix, CdmObject written)
    {
        foreach (var section in CdmKeywords.ObjectSections)
        {
            WriteBlock(to, prefix, written[section]);
        }
    }

    private static void WriteBlock(TextWriter to, string prefix, CdmBlock block)
    {
        string[] comments = [.. CdmOutput.CommentsOf(block).Select(Quote)];
        if (comments.Length > 0)
        {
            WriteKey(to, $"{prefix}COMMENT_{CdmJson.CommentKey(block.Section)}", $"[{string.Join(", ", comments)}]");
        }

        foreach (var (keyword, value) in CdmOutput.ValuesOf(block))
        {
            var key = prefix + CdmJson.Prefix(keyword) + keyword.Name;
            var isNumber = keyword.Kind == CdmValueKind.Number && double.IsFinite(double.Parse(value, CultureInfo.InvariantCulture));
            WriteKey(to, key, isNumber ? value : Quote(value));
            if (keyword.Unit.Length > 0)
            {
                WriteKey(to, $"{key}_UNIT", Quote(keyword.Unit));
            }
        }

        foreach (var (name, value) in CdmOutput.UserDefinedOf(block))
        {
            WriteKey(to, $"{prefix}{CdmKeywords.UserDefinedPrefix}{name}", Quote(value));
        }
    }

    private static void WriteKey(TextWriter to, string key, string value) => to.Write($",\n\"{key}\": {value}");

    // The relaxed encoder leaves readable what JSON allows; it is not meant to be put into HTML.
    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
