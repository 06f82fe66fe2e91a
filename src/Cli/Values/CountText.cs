using System.Globalization;

namespace Ssa.Cli.Values;

/// <summary>Counts and seeds as the command line takes them: whole decimal numbers.</summary>
internal static class CountText
{
    /// <summary>A reader of whole numbers within bounds.</summary>
    public static ValueParser<long> Between(long lowest, long highest) => text =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= lowest && count <= highest
            ? count
            : ParseFault.Of(text, $"a whole number from {lowest} to {highest}");

    /// <summary>Reads a seed: any whole number of 64 bits.</summary>
    public static Parsed<ulong> ParseSeed(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : ParseFault.Of(text, $"a seed: give a whole number from 0 to {ulong.MaxValue}");
}
