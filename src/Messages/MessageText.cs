using System.Globalization;
using System.Text;
using System.Xml;
using NodaTime;
using NodaTime.Text;

namespace Ssa.Messages;

/// <summary>How messages spell texts, numbers and times.</summary>
internal static class MessageText
{
    /// <summary>The longest value or comment that is read; the standard allows lines of 254 characters.</summary>
    public const int Longest = 4096;

    private static readonly InstantPattern Milliseconds = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'fff");

    /// <summary>A number in the fewest digits that read back to it.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Reads a number; a typographic minus sign and FORTRAN's exponent have one reading only, and are told as odd.</summary>
    public static DecimalForm ReadNumber(string text, out double value, out bool isOdd)
    {
        var form = DecimalText.Read(Encoding.UTF8.GetBytes(text), out value);
        isOdd = false;
        if (form == DecimalForm.Malformed)
        {
            var plain = text.Replace('\u2212', '-').Replace('D', 'E').Replace('d', 'E');
            form = DecimalText.Read(Encoding.UTF8.GetBytes(plain), out value);
            isOdd = form == DecimalForm.Number;
        }

        return form;
    }

    /// <summary>Whether a text stands for a value that is not known.</summary>
    public static bool IsPlaceholder(string text) => text.ToUpperInvariant() is "NAN" or "N/A" or "NONE" or "UNKNOWN" or "NULL" or "-";

    /// <summary>A time without Z, exact: three decimals, six or nine where it has them.</summary>
    public static string Time(Instant time) => (time.ToUnixTimeTicks() % 10_000 == 0 && Instant.FromUnixTimeTicks(time.ToUnixTimeTicks()) == time)
        ? Milliseconds.Format(time)
        : OmmText.Epoch(time);

    /// <summary>The text of one line, trimmed; false where it holds characters that messages cannot: control characters, halves of surrogate pairs.</summary>
    public static bool TryClean(string text, out string clean)
    {
        var built = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\t' or '\r' or '\n')
            {
                built.Append(' ');
            }
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], c))
            {
                built.Append(c).Append(text[++i]);
            }
            else if (char.IsControl(c) || !XmlConvert.IsXmlChar(c))
            {
                clean = "";
                return false;
            }
            else
            {
                built.Append(c);
            }
        }

        clean = built.ToString().Trim();
        return true;
    }

    /// <summary>Whether a text can be the name of a parameter in every notation.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= 80 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');
}
