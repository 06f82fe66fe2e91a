namespace Ssa.Cli.Values;

/// <summary>Speeds as the command line takes them: <c>10m/s</c>, <c>0.5km/s</c>.</summary>
internal static class SpeedText
{
    private const string Wanted = "a speed: give a number above 0 and its unit, m/s or km/s, as in 10m/s";

    /// <summary>Reads a speed above zero, in kilometres a second.</summary>
    public static Parsed<double> ParseKmPerS(string text)
    {
        if (!Quantity.TrySplit(text, out var number, out var unit) || number <= 0)
        {
            return ParseFault.Of(text, Wanted);
        }

        return unit switch
        {
            "km/s" => (double)number,
            "m/s" => (double)(number / 1000),
            _ => ParseFault.Of(text, Wanted),
        };
    }
}
