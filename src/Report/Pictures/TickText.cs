using System.Globalization;

namespace Ssa.Report.Pictures;

/// <summary>Numbers beside an axis.</summary>
internal static class TickText
{
    /// <summary>A multiple of a step, with as many decimals as the step has.</summary>
    public static string OfStep(double value, double step)
    {
        var decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 9);
        if (step < 1 && Math.Abs((step * Math.Pow(10, decimals)) - Math.Round(step * Math.Pow(10, decimals))) > 1e-6)
        {
            decimals++;
        }

        return WithSign(Math.Round(value, decimals), $"N{decimals}");
    }

    /// <summary>A number of a logarithmic axis: plain between a thousandth and ten thousand, else a power of ten.</summary>
    public static string OfLogarithmic(double value, bool asPower)
    {
        if (!asPower)
        {
            var decimals = Math.Clamp((int)-Math.Floor(Math.Log10(value) + 1e-9), 0, 9);
            return WithSign(value, $"N{decimals}");
        }

        var exponent = (int)Math.Floor(Math.Log10(value) + 1e-9);
        var mantissa = (int)Math.Round(value / Math.Pow(10, exponent));
        return mantissa == 1 ? $"10{Superscript(exponent)}" : $"{mantissa}×10{Superscript(exponent)}";
    }

    /// <summary>A whole number in raised digits.</summary>
    public static string Superscript(int exponent) =>
        string.Concat(exponent.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));

    private static string WithSign(double value, string format)
    {
        if (value == 0)
        {
            return "0";
        }

        var digits = Math.Abs(value).ToString(format, CultureInfo.InvariantCulture);
        return value < 0 ? "−" + digits : digits;
    }
}
