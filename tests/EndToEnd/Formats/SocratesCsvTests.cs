using System.Text;
using Ssa.Catalog;
using Ssa.Cli.Formats;
using Ssa.Screening;

namespace Ssa.EndToEnd.Tests.Formats;

public class SocratesCsvTests
{
    // The columns of CelesTrak's SATCAT that matter here; 57139 works, 1883 does not, 40000 is a rocket body.
    private const string Listing =
        """
        OBJECT_NAME,OBJECT_ID,NORAD_CAT_ID,OBJECT_TYPE,OPS_STATUS_CODE,OWNER,RCS
        TITAN 3C TRANSTAGE DEB,1965-082DM,1883,DEB,-,US,
        STARLINK-5355,2023-078B,57139,PAY,+,US,
        CZ-4 R/B,2014-001B,40000,R/B,,PRC,
        STARLINK-9,2023-078C,57140,PAY,+,US,
        """;

    private static readonly IReadOnlyList<Ssa.Propagation.MeanElements> Objects =
    [
        MadeUp.Object(1883, "TITAN 3C TRANSTAGE DEB"),
        MadeUp.Object(40000, "CZ-4 R/B"),
        MadeUp.Object(57139, "STARLINK-5355"),
        MadeUp.Object(57140, "STARLINK-9"),
    ];

    [Fact]
    public void The_row_has_eleven_fields_with_milliseconds_and_three_decimals()
    {
        var rows = Written(MadeUp.Result(Objects, MadeUp.Row(0, 2, 60.0005)), satcat: null);
        Assert.Equal(
            "NORAD_CAT_ID_1,OBJECT_NAME_1,DSE_1,NORAD_CAT_ID_2,OBJECT_NAME_2,DSE_2,TCA,TCA_RANGE,TCA_RELATIVE_SPEED,MAX_PROB,DILUTION", rows[0]);
        Assert.Equal("1883,TITAN 3C TRANSTAGE DEB,1.001,57139,STARLINK-5355,1.001,2026-07-11 00:01:00.001,0.698,11.647,,", rows[1]);
    }

    [Fact]
    public void With_a_satellite_catalogue_the_active_payload_comes_first_and_names_carry_the_status() =>
        Assert.Equal(
            "57139,STARLINK-5355 [+],1.001,1883,TITAN 3C TRANSTAGE DEB [-],1.001,2026-07-11 00:01:00.000,0.698,11.647,,",
            Written(MadeUp.Result(Objects, MadeUp.Row(0, 2, 60)), Known())[1]);

    [Fact]
    public void An_unknown_status_leaves_the_name_alone() =>
        Assert.StartsWith("57139,STARLINK-5355 [+],1.001,40000,CZ-4 R/B,", Written(MadeUp.Result(Objects, MadeUp.Row(1, 2, 60)), Known())[1], StringComparison.Ordinal);

    [Fact]
    public void Of_two_active_payloads_the_lower_number_comes_first_even_where_the_other_was_primary() =>
        Assert.StartsWith("57139,", Written(MadeUp.Result(Objects, MadeUp.Row(3, 2, 60)), Known())[1], StringComparison.Ordinal);

    [Fact]
    public void Edge_rows_are_left_out()
    {
        var result = MadeUp.Result(Objects, MadeUp.Row(0, 2, 0, CloseApproachKind.WindowStart), MadeUp.Row(0, 2, 60), MadeUp.Row(0, 2, 86_400, CloseApproachKind.WindowEnd));
        Assert.Equal(2, Written(result, Known()).Length);
    }

    [Fact]
    public void Rows_of_one_time_are_ordered_by_the_numbers_as_printed()
    {
        // As screened 1883 × 57140 comes before 40000 × 57139; printed with the payload first it is the other way round.
        var rows = Written(MadeUp.Result(Objects, MadeUp.Row(0, 3, 60), MadeUp.Row(1, 2, 60)), Known());
        Assert.Equal(["57139", "57140"], rows[1..].Select(row => row.Split(',')[0]));
    }

    private static Satcat Known()
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(Listing));
        return Satcat.Read(content, "satcat.csv");
    }

    private static string[] Written(ScreeningResult result, Satcat? satcat)
    {
        using var stream = new MemoryStream();
        SocratesCsv.Write(stream, MadeUpReports.Of(result, satcat: satcat), CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
