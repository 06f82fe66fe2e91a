using System.Buffers;
using System.Text;
using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>
/// Reads XML piece by piece, see <see cref="OmmXmlReader"/>. Around the messages only the tags are followed; each omm element is cut out and
/// read by an XML reader of its own, so that a fault of its syntax costs that message.
/// </summary>
internal sealed class OmmXmlFeed(string file, ElementSetBatch into) : ElementSetFeed
{
    private const string TakeAgain = "Take the file from its source again.";

    private static readonly SearchValues<byte> EndsOfName = SearchValues.Create(" \t\r\n/>"u8);

    private readonly OmmXmlMessage _message = new(file, into);
    private Encoding _encoding = Encoding.UTF8;
    private int _line = 1;
    private int _counted;
    private bool _started;
    private int _openElements;

    /// <inheritdoc/>
    public override int Feed(ReadOnlySpan<byte> text, bool last)
    {
        var offset = _started ? 0 : ByteOrderMarkLength(text);
        _started = true;
        _counted = 0;
        while (offset < text.Length)
        {
            var markup = text[offset..].IndexOf((byte)'<');
            var end = markup < 0 ? text.Length : offset + markup;
            TakeText(text, offset, end);
            offset = end;
            if (offset < text.Length && !TryTakeMarkup(text, ref offset, last))
            {
                break;
            }
        }

        if (last && _openElements > 0)
        {
            SetAside(LineAt(text, offset), SetAsideReason.Length, "The XML text ends before its elements are closed: records may be missing.");
        }

        LineAt(text, offset);
        return offset;
    }

    /// <summary>Takes the markup at an offset; false where more text is needed.</summary>
    private bool TryTakeMarkup(ReadOnlySpan<byte> text, ref int offset, bool last)
    {
        var markup = text[offset..];
        if (markup.Length < 9 && !last)
        {
            return false; // <!DOCTYPE is the longest beginning to recognise
        }

        if (TagAt(markup) == Tag.MessageStart)
        {
            return TryTakeMessage(text, ref offset, last);
        }

        var terminator = markup.StartsWith("<!--"u8) ? "-->"u8 : markup.StartsWith("<?"u8) ? "?>"u8 : ">"u8;
        var length = markup.IndexOf(terminator);
        if (length < 0 && !last)
        {
            return false;
        }

        // Only comments and document types hold further tags: what else does, or does not end, is damage, and the next tag is read afresh.
        var nextTag = markup[1..].IndexOf((byte)'<') + 1;
        if (length < 0 || (markup[1] != '!' && nextTag > 0 && nextTag < length))
        {
            var end = nextTag > 0 ? nextTag : markup.Length;
            var reason = nextTag > 0 ? SetAsideReason.Field : SetAsideReason.Length;
            SetAside(LineAt(text, offset), reason, $"A tag has no end: {QuotedText.Of(markup[..end])}.");
            offset += end;
            return true;
        }

        TakeOutside(text, offset, markup[..(length + terminator.Length)]);
        offset += length + terminator.Length;
        return true;
    }

    private void TakeOutside(ReadOnlySpan<byte> text, int offset, ReadOnlySpan<byte> markup)
    {
        if (markup.StartsWith("<?xml "u8))
        {
            var isLatin1 = markup.IndexOf("ISO-8859-1"u8) >= 0 || markup.IndexOf("iso-8859-1"u8) >= 0;
            _encoding = isLatin1 ? Encoding.Latin1 : Encoding.UTF8;
        }
        else if (markup.StartsWith("<!DOCTYPE"u8) || markup.StartsWith("<!ENTITY"u8))
        {
            SetAside(LineAt(text, offset), SetAsideReason.Unsupported, $"Document types and entities are not read: {QuotedText.Of(markup)}.");
        }
        else if (TagAt(markup) == Tag.MessageEnd)
        {
            SetAside(LineAt(text, offset), SetAsideReason.Field, "An omm element ends here whose start is damaged.");
            _openElements = Math.Max(0, _openElements - 1);
        }
        else if (markup.StartsWith("</"u8))
        {
            _openElements = Math.Max(0, _openElements - 1);
        }
        else if (markup[1] is not ((byte)'!' or (byte)'?'))
        {
            _openElements += markup[^2] == '/' ? 0 : 1;
            var name = LocalName(markup[1..]);
            if (name.Length == 3 && (name.EndsWith("em"u8) || name.EndsWith("dm"u8) || name.EndsWith("pm"u8) || name.EndsWith("cm"u8)) && !name.SequenceEqual("ndm"u8))
            {
                SetAside(LineAt(text, offset), SetAsideReason.Unsupported, $"This is another message, no omm: {QuotedText.Of(markup)}.");
            }
        }
    }

