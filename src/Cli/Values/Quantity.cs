using System.Globalization;

namespace Ssa.Cli.Values;

/// <summary>A number directly followed by its unit, as in <c>90min</c> or <c>0.5km</c>: the common form of durations and lengths.</summary>
internal static class Quantity
{
    /// <summary>Splits a text into its number, in exact decimal digits, and its unit; false where it does not start with a number.</summary>
    public static bool TrySplit(string text, out decimal number, out string unit)
    {
        var digits = text.AsSpan().Trim();
        var end = digits.LastIndexOfAnyInRange('0', '9') + 1;
        unit = digits[end..].Trim().ToString();
        return decimal.TryParse(digits[..end], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }
}
