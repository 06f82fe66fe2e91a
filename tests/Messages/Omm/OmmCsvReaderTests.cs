using Ssa.Propagation;
using static Ssa.Messages.Tests.Omm.OmmSamples;

namespace Ssa.Messages.Tests.Omm;

public sealed class OmmCsvReaderTests
{
    private const string Header =
        "OBJECT_NAME,OBJECT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,MEAN_ANOMALY,EPHEMERIS_TYPE,CLASSIFICATION_TYPE,NORAD_CAT_ID,ELEMENT_SET_NO,REV_AT_EPOCH,BSTAR,MEAN_MOTION_DOT,MEAN_MOTION_DDOT";

    // CelesTrak, 2026-07-30: one of the first catalogue numbers of six digits.
    private const string Soyuz = "SOYUZ-MS 29,2026-162A,2026-07-30T03:39:08.864352,15.49259390,.0007078,51.6319,87.4712,352.8836,7.2051,0,U,100057,999,57833,.16539E-3,.8758E-4,0";

    [Fact]
    public void CelesTraks_numbers_without_a_leading_zero_are_read()
    {
        var soyuz = ReadOne("csv", $"{Header}\n{Soyuz}\n");
        Assert.Equal(100057, soyuz.Number.Value);
        Assert.Equal(.0007078, soyuz.Eccentricity);
        Assert.Equal(.16539e-3, soyuz.BStarPerEarthRadius);
        Assert.Equal(.8758e-4, soyuz.MeanMotionDotRevPerDay2);
    }

    [Fact]
    public void Columns_may_stand_in_any_order_among_others()
    {
        var fields = Starlette.Reverse().Prepend(new("GP_ID", "234567890")).Append(new("TLE_LINE1", "1 07646U 75010A"));
        Assert.Equal(StarletteElements, ReadOne("csv", Text("csv", fields)));
    }

    [Fact]
    public void Values_and_headers_may_stand_in_quotation_marks()
    {
        var quoted = string.Join(',', Header.Split(',').Select(column => $"\"{column}\"")) + "\r\n"
            + string.Join(',', Soyuz.Split(',').Select(value => $" \"{value}\" ")) + "\r\n";
        Assert.Equal(ReadOne("csv", $"{Header}\n{Soyuz}"), ReadOne("csv", quoted));
    }

    [Fact]
    public void Quoted_names_may_hold_commas_and_marks() =>
        Assert.Equal("A, \"B\" & C", ReadOne("csv", $"{Header}\n{Soyuz.Replace("SOYUZ-MS 29", "\"A, \"\"B\"\" & C\"", StringComparison.Ordinal)}").Name);

    [Theory]
    [InlineData("\"SOYUZ")]
    [InlineData("\"SOYUZ\"x")]
    [InlineData("\"")]
    public void A_lost_quotation_mark_costs_one_record(string name)
    {
        var batch = Read("csv", $"{Header}\n{Soyuz.Replace("SOYUZ-MS 29", name, StringComparison.Ordinal)}\n{Soyuz}\n");
        Assert.Single(batch.Accepted);
        var record = Assert.Single(batch.SetAside);
        Assert.Equal((SetAsideReason.Field, 2), (record.Reason, record.Line));
    }

    [Fact]
    public void A_record_that_ends_too_early_and_one_with_a_comma_too_many_are_told_apart()
    {
        var batch = Read("csv", $"{Header}\n{Soyuz[..80]}\nA,{Soyuz}\n");
        Assert.Equal([SetAsideReason.Length, SetAsideReason.Field], batch.SetAside.Select(record => record.Reason));
    }

    [Fact]
    public void Joined_files_may_repeat_their_header_and_hold_blank_lines()
    {
        var batch = Read("csv", $"{Header}\n{Soyuz}\n\n  \n{Header}\n{Soyuz}\n");
        Assert.Equal(2, batch.Accepted.Count);
        Assert.Empty(batch.SetAside);
    }
}
