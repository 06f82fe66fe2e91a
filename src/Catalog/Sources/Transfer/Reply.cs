using System.Text;
using Ssa.Propagation;

namespace Ssa.Catalog.Sources;

/// <summary>A server's answer.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Location">The header Location, made absolute; null where there is none.</param>
/// <param name="ETag">The header ETag as sent; null where there is none.</param>
/// <param name="LastModified">The header Last-Modified as sent; null where there is none.</param>
/// <param name="Excerpt">The beginning of the body, where the body was not written to a file.</param>
/// <param name="EndIsCertain">Whether the transfer itself tells the body's end, by length or by chunks, so that a cut one cannot pass for whole.</param>
internal sealed record Reply(int Status, string? Location, string? ETag, string? LastModified, byte[] Excerpt, bool EndIsCertain)
{
    /// <summary>The body's first line of text for a message, secrets masked before it is clipped; empty where there is no body.</summary>
    public string Quote(Func<string, string> mask) => QuoteFirstLine(Excerpt, mask);

    /// <summary>Whether the body's beginning contains a text, line breaks and other runs of white space counting as one blank.</summary>
    public bool Says(string text) => Contains(Excerpt, text);

    /// <summary>Quotes the first line of text that is not empty.</summary>
    public static string QuoteFirstLine(ReadOnlySpan<byte> body, Func<string, string> mask)
    {
        var line = mask(Encoding.UTF8.GetString(body)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return line is null ? "" : QuotedText.Of(line);
    }

    /// <summary>Whether a body contains a text, runs of white space counting as one blank.</summary>
    public static bool Contains(ReadOnlySpan<byte> body, string text) =>
        string.Join(' ', Encoding.UTF8.GetString(body).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Contains(text, StringComparison.OrdinalIgnoreCase);
}
