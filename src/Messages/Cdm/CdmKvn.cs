using System.Text;
using System.Text.Unicode;
using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>Reads keyword-value notation, see <see cref="CdmReader"/>.</summary>
internal sealed class CdmKvn(CdmReading message)
{
    private int _line;

    /// <summary>Reads a text.</summary>
    public void Read(ReadOnlySpan<byte> text)
    {
        var offset = ElementSetFeed.ByteOrderMarkLength(text);
        while (offset < text.Length)
        {
            var length = text[offset..].IndexOf((byte)'\n');
            var end = length < 0 ? text.Length : offset + length;
            _line++;
            var line = text[offset..end].Trim(" \t\r"u8);
            if (!line.IsEmpty)
            {
                TakeLine(line);
            }

            offset = end + 1;
        }

        message.Close();
    }

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        // An 8-bit character set is read as Latin-1 rather than losing the letter.
        var text = line.Length > 2 * MessageText.Longest ? "" : Utf8.IsValid(line) ? Encoding.UTF8.GetString(line) : Encoding.Latin1.GetString(line);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var key = equals < 0 ? text : text[..equals].TrimEnd(' ', '\t');
        if (equals >= 0 && key.StartsWith("CCSDS_", StringComparison.Ordinal) && key.EndsWith("_VERS", StringComparison.Ordinal))
        {
            Begin(key, text[(equals + 1)..]);
            return;
        }

        if (!message.IsOpen)
        {
            message.Start(_line);
            message.SetFault(_line, CdmKeywords.Version, SetAsideReason.Field, $"The message begins with {QuotedText.Of(line)}.", $"A conjunction data message begins with {CdmKeywords.Version} = 1.0; take it from its source again.");
        }

        if (message.IsFaulty)
        {
            return;
        }

        if (text.StartsWith("COMMENT", StringComparison.Ordinal) && (text.Length == 7 || text[7] is ' ' or '\t' or '='))
        {
            message.TakeComment(text[7..], _line);
        }
        else if (equals < 0)
        {
            message.SetFault(_line, "line", SetAsideReason.Field, $"The line {QuotedText.Of(line)} is no keyword with a value.", "Write KEYWORD = value, or begin the line with COMMENT.");
        }
        else
        {
            TakeKeyword(key, text[(equals + 1)..].Trim(' ', '\t'));
        }
    }

    private void Begin(string key, string value)
    {
        message.Close();
        message.Start(_line);
        if (key == CdmKeywords.Version)
        {
            message.TakeVersion(value, _line);
        }
        else
        {
            message.SetFault(_line, CdmKeywords.Version, SetAsideReason.Unsupported, $"This is another message: {QuotedText.Of(key)}.", "Give conjunction data messages (CDM).");
        }
    }

    private void TakeKeyword(string key, string value)
    {
        if (key == "OBJECT")
        {
            message.StartObject(_line);
        }

        var unit = "";
        var isNumeric = CdmKeywords.Find(key, CdmSection.Covariance) is { Kind: CdmValueKind.Number or CdmValueKind.Numbers };
        if (isNumeric && value.EndsWith(']') && value.LastIndexOf('[') is var open and >= 0)
        {
            (value, unit) = (value[..open].TrimEnd(' ', '\t'), value[(open + 1)..^1]);
        }
        else if (isNumeric && value.EndsWith('['))
        {
            message.AddDefect(_line, key, $"{key} has a unit that is cut off.", "in the unit of the standard");
            value = value[..^1].TrimEnd(' ', '\t');
        }
        else if (!Ascii.IsValid(value))
        {
            message.AddDefect(_line, MessageText.IsName(key) ? key : "line", $"The value {QuotedText.Of(value)} is not ASCII.", "as it stands");
        }

        message.Take(key, value, unit, _line);
    }
}
