using System.Text;
using Ssa.Messages;
using Ssa.Propagation;

namespace Ssa.Catalog;

/// <summary>Recognises what a file holds by its first block, never by its name.</summary>
internal static class CatalogueFormat
{
    public const string Tle = "tle";
    public const string OmmCsv = "omm-csv";
    public const string OmmJson = "omm-json";
    public const string OmmXml = "omm-xml";
    public const string OmmKvn = "omm-kvn";

    /// <summary>The remedy where a content is no catalogue.</summary>
    public const string Formats = "Give element sets as TLE (2 or 3 lines) or as OMM in CSV, JSON, XML or KVN, plain or gzip.";

    // An element line that is cut shorter than its epoch's day is not recognised as one.
    private const int ShortestTelling = 24;

    private static readonly (byte[] Magic, string Name)[] Foreign =
    [
        ([0x1F, 0x8B], "gzip inside gzip"), ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive"), ([0x42, 0x5A, 0x68], "a bzip2 file"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz file"), ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard file"), ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive"),
    ];

    /// <summary>The format, or null where the content is none of them; then <paramref name="fault"/> says what it is instead.</summary>
    public static string? Recognise(ReadOnlySpan<byte> block, out string fault)
    {
        fault = "";
        foreach (var (magic, name) in Foreign)
        {
            if (block.StartsWith(magic))
            {
                fault = $"This is {name}; unpack it first.";
                return null;
            }
        }

        if (block is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            fault = "This is UTF-16 text; save it as UTF-8.";
            return null;
        }

        var text = block[ElementSetFeed.ByteOrderMarkLength(block)..].TrimStart(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            fault = "There is nothing in it.";
            return null;
        }

        var format = text[0] switch
        {
            (byte)'{' or (byte)'[' => IsJson(text) ? OmmJson : null,
            (byte)'<' => IsXml(text) ? OmmXml : null,
            _ => IsCsv(text) ? OmmCsv : FindLine(text, IsKvn) ? OmmKvn : FindLine(text, IsTle) ? Tle : null,
        };
        fault = format is null ? Describe(text) : "";
        return format;
    }

    private static bool IsJson(ReadOnlySpan<byte> text) =>
        text.IndexOf("\"MEAN_MOTION\""u8) >= 0 || text.IndexOf("\"ECCENTRICITY\""u8) >= 0 || text.IndexOf("\"EPOCH\""u8) >= 0
        || (text[0] == '[' && text[1..].Trim(" \t\r\n"u8).SequenceEqual("]"u8));

    private static bool IsXml(ReadOnlySpan<byte> text) => text.IndexOf("<omm"u8) >= 0 || text.IndexOf(":omm"u8) >= 0;

    private static bool IsCsv(ReadOnlySpan<byte> text)
    {
        var header = FirstLine(text);
        var keywords = 0;
        foreach (var range in header.Split((byte)','))
        {
            if (OmmKeywords.TryFind(header[range].Trim(" \t\""u8), out var keyword))
            {
                keywords |= 1 << (int)keyword;
            }
        }

        const int needed = (1 << (int)OmmKeyword.NoradCatId) | (1 << (int)OmmKeyword.Epoch);
        return (keywords & needed) == needed;
    }

    private static bool IsKvn(ReadOnlySpan<byte> line) =>
        line.StartsWith("CCSDS_OMM_VERS"u8) && line["CCSDS_OMM_VERS".Length..].TrimStart(" \t"u8) is [(byte)'=', ..];

    private static bool IsTle(ReadOnlySpan<byte> line) =>
        line.Length >= ShortestTelling
        && TleLine.Classify(line, line1Expected: false, line2Expected: false) is TleLineKind.Line1 or TleLineKind.Line2
        && !line[..Math.Min(line.Length, TleLine.Columns)].ContainsAnyExceptInRange((byte)' ', (byte)'~');

    private static bool FindLine(ReadOnlySpan<byte> text, Func<ReadOnlySpan<byte>, bool> isTelling)
    {
        foreach (var range in text.Split((byte)'\n'))
        {
            if (isTelling(text[range].TrimEnd((byte)'\r')))
            {
                return true;
            }
        }

        return false;
    }

    private static string Describe(ReadOnlySpan<byte> text)
    {
        var line = FirstLine(text);
        if (Ascii.EqualsIgnoreCase(line[..Math.Min(line.Length, 9)], "<!DOCTYPE"u8) || Ascii.EqualsIgnoreCase(line[..Math.Min(line.Length, 5)], "<html"u8))
        {
            return "This is a web page, no catalogue.";
        }

        return line.StartsWith("CCSDS_"u8)
            ? $"This is another CCSDS message: {QuotedText.Of(line)}."
            : $"This is no catalogue of element sets; it begins with {QuotedText.Of(line)}.";
    }

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        return (end < 0 ? text : text[..end]).TrimEnd((byte)'\r');
    }
}
