using System.Text.Json;
using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>
/// Reads JSON piece by piece, see <see cref="OmmJsonReader"/>. Between the messages only the brackets are followed; each message is one
/// object, read by itself, so that a fault of its syntax costs that message: reading goes on at the next object.
/// </summary>
internal sealed class OmmJsonFeed(string file, ElementSetBatch into) : ElementSetFeed
{
    private const string TakeAgain = "Take the file from its source again.";

    private const int FirstLook = 1 << 14;

    private readonly OmmFields _fields = new(file);
    private int _line = 1;
    private int _counted;
    private bool _started;
    private int _openArrays;
    private int _openWrappers;
    private int _lastToken;
    private bool _bracketsLost;

    private enum Outcome
    {
        Complete,
        Wrapper,
        Broken,
        Unfinished,
    }

    /// <inheritdoc/>
    public override int Feed(ReadOnlySpan<byte> text, bool last)
    {
        var offset = _started ? 0 : ByteOrderMarkLength(text);
        _started = true;
        _counted = 0;
        while (offset < text.Length)
        {
            if (text[offset] == '{')
            {
                var outcome = TakeObject(text, offset, last, out var next);
                if (outcome == Outcome.Unfinished)
                {
                    break;
                }

                offset = next;
            }
            else if (!TryPassStructure(text, ref offset, last))
            {
                break;
            }
        }

        if (last && !_bracketsLost && (_openArrays > 0 || _openWrappers > 0))
        {
            SetAside(LineAt(text, offset), "JSON", SetAsideReason.Length, "The JSON text ends before its brackets are closed: records may be missing.", TakeAgain);
        }

        LineAt(text, offset);
        return offset;
    }

    /// <summary>Passes what stands between messages; false where more text is needed.</summary>
    private bool TryPassStructure(ReadOnlySpan<byte> text, ref int offset, bool last)
    {
        switch (text[offset])
        {
            case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',':
                break;
            case (byte)'[':
                _openArrays++;
                break;
            case (byte)']' when _openArrays > 0:
                _openArrays--;
                break;
            case (byte)'}' when _openWrappers > 0:
                _openWrappers--;
                break;
            case (byte)'"' when _openWrappers > 0:
                return TryPassString(text, ref offset, last);
            case (byte)':' when _openWrappers > 0:
            case var other when _openWrappers > 0 && (char.IsAsciiLetterOrDigit((char)other) || other is (byte)'-' or (byte)'+' or (byte)'.'):
                break;
            default:
                var next = NextObject(text, offset, last);
                if (next == text.Length && !last)
                {
                    return false;
                }

                SetAside(LineAt(text, offset), "JSON", SetAsideReason.Field, $"No message begins here: {QuotedText.Of(text[offset..next])}.", TakeAgain);
                offset = next;
                return true;
        }

        offset++;
        return true;
    }

