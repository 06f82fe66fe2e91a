using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Ssa.Propagation;

/// <summary>What a line of a TLE file is, as far as one line alone can tell.</summary>
internal enum TleLineKind
{
    /// <summary>Nothing but blanks.</summary>
    Blank,

    /// <summary>A line that begins with #, as the published verification file uses them.</summary>
    Comment,

    /// <summary>Short printable text: the name before a record.</summary>
    Name,

    /// <summary>The first element line, perhaps damaged.</summary>
    Line1,

    /// <summary>The second element line, perhaps damaged.</summary>
    Line2,

    /// <summary>Nothing that belongs into a TLE file: control characters, or text too long for a name.</summary>
    Other,
}

/// <summary>Recognises the lines of a TLE file and checks their sums.</summary>
internal static class TleLine
{
    /// <summary>Columns of an element line, checksum included.</summary>
    public const int Columns = 69;

    // Catalogue names are at most 26 columns long with their "0 "; a longer text is an element line that lost its first columns, or no name.
    private const int LongestName = 60;

    private static readonly SearchValues<byte> BlankOrDigit = SearchValues.Create(" 0123456789"u8);

    /// <summary>What the line is.</summary>
    /// <param name="line">The line without its terminator.</param>
    /// <param name="line1Expected">Whether a name came before: then a cut line 1 is recognised by its first two columns.</param>
    /// <param name="line2Expected">Whether a line 1 came before: then a cut line 2 is recognised by its first two columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static TleLineKind Classify(ReadOnlySpan<byte> line, bool line1Expected, bool line2Expected)
    {
        var start = line.IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (start < 0)
        {
            return TleLineKind.Blank;
        }

        if (line[start] == '#')
        {
            return TleLineKind.Comment;
        }

        if (line[0] is (byte)'1' or (byte)'2' && (line.Length < 2 || line[1] == ' '))
        {
            var isLine1 = line[0] == '1';
            if ((isLine1 ? line1Expected : line2Expected) || HasNumberColumns(line))
            {
                return isLine1 ? TleLineKind.Line1 : TleLineKind.Line2;
            }
        }

        return line.TrimEnd((byte)' ').Length <= LongestName && IsText(line) ? TleLineKind.Name : TleLineKind.Other;
    }

    /// <summary>The line without trailing blanks.</summary>
    public static int LengthWithoutPadding(ReadOnlySpan<byte> line) => line.TrimEnd((byte)' ').Length;

    /// <summary>
    /// The checksum of the first 68 columns: the sum of their digits, a minus sign counting one and everything else nothing, modulo 10.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Checksum(ReadOnlySpan<byte> line)
    {
        var sum = 0;
        foreach (var column in line[..(Columns - 1)])
        {
            var digit = (uint)(column - '0');
            sum += digit <= 9 ? (int)digit : column == '-' ? 1 : 0;
        }

        return sum % 10;
    }

    // A name may begin with "1 " or "2 " too: what follows in columns 3 to 7 must look like a catalogue number, however the line goes on.
    private static bool HasNumberColumns(ReadOnlySpan<byte> line)
    {
        if (line.Length >= LongestName)
        {
            return true;
        }

        var number = line.Length > 2 ? line[2..Math.Min(line.Length, 7)] : [];
        return (number.Length < 5 || number.ContainsAnyInRange((byte)'0', (byte)'9'))
            && (number.IsEmpty || !number[1..].ContainsAnyExcept(BlankOrDigit))
            && (number.IsEmpty || number[0] is (byte)' ' or (>= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'Z' and not (byte)'I' and not (byte)'O'));
    }

    private static bool IsText(ReadOnlySpan<byte> line) => Ascii.IsValid(line)
        ? !line.ContainsAnyInRange((byte)0, (byte)0x1F) && !line.Contains((byte)0x7F)
        : !Decode(line).Any(char.IsControl);

    /// <summary>The text of a line: names are ASCII in practice; an 8-bit character set of older files is read as Latin-1 rather than losing the letter.</summary>
    public static string Decode(ReadOnlySpan<byte> line) =>
        System.Text.Unicode.Utf8.IsValid(line) ? Encoding.UTF8.GetString(line) : Encoding.Latin1.GetString(line);
}
