using NodaTime;

namespace Ssa.Cli.Values;

/// <summary>Durations as the command line takes them: <c>30s</c>, <c>90min</c>, <c>24h</c>, <c>7d</c>, with decimals where wanted (<c>1.5h</c>).</summary>
internal static class DurationText
{
    private const string Wanted = "a duration: give a number above 0 and its unit, s, min, h or d, as in 30s, 90min, 24h or 7d";

    /// <summary>A century: longer windows are typing errors, and sums with any epoch stay within the calendar.</summary>
    private const int LongestDays = 36_525;

    /// <summary>Reads a duration above zero and of at most 36,525 days, exact to the nanosecond.</summary>
    public static Parsed<Duration> Parse(string text)
    {
        if (!Quantity.TrySplit(text, out var number, out var unit))
        {
            return ParseFault.Of(text, Wanted);
        }

        decimal? nanosecondsPerUnit = unit switch
        {
            "s" => 1e9m,
            "min" => 60e9m,
            "h" => 3_600e9m,
            "d" => 86_400e9m,
            _ => null,
        };
        if (nanosecondsPerUnit is not { } nanoseconds)
        {
            return unit is "m" ? new ParseFault($"'{text}' could be minutes or metres: write minutes as 'min'") : ParseFault.Of(text, Wanted);
        }

        if (number <= 0)
        {
            return ParseFault.Of(text, Wanted);
        }

        if (number > LongestDays * 86_400e9m / nanoseconds)
        {
            return new ParseFault($"'{text}' is too long: the longest duration is {LongestDays}d");
        }

        var whole = decimal.ToInt64(decimal.Round(number * nanoseconds));
        return whole > 0 ? Duration.FromNanoseconds(whole) : new ParseFault($"'{text}' is shorter than a nanosecond");
    }
}
