using System.Text;
using Ssa.Cli.Formats;
using Ssa.Screening;

namespace Ssa.EndToEnd.Tests.Formats;

public class ConjunctionCsvTests
{
    [Fact]
    public void The_header_and_a_row_are_as_the_contract_has_them()
    {
        var result = MadeUp.Result([MadeUp.Object(22675, "COSMOS 2251"), MadeUp.Object(24946, "IRIDIUM 33, \"A\"", ageAtStartDays: -2)], MadeUp.Row(0, 1, 43_200.795));
        Assert.Equal(
            """"
            NORAD_CAT_ID_1,OBJECT_NAME_1,DSE_1,NORAD_CAT_ID_2,OBJECT_NAME_2,DSE_2,TCA,TCA_RANGE,TCA_RELATIVE_SPEED,MAX_PROB,DILUTION,KIND,R_KM,T_KM,N_KM,START,STOP,PC,PC_LOW,PC_HIGH,COVARIANCE_SOURCE
            22675,COSMOS 2251,1.500009201,24946,"IRIDIUM 33, ""A""",-1.499990799,2026-07-11T12:00:00.795000Z,0.698000000,11.646800123,9.03899E-06,0.164919060,minimum,-0.500000000,0.250000000,0.000000000,2026-07-11T12:00:00.545000Z,2026-07-11T12:00:01.045000Z,0.00000E+00,0.00000E+00,0.00000E+00,table-low/table-low hbr:unknown/unknown

            """".ReplaceLineEndings("\n"),
            Written(result));
    }

    [Theory]
    [InlineData(CloseApproachKind.Minimum, "minimum")]
    [InlineData(CloseApproachKind.WindowStart, "window-start")]
    [InlineData(CloseApproachKind.WindowEnd, "window-end")]
    [InlineData(CloseApproachKind.StateStart, "state-start")]
    [InlineData(CloseApproachKind.StateEnd, "state-end")]
    public void Each_kind_has_its_word(CloseApproachKind kind, string word)
    {
        var row = Written(MadeUp.Result([MadeUp.Object(1, "A"), MadeUp.Object(2, "B")], MadeUp.Row(0, 1, 10, kind))).Split('\n')[1];
        Assert.Equal(word, row.Split(',')[11]);
    }

    [Fact]
    public void Times_that_are_not_known_are_empty_and_every_row_has_21_fields()
    {
        var row = Written(MadeUp.Result([MadeUp.Object(1, "A"), MadeUp.Object(2, "B")], MadeUp.Row(0, 1, 10, CloseApproachKind.WindowStart))).Split('\n')[1];
        var fields = row.Split(',');
        Assert.Equal(21, fields.Length);
        Assert.Equal(["", "", "", "", ""], fields[15..20]);
    }

    [Fact]
    public void Probabilities_have_six_digits_and_the_dilution_is_in_kilometres()
    {
        // Two planes that cross at right angles: the objects stand apart, but move against each other as fast as objects do.
        var polar = MadeUp.Object(2, "B") with { InclinationDeg = 90, RightAscensionDeg = 100 };
        var report = MadeUpReports.Of(MadeUp.Result([MadeUp.Object(1, "A"), polar], MadeUp.Row(0, 1, 10)));
        using var stream = new MemoryStream();
        ConjunctionCsv.Write(stream, report, CancellationToken.None);
        var fields = Encoding.UTF8.GetString(stream.ToArray()).Split('\n')[1].Split(',');
        var risk = report.Risk.Assess(report.Result.Approaches[0]);
        Assert.Equal(risk.MaxProbability!.Value.ToString("0.00000E+00", System.Globalization.CultureInfo.InvariantCulture), fields[9]);
        Assert.Equal(risk.DilutionSigmaKm!.Value.ToString("F9", System.Globalization.CultureInfo.InvariantCulture), fields[10]);
        Assert.InRange(risk.MaxProbability.Value, 3.0e-6, 9.1e-6);
        Assert.Equal("0.00000E+00", fields[17]);
    }

    [Fact]
    public void A_cancelled_list_stops()
    {
        using var stream = new MemoryStream();
        var result = MadeUp.Result([MadeUp.Object(1, "A"), MadeUp.Object(2, "B")], MadeUp.Row(0, 1, 10));
        Assert.Throws<OperationCanceledException>(() => ConjunctionCsv.Write(stream, MadeUpReports.Of(result), new CancellationToken(canceled: true)));
    }

    private static string Written(ScreeningResult result)
    {
        using var stream = new MemoryStream();
        ConjunctionCsv.Write(stream, MadeUpReports.Of(result), CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
