using System.Globalization;
using System.Runtime.CompilerServices;

namespace Ssa.Propagation;

/// <summary>
/// The five columns of a TLE's catalogue number. Numbers above 99,999 replace the leading two digits by a letter: A is 10, Z is 33, and
/// the letters I and O, which look like digits, are not used (Space-Track, "Alpha-5"). Z9999 is 339,999, the largest.
/// </summary>
internal static class Alpha5
{
    public const int Width = 5;

    public const int Largest = 339_999;

    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>Reads five columns: digits padded with zeros or leading blanks, or a letter and four digits. Zero is no object's number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryParse(ReadOnlySpan<byte> columns, out int number)
    {
        number = 0;
        if (columns.Length != Width)
        {
            return false;
        }

        var start = 0;
        if (columns[0] is >= (byte)'A' and <= (byte)'Z')
        {
            var letter = Letters.IndexOf((char)columns[0], StringComparison.Ordinal);
            if (letter < 0)
            {
                return false;
            }

            number = letter + 10;
            start = 1;
        }
        else
        {
            while (start < Width && columns[start] == ' ')
            {
                start++;
            }
        }

        foreach (var column in columns[start..])
        {
            if (column is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (number * 10) + (column - '0');
        }

        return number > 0;
    }

    /// <summary>Writes a number of at most <see cref="Largest"/> in five columns, zero-padded.</summary>
    public static string Format(int number)
    {
        var head = number / 10_000;
        var lead = head < 10 ? head.ToString(CultureInfo.InvariantCulture) : Letters[head - 10].ToString();
        return lead + (number % 10_000).ToString("D4", CultureInfo.InvariantCulture);
    }
}
