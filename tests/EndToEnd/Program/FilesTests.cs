using System.Text;

namespace Ssa.EndToEnd.Tests;

public class FilesTests
{
    private static readonly string[] OneState = ["--minutes", "0:0:1"];

    [Fact]
    public void Data_goes_to_standard_output_and_everything_else_to_standard_error()
    {
        using var folder = new TemporaryFolder();
        var outcome = SsaProcess.Run(["propagate", folder.Write("pair.tle", ElementSets.Collision2009), .. OneState]).Expect(0);
        Assert.Equal(3, outcome.Lines.Length);
        Assert.StartsWith("NORAD_CAT_ID,UTC,", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("2 element sets", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', outcome.Error);
    }

    [Fact]
    public void Quiet_says_nothing_where_nothing_fails()
    {
        using var folder = new TemporaryFolder();
        var outcome = SsaProcess.Run(["propagate", folder.Write("pair.tle", ElementSets.Collision2009 + ElementSets.WrongChecksum), "--quiet", .. OneState]).Expect(0);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public void A_hyphen_is_standard_input()
    {
        var outcome = SsaProcess.RunWith(Encoding.ASCII.GetBytes(ElementSets.Collision2009), ["propagate", "-", .. OneState]).Expect(0);
        Assert.Equal(["24946", "22675"], outcome.Rows.Select(row => row["NORAD_CAT_ID"]));
    }

    [Fact]
    public void Several_files_are_one_catalogue_and_gzip_is_told_by_its_content()
    {
        using var folder = new TemporaryFolder();
        var plain = folder.Write("one.txt", ElementSets.Cosmos2251);
        var packed = folder.WriteGzip("two.txt", ElementSets.Iridium33);
        var outcome = SsaProcess.Run(["propagate", plain, packed, .. OneState]).Expect(0);
        Assert.Equal(["22675", "24946"], outcome.Rows.Select(row => row["NORAD_CAT_ID"]));
    }

    [Fact]
    public void A_file_that_is_not_there_fails_with_its_name()
    {
        var outcome = SsaProcess.Run(["propagate", "no-such-file.tle", .. OneState]).Expect(1);
        Assert.Contains("no-such-file.tle", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Bytes);
    }

    [Fact]
    public void Content_of_no_known_format_fails_with_the_name_of_the_file()
    {
        using var folder = new TemporaryFolder();
        var outcome = SsaProcess.Run(["propagate", folder.Write("letter.txt", "Dear reader,\nthere are no element sets here.\n"), .. OneState]).Expect(1);
        Assert.Contains("letter.txt", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_usable_element_set_fails_and_says_why_the_first_was_set_aside()
    {
        using var folder = new TemporaryFolder();
        var outcome = SsaProcess.Run(["propagate", folder.Write("bad.tle", ElementSets.WrongChecksum), .. OneState]).Expect(1);
        Assert.Contains("bad.tle:3: checksum", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Bytes);
    }

    [Fact]
    public void A_bad_record_is_set_aside_with_file_line_and_reason_and_the_rest_goes_on()
    {
        using var folder = new TemporaryFolder();
        var outcome = SsaProcess.Run(["propagate", folder.Write("mixed.tle", ElementSets.WrongChecksum + ElementSets.Cosmos2251), .. OneState]).Expect(0);
        Assert.Equal(["22675"], outcome.Rows.Select(row => row["NORAD_CAT_ID"]));
        Assert.Contains("mixed.tle:3: checksum", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Strict_exits_with_3_after_writing_what_it_could()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("mixed.tle", ElementSets.WrongChecksum + ElementSets.Cosmos2251);
        var outcome = SsaProcess.Run(["propagate", file, "--strict", "--output", folder.PathOf("out.csv"), .. OneState]).Expect(3);
        Assert.Contains("--strict", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(2, File.ReadAllLines(folder.PathOf("out.csv")).Length);
    }

    [Fact]
    public void Lenient_accepts_a_wrong_checksum()
    {
        using var folder = new TemporaryFolder();
        var outcome = SsaProcess.Run(["propagate", folder.Write("bad.tle", ElementSets.WrongChecksum), "--lenient", "--strict", .. OneState]).Expect(0);
        Assert.Single(outcome.Rows);
    }
}
