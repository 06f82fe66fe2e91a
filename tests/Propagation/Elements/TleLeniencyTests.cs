using static Ssa.Propagation.Tests.Elements.TleText;

namespace Ssa.Propagation.Tests.Elements;

/// <summary>What published files do beyond the letter of the format, each named in the documentation of <see cref="TleReader"/>.</summary>
public sealed class TleLeniencyTests
{
    [Fact]
    public void Catalogue_numbers_may_be_padded_with_blanks() =>
        Assert.Equal(5, ReadOne(With(VanguardLine1, 3, "    5"), With(VanguardLine2, 3, "    5")).Number.Value);

    [Fact]
    public void One_line_may_pad_its_number_with_blanks_and_the_other_with_zeros() =>
        Assert.Equal(5, ReadOne(With(VanguardLine1, 3, "    5"), VanguardLine2).Number.Value);

    [Fact]
    public void Angles_may_be_padded_with_zeros()
    {
        // Iridium 33, last set before 10 February 2009, as Space-Track's history has it.
        var iridium = ReadOne(
            "IRIDIUM 33",
            "1 24946U 97051C   09040.78448243 +.00000153 +00000-0 +47668-4 0  9994",
            "2 24946 086.3994 121.7028 0002288 085.1644 274.9812 14.34219863597336");
        Assert.Equal(86.3994, iridium.InclinationDeg);
        Assert.Equal(85.1644, iridium.ArgumentOfPerigeeDeg);
        Assert.Equal(153e-8, iridium.MeanMotionDotRevPerDay2);
        Assert.Equal(.47668e-4, iridium.BStarPerEarthRadius);
    }

    [Fact]
    public void The_eccentricity_may_be_padded_with_blanks() =>
        Assert.Equal(.0000123, ReadOne(VanguardLine1, With(VanguardLine2, 27, "    123")).Eccentricity);

