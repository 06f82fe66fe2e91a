using Ssa.Propagation;
using static Ssa.Messages.Tests.Omm.OmmSamples;

namespace Ssa.Messages.Tests.Omm;

public sealed class OmmKvnReaderTests
{
    private static readonly string Message = Text("kvn", Starlette);

    [Fact]
    public void Days_of_the_year_are_read_in_epochs()
    {
        // The example of CCSDS 502.0-B, GOES 9.
        var goes = ReadOne("kvn", Text("kvn", StarletteWith(("EPOCH", "2007-064T10:34:41.4264"))));
        Assert.Equal(NodaTime.Instant.FromUtc(2007, 3, 5, 10, 34, 41) + NodaTime.Duration.FromNanoseconds(426_400_000), goes.Epoch);
    }

    [Fact]
    public void Comments_may_stand_anywhere() =>
        Assert.Equal(StarletteElements, ReadOne("kvn", "COMMENT before\n" + Message.Replace("\nEPOCH", "\nCOMMENT the = sign\n\tCOMMENT\nEPOCH", StringComparison.Ordinal) + "COMMENT after\n"));

    [Fact]
    public void Units_in_brackets_are_checked()
    {
        var text = Text("kvn", StarletteWith(("MEAN_MOTION", "13.82309053 [rev/day]"), ("INCLINATION", "49.8237[deg]"), ("BSTAR", "-.47102E-5 [1/ER]"), ("GM", "398600.8 [km**3/s**2]")));
        Assert.Equal(StarletteElements, ReadOne("kvn", text));
        var record = SetOneAside("kvn", Text("kvn", StarletteWith(("INCLINATION", "0.8696 [rad]"))));
        Assert.Equal((SetAsideReason.Field, "INCLINATION"), (record.Reason, record.Field));
        Assert.Contains("'rad'", record.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_may_end_with_a_bracket() =>
        Assert.Equal("STARLINK-38381 [+]", ReadOne("kvn", Text("kvn", StarletteWith(("OBJECT_NAME", "STARLINK-38381 [+]")))).Name);

    [Fact]
    public void User_defined_and_other_keywords_of_the_standard_are_passed_over() =>
        Assert.Equal(StarletteElements, ReadOne("kvn", Text("kvn", StarletteWith(("MASS", "300"), ("CX_X", "3.33e-4"), ("USER_DEFINED_TLE_LINE0", "0 STARLETTE")))));

    [Theory]
    [InlineData("WRONG_KEYWORD = 123", "WRONG_KEYWORD")]
    [InlineData("OWNER = [x]", "OWNER")]
    public void A_keyword_that_resembles_none_of_the_standard_is_passed_over_with_a_remark(string line, string keyword)
    {
        var batch = Read("kvn", Message.Replace("BSTAR", line + "\nBSTAR", StringComparison.Ordinal));
        Assert.Equal(StarletteElements, Assert.Single(batch.Accepted));
        Assert.Empty(batch.SetAside);
        var remark = Assert.Single(batch.Remarks);
        Assert.Equal((23, keyword), (remark.Line, remark.Field));
    }

    [Fact]
    public void A_message_full_of_unknown_keywords_is_set_aside() =>
        Assert.Equal("line", SetOneAside("kvn", Message.Replace("BSTAR", string.Concat(Enumerable.Repeat("OWNER = 1\n", 30)) + "BSTAR", StringComparison.Ordinal)).Field);

    [Theory]
    [InlineData("EPHEMERIS_TYP = 4")]
    [InlineData("TYPE_OF_EPHEMERIS = 4")]
    [InlineData("Center_Nam = MARS")]
    [InlineData("BSTA = 1")]
    [InlineData("no keyword = 1")]
    [InlineData("no equals sign")]
    public void A_line_that_may_be_a_misspelt_keyword_is_a_fault(string line)
    {
        var record = SetOneAside("kvn", Message.Replace("BSTAR", line + "\nBSTAR", StringComparison.Ordinal));
        Assert.Equal((SetAsideReason.Field, 23), (record.Reason, record.Line));
        Assert.Contains(line.Split(' ')[0], record.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("CCSDX_OMM_VERS = 2.0\n")]
    [InlineData("\u0000\u0001\n")]
    public void A_first_line_that_is_lost_or_damaged_costs_one_message_at_most(string firstLine)
    {
        var headless = firstLine + Message[(Message.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        var batch = Read("kvn", Message + headless + Message);
        Assert.Equal(3, batch.Records);
        Assert.InRange(batch.Accepted.Count(set => set == StarletteElements), 2, 3);
    }

    [Fact]
    public void Other_messages_between_are_set_aside()
    {
        var batch = Read("kvn", $"{Message}CCSDS_OEM_VERS = 2.0\nCREATION_DATE = 2021-03-24T23:00:00\n{Message}");
        Assert.Equal([StarletteElements, StarletteElements], batch.Accepted);
        Assert.Equal(SetAsideReason.Unsupported, Assert.Single(batch.SetAside).Reason);
    }
}
