using static Ssa.Propagation.Tests.Elements.TleText;

namespace Ssa.Propagation.Tests.Elements;

public sealed class TleSetAsideTests
{
    [Theory]
    [InlineData(1, 8, "u", "CLASSIFICATION_TYPE")]
    [InlineData(1, 19, "0017x", "EPOCH")]
    [InlineData(1, 24, ",", "EPOCH")]
    [InlineData(1, 34, "0.00000023", "MEAN_MOTION_DOT")]
    [InlineData(1, 45, " 00000x0", "MEAN_MOTION_DDOT")]
    [InlineData(1, 54, " 2809 -4", "BSTAR")]
    [InlineData(1, 54, " 28098-x", "BSTAR")]
    [InlineData(1, 54, "        ", "BSTAR")]
    [InlineData(1, 65, "4x5 ", "ELEMENT_SET_NO")]
    [InlineData(2, 9, " -4.2682", "INCLINATION")]
    [InlineData(2, 9, "34.2682 ", "INCLINATION")]
    [InlineData(2, 18, "348,7242", "RA_OF_ASC_NODE")]
    [InlineData(2, 27, "185966 ", "ECCENTRICITY")]
    [InlineData(2, 27, "       ", "ECCENTRICITY")]
    [InlineData(2, 35, "33x.7664", "ARG_OF_PERICENTER")]
    [InlineData(2, 44, "     NaN", "MEAN_ANOMALY")]
    [InlineData(2, 53, "1.824191574", "MEAN_MOTION")]
    [InlineData(2, 64, "4136x", "REV_AT_EPOCH")]
    [InlineData(1, 9, "x", "column 9")]
    [InlineData(2, 34, "1", "column 34")]
    public void A_malformed_field_is_named_with_what_was_found(int line, int column, string text, string field)
    {
        var line1 = line == 1 ? With(VanguardLine1, column, text) : VanguardLine1;
        var line2 = line == 2 ? With(VanguardLine2, column, text) : VanguardLine2;
        var record = SetOneAside("VANGUARD 1", line1, line2);
        Assert.Equal((SetAsideReason.Field, field, line + 1), (record.Reason, record.Field, record.Line));
        Assert.Contains(text.Length > 4 ? text.Trim() : text, record.Message, StringComparison.Ordinal);
        Assert.NotEmpty(record.Remedy);
    }

    [Theory]
    [InlineData(9, "180.0001", "INCLINATION")]
    [InlineData(18, "360.0001", "RA_OF_ASC_NODE")]
    [InlineData(35, "999.0000", "ARG_OF_PERICENTER")]
    [InlineData(53, "00.00000000", "MEAN_MOTION")]
    [InlineData(53, "20.00000001", "MEAN_MOTION")]
    public void A_value_that_no_orbit_has_is_out_of_range(int column, string text, string field)
    {
        var record = SetOneAside(VanguardLine1, With(VanguardLine2, column, text));
        Assert.Equal((SetAsideReason.Range, field, 2), (record.Reason, record.Field, record.Line));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(60)]
    [InlineData(67)]
    public void A_cut_line_costs_its_record_only(int length)
    {
        foreach (var isLine1 in (bool[])[true, false])
        {
            string[] broken = isLine1 ? [IssLine1[..length], IssLine2] : [IssLine1, IssLine2[..length]];
            var batch = Read(string.Join('\n', ["A", VanguardLine1, VanguardLine2, "ISS", .. broken, "B", VanguardLine1, VanguardLine2]));
            Assert.Equal(["A", "B"], batch.Accepted.Select(set => set.Name));
            var record = Assert.Single(batch.SetAside);
            Assert.Equal((SetAsideReason.Length, isLine1 ? 5 : 6), (record.Reason, record.Line));
        }
    }

    [Fact]
    public void An_ephemeris_type_other_than_SGP4s_is_unsupported()
    {
        var record = SetOneAside(With(VanguardLine1, 63, "4"), VanguardLine2);
        Assert.Equal((SetAsideReason.Unsupported, "EPHEMERIS_TYPE"), (record.Reason, record.Field));
    }

