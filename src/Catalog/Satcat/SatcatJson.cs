using System.Text.Json;
using Ssa.Propagation;

namespace Ssa.Catalog;

/// <summary>A satellite catalogue as one JSON object: <c>{"25544": ["ISS", "PAY"], …}</c>.</summary>
internal static class SatcatJson
{
    public static void Read(ReadOnlySpan<byte> text, SatcatContent into)
    {
        var lines = new LineCounter(text);
        try
        {
            var reader = new Utf8JsonReader(text);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var line = lines.LineOf(reader.TokenStartIndex);
                var number = reader.GetString()!;
                reader.Read();
                if (TryReadPair(ref reader, out var owner, out var type))
                {
                    into.Add(line, number, owner, type, status: "", rcs: "");
                }
                else
                {
                    into.Refuse(line, number, SetAsideReason.Field, $"The value of \"{number}\" is not a pair of texts.", "Write [\"owner\", \"type\"].");
                }
            }

            // What follows the closing brace is looked at too: a concatenated or cut file is not a catalogue.
            reader.Read();
        }
        catch (JsonException fault)
        {
            throw new SatcatReadException(
                into.File, $"Line {fault.LineNumber + 1} is not JSON: {fault.Message}", "Repair the text there, or download the file again.", fault);
        }
    }

    /// <summary>Reads a value to its end, whatever it is; true where it is an array of exactly two texts.</summary>
    private static bool TryReadPair(ref Utf8JsonReader reader, out string owner, out string type)
    {
        owner = type = "";
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return false;
        }

        var texts = 0;
        var others = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                others++;
                reader.Skip();
                continue;
            }

            texts++;
            (owner, type) = (type, reader.GetString()!.Trim());
        }

        return texts == 2 && others == 0;
    }

    /// <summary>Counts lines up to ever later places of a text.</summary>
    private ref struct LineCounter(ReadOnlySpan<byte> text)
    {
        private readonly ReadOnlySpan<byte> text = text;
        private int seen;
        private int line = 1;

        public int LineOf(long index)
        {
            line += text[seen..(int)index].Count((byte)'\n');
            seen = (int)index;
            return line;
        }
    }
}
