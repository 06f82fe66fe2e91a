using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using NodaTime;
using Ssa.Tests;
using static Ssa.Propagation.Tests.Elements.TleText;

namespace Ssa.Propagation.Tests.Elements;

public sealed partial class TleWriterTests
{
    private static readonly MeanElements Iss = ReadOne(IssLine1, IssLine2);

    [Theory]
    [InlineData(VanguardLine1, VanguardLine2)]
    [InlineData("1 T0288U          22021.60458656 -.00000006  00000-0 -47805-4 0  9991", "2 T0288  90.2747 329.6108 0033216  27.9918 332.2979 12.95176551 86123")]
    [InlineData("1 16925U 86065D   06151.67415771  .02550794 -30915-6  18784-3 0  4486", "2 16925  62.0906 295.0239 5596327 245.1593  47.9690  4.88511875148616")]
    [InlineData("1 22675U 93036A   09040.49834364 -.00000001  00000-0  95251-5 0  9996", "2 22675  74.0355  19.4646 0016027  98.7014 261.5952 14.31135643817414")]
    public void Real_lines_are_written_back_as_they_were_read(string line1, string line2)
    {
        Assert.True(TleWriter.TryWrite(ReadOne(Sum(line1), Sum(line2)), out var written1, out var written2, out var refusal), refusal);
        Assert.Equal((Sum(line1), Sum(line2)), (written1, written2));
    }

    [Theory]
    [InlineData("catalogues/2025-09-01.tle.gz")]
    [InlineData("catalogues/2013-10-23.3le.gz")]
    [InlineData("catalogues/2009-05-31.tle.gz")]
    public void Whole_catalogues_are_written_back_in_the_normal_form(string file)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(Reference.Shared(file)), CompressionMode.Decompress));
        var line1 = "";
        var count = 0;
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith("1 ", StringComparison.Ordinal))
            {
                line1 = line;
            }
            else if (line.StartsWith("2 ", StringComparison.Ordinal))
            {
                Assert.True(TleWriter.TryWrite(ReadOne(line1, line), out var written1, out var written2, out var refusal), refusal);
                Assert.Equal((NormalLine1(line1), NormalLine2(line)), (written1, written2));
                count++;
            }
        }

        Assert.InRange(count, 13_000, 30_000);
    }

    [Fact]
    public void Values_are_rounded_to_the_columns_digits()
    {
        var set = Iss with
        {
            InclinationDeg = 51.63145001,
            RightAscensionDeg = 359.99996,
            ArgumentOfPerigeeDeg = -0.00004,
            MeanAnomalyDeg = -90,
            Eccentricity = .00070964999,
            MeanMotionRevPerDay = 15.492728054999,
            BStarPerEarthRadius = .000170054999,
            Epoch = Instant.FromUtc(2026, 12, 31, 23, 59, 59) + Duration.FromNanoseconds(999_999_999),
        };
        Assert.True(TleWriter.TryWrite(set, out var line1, out var line2, out _));
        Assert.Equal("27001.00000000", line1[18..32]);
        Assert.Equal(" 17005-3", line1[53..61]);
        Assert.Equal(Sum("2 25544  51.6315   0.0000 0007096   0.0000 270.0000 15.49272805578520"), line2);
    }

    [Theory]
    [InlineData(.12345e9, " 12345+9")]
    [InlineData(-.99999e9, "-99999+9")]
    [InlineData(.1e-9, " 10000-9")]
    [InlineData(.12e-10, " 01200-9")]
    [InlineData(-1e-14, "-00001-9")]
    [InlineData(.999996, " 10000+1")]
    [InlineData(0.0, " 00000-0")]
    public void Drag_terms_take_the_power_of_ten_that_keeps_most_digits(double perEarthRadius, string columns)
    {
        Assert.True(TleWriter.TryWrite(Iss with { BStarPerEarthRadius = perEarthRadius }, out var line1, out _, out _));
        Assert.Equal(columns, line1[53..61]);
    }

    public static TheoryData<string, MeanElements> Refused => new()
    {
        { "339999", Iss with { Number = new CatalogNumber(340_000) } },
        { "800000001", Iss with { Number = new CatalogNumber(800_000_001) } },
        { "1957", Iss with { Epoch = Instant.FromUtc(1956, 12, 31, 23, 59) } },
        { "2056", Iss with { Epoch = Instant.FromUtc(2057, 1, 1, 0, 0) } },
        { "2056", Iss with { Epoch = Instant.FromUtc(2056, 12, 31, 23, 59, 59) + Duration.FromNanoseconds(999_999_999) } },
        { "BSTAR", Iss with { BStarPerEarthRadius = 1e9 } },
        { "BSTAR", Iss with { BStarPerEarthRadius = -.999996e9 } },
        { "BSTAR", Iss with { BStarPerEarthRadius = 1e-16 } },
        { "MEAN_MOTION_DDOT", Iss with { MeanMotionDdotRevPerDay3 = 1e10 } },
        { "MEAN_MOTION_DOT", Iss with { MeanMotionDotRevPerDay2 = .999999996 } },
        { "eccentricity", Iss with { Eccentricity = .99999996 } },
        { "mean motion", Iss with { MeanMotionRevPerDay = 1e-9 } },
        { "INCLINATION", Iss with { InclinationDeg = double.NaN } },
        { "element set number", Iss with { ElementSetNumber = 10_000 } },
        { "revolution", Iss with { RevolutionAtEpoch = 100_000 } },
        { "designator", Iss with { ObjectId = "2057-001A" } },
        { "designator", Iss with { ObjectId = "NO DESIGNATOR" } },
        { "classification", Iss with { Classification = '\n' } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_a_TLE_cannot_carry_is_refused_with_the_reason(string reason, MeanElements elements)
    {
        Assert.False(TleWriter.TryWrite(elements, out var line1, out var line2, out var refusal));
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
        Assert.Null(line1);
        Assert.Null(line2);
    }

    // The normal form that TleWriter documents, made from the text alone.
    private static string NormalLine1(string line)
    {
        var number = line[2..7].Trim().PadLeft(5, '0');
        var piece = line[14..17].Trim().PadRight(3);
        return Sum($"1 {number}{line[7..14]}{piece}{line[17..33]}{Blank(line[33])}{line[34..44]}{Exponential(line[44..52])} {Exponential(line[53..61])} 0 {int.Parse(line[64..68], CultureInfo.InvariantCulture),4}");

        static char Blank(char sign) => sign == '+' ? ' ' : sign;

        // Only the sign of a zero power differs between producers.
        static string Exponential(string field) =>
            Blank(field[0]) + field[1..6] + (field[7] != '0' ? field[6..] : field[1..6] == "00000" ? "-0" : "+0");
    }

    private static string NormalLine2(string line)
    {
        line = $"2 {line[2..7].Trim().PadLeft(5, '0')} {Angle(line[8..16])} {Angle(line[17..25])} {line[26..33]} {Angle(line[34..42])} {Angle(line[43..51])} {Angle(line[52..63])}{line[63..68].TrimStart('0', ' ').PadLeft(5)}";
        return Sum(ZeroRevolution().Replace(line, "    0"));

        static string Angle(string text) => LeadingZeros().Replace(text.Trim(), "").PadLeft(text.Length);
    }

    [GeneratedRegex("^0+(?=[0-9])")]
    private static partial Regex LeadingZeros();

    [GeneratedRegex("(?<=^.{63}) {5}$")]
    private static partial Regex ZeroRevolution();
}