    [Fact]
    public void A_checksum_is_reported_with_both_values_and_the_way_out()
    {
        // 33333 of the published verification file, whose checksums are wrong by design.
        var record = SetOneAside(
            "1 33333U 05037B   05333.02012661  .25992681  00000-0  24476-3 0  1534",
            "2 33333  96.4736 157.9986 9950000 244.0492 110.6523  4.00004038 10708");
        Assert.Equal((SetAsideReason.Checksum, "checksum", 1), (record.Reason, record.Field, record.Line));
        Assert.Contains("'4'", record.Message, StringComparison.Ordinal);
        Assert.Contains("sum to 2", record.Message, StringComparison.Ordinal);
        Assert.Contains("--lenient", record.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void An_eccentricity_of_eight_digits_shifts_the_line_and_is_not_misread()
    {
        // A real pair as published beside SOCRATES on 2026-03-09.
        var record = SetOneAside(
            "1 58184U 23167K   26067.66667824  .00105253  00000+0  37855-2 0  9996",
            "2 58184  42.9991 149.5782 00008659 243.1360 127.1429 15.27532887  5790");
        Assert.Equal((SetAsideReason.Length, 2), (record.Reason, record.Line));
    }

    [Fact]
    public void A_line_without_its_partner_costs_its_record_only()
    {
        var batch = Read(string.Join('\n', "A", IssLine1, "B", VanguardLine1, VanguardLine2, "C", IssLine2, "D", IssLine1, IssLine2));
        Assert.Equal(["B", "D"], batch.Accepted.Select(set => set.Name));
        Assert.Equal([(2, SetAsideReason.LinePair), (7, SetAsideReason.LinePair)], batch.SetAside.Select(record => (record.Line, record.Reason)));
    }

    [Fact]
    public void A_name_without_lines_is_a_record_too_at_the_end_also()
    {
        var batch = Read($"LOST\nFOUND\n{IssLine1}\n{IssLine2}\nLAST\n");
        Assert.Equal("FOUND", Assert.Single(batch.Accepted).Name);
        Assert.Equal([(1, "OBJECT_NAME"), (5, "OBJECT_NAME")], batch.SetAside.Select(record => (record.Line, record.Field)));
        Assert.All(batch.SetAside, record => Assert.Equal(SetAsideReason.LinePair, record.Reason));
    }

    [Fact]
    public void Exchanged_lines_are_one_record()
    {
        var batch = Read($"{VanguardLine1}\n{VanguardLine2}\n{IssLine2}\n{IssLine1}\n{VanguardLine1}\n{VanguardLine2}\n");
        Assert.Equal([5, 5], batch.Accepted.Select(set => set.Number.Value));
        var record = Assert.Single(batch.SetAside);
        Assert.Equal((3, SetAsideReason.LinePair), (record.Line, record.Reason));
        Assert.Contains("before line 1", record.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_2_before_a_whole_record_of_the_same_object_does_not_cost_that_record()
    {
        // A history of one object that lost one line 1.
        var batch = Read($"{IssLine2}\n{IssLine1}\n{IssLine2}\n{IssLine1}\n{IssLine2}\n");
        Assert.Equal(2, batch.Accepted.Count);
        Assert.Equal(1, Assert.Single(batch.SetAside).Line);
    }

    [Fact]
    public void A_line_whose_first_column_is_damaged_is_part_of_its_record()
    {
        var batch = Read(string.Join('\n', "A", "x" + IssLine1[1..], IssLine2, "B", IssLine1, "x" + IssLine2[1..], "C", IssLine1, IssLine2));
        Assert.Equal("C", Assert.Single(batch.Accepted).Name);
        Assert.Equal([(3, SetAsideReason.LinePair), (5, SetAsideReason.LinePair)], batch.SetAside.Select(record => (record.Line, record.Reason)));
    }

    [Fact]
    public void Binary_between_lines_is_set_aside_and_does_not_cost_the_record()
    {
        var batch = Read($"ISS\n\u0001\u0002\u001B[31m\n{IssLine1}\n\u0000\u0000\n{IssLine2}\n");
        Assert.Equal("ISS", Assert.Single(batch.Accepted).Name);
        var record = Assert.Single(batch.SetAside);
        Assert.Equal((2, SetAsideReason.Field), (record.Line, record.Reason));
        Assert.Contains(@"'\x01\x02\x1B[31m'", record.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_hold_no_control_characters_and_stay_short()
    {
        var batch = Read($"\u001B[2J{new string('x', 5000)}\n{With(IssLine1, 10, "\u0007\u0008 \u001B[m ")}\n{IssLine2}\n");
        Assert.Equal(2, batch.SetAside.Count);
        Assert.All(batch.SetAside, record =>
        {
            Assert.DoesNotContain(record.Message, char.IsControl);
            Assert.InRange(record.Message.Length, 1, 400);
        });
    }

    [Fact]
    public void Reasons_are_spelled_as_reports_spell_them() => Assert.Equal(
        ["checksum", "length", "field", "line-pair", "range", "number", "unsupported"],
        Enum.GetValues<SetAsideReason>().Select(SetAsideRecord.TextOf));
}
