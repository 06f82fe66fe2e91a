using Ssa.Propagation;
using static Ssa.Messages.Tests.Oem.OemSamples;

namespace Ssa.Messages.Tests.Oem;

/// <summary>Faults of form in keyword-value notation. The first of a message is told, with its line.</summary>
public sealed class OemFormTests
{
    private const string Covariance = """
        COVARIANCE_START
        EPOCH = 2026-03-01T00:00:00
        COV_REF_FRAME = RTN
        3.3E-04
        4.6E-04 6.7E-04
        -3.0E-04 -4.2E-04 3.2E-04
        -3.3E-07 -4.6E-07 2.4E-07 4.2E-10
        -2.2E-07 -2.8E-07 1.7E-07 2.6E-10 1.7E-10
        -3.0E-07 -4.9E-07 3.5E-07 1.8E-10 1.0E-10 6.2E-10

        EPOCH = 2026-03-01T00:10:00
        3.4E-04
        4.5E-04 6.8E-04
        -3.0E-04 -4.1E-04 3.3E-04
        -3.2E-07 -4.5E-07 2.3E-07 4.3E-10
        -2.1E-07 -2.7E-07 1.6E-07 2.5E-10 1.8E-10
        -3.0E-07 -4.8E-07 3.4E-07 1.7E-10 1.0E-10 6.2E-10
        COVARIANCE_STOP

        """;

    private static readonly string Whole = Message(Metadata() + States() + Covariance, Metadata(("START_TIME", "2026-03-01T00:20:00"), ("STOP_TIME", "2026-03-01T00:40:00")) + States(21, 1200));

    [Fact]
    public void A_keyword_that_resembles_none_of_the_standard_is_passed_over_with_a_remark()
    {
        var text = Whole.Replace("ORIGINATOR", "OWNER = x\nORIGINATOR", StringComparison.Ordinal);
        text = text[..text.IndexOf("META_STOP", StringComparison.Ordinal)] + "WRONG_KEYWORD = 123\n" + text[text.IndexOf("META_STOP", StringComparison.Ordinal)..];
        var batch = Read(text);
        Assert.Empty(batch.SetAside);
        Assert.Single(batch.Accepted);
        Assert.Equal(
            [("OWNER", LineOf(text, "OWNER")), ("WRONG_KEYWORD", LineOf(text, "WRONG_KEYWORD"))],
            batch.Remarks.Where(remark => remark.Message.Contains("passed over", StringComparison.Ordinal)).Select(remark => (remark.Field, remark.Line)));
    }

    [Fact]
    public void A_message_with_covariances_is_accepted() => Assert.Equal(2, ReadOne(Whole).Segments.Count);

    [Theory]
    [InlineData("4.6E-04 6.7E-04", "4.6E-04 this-is-not-a-number", "CY_Y", "this-is")]
    [InlineData("4.6E-04 6.7E-04", "4.6E-04", "COVARIANCE", "4.6E-04\n")]
    [InlineData("3.4E-04\n", "3.4E-04 4.5E-04 -3.0E-04\n", "COVARIANCE", "3.4E-04 ")]
    [InlineData("6.2E-10\n\n", "6.2E-10\n1 2 3 4 5 6 7\n", "COVARIANCE", "1 2 3 4 5 6 7")]
    [InlineData("EPOCH = 2026-03-01T00:00:00\n", "", "line", "COV_REF_FRAME")]
    [InlineData("EPOCH = 2026-03-01T00:00:00\nCOV_REF_FRAME = RTN\n", "", "COVARIANCE", "3.3E-04")]
    [InlineData("T00:10:00\n3.4", "T00:70:00\n3.4", "EPOCH", "T00:70:00")]
    [InlineData("4.5E-04 6.8E-04", "USER_DEFINED_TEST_KEY = bad", "line", "USER_DEFINED")]
    [InlineData("2026-03-01T00:07:", "USER_DEFINED_TEST_KEY = bad\n2026-03-01T00:07:", "line", "USER_DEFINED")]
    [InlineData("COVARIANCE_STOP\n", "COVARIANCE_STOP\n2026-03-01T00:30:00 1 2 3 4 5 6\n", "line", "2026-03-01T00:30:00 1")]
    [InlineData("META_STOP", "REF_FRAM_EPOCH = 123\nMETA_STOP", "line", "REF_FRAM_EPOCH")]
    [InlineData("META_STOP", "WRONG KEYWORD = 123\nMETA_STOP", "line", "WRONG KEYWORD")]
    [InlineData("META_STOP", "TIME_SYSTEM = UTC\nMETA_STOP", "TIME_SYSTEM", "TIME_SYSTEM = UTC\nMETA")]
    [InlineData("ORIGINATOR = DEMO", "ORIGINATOR DEMO", "line", "ORIGINATOR DEMO")]
    [InlineData("ORIGINATOR = DEMO", "OBJECT_NAME = DEMO", "line", "OBJECT_NAME = DEMO\n")]
    [InlineData("REF_FRAME = TEME\n", "", "REF_FRAME", "META_STOP")]
    [InlineData("OBJECT_NAME = DEMO 1\n", "OBJECT_NAME =\n", "OBJECT_NAME", "META_STOP")]
    [InlineData("META_START\nOBJECT", "OBJECT", "line", "OBJECT_NAME")]
    [InlineData("META_STOP\n2026-03-01T00:20", "META_STOP\nMETA_STOP\n2026-03-01T00:20", "line", "META_STOP\n2026-03-01T00:20")]
    public void A_fault_of_form_is_found_where_it_stands(string original, string damaged, string field, string onLineOf)
    {
        var at = Whole.IndexOf(original, StringComparison.Ordinal);
        var text = Whole[..at] + damaged + Whole[(at + original.Length)..];
        var record = SetOneAside(text);
        Assert.Equal((SetAsideReason.Field, field, LineOf(text, onLineOf)), (record.Reason, record.Field, record.Line));
        Assert.True(record.Message.Length > 0 && record.Remedy.Length > 0);
    }

