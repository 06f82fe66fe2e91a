using System.Globalization;
using System.Text;

namespace Ssa.Propagation.Tests.Elements;

/// <summary>Element lines for tests, and a checksum that owes nothing to the reader's.</summary>
internal static class TleText
{
    /// <summary>The ISS, CelesTrak, 2026-07-30; CelesTrak's OMM of the same set gives the values that tests expect.</summary>
    public const string IssLine1 = "1 25544U 98067A   26211.86173118  .00009023  00000+0  17005-3 0  9996";

    public const string IssLine2 = "2 25544  51.6314  83.9591 0007096 355.3737   4.7185 15.49272805578527";

    /// <summary>Vanguard 1 of the published verification file (AIAA 2006-6753).</summary>
    public const string VanguardLine1 = "1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753";

    public const string VanguardLine2 = "2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667";

    public static ElementSetBatch Read(string text, bool lenient = false) => Read(Encoding.Latin1.GetBytes(text), lenient);

    public static ElementSetBatch Read(byte[] text, bool lenient = false)
    {
        var batch = new ElementSetBatch();
        TleReader.Read(text, "test.tle", lenient, batch);
        return batch;
    }

    public static MeanElements ReadOne(params string[] lines)
    {
        var batch = Read(string.Join('\n', lines));
        Assert.Empty(batch.SetAside);
        return Assert.Single(batch.Accepted);
    }

    public static SetAsideRecord SetOneAside(params string[] lines)
    {
        var batch = Read(string.Join('\n', lines));
        Assert.Empty(batch.Accepted);
        return Assert.Single(batch.SetAside);
    }

    /// <summary>The line with columns from <paramref name="column"/> (1 is the first) replaced and the checksum made right again.</summary>
    public static string With(string line, int column, string text) =>
        Sum(line[..(column - 1)] + text + line[(column - 1 + text.Length)..]);

    /// <summary>The line's 68 columns with their checksum.</summary>
    public static string Sum(string line) => line[..68] + Checksum(line).ToString(CultureInfo.InvariantCulture);

    public static int Checksum(string line) =>
        line[..68].Sum(column => column == '-' ? 1 : char.IsAsciiDigit(column) ? (int)char.GetNumericValue(column) : 0) % 10;
}
