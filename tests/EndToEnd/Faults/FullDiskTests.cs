using System.Diagnostics;
using System.Globalization;

namespace Ssa.EndToEnd.Tests.Faults;

/// <summary>A service whose store cannot grow: a limit of file sizes, which Linux can lower and raise for a running process, stands for a full disk.</summary>
public class FullDiskTests
{
    [Fact]
    public async Task A_run_waits_for_room_and_goes_on_with_nothing_lost()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/prlimit"), "prlimit, of util-linux, is not installed.");
        using var folder = new TemporaryFolder();
        var store = folder.PathOf("store.db");
        using var service = await ServiceProcess.Start(store);
        var size = Math.Max(new FileInfo(store).Length, File.Exists(store + "-wal") ? new FileInfo(store + "-wal").Length : 0);
        Limit(service, (size + 150_000).ToString(CultureInfo.InvariantCulture));
        await service.Create("one", 30, 60);
        while (!service.Said.Contains("The store failed", StringComparison.Ordinal))
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            Assert.False(service.HasExited, service.Said);
        }

        // What is there is still read.
        var waiting = await service.Screening(1);
        Assert.Equal("SCREENING_STATE_RUNNING", waiting.GetProperty("state").GetString());
        Assert.Equal(waiting.GetProperty("conjunctionCount").GetInt32(), (await service.List(1)).Count);
        Assert.Equal("Healthy", await service.Http.GetStringAsync("/healthz/live", TestContext.Current.CancellationToken));
        Limit(service, "unlimited");
        await service.UntilSucceeded(1);
        Assert.Equal(ServiceProcess.ListOfCommand(30, 60), await service.List(1));
    }

    private static void Limit(ServiceProcess service, string size)
    {
        using var process = Process.Start("/usr/bin/prlimit", ["--pid", service.Id.ToString(CultureInfo.InvariantCulture), $"--fsize={size}:"]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
