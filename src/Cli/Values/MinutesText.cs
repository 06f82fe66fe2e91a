using System.Globalization;

namespace Ssa.Cli.Values;

/// <summary>A grid of minutes since epoch as <c>ssa propagate --minutes</c> takes it: <c>FROM:TO:STEP</c>.</summary>
internal static class MinutesText
{
    private const string Wanted = "a grid of minutes: give FROM:TO:STEP in minutes since epoch with FROM at most TO and STEP above 0, as in 0:1440:20 or -1440:1440:20";

    /// <summary>Two centuries either way: beyond it neither the calendar of epochs nor SGP4 means anything.</summary>
    private const decimal FurthestMinutes = 73_050m * 1440;

    /// <summary>A microsecond, the resolution of printed times: a finer grid would print one time twice.</summary>
    private const decimal ShortestStepMinutes = 1 / 60_000_000m;

    /// <summary>Reads a grid.</summary>
    public static Parsed<EvenSteps> Parse(string text)
    {
        var parts = text.Split(':');
        if (parts.Length != 3 || !TryNumber(parts[0], out var from) || !TryNumber(parts[1], out var to) || !TryNumber(parts[2], out var step)
            || from > to || step <= 0)
        {
            return ParseFault.Of(text, Wanted);
        }

        if (from < -FurthestMinutes || to > FurthestMinutes)
        {
            return new ParseFault($"'{text}' goes more than {FurthestMinutes:F0} minutes (200 years) from the epoch");
        }

        return step < ShortestStepMinutes
            ? new ParseFault($"'{text}' has steps below a microsecond, the resolution of the times in the output")
            : new EvenSteps(from, to, step);
    }

    private static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number);
}
