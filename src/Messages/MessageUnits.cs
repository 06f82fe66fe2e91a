namespace Ssa.Messages;

/// <summary>Units that stand with numbers: those of the standard, and others whose factor is certain.</summary>
internal static class MessageUnits
{
    // Units that producers write instead, and what their number has to be multiplied with.
    private static readonly Dictionary<(string Expected, string Given), double> Factors = new()
    {
        [("m", "km")] = 1e3,
        [("km", "m")] = 1e-3,
        [("m/s", "km/s")] = 1e3,
        [("km/s", "m/s")] = 1e-3,
        [("m/s**2", "km/s**2")] = 1e3,
        [("m**2", "km**2")] = 1e6,
        [("m**2/s", "km**2/s")] = 1e6,
        [("m**2/s**2", "km**2/s**2")] = 1e6,
        [("km**2", "m**2")] = 1e-6,
        [("km**2/s", "m**2/s")] = 1e-6,
        [("km**2/s**2", "m**2/s**2")] = 1e-6,
        [("km**3/s**2", "m**3/s**2")] = 1e-9,
        [("deg", "rad")] = 180 / Math.PI,
        [("d", "h")] = 1 / 24.0,
        [("d", "s")] = 1 / 86_400.0,

        // Real messages give the components of the relative velocity in metres: there is no other reading, since the standard fixes the unit.
        [("m/s", "m")] = 1,
    };

    /// <summary>What a number in a unit has to be multiplied with; false where the unit is no known one of the quantity.</summary>
    public static bool TryFactor(string expected, string given, out double factor)
    {
        factor = 1;
        var plain = Plain(given);
        return IsNone(plain) || plain == Plain(expected) || Factors.TryGetValue((expected, plain), out factor);
    }

    /// <summary>Whether a unit is the expected one, or none.</summary>
    public static bool IsExpected(string expected, string given) => Plain(given) is var plain && (plain == Plain(expected) || IsNone(plain));

    private static bool IsNone(string plain) => plain is "" or "n/a" or "-" or "1";

    private static string Plain(string unit) => string.Concat(unit.Where(c => !char.IsWhiteSpace(c)))
        .Replace("^", "**", StringComparison.Ordinal)
        .Replace("sec", "s", StringComparison.OrdinalIgnoreCase)
        .ToLowerInvariant();
}
