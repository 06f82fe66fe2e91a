namespace Ssa.EndToEnd.Tests;

public class OutputTests
{
    [Fact]
    public void The_file_holds_what_standard_output_would_and_nothing_else_is_left()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("in.tle", ElementSets.Collision2009);
        var printed = SsaProcess.Run("propagate", file, "--minutes", "0:60:20").Expect(0);
        var outcome = SsaProcess.Run("propagate", file, "--minutes", "0:60:20", "--output", folder.PathOf("out.csv")).Expect(0);
        Assert.Empty(outcome.Bytes);
        Assert.Equal(printed.Bytes, File.ReadAllBytes(folder.PathOf("out.csv")));
        Assert.Equal(["in.tle", "out.csv"], folder.FileNames);
    }

    [Fact]
    public void A_file_that_was_there_is_replaced_by_success_and_kept_by_failure()
    {
        using var folder = new TemporaryFolder();
        var output = folder.Write("out.csv", "old");
        SsaProcess.Run("propagate", "no-such-file", "--minutes", "0:60:20", "--output", output).Expect(1);
        Assert.Equal("old", File.ReadAllText(output));
        Assert.Equal(["out.csv"], folder.FileNames);
        SsaProcess.Run("propagate", folder.Write("in.tle", ElementSets.Iridium33), "--minutes", "0:60:20", "--output", output).Expect(0);
        Assert.StartsWith("NORAD_CAT_ID", File.ReadAllText(output), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_stays_a_link_and_its_target_is_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights on Windows");
        using var folder = new TemporaryFolder();
        var target = folder.Write("target.csv", "old");
        File.CreateSymbolicLink(folder.PathOf("link.csv"), target);
        SsaProcess.Run("propagate", folder.Write("in.tle", ElementSets.Iridium33), "--minutes", "0:0:1", "--output", folder.PathOf("link.csv")).Expect(0);
        Assert.Equal(target, new FileInfo(folder.PathOf("link.csv")).LinkTarget);
        Assert.StartsWith("NORAD_CAT_ID", File.ReadAllText(target), StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_is_written_to_and_not_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "devices are files on Unix");
        using var folder = new TemporaryFolder();
        SsaProcess.Run("propagate", folder.Write("in.tle", ElementSets.Iridium33), "--minutes", "0:0:1", "--output", "/dev/null").Expect(0);
        var outcome = SsaProcess.Run("propagate", folder.PathOf("in.tle"), "--minutes", "0:0:1", "--output", "/dev/stdout").Expect(0);
        Assert.Equal(2, outcome.Lines.Length);
        Assert.Empty(File.ReadAllBytes("/dev/null"));
    }

    [Theory]
    [InlineData("no-such-folder/out.csv")]
    [InlineData(".")]
    public void A_place_that_cannot_be_written_fails_before_anything_is_read(string place)
    {
        using var folder = new TemporaryFolder();
        var outcome = SsaProcess.Run("propagate", "no-such-file.tle", "--minutes", "0:60:20", "--output", folder.PathOf(place)).Expect(1);
        Assert.Contains("--output", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("no-such-file.tle", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_that_goes_away_ends_the_program_quietly()
    {
        using var folder = new TemporaryFolder();
        // Ten million states: if the program did not notice, the output would not fit the pipe and it would never end in time.
        using var process = SsaProcess.Start("propagate", folder.Write("in.tle", ElementSets.Iridium33), "--minutes", "0:10000000:0.001");
        var error = SsaProcess.ReadAll(process.StandardError.BaseStream);
        Assert.StartsWith("NORAD_CAT_ID", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        process.StandardOutput.Close();
        SsaProcess.WaitForEnd(process);
        Assert.Equal(0, process.ExitCode);
        Assert.Empty(await error);
    }

    [Fact]
    public void A_full_disk_fails_with_a_message()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full of Linux");
        using var folder = new TemporaryFolder();
        var outcome = SsaProcess.Run("propagate", folder.Write("in.tle", ElementSets.Iridium33), "--minutes", "0:60:1", "--output", "/dev/full").Expect(1);
        Assert.Contains("Writing failed", outcome.Error, StringComparison.Ordinal);
    }
}
