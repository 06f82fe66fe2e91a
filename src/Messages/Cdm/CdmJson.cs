using System.Text.Json;
using System.Text.Unicode;
using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>
/// Reads JSON, see <see cref="CdmReader"/>: an object for each message, or an array of them, with Space-Track's keys. Objects' keywords begin with <c>SAT1_</c> and
/// <c>SAT2_</c>; units stand in keys that end with <c>_UNIT</c>, fractions of a second in <c>_FRACTION</c>; comments in <c>COMMENT_…</c>.
/// </summary>
internal sealed class CdmJson(CdmReading message)
{
    // Space-Track's names of comments, by the section where its other notations have them. A section's own name ends the keys that are written here.
    private static readonly Dictionary<string, CdmSection> CommentSections = new(StringComparer.Ordinal)
    {
        ["EMERGENCY_REPORTABLE"] = CdmSection.Header,
        ["SCREENING_OPTION"] = CdmSection.Relative,
        ["SCREENING_DATA_SOURCE"] = CdmSection.Metadata,
        ["COVARIANCE_SCALE_FACTOR"] = CdmSection.OdParameters,
        ["EXCLUSION_VOLUME_RADIUS"] = CdmSection.OdParameters,
        ["APOGEE"] = CdmSection.AdditionalParameters,
        ["PERIGEE"] = CdmSection.AdditionalParameters,
        ["INCLINATION"] = CdmSection.AdditionalParameters,
        ["OPERATOR_HARD_BODY_RADIUS"] = CdmSection.AdditionalParameters,
        ["DCP_DENSITY_FORECAST_UNCERTAINTY"] = CdmSection.Covariance,
        ["DCP_SENSITIVITY_VECTOR_POSITION"] = CdmSection.Covariance,
        ["DCP_SENSITIVITY_VECTOR_VELOCITY"] = CdmSection.Covariance,
    };

    private readonly List<(string Key, string? Value, int Line)> _fields = [];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private int _line = 1;
    private int _counted;

    static CdmJson()
    {
        foreach (var section in Enum.GetValues<CdmSection>())
        {
            CommentSections.Add(CommentKey(section), section);
        }
    }

    /// <summary>The end of the key that holds a section's comments.</summary>
    public static string CommentKey(CdmSection section) => "AT" + string.Concat(section.ToString().Select(c => char.IsAsciiLetterUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));

    /// <summary>The prefix of a keyword that both covariance matrices have, where it is that of the Cartesian one.</summary>
    public static string Prefix(CdmKeyword keyword) => keyword.Section == CdmSection.XyzCovariance && !CdmKeywords.IsUnique(keyword.Name) ? "ALT_" : "";

    /// <summary>Reads a text.</summary>
    public void Read(ReadOnlySpan<byte> text)
    {
        text = text[ElementSetFeed.ByteOrderMarkLength(text)..];
        try
        {
            if (!Utf8.IsValid(text))
            {
                throw new JsonException("it is not UTF-8", null, 0, 0);
            }

            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 4 });
            ReadFile(ref reader, text);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter is what the reader throws for half a surrogate pair in an escape.
            var line = exception is JsonException { LineNumber: { } found } ? (int)found + 1 : _line;
            if (!message.IsOpen)
            {
                message.Start(line);
            }

