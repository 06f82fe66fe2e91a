namespace Ssa.Cli.Values;

/// <summary>Lengths as the command line takes them: <c>500m</c>, <c>5km</c>.</summary>
internal static class LengthText
{
    private const string Wanted = "a length: give a number above 0 and its unit, m or km, as in 500m or 5km";

    private const decimal Longest = 1e15m;

    /// <summary>Reads a length above zero, in kilometres.</summary>
    public static Parsed<double> ParseKm(string text) => Parse(text, perKm: 1);

    /// <summary>Reads a length above zero, in metres.</summary>
    public static Parsed<double> ParseM(string text) => Parse(text, perKm: 1000);

    private static Parsed<double> Parse(string text, int perKm)
    {
        // Lengths beyond a decimal's range times 1,000 are no lengths here.
        if (!Quantity.TrySplit(text, out var number, out var unit) || number is <= 0 or > Longest)
        {
            return ParseFault.Of(text, Wanted);
        }

        return unit switch
        {
            "km" => (double)(number * perKm),
            "m" => (double)(number * perKm / 1000),
            _ => ParseFault.Of(text, Wanted),
        };
    }
}
