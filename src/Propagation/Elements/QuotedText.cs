using System.Globalization;
using System.Text;

namespace Ssa.Propagation;

/// <summary>Quotes what was found in a file for a message: clipped, on one line, and harmless to a terminal.</summary>
internal static class QuotedText
{
    private const int LongestBytes = 48;
    private const int LongestWords = 160;

    /// <summary>The text in quotation marks; bytes that are not printable ASCII as <c>\xHH</c>, anything beyond 48 bytes as an ellipsis.</summary>
    public static string Of(ReadOnlySpan<byte> text)
    {
        var quoted = new StringBuilder(64).Append('\'');
        foreach (var b in text[..Math.Min(text.Length, LongestBytes)])
        {
            if (b is >= 0x20 and < 0x7F)
            {
                quoted.Append((char)b);
            }
            else
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\x{b:X2}");
            }
        }

        return quoted.Append(text.Length > LongestBytes ? "…'" : "'").ToString();
    }

    /// <summary>The same for text that is already decoded.</summary>
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>Words of a library about a file's content, clipped and without the content's control characters.</summary>
    public static string Clean(string words) => string.Create(Math.Min(words.Length, LongestWords), words, static (clean, source) =>
    {
        for (var i = 0; i < clean.Length; i++)
        {
            clean[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? '?' : source[i];
        }
    });
}