    /// <summary>Takes an omm element up to its end tag, or up to the next omm where it has none.</summary>
    private bool TryTakeMessage(ReadOnlySpan<byte> text, ref int offset, bool last)
    {
        var end = offset + 1;
        Tag tag;
        do
        {
            var markup = text[end..].IndexOf((byte)'<');
            if (markup < 0)
            {
                end = text.Length;
                tag = Tag.Other;
                break;
            }

            end += markup;
            tag = TagAt(text[end..]);
            end += tag == Tag.Other ? Math.Max(1, LengthOfHidden(text[end..])) : 0;
        }
        while (tag == Tag.Other && end < text.Length);

        if (tag == Tag.MessageEnd)
        {
            var close = text[end..].IndexOf((byte)'>');
            var nextTag = text[(end + 1)..].IndexOf((byte)'<') + 1;
            var isDamaged = nextTag > 0 && (close < 0 || nextTag < close);
            tag = isDamaged ? Tag.MessageStart : close < 0 ? Tag.Other : tag;
            end = isDamaged ? end + nextTag : close < 0 ? text.Length : end + close + 1;
        }

        if (tag == Tag.Other && !last)
        {
            return false;
        }

        var line = LineAt(text, offset);
        if (tag == Tag.MessageEnd)
        {
            _message.Read(_encoding.GetString(text[offset..end]), line);
        }
        else
        {
            var reason = tag == Tag.Other ? SetAsideReason.Length : SetAsideReason.Field;
            SetAside(line, reason, $"The omm element has no end: {QuotedText.Of(text[offset..end])}.");
        }

        offset = end;
        return true;
    }

    private void TakeText(ReadOnlySpan<byte> text, int start, int end)
    {
        // Deeper than the outermost element, text belongs to an element that is no message, such as a comment.
        var plain = text[start..end].Trim(" \t\r\n"u8);
        if (_openElements <= 1 && !plain.IsEmpty)
        {
            SetAside(LineAt(text, start), SetAsideReason.Field, $"Text stands outside every message: {QuotedText.Of(plain)}.");
        }
    }

    private enum Tag
    {
        Other,
        MessageStart,
        MessageEnd,
    }

    private static Tag TagAt(ReadOnlySpan<byte> markup)
    {
        var isEnd = markup.Length > 1 && markup[1] == '/';
        var name = LocalName(markup[(isEnd ? 2 : 1)..]);
        return !name.SequenceEqual("omm"u8) ? Tag.Other : isEnd ? Tag.MessageEnd : Tag.MessageStart;
    }

    private static ReadOnlySpan<byte> LocalName(ReadOnlySpan<byte> tag)
    {
        var end = tag.IndexOfAny(EndsOfName);
        var name = tag[..(end < 0 ? tag.Length : end)];
        return name[(name.LastIndexOf((byte)':') + 1)..];
    }

    /// <summary>The length of a comment or character data, in which tags do not count; 0 where there is none.</summary>
    private static int LengthOfHidden(ReadOnlySpan<byte> markup)
    {
        var terminator = markup.StartsWith("<!--"u8) ? "-->"u8 : markup.StartsWith("<![CDATA["u8) ? "]]>"u8 : [];
        var length = terminator.IsEmpty ? -1 : markup.IndexOf(terminator);
        return length < 0 ? 0 : length + terminator.Length;
    }

    private int LineAt(ReadOnlySpan<byte> text, int position)
    {
        if (position > _counted)
        {
            _line += text[_counted..position].Count((byte)'\n');
            _counted = position;
        }

        return _line;
    }

    private void SetAside(int line, SetAsideReason reason, string message) =>
        into.SetAside.Add(new SetAsideRecord(file, line, "XML", reason, message, TakeAgain));
}