            message.SetFault(line, "JSON", SetAsideReason.Field, $"The text is not valid JSON of messages: {QuotedText.Clean(exception.Message)}");
        }

        message.Close();
    }

    private void ReadFile(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadMessage(ref reader, text);
        }
        else
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.StartObject)
                {
                    message.Start(LineAt(ref reader, text));
                    message.SetFault(_line, "JSON", SetAsideReason.Field, "An element of the array is no object.");
                    reader.Skip();
                    message.Close();
                    continue;
                }

                ReadMessage(ref reader, text);
            }
        }

        // Anything after the end is broken JSON, which reading it finds.
        while (reader.Read())
        {
        }
    }

    private void ReadMessage(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        message.Start(LineAt(ref reader, text));
        _fields.Clear();
        _keys.Clear();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (key, line) = (reader.GetString()!, LineAt(ref reader, text));
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray && key.Contains("COMMENT", StringComparison.Ordinal))
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    Keep(ref reader, key, LineAt(ref reader, text));
                }
            }
            else
            {
                Keep(ref reader, key, line);
            }
        }

        if (!message.IsFaulty)
        {
            TakeFields();
        }

        message.Close();
    }

    private void Keep(ref Utf8JsonReader reader, string key, int line)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                _fields.Add((key, reader.GetString()!, line));
                break;
            case JsonTokenType.Number:
                _fields.Add((key, System.Text.Encoding.ASCII.GetString(reader.ValueSpan), line));
                break;
            case JsonTokenType.Null:
                _fields.Add((key, null, line));
                break;
            case JsonTokenType.True or JsonTokenType.False:
                _fields.Add((key, reader.GetBoolean() ? "YES" : "NO", line));
                break;
            default:
                message.SetFault(line, MessageText.IsName(key) ? key : "JSON", SetAsideReason.Field, $"{QuotedText.Of(key)} holds an object or a list.", "Give one object for each message, of keywords with texts and numbers.");
                reader.Skip();
                break;
        }

        _keys.Add(key);
    }

    private void TakeFields()
    {
        var version = _fields.Find(field => field.Key == CdmKeywords.Version);
        if (version.Value is not null)
        {
            message.TakeVersion(version.Value, version.Line);
        }

        foreach (var (key, value, line) in _fields)
        {
            if (message.IsFaulty)
            {
                return;
            }

            if (key != CdmKeywords.Version && !IsPartOfAnother(key))
            {
                TakeField(key, value, line);
            }
        }
    }

    // Units and fractions of a second are taken with the key that they belong to.
    private bool IsPartOfAnother(string key) =>
        (key.EndsWith("_UNIT", StringComparison.Ordinal) && _keys.Contains(key[..^5])) || (key.EndsWith("_FRACTION", StringComparison.Ordinal) && _keys.Contains(key[..^9]));

    private void TakeField(string key, string? value, int line)
    {
        var name = key;
        if (key.StartsWith("SAT1_", StringComparison.Ordinal) || key.StartsWith("SAT2_", StringComparison.Ordinal))
        {
            message.ContinueObject(key[3] - '1', line);
            name = key[5..];
        }

        if (name.StartsWith("COMMENT_", StringComparison.Ordinal))
        {
            if (value is not null)
            {
                message.TakeComment(value, line);
                message.FlushComments(CommentSections.GetValueOrDefault(name[8..], name == key ? CdmSection.Header : CdmSection.Metadata));
            }

            return;
        }

        if (name.StartsWith("ALT_", StringComparison.Ordinal) && CdmKeywords.FindIn(CdmSection.XyzCovariance, name[4..]) is { } shared)
        {
            message.TakeShared(shared, value ?? "", Unit(key), line);
            return;
        }

        var keyword = CdmKeywords.Find(name, CdmSection.Covariance);
        if (keyword is { Section: > CdmSection.Relative } && name == key)
        {
            message.SetFault(line, name, SetAsideReason.Field, $"{name} belongs to an object but has no prefix.", "Begin it with SAT1_ or SAT2_.");
            return;
        }

        value = keyword?.Kind == CdmValueKind.Time && value is not null ? WithFraction(key, value, line) : value;
        if (keyword is null && name == key)
        {
            message.AtHeader();
        }

        message.Take(name, value ?? "", Unit(key), line, isNil: value is null);
    }

    private string Unit(string key) => _fields.Find(field => field.Key == key + "_UNIT").Value ?? "";

    /// <summary>A time with the fraction of its second: milliseconds in up to three digits, microseconds in four to six.</summary>
    private string WithFraction(string key, string value, int line)
    {
        var fraction = _fields.Find(field => field.Key == key + "_FRACTION").Value;
        if (string.IsNullOrEmpty(fraction) || value.Length == 0 || value.Contains('.', StringComparison.Ordinal))
        {
            return value;
        }

        if (fraction.Length > 6 || !fraction.All(char.IsAsciiDigit))
        {
            message.SetFault(line, key, SetAsideReason.Field, $"{QuotedText.Of(key + "_FRACTION")} is {QuotedText.Of(fraction)}.", "Give milliseconds or microseconds.");
            return value;
        }

        return $"{value}.{fraction.PadLeft(fraction.Length <= 3 ? 3 : 6, '0')}";
    }

    private int LineAt(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        var at = (int)reader.TokenStartIndex;
        _line += text[_counted..at].Count((byte)'\n');
        _counted = at;
        return _line;
    }
}