    // Strings of a wrapper may hold brackets.
    private static bool TryPassString(ReadOnlySpan<byte> text, ref int offset, bool last)
    {
        for (var i = offset + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] is (byte)'"' or (byte)'\n')
            {
                offset = i + 1;
                return true;
            }
        }

        offset = last ? text.Length : offset;
        return last;
    }

    private Outcome TakeObject(ReadOnlySpan<byte> text, int start, bool last, out int next)
    {
        var line = LineAt(text, start);
        Utf8JsonReader reader;
        Outcome outcome;
        string error;
        var rest = text.Length - start;

        // The first look is short: where JSON is broken, the runtime's message quotes all that the reader was given.
        var length = Math.Min(rest, FirstLook);
        while (true)
        {
            _fields.Start(line);
            reader = new Utf8JsonReader(text.Slice(start, length), isFinalBlock: last && length == rest, state: default);
            try
            {
                outcome = ReadObject(ref reader, text, start, out error);
            }
            catch (JsonException exception)
            {
                outcome = Outcome.Broken;
                error = QuotedText.Clean(exception.Message);
            }

            if (outcome != Outcome.Unfinished || length == rest)
            {
                break;
            }

            length = rest;
            GoBackTo(start, line);
        }

        next = start + (int)reader.BytesConsumed;
        var isCut = false;
        if (outcome == Outcome.Broken)
        {
            // The last good token may be a string that swallowed the start of the next message, or a name whose value it seemed to be.
            next = NextObject(text, start + _lastToken, last);
            outcome = next == text.Length && !last ? Outcome.Unfinished : outcome;
            isCut = next == text.Length && text.TrimEnd(" \t\r\n"u8)[^1] is not ((byte)']' or (byte)'}');
        }

        var endLine = LineAt(text, start + (int)reader.BytesConsumed);
        if (outcome != Outcome.Complete)
        {
            GoBackTo(start, line);
        }

        switch (outcome)
        {
            case Outcome.Complete:
                OmmAssembly.Add(_fields, text, file, into);
                break;
            case Outcome.Wrapper:
                _openWrappers++;
                next = start + 1;
                break;
            case Outcome.Broken:
                var reason = isCut ? SetAsideReason.Length : SetAsideReason.Field;
                SetAside(endLine, "JSON", reason, $"The message is not valid JSON ({error}): {QuotedText.Of(text[(start + _lastToken)..next])}.", TakeAgain);
                _bracketsLost = next == text.Length;
                break;
        }

        return outcome;
    }

    private Outcome ReadObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, int start, out string error)
    {
        error = "";
        _lastToken = 0;
        if (!reader.Read())
        {
            return Outcome.Unfinished;
        }

        while (reader.Read())
        {
            _lastToken = (int)reader.TokenStartIndex;
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                return _fields.Any || _fields.Fault is not null ? Outcome.Complete : Leaf(text, start, reader.BytesConsumed);
            }

            // A property name: its value follows.
            var line = LineAt(text, start + (int)reader.TokenStartIndex);
            var isKeyword = TryFindKeyword(ref reader, out var keyword);
            if (!reader.Read())
            {
                return Outcome.Unfinished;
            }

            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                if (reader.TokenType == JsonTokenType.StartArray && !isKeyword && !_fields.Any)
                {
                    return Outcome.Wrapper;
                }

                if (isKeyword)
                {
                    var name = OmmKeywords.NameOf(keyword);
                    _fields.SetFault(line, name, SetAsideReason.Field, $"{name} is an {(reader.TokenType == JsonTokenType.StartArray ? "array" : "object")}.", "Write a number or a string.");
                }

                if (!reader.TrySkip())
                {
                    return Outcome.Unfinished;
                }
            }
            else
            {
                _lastToken = (int)reader.TokenStartIndex;
                if (isKeyword && reader.TokenType != JsonTokenType.Null)
                {
                    Note(ref reader, keyword, text, start, line);
                }
            }
        }

        return Outcome.Unfinished;
    }

    /// <summary>An object without keywords: its inner objects may be messages; if it has none either, it is no message.</summary>
    private Outcome Leaf(ReadOnlySpan<byte> text, int start, long length)
    {
        if (text.Slice(start + 1, (int)length - 1).Contains((byte)'{'))
        {
            return Outcome.Wrapper;
        }

        if (_openWrappers == 0)
        {
            _fields.SetFault(_fields.Line, "record", SetAsideReason.Field, $"The object holds no field of an element set: {QuotedText.Of(text.Slice(start, (int)length))}.", "Give messages with OMM keywords, such as NORAD_CAT_ID and EPOCH.");
        }

        return _openWrappers == 0 ? Outcome.Complete : Outcome.Wrapper;
    }

    private void Note(ref Utf8JsonReader reader, OmmKeyword keyword, ReadOnlySpan<byte> text, int start, int line)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped)
        {
            Span<byte> plain = reader.ValueSpan.Length <= 256 ? stackalloc byte[256] : new byte[reader.ValueSpan.Length];
            _fields.SetCopy(keyword, plain[..reader.CopyString(plain)], line);
            return;
        }

        var quote = reader.TokenType == JsonTokenType.String ? 1 : 0;
        var from = start + (int)reader.TokenStartIndex + quote;
        _fields.Set(keyword, text, from, from + reader.ValueSpan.Length, line);
    }

    private static bool TryFindKeyword(ref Utf8JsonReader reader, out OmmKeyword keyword)
    {
        keyword = default;
        return !reader.ValueIsEscaped && OmmKeywords.TryFind(reader.ValueSpan, out keyword);
    }

    /// <summary>Where the next object begins that has a property, after some position; the end of the text where none does.</summary>
    private static int NextObject(ReadOnlySpan<byte> text, int from, bool last)
    {
        for (var position = from + 1; position < text.Length;)
        {
            var brace = text[position..].IndexOf((byte)'{');
            if (brace < 0)
            {
                return text.Length;
            }

            position += brace;
            var inside = text[(position + 1)..].TrimStart(" \t\r\n"u8);
            if ((inside.IsEmpty && !last) || inside is [(byte)'"', ..])
            {
                return position;
            }

            position++;
        }

        return text.Length;
    }

    /// <summary>Lines count from here again.</summary>
    private void GoBackTo(int position, int line)
    {
        _line = line;
        _counted = position;
    }

    /// <summary>The line of a position at or after the last one asked for.</summary>
    private int LineAt(ReadOnlySpan<byte> text, int position)
    {
        if (position > _counted)
        {
            _line += text[_counted..position].Count((byte)'\n');
            _counted = position;
        }

        return _line;
    }

    private void SetAside(int line, string field, SetAsideReason reason, string message, string remedy) =>
        into.SetAside.Add(new SetAsideRecord(file, line, field, reason, message, remedy));
}
