using System.Runtime.CompilerServices;
using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>Reads CSV piece by piece, see <see cref="OmmCsvReader"/>.</summary>
/// <remarks>Implementation note: methods ask to be optimised at once for the reason that <see cref="TleReader"/>'s do: the work is done before tiered compilation begins.</remarks>
internal sealed class OmmCsvFeed(string file, ElementSetBatch into) : ElementSetFeed
{
    private const OmmKeyword NoKeyword = (OmmKeyword)(-1);

    private const string TakeAgain = "Take the record from its source again; a comma inside a value needs quotation marks around the value.";

    private readonly OmmFields _fields = new(file);
    private OmmKeyword[] _columns = [];
    private byte[] _header = [];
    private int _lines;
    private bool _started;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Feed(ReadOnlySpan<byte> text, bool last)
    {
        var offset = _started ? 0 : ByteOrderMarkLength(text);
        _started = true;
        while (offset < text.Length)
        {
            var length = text[offset..].IndexOf((byte)'\n');
            if (length < 0 && !last)
            {
                break;
            }

            var end = length < 0 ? text.Length : offset + length;
            var next = length < 0 ? text.Length : end + 1;
            if (end > offset && text[end - 1] == '\r')
            {
                end--;
            }

            _lines++;
            TakeLine(text, offset, end);
            offset = next;
        }

        return offset;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakeLine(ReadOnlySpan<byte> text, int start, int end)
    {
        var line = text[start..end];
        if (line.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0)
        {
            return;
        }

        if (_header.Length == 0)
        {
            ReadHeader(line);
        }
        else if (!line.SequenceEqual(_header)) // files that were joined repeat their header
        {
            _fields.Start(_lines);
            var values = Split(text, start, end);
            if (values != _columns.Length)
            {
                var reason = values < _columns.Length ? SetAsideReason.Length : SetAsideReason.Field;
                _fields.SetFault(_lines, "record", reason, $"The record has {values} values for {_columns.Length} columns: {QuotedText.Of(line)}.", TakeAgain);
            }

            OmmAssembly.Add(_fields, text, file, into);
        }
    }

    private void ReadHeader(ReadOnlySpan<byte> line)
    {
        _header = line.ToArray();
        var columns = new List<OmmKeyword>();
        foreach (var range in line.Split((byte)','))
        {
            columns.Add(OmmKeywords.TryFind(line[range].Trim(" \t\""u8), out var keyword) ? keyword : NoKeyword);
        }

        _columns = [.. columns];
    }

    /// <summary>Notes the values of a line by the header's columns and counts them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Split(ReadOnlySpan<byte> text, int start, int end)
    {
        var hasQuotes = text[start..end].Contains((byte)'"');
        var column = 0;
        for (var position = start; position <= end; column++)
        {
            var keyword = column < _columns.Length ? _columns[column] : NoKeyword;
            if (hasQuotes && text[position..end].TrimStart(" \t"u8) is [(byte)'"', ..])
            {
                position = TakeQuoted(text, position, end, keyword) + 1;
                continue;
            }

            var length = text[position..end].IndexOf((byte)',');
            var valueEnd = length < 0 ? end : position + length;
            if (keyword != NoKeyword)
            {
                _fields.Set(keyword, text, position, valueEnd, _lines);
            }

            position = valueEnd + 1;
        }

        return column;
    }

    /// <summary>Notes a quoted value and returns where it ends: at its comma or at the line's end.</summary>
    private int TakeQuoted(ReadOnlySpan<byte> text, int start, int end, OmmKeyword keyword)
    {
        var open = start + text[start..end].IndexOf((byte)'"');
        var close = open + 1;
        var isEscaped = false;
        while (close < end && (text[close] != '"' || (close + 1 < end && text[close + 1] == '"')))
        {
            isEscaped |= text[close] == '"';
            close += text[close] == '"' ? 2 : 1;
        }

        var tail = close < end ? text[(close + 1)..end] : [];
        var comma = tail.IndexOf((byte)',');
        var rest = comma < 0 ? tail : tail[..comma];
        if (close >= end || rest.IndexOfAnyExcept((byte)' ', (byte)'\t') >= 0)
        {
            _fields.SetFault(_lines, "record", SetAsideReason.Field, $"A quotation mark is not closed before its comma: {QuotedText.Of(text[open..end])}.", TakeAgain);
            return end;
        }

        if (keyword != NoKeyword)
        {
            if (isEscaped)
            {
                _fields.SetCopy(keyword, Unescape(text[(open + 1)..close]), _lines);
            }
            else
            {
                _fields.Set(keyword, text, open + 1, close, _lines);
            }
        }

        return close + 1 + rest.Length;
    }

    private static byte[] Unescape(ReadOnlySpan<byte> value)
    {
        var plain = new List<byte>(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            plain.Add(value[i]);
            i += value[i] == '"' ? 1 : 0; // a mark inside is written twice
        }

        return [.. plain];
    }
}
