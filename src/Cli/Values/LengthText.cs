namespace Ssa.Cli.Values;

/// <summary>Lengths as the command line takes them: <c>500m</c>, <c>5km</c>.</summary>
internal static class LengthText
{
    private const string Wanted = "a length: give a number above 0 and its unit, m or km, as in 500m or 5km";

    /// <summary>Reads a length above zero, in kilometres.</summary>
    public static Parsed<double> ParseKm(string text)
    {
        if (!Quantity.TrySplit(text, out var number, out var unit) || number <= 0)
        {
            return ParseFault.Of(text, Wanted);
        }

        return unit switch
        {
            "km" => (double)number,
            "m" => (double)(number / 1000),
            _ => ParseFault.Of(text, Wanted),
        };
    }
}
