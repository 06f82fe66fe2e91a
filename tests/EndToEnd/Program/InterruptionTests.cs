using System.Diagnostics;

namespace Ssa.EndToEnd.Tests;

public class InterruptionTests
{
    [Theory]
    [InlineData(SsaProcess.Interrupt)]
    [InlineData(SsaProcess.Terminate)]
    public void An_interrupted_run_exits_with_130_and_leaves_no_file(int signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent as on Unix");
        using var folder = new TemporaryFolder();
        using var process = SsaProcess.Start(
            "propagate", folder.Write("in.tle", ElementSets.Iridium33), "--minutes", "0:100000000:0.001", "--output", folder.PathOf("out.csv"));
        WaitForTemporaryFile(folder, atLeastBytes: 1);
        SsaProcess.Signal(process, signal);
        SsaProcess.WaitForEnd(process);
        Assert.Equal(130, process.ExitCode);
        Assert.Equal(["in.tle"], folder.FileNames);
    }

    [Fact]
    public void What_stood_at_the_output_before_survives_an_interruption()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent as on Unix");
        using var folder = new TemporaryFolder();
        var output = folder.Write("out.csv", "old");
        using var process = SsaProcess.Start("propagate", folder.Write("in.tle", ElementSets.Iridium33), "--minutes", "0:100000000:0.001", "--output", output);
        WaitForTemporaryFile(folder, atLeastBytes: 1);
        SsaProcess.Signal(process, SsaProcess.Interrupt);
        SsaProcess.WaitForEnd(process);
        Assert.Equal(130, process.ExitCode);
        Assert.Equal("old", File.ReadAllText(output));
    }

    [Fact]
    public void A_run_that_waits_for_a_silent_pipe_can_be_interrupted_and_leaves_no_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent as on Unix");
        using var folder = new TemporaryFolder();
        using var process = SsaProcess.Start("screen", "-", "--output", folder.PathOf("out.csv"));
        WaitForTemporaryFile(folder, atLeastBytes: 0);
        SsaProcess.Signal(process, SsaProcess.Interrupt);
        SsaProcess.WaitForEnd(process);
        Assert.Equal(130, process.ExitCode);
        Assert.Empty(folder.FileNames);
    }

    [Fact]
    public void An_interrupted_screening_exits_with_130_and_leaves_no_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent as on Unix");
        using var folder = new TemporaryFolder();
        SsaProcess.Run("catalog", "synthesize", "--objects", "2000", "--seed", "5", "--output", folder.PathOf("in.csv")).Expect(0);

        // A year of two thousand objects takes minutes on any machine.
        using var process = SsaProcess.Start("screen", folder.PathOf("in.csv"), "--duration", "366d", "--threshold", "1m", "--output", folder.PathOf("out.csv"));
        WaitForTemporaryFile(folder, atLeastBytes: 0);
        SsaProcess.Signal(process, SsaProcess.Interrupt);
        SsaProcess.WaitForEnd(process);
        Assert.Equal(130, process.ExitCode);
        Assert.Equal(["in.csv"], folder.FileNames);
    }

    /// <summary>Waits until the run has opened its output, so that the signal meets it at work.</summary>
    private static void WaitForTemporaryFile(TemporaryFolder folder, long atLeastBytes)
    {
        var waited = Stopwatch.StartNew();
        while (!new DirectoryInfo(folder.Root).GetFiles("*.tmp").Any(file => file.Length >= atLeastBytes))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1), "no output was opened within a minute");
            Thread.Sleep(10);
        }
    }
}
