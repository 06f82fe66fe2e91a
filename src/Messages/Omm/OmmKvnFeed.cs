using System.Text;
using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>Reads keyword-value notation piece by piece, see <see cref="OmmKvnReader"/>.</summary>
internal sealed class OmmKvnFeed(string file, ElementSetBatch into) : ElementSetFeed
{
    private readonly OmmFields _fields = new(file);
    private int _lines;
    private bool _started;
    private int _messageStart = -1;

    /// <inheritdoc/>
    public override int Feed(ReadOnlySpan<byte> text, bool last)
    {
        var offset = _started ? 0 : ByteOrderMarkLength(text);
        _started = true;
        _messageStart = -1;
        while (offset < text.Length)
        {
            var length = text[offset..].IndexOf((byte)'\n');
            if (length < 0 && !last)
            {
                break;
            }

            var end = length < 0 ? text.Length : offset + length;
            _lines++;
            TakeLine(text, offset, end);
            offset = length < 0 ? end : end + 1;
        }

        if (last)
        {
            Close(text);
        }

        if (_messageStart < 0)
        {
            return offset;
        }

        // The message may go on: its lines come again with the next piece.
        _lines = _fields.Line - 1;
        return _messageStart;
    }

    private void TakeLine(ReadOnlySpan<byte> text, int start, int end)
    {
        var line = text[start..end].Trim(" \t\r"u8);
        if (line.IsEmpty)
        {
            return;
        }

        if (line.StartsWith("COMMENT"u8) && (line.Length == 7 || line[7] is (byte)' ' or (byte)'\t' or (byte)'='))
        {
            return;
        }

        var equals = text[start..end].IndexOf((byte)'=');
        var key = equals < 0 ? line : text.Slice(start, equals).Trim(" \t"u8);
        var isVersion = equals >= 0 && key.StartsWith("CCSDS_"u8) && key.EndsWith("_VERS"u8);
        if (isVersion || (_messageStart >= 0 && _fields.Has(OmmKeyword.Epoch) && BeginsHead(key)))
        {
            Close(text);
        }

        if (_messageStart < 0)
        {
            _messageStart = start;
            _fields.Start(_lines);
        }

        if (isVersion && !key.SequenceEqual("CCSDS_OMM_VERS"u8))
        {
            _fields.SetFault(_lines, "CCSDS_OMM_VERS", SetAsideReason.Unsupported, $"This is another message: {QuotedText.Of(line)}.", "Give orbit mean-elements messages (OMM).");
        }
        else if (equals < 0)
        {
            _fields.SetFault(_lines, "line", SetAsideReason.Field, $"The line is no 'KEYWORD = value': {QuotedText.Of(line)}.", "Take the message from its source again; remarks begin with COMMENT.");
        }
        else if (OmmKeywords.TryFind(key, out var keyword))
        {
            TakeValue(text, keyword, start + equals + 1, end);
        }
        else if (!OmmKeywords.IsAllowed(Encoding.Latin1.GetString(key)))
        {
            _fields.NoteUnknown(_lines, Encoding.Latin1.GetString(key), "line", "keyword");
        }
    }

    // Keywords of the head after those of the data: a message whose first line is lost or damaged.
    private static bool BeginsHead(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("CREATION_DATE"u8) || key.SequenceEqual("ORIGINATOR"u8) || key.SequenceEqual("OBJECT_NAME"u8);

    private void TakeValue(ReadOnlySpan<byte> text, OmmKeyword keyword, int start, int end)
    {
        var valueEnd = start + text[start..end].TrimEnd(" \t\r"u8).Length;

        // Names may end with a bracket; units follow numbers only.
        var isText = keyword is OmmKeyword.ObjectName or OmmKeyword.ObjectId;
        if (!isText && valueEnd > start && text[valueEnd - 1] == ']')
        {
            var open = text[start..valueEnd].LastIndexOf((byte)'[');
            if (open >= 0)
            {
                _fields.CheckUnit(keyword, text[(start + open + 1)..(valueEnd - 1)], _lines);
                valueEnd = start + open;
            }
        }

        _fields.Set(keyword, text, start, valueEnd, _lines);
    }

    private void Close(ReadOnlySpan<byte> text)
    {
        if (_messageStart >= 0)
        {
            OmmAssembly.Add(_fields, text, file, into);
        }

        _messageStart = -1;
    }
}
