using NodaTime;
using Ssa.Propagation.Frames;

namespace Ssa.Propagation.Tests.Frames;

public class EarthOrientationTests
{
    // The row of 2000-01-01 is the example of celestrak.org/SpaceData/EOP-format.php.
    private const string Csv =
        """
        DATE,MJD,X,Y,UT1-UTC,LOD,DPSI,DEPS,DX,DY,DAT,DATA_TYPE
        2000-01-01,51544,0.043282,0.377909,0.3553880,0.0009536,-0.050263,-0.002471,-0.000005,-0.000050,32,O
        2000-01-02,51545,0.045282,0.375909,0.3543880,0.0009536,-0.050263,-0.002471,-0.000005,-0.000050,32,O
        2000-01-03,51546,0.043282,0.377909,0.3533880,,,,,,32,P
        """;

    // EOP-All.txt's own rows of October 2021, as quoted in Ex4_1.m of the companion code of Fundamentals of Astrodynamics.
    private const string Text =
        """
        VERSION 1.1
        UPDATED 2021 Oct 14 18:00:00 UTC
        #
        NUM_OBSERVED_POINTS 3
        BEGIN OBSERVED
        2021 10 11 59498  0.204294  0.265940 -0.1059506 -0.0002003 -0.116845 -0.008499  0.000164 -0.000071  37
        2021 10 12 59499  0.202929  0.265318 -0.1056985 -0.0003003 -0.116696 -0.008264  0.000206 -0.000037  37
        END OBSERVED
        NUM_PREDICTED_POINTS 1
        BEGIN PREDICTED
        2021 10 13 59500  0.201347  0.265115 -0.1053769 -0.0003296 -0.116533 -0.008163  0.000249 -0.000003  37
        END PREDICTED
        """;

    [Fact]
    public void A_row_of_the_CSV_holds_at_midnight_of_its_day()
    {
        var parameters = Read(Csv).At(Instant.FromUtc(2000, 1, 1, 0, 0));
        Assert.Equal(
            new EarthOrientationParameters(0.043282, 0.377909, 0.3553880, 0.0009536, -0.050263, -0.002471, EarthOrientationSource.Observed),
            parameters);
    }

    [Fact]
    public void Between_midnights_parameters_are_linear()
    {
        var parameters = Read(Csv).At(Instant.FromUtc(2000, 1, 1, 6, 0));
        Assert.Equal(0.043782, parameters.PolarXArcsec, 1e-12);
        Assert.Equal(0.377409, parameters.PolarYArcsec, 1e-12);
        Assert.Equal(0.3551380, parameters.Ut1MinusUtcS, 1e-12);
        Assert.Equal(EarthOrientationSource.Observed, parameters.Source);
    }

    [Fact]
    public void Between_a_measured_and_a_predicted_day_parameters_count_as_predicted_and_empty_columns_as_zero()
    {
        var parameters = Read(Csv).At(Instant.FromUtc(2000, 1, 2, 12, 0));
        Assert.Equal(EarthOrientationSource.Predicted, parameters.Source);
        Assert.Equal(0.0009536 / 2, parameters.LengthOfDayS, 1e-12);
    }

    [Fact]
    public void The_text_file_is_read_by_its_sections()
    {
        var orientation = Read(Text);
        Assert.Equal(
            new EarthOrientationParameters(0.202929, 0.265318, -0.1056985, -0.0003003, -0.116696, -0.008264, EarthOrientationSource.Observed),
            orientation.At(Instant.FromUtc(2021, 10, 12, 0, 0)));
        Assert.Equal(EarthOrientationSource.Predicted, orientation.At(Instant.FromUtc(2021, 10, 13, 0, 0)).Source);
        Assert.Equal("Earth orientation from eop, MJD 59498 to 59500", orientation.Description);
    }

    [Fact]
    public void Across_a_leap_second_UT1_stays_continuous()
    {
        // UT1 - UTC rises by the inserted second while UT1 - TAI goes on as before.
        var orientation = Read(
            """
            DATE,MJD,X,Y,UT1-UTC,LOD,DPSI,DEPS,DX,DY,DAT,DATA_TYPE
            2016-12-31,57753,0.08,0.27,-0.4070,0.0016,0,0,0,0,36,O
            2017-01-01,57754,0.08,0.27,0.5914,0.0013,0,0,0,0,37,O
            """);
        Assert.Equal(-0.4078, orientation.At(Instant.FromUtc(2016, 12, 31, 12, 0)).Ut1MinusUtcS, 1e-12);
        Assert.Equal(0.5914, orientation.At(Instant.FromUtc(2017, 1, 1, 0, 0)).Ut1MinusUtcS);
    }

    [Theory]
    [InlineData(1999, 12, 31, 23)]
    [InlineData(2000, 1, 3, 1)]
    [InlineData(2030, 1, 1, 0)]
    public void Outside_its_days_a_file_says_that_it_has_no_data(int year, int month, int day, int hour) =>
        Assert.Equal(default, Read(Csv).At(Instant.FromUtc(year, month, day, hour, 0)));

    [Fact]
    public void Without_a_file_all_is_zero_and_says_so()
    {
        var parameters = EarthOrientation.None.At(Instant.FromUtc(2024, 1, 1, 0, 0));
        Assert.Equal(default, parameters);
        Assert.Equal(EarthOrientationSource.None, parameters.Source);
        Assert.Contains("no Earth orientation data", EarthOrientation.None.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.043282,0.377909", "x,0.377909", 2, "X: 'x' is not a number")]
    [InlineData("0.043282,0.377909", ",0.377909", 2, "X: '' is not a number")]
    [InlineData("0.3543880", "354.3880", 3, "UT1-UTC: '354.3880' is not a number of at most 1")]
    [InlineData("0.3543880", "NaN", 3, "UT1-UTC: 'NaN' is not a number")]
    [InlineData(",51545,", ",51547,", 3, "MJD: 51547 is not the day 2000-01-02")]
    [InlineData("2000-01-02,51545,", "2000-01-01,51544,", 3, "MJD: 51544 does not follow 51544")]
    [InlineData("2000-01-02,51545,", "2000/01/02,51545,", 3, "DATE: '2000/01/02'")]
    [InlineData(",32,P", ",32,Q", 4, "DATA_TYPE: 'Q'")]
    [InlineData(",32,P", ",32", 4, "row: has 11 fields")]
    [InlineData(",32,P", ",thirty-two,P", 4, "DAT: 'thirty-two'")]
    [InlineData("DATE,MJD", "<html>", 1, "header: '<html>,X,Y")]
    public void A_faulty_line_is_refused_with_file_line_field_and_remedy(string part, string damaged, int line, string expected)
    {
        var place = Csv.IndexOf(part, StringComparison.Ordinal);
        var thrown = Assert.Throws<InvalidDataException>(() => Read(Csv[..place] + damaged + Csv[(place + part.Length)..]));
        Assert.StartsWith($"eop, line {line}, {expected}", thrown.Message, StringComparison.Ordinal);
        Assert.EndsWith("Fetch EOP-All.csv from celestrak.org/SpaceData again.", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("VERSION 1.1\nBEGIN OBSERVED\nEND OBSERVED\n")]
    [InlineData("DATE,MJD,X,Y,UT1-UTC,LOD,DPSI,DEPS,DX,DY,DAT,DATA_TYPE\n")]
    public void A_file_without_rows_is_refused(string content) =>
        Assert.Contains("holds no row", Assert.Throws<InvalidDataException>(() => Read(content)).Message, StringComparison.Ordinal);

    private static EarthOrientation Read(string content) => EarthOrientation.Read(new StringReader(content), "eop");
}