    [Fact]
    public void Year_and_day_may_be_padded_with_blanks() =>
        Assert.Equal(ReadOne(With(VanguardLine1, 19, "04001.50000000"), VanguardLine2).Epoch, ReadOne(With(VanguardLine1, 19, " 4  1.50000000"), VanguardLine2).Epoch);

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("\n   \n\n")]
    public void Line_ends_may_be_CR_LF_and_lines_may_be_blank(string lineEnd)
    {
        var batch = Read(string.Join(lineEnd, "VANGUARD 1", VanguardLine1, VanguardLine2, "ISS (ZARYA)", IssLine1, IssLine2) + lineEnd);
        Assert.Empty(batch.SetAside);
        Assert.Equal(["VANGUARD 1", "ISS (ZARYA)"], batch.Accepted.Select(set => set.Name));
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        var batch = Read([0xEF, 0xBB, 0xBF, .. System.Text.Encoding.ASCII.GetBytes($"{VanguardLine1}\n{VanguardLine2}")]);
        Assert.Single(batch.Accepted);
        Assert.Empty(batch.SetAside);
    }

    [Theory]
    [InlineData("0 ISS (ZARYA)", "ISS (ZARYA)")]
    [InlineData("ISS (ZARYA)             ", "ISS (ZARYA)")]
    [InlineData("0 ", "")]
    [InlineData("0 1 KUNS-PF", "1 KUNS-PF")]
    [InlineData("2001 MARS ODYSSEY", "2001 MARS ODYSSEY")]
    public void Names_may_begin_with_zero_and_a_blank_or_be_bare(string line, string name) => Assert.Equal(name, ReadOne(line, IssLine1, IssLine2).Name);

    [Fact]
    public void Names_in_an_8_bit_character_set_keep_their_letters()
    {
        Assert.Equal("ÑANDÚ", ReadOne("ÑANDÚ", IssLine1, IssLine2).Name);
        var utf8 = Read([.. System.Text.Encoding.UTF8.GetBytes($"ÑANDÚ\n{IssLine1}\n{IssLine2}\n")]);
        Assert.Equal("ÑANDÚ", Assert.Single(utf8.Accepted).Name);
    }

    [Fact]
    public void Records_with_and_without_names_may_be_mixed()
    {
        var batch = Read($"{VanguardLine1}\n{VanguardLine2}\nISS (ZARYA)\n{IssLine1}\n{IssLine2}\n{VanguardLine1}\n{VanguardLine2}\n");
        Assert.Empty(batch.SetAside);
        Assert.Equal(["", "ISS (ZARYA)", ""], batch.Accepted.Select(set => set.Name));
    }

    [Fact]
    public void Comment_lines_are_no_names()
    {
        // The head of the published verification file.
        var elements = ReadOne("#   ------------------ Verification test cases ----------------------", "#                       # TEME example", VanguardLine1, VanguardLine2);
        Assert.Equal("", elements.Name);
        Assert.Equal("VANGUARD 1", ReadOne("VANGUARD 1", "# a remark", VanguardLine1, "# another", VanguardLine2).Name);
    }

    [Fact]
    public void What_a_blank_sets_off_after_column_69_is_passed_over()
    {
        var elements = ReadOne(VanguardLine1 + "  ", VanguardLine2 + "     0.00      4320.0        360.00");
        Assert.Equal(10.82419157, elements.MeanMotionRevPerDay);
        Assert.Equal(41366, elements.RevolutionAtEpoch);
    }

    [Fact]
    public void The_verification_files_oldest_set_has_blank_designator_ephemeris_type_and_leading_digits()
    {
        var elements = ReadOne(
            "1 11801U          80230.29629788  .01431103  00000-0  14311-1      13",
            "2 11801  46.7916 230.4354 7318036  47.4722  10.4117  2.28537848    13      0.0      1440.0        360.00");
        Assert.Equal("", elements.ObjectId);
        Assert.Equal(1, elements.ElementSetNumber);
        Assert.Equal(1, elements.RevolutionAtEpoch);
        Assert.Equal(.014311, elements.BStarPerEarthRadius);
    }

    [Theory]
    [InlineData("58002B  ", "1958-002B")]
    [InlineData("56001ABC", "2056-001ABC")]
    [InlineData("92052  A", "1992-052A")]
    [InlineData("99025   ", "1999-025")]
    [InlineData("        ", "")]
    [InlineData("TEST 1  ", "TEST 1")]
    public void Designators_come_out_as_CCSDS_writes_them(string columns, string objectId) =>
        Assert.Equal(objectId, ReadOne(With(VanguardLine1, 10, columns), VanguardLine2).ObjectId);

    [Fact]
    public void Classification_and_counters_may_be_blank()
    {
        var line1 = With(With(With(VanguardLine1, 8, " "), 63, " "), 65, "    ");
        var elements = ReadOne(line1, With(VanguardLine2, 64, "     "));
        Assert.Equal('U', elements.Classification);
        Assert.Equal(0, elements.ElementSetNumber);
        Assert.Equal(0, elements.RevolutionAtEpoch);
    }

    [Theory]
    [InlineData("+0153801", .1538)] // object 22076 on day 261 of 1992, in Space-Track's history
    [InlineData(" 01538 1", .1538)]
    public void A_power_of_ten_may_leave_out_its_plus(string columns, double perEarthRadius) =>
        Assert.Equal(perEarthRadius, ReadOne(With(VanguardLine1, 54, columns), VanguardLine2).BStarPerEarthRadius);

    [Fact]
    public void A_wrong_checksum_is_accepted_where_asked_for()
    {
        var text = $"{IssLine1[..68]}0\n{IssLine2[..68]}x\n";
        Assert.Equal(SetAsideReason.Checksum, Assert.Single(Read(text).SetAside).Reason);
        Assert.Equal(25544, Assert.Single(Read(text, lenient: true).Accepted).Number.Value);
    }

    [Fact]
    public void A_missing_checksum_is_accepted_where_asked_for()
    {
        var text = $"{IssLine1[..68]}\n{IssLine2[..68]}   \n";
        Assert.Equal(SetAsideReason.Checksum, Assert.Single(Read(text).SetAside).Reason);
        Assert.Equal(15.49272805, Assert.Single(Read(text, lenient: true).Accepted).MeanMotionRevPerDay);
    }

    [Fact]
    public void Leniency_does_not_extend_to_numbers_pairs_or_fields()
    {
        var text = $"{IssLine1}\n{VanguardLine2}\n{With(IssLine1, 3, "00000")}\n{With(IssLine2, 3, "00000")}\n{IssLine1}\n{With(IssLine2, 9, " 51.63x4")}\n";
        Assert.Equal(
            [SetAsideReason.LinePair, SetAsideReason.Number, SetAsideReason.Field],
            Read(text, lenient: true).SetAside.Select(record => record.Reason));
    }
}
