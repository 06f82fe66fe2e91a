namespace Ssa.Service.Tests;

/// <summary>Element sets of objects that do not exist.</summary>
internal static class MadeUpSets
{
    /// <summary>A set, its checksums right.</summary>
    public static string Tle(int number)
    {
        var lines = new[] { $"1 {number:D5}U 98067A   24306.50000000  .00016717  00000-0  10270-3 0  900", $"2 {number:D5}  51.6400 208.9163 0006317  69.9862 290.1838 15.49560000    1" };
        return string.Concat(lines.Select(line => $"{line}{line.Sum(letter => char.IsAsciiDigit(letter) ? letter - '0' : letter == '-' ? 1 : 0) % 10}\n"));
    }
}