    [Fact]
    public void Too_few_rows_of_a_matrix_are_found_at_its_end()
    {
        var text = Whole.Replace("-2.1E-07 -2.7E-07 1.6E-07 2.5E-10 1.8E-10\n-3.0E-07 -4.8E-07 3.4E-07 1.7E-10 1.0E-10 6.2E-10\n", "", StringComparison.Ordinal);
        var record = SetOneAside(text);
        Assert.Equal((SetAsideReason.Length, "COVARIANCE", LineOf(text, "COVARIANCE_STOP")), (record.Reason, record.Field, record.Line));
    }

    [Fact]
    public void Two_time_systems_in_one_message_are_a_fault()
    {
        var at = Whole.LastIndexOf("TIME_SYSTEM = UTC", StringComparison.Ordinal);
        var text = Whole[..at] + "TIME_SYSTEM = TAI" + Whole[(at + 17)..];
        var record = SetOneAside(text);
        Assert.Equal((SetAsideReason.Field, "TIME_SYSTEM", LineOf(text, "TIME_SYSTEM = TAI")), (record.Reason, record.Field, record.Line));
        Assert.Contains($"line {LineOf(text, "TIME_SYSTEM = UTC")}", record.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("META_STOP", "META_STOP")]
    [InlineData("COVARIANCE_STOP", "COVARIANCE_STOP")]
    [InlineData("META_START", "META_START")]
    public void A_message_cut_short_is_found(string before, string field)
    {
        var record = SetOneAside(Whole[..Whole.IndexOf(before, StringComparison.Ordinal)]);
        Assert.Equal((SetAsideReason.Length, field), (record.Reason, record.Field));
    }

    [Theory]
    [InlineData("1.0", true)]
    [InlineData("3.0", true)]
    [InlineData("4.0", false)]
    [InlineData("", false)]
    public void Versions_1_to_3_are_read(string version, bool isRead)
    {
        var batch = Read(Whole.Replace("CCSDS_OEM_VERS = 2.0", $"CCSDS_OEM_VERS = {version}", StringComparison.Ordinal));
        Assert.Equal((isRead ? 1 : 0, isRead ? 0 : 1), (batch.Accepted.Count, batch.SetAside.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \n")]
    [InlineData("COMMENT nothing\n")]
    public void An_empty_text_holds_no_message(string text)
    {
        var batch = Read(text);
        Assert.Empty(batch.Accepted);
        Assert.Empty(batch.SetAside);
    }

    [Fact]
    public void A_text_that_is_no_message_is_set_aside_once()
    {
        var record = SetOneAside("1 25544U 98067A   08264.51782528 -.00002182  00000-0 -11606-4 0  2927\n2 25544  51.6416 247.4627\n");
        Assert.Equal(("CCSDS_OEM_VERS", 1), (record.Field, record.Line));
    }
}
