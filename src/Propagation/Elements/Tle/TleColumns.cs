using System.Runtime.CompilerServices;
using NodaTime;

namespace Ssa.Propagation;

/// <summary>
/// The number forms that stand in a TLE's columns. Each value is the correctly rounded double of the digits: a whole number below 2^53 is
/// divided or multiplied once by a power of ten below 10^22, both exact.
/// </summary>
internal static class TleColumns
{
    private const long NanosecondsPerEpochUnit = 864_000; // 1e-8 day, the last digit of a TLE's epoch

    private const long EpochUnitsPerDay = 100_000_000;

    private static ReadOnlySpan<double> PowersOfTen => [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14];

    /// <summary>Digits after leading blanks; false where a column holds anything else or all are blank.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryWhole(ReadOnlySpan<byte> columns, out long value)
    {
        value = 0;
        var start = 0;
        while (start < columns.Length && columns[start] == ' ')
        {
            start++;
        }

        return start < columns.Length && TryDigits(columns[start..], ref value);
    }

    /// <summary>A counter: like <see cref="TryWhole"/>, and blank columns are zero, as producers leave counters out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryCounter(ReadOnlySpan<byte> columns, out int value)
    {
        value = 0;
        if (columns.IndexOfAnyExcept((byte)' ') < 0)
        {
            return true;
        }

        var isWhole = TryWhole(columns, out var whole);
        value = (int)whole;
        return isWhole;
    }

    /// <summary>A decimal with its point in a fixed column, its whole part padded with blanks or zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryDecimal(ReadOnlySpan<byte> columns, int decimals, out double value)
    {
        value = 0;
        var point = columns.Length - decimals - 1;
        var start = 0;
        while (start < point && columns[start] == ' ')
        {
            start++;
        }

        long digits = 0;
        if (columns[point] != '.' || !TryDigits(columns[start..point], ref digits) || !TryDigits(columns[(point + 1)..], ref digits))
        {
            return false;
        }

        value = digits / PowersOfTen[decimals];
        return true;
    }

    /// <summary>Digits after an assumed decimal point, padded with blanks or zeros: the eccentricity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryFraction(ReadOnlySpan<byte> columns, out double value)
    {
        var isWhole = TryWhole(columns, out var digits);
        value = digits / PowersOfTen[columns.Length];
        return isWhole;
    }

    /// <summary>A sign (blank, + or -), a decimal point, and digits: half the first derivative of the mean motion.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TrySignedFraction(ReadOnlySpan<byte> columns, out double value)
    {
        long digits = 0;
        var isFraction = IsSign(columns[0]) && columns[1] == '.' && TryDigits(columns[2..], ref digits);
        value = Signed(columns[0], digits / PowersOfTen[columns.Length - 2]);
        return isFraction;
    }

    /// <summary>
    /// A sign, five digits after an assumed decimal point, and a signed power of ten: B* and a sixth of the second derivative of the mean
    /// motion. The power's sign may be blank or the digit 0 for plus: Space-Track's history of 22076 has <c>+0153801</c>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryExponential(ReadOnlySpan<byte> columns, out double value)
    {
        value = 0;
        long digits = 0;
        long power = 0;
        if (columns.Length != 8 || !IsSign(columns[0]) || !TryDigits(columns[1..6], ref digits)
            || columns[6] is not ((byte)'+' or (byte)'-' or (byte)' ' or (byte)'0') || !TryDigits(columns[7..], ref power))
        {
            return false;
        }

        var scale = (int)(columns[6] == '-' ? -power : power) - 5;
        value = Signed(columns[0], scale <= 0 ? digits / PowersOfTen[-scale] : digits * PowersOfTen[scale]);
        return true;
    }

    /// <summary>
    /// The fourteen columns of the epoch: two digits of the year (57 to 99 are 1957 to 1999, 00 to 56 are 2000 to 2056), day of the year
    /// from 1, and eight decimals of a day. Whole numbers throughout: the instant is exact.
    /// </summary>
    /// <returns>False where the columns are not of that form; <paramref name="dayIsInYear"/> tells whether the year has that day.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryEpoch(ReadOnlySpan<byte> columns, out Instant epoch, out bool dayIsInYear)
    {
        epoch = default;
        dayIsInYear = false;
        long fraction = 0;
        if (!TryWhole(columns[..2], out var twoDigits) || !TryWhole(columns[2..5], out var day) || columns[5] != '.'
            || !TryDigits(columns[6..], ref fraction))
        {
            return false;
        }

        // Every fourth year from 1957 to 2056 is a leap year, 2000 too.
        var year = (int)twoDigits + (twoDigits < 57 ? 2000 : 1900);
        dayIsInYear = day >= 1 && day <= (year % 4 == 0 ? 366 : 365);
        var days = ((year - 1970) * 365L) + ((year - 1957) / 4) - 3 + day - 1;
        epoch = NodaConstants.UnixEpoch + Duration.FromNanoseconds(((days * EpochUnitsPerDay) + fraction) * NanosecondsPerEpochUnit);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryDigits(ReadOnlySpan<byte> columns, ref long value)
    {
        foreach (var column in columns)
        {
            var digit = (uint)(column - '0');
            if (digit > 9)
            {
                return false;
            }

            value = (value * 10) + digit;
        }

        return true;
    }

    private static bool IsSign(byte column) => column is (byte)' ' or (byte)'+' or (byte)'-';

    private static double Signed(byte sign, double value) => sign == '-' ? -value : value;
}
