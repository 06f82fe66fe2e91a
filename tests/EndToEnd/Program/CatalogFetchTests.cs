using NodaTime;
using Ssa.Tests;

namespace Ssa.EndToEnd.Tests;

/// <summary><c>ssa catalog fetch</c> against servers of ours that behave as the providers are documented to. Nothing leaves this machine.</summary>
public sealed class CatalogFetchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CelesTrakImitation _server = new(SystemClock.Instance);

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void It_prints_the_path_tells_the_passport_and_does_not_ask_again()
    {
        var first = Fetch().Expect(0);
        var path = Assert.Single(first.Lines);
        Assert.StartsWith(_folder.PathOf("cache"), path, StringComparison.Ordinal);
        Assert.Contains("active: new, downloaded", first.Error, StringComparison.Ordinal);
        Assert.Matches(@"accepted +2\b", first.Error);
        Assert.Contains("sha256 ", first.Error, StringComparison.Ordinal);
        var second = Fetch().Expect(0);
        Assert.Equal(path, Assert.Single(second.Lines));
        Assert.Contains("is current; celestrak was not asked, and will not be before", second.Error, StringComparison.Ordinal);
        Assert.Equal(1, _server.Count);
        Assert.Equal("", Fetch("--quiet").Expect(0).Error);
        Assert.Equal(2, SsaProcess.Run("propagate", path, "--minutes", "0:0:1").Expect(0).Rows.Count);
    }

    [Fact]
    public void Groups_come_in_order_and_one_without_data_fails_the_run_but_not_the_others()
    {
        var outcome = Fetch("--group", "stations", "--group", "no-such-group", "--group", "gps", "--format", "json").Expect(1);
        Assert.Equal(["stations", "gps"], outcome.Lines.Select(path => Path.GetFileName(path).Split('-')[0]));
        Assert.All(outcome.Lines, path => Assert.EndsWith(".json", path, StringComparison.Ordinal));
        Assert.Contains("error: no-such-group: no-data: ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_at_the_provider_exits_with_1_and_only_resuming_asks_again()
    {
        _server.First.Enqueue(new ImitationReply(503, "down"));
        for (var run = 0; run < 2; run++)
        {
            var stopped = Fetch("--quiet").Expect(1);
            Assert.Empty(stopped.Bytes);
            Assert.StartsWith("error: active: server-error: CelesTrak answered ", stopped.Error, StringComparison.Ordinal);
            Assert.Contains("HTTP 503: 'down'", stopped.Error, StringComparison.Ordinal);
            Assert.Contains("ssa catalog fetch --resume", stopped.Error, StringComparison.Ordinal);
            Assert.Equal(1, _server.Count);
        }

        var resumed = Fetch("--resume").Expect(0);
        Assert.Contains("active: resumed. It had stopped on", resumed.Error, StringComparison.Ordinal);
        Assert.Single(resumed.Lines);
        Assert.Equal(2, _server.Count);
    }

    [Fact]
    public async Task A_process_killed_in_the_middle_leaves_no_half_file_and_does_not_let_the_next_one_ask_early()
    {
        _server.First.Enqueue(new ImitationReply(200, CelesTrakImitation.Csv(1)) { Wire = Wire.Stalls });
        using (var process = SsaProcess.Start(Arguments()))
        {
            await _server.Server.Stalled.WaitAsync(TestContext.Current.CancellationToken);
            process.Kill();
            SsaProcess.WaitForEnd(process);
        }

        var next = Fetch().Expect(1);
        Assert.Contains("error: active: interrupted: ", next.Error, StringComparison.Ordinal);
        Assert.Equal(1, _server.Count);
        Assert.Empty(Directory.GetFiles(_folder.Root, "*.part", SearchOption.AllDirectories));
        Assert.Single(Fetch("--resume").Expect(0).Lines);
    }

    [Fact]
    public async Task An_interrupted_run_ends_with_130()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are Unix's");
        _server.First.Enqueue(new ImitationReply(200, CelesTrakImitation.Csv(1)) { Wire = Wire.Stalls });
        using var process = SsaProcess.Start(Arguments());
        await _server.Server.Stalled.WaitAsync(TestContext.Current.CancellationToken);
        SsaProcess.Signal(process, SsaProcess.Interrupt);
        SsaProcess.WaitForEnd(process);
        Assert.Equal(130, process.ExitCode);
    }

    [Fact]
    public async Task Two_processes_at_once_download_once()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Fetch())));
        Assert.Equal(runs[0].Expect(0).Lines, runs[1].Expect(0).Lines);
        Assert.Equal(1, _server.Count);
        Assert.Single(runs, run => run.Error.Contains("new, downloaded", StringComparison.Ordinal));
    }

    [Fact]
    public void Space_Track_is_asked_with_the_account_of_a_secret_file_which_is_never_shown()
    {
        using var server = new SpaceTrackImitation(SystemClock.Instance);
        var secret = _folder.Write("secret", $"identity={SpaceTrackImitation.Identity}\npassword={SpaceTrackImitation.Password}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        }

        string[] arguments = ["catalog", "fetch", "--source", "space-track", "--mirror", server.Address.AbsoluteUri, "--cache", _folder.PathOf("cache"), "--secret-file", secret];
        var outcome = SsaProcess.Run(arguments);
        Assert.SkipWhen(outcome.Error.Contains("minute 0 or 30", StringComparison.Ordinal), "the clock shows one of the two minutes at which Space-Track is not asked");
        Assert.EndsWith(".json", Assert.Single(outcome.Expect(0).Lines), StringComparison.Ordinal);
        Assert.True(OperatingSystem.IsWindows() || outcome.Error.Contains("warning: The secret file", StringComparison.Ordinal), outcome.Error);
        Assert.Contains("space-track was not asked", SsaProcess.Run(arguments).Expect(0).Error, StringComparison.Ordinal);
        Assert.Equal((1, 1), (server.Logins, server.Queries.Count));
        var everything = Directory.GetFiles(_folder.PathOf("cache"), "*", SearchOption.AllDirectories).Select(File.ReadAllText).Append(outcome.Error).Append(outcome.Text);
        Assert.All(everything, text =>
        {
            Assert.DoesNotContain(SpaceTrackImitation.Identity, text, StringComparison.Ordinal);
            Assert.DoesNotContain(SpaceTrackImitation.Password, text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void An_account_is_not_sent_unencrypted_to_another_machine()
    {
        var secret = _folder.Write("secret", "identity=someone\npassword=hush\n");
        var outcome = SsaProcess.Run("catalog", "fetch", "--source", "space-track", "--mirror", "http://mirror.example/", "--cache", _folder.PathOf("cache"), "--secret-file", secret).Expect(2);
        Assert.Contains("--mirror: an account is sent over https only", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", outcome.Error, StringComparison.Ordinal);
    }

    private string[] Arguments(params string[] more) => ["catalog", "fetch", "--mirror", _server.Address.AbsoluteUri, "--cache", _folder.PathOf("cache"), .. more];

    private Outcome Fetch(params string[] more) => SsaProcess.Run(Arguments(more));
}
