using System.Globalization;
using System.Runtime.CompilerServices;

namespace Ssa.Messages;

/// <summary>How a text reads as a number.</summary>
internal enum DecimalForm
{
    /// <summary>A finite number.</summary>
    Number,

    /// <summary>No number of the messages' form.</summary>
    Malformed,

    /// <summary>A number, or the name of one, that no double holds: NaN, an infinity, an overflow, an underflow to zero.</summary>
    NotFinite,
}

/// <summary>
/// Decimal numbers as messages write them: a sign, digits with a point anywhere among them (<c>.1286E-4</c>, <c>-.22483E-4</c>, <c>5.</c>), a
/// power of ten. The value is the correctly rounded double.
/// </summary>
internal static class DecimalText
{
    private static ReadOnlySpan<double> PowersOfTen =>
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Reads a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static DecimalForm Read(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var position = text is [(byte)'+' or (byte)'-', ..] ? 1 : 0;
        var isNegative = text is [(byte)'-', ..];
        var mantissa = 0UL;
        var significant = 0;
        var digits = 0;
        var scale = 0;
        var afterPoint = false;
        for (; position < text.Length; position++)
        {
            var digit = (uint)(text[position] - '0');
            if (digit <= 9)
            {
                digits++;
                significant += significant > 0 || digit != 0 ? 1 : 0;
                mantissa = significant <= 19 ? (mantissa * 10) + digit : mantissa;
                scale -= afterPoint ? 1 : 0;
            }
            else if (text[position] == '.' && !afterPoint)
            {
                afterPoint = true;
            }
            else
            {
                break;
            }
        }

        if (digits == 0)
        {
            return IsNameOfNoNumber(text) ? DecimalForm.NotFinite : DecimalForm.Malformed;
        }

        if (position < text.Length)
        {
            if (!TryExponent(text[position..], out var exponent))
            {
                return DecimalForm.Malformed;
            }

            scale += exponent;
        }

        // Both the digits and the power of ten are exact doubles, so one operation rounds once (Clinger 1990).
        if (significant <= 19 && mantissa <= 1UL << 53 && scale is >= -22 and <= 22)
        {
            value = scale < 0 ? mantissa / PowersOfTen[-scale] : mantissa * PowersOfTen[scale];
            value = isNegative ? -value : value;
            return DecimalForm.Number;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value) && (value != 0 || significant == 0)
            ? DecimalForm.Number
            : DecimalForm.NotFinite;
    }

    /// <summary>Reads up to nine digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryWhole(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        if (text.Length is 0 or > 9)
        {
            return false;
        }

        foreach (var character in text)
        {
            var digit = (uint)(character - '0');
            if (digit > 9)
            {
                return false;
            }

            value = (value * 10) + (int)digit;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text[0] is not ((byte)'E' or (byte)'e'))
        {
            return false;
        }

        var sign = text.Length > 1 && text[1] is (byte)'+' or (byte)'-' ? 1 : 0;
        if (text.Length < sign + 2)
        {
            return false;
        }

        foreach (var character in text[(1 + sign)..])
        {
            if (character is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            // Beyond any double, and far from overflowing the sum with a text's own digits.
            exponent = Math.Min((exponent * 10) + (character - '0'), 1_000_000);
        }

        exponent = sign == 1 && text[1] == '-' ? -exponent : exponent;
        return true;
    }

    private static bool IsNameOfNoNumber(ReadOnlySpan<byte> text)
    {
        var name = text.TrimStart("+-"u8);
        return System.Text.Ascii.EqualsIgnoreCase(name, "NaN"u8) || System.Text.Ascii.EqualsIgnoreCase(name, "Inf"u8)
            || System.Text.Ascii.EqualsIgnoreCase(name, "Infinity"u8);
    }
}
