using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Ssa.Tests;

namespace Ssa.EndToEnd.Tests;

/// <summary>What an operator does with the service as a process.</summary>
public class OperationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_made_while_it_serves_is_restored_and_says_the_same()
    {
        using var folder = new TemporaryFolder();
        var (store, copy) = (folder.PathOf("ssa.db"), folder.PathOf("copy.db"));
        string before;
        await using (var service = await Serving.Start("--store", store))
        {
            await service.Http.PostAsync("/v1/screenings", new StringContent("""{"requestId":"one","settings":{"thresholdKm":10}}""", Encoding.UTF8, "application/json"), Cancellation);
            await service.Until("/v1/screenings/1", screening => screening.GetProperty("screening").GetProperty("state").GetString() == "SCREENING_STATE_SUCCEEDED");
            before = await service.Http.GetStringAsync("/v1/screenings/1/conjunctions?pageSize=1000", Cancellation);
            var backup = SsaProcess.Run("store", "backup", copy, "--store", store).Expect(0);
            Assert.Contains("screenings    1", backup.Lines);
            Assert.Contains("in order", backup.Lines);
        }

        Assert.Contains("in order", SsaProcess.Run("store", "check", "--store", copy).Expect(0).Lines);

        // As the operator's page says.
        foreach (var file in new[] { store, store + "-wal", store + "-shm" })
        {
            File.Delete(file);
        }

        File.Copy(copy, store);
        await using var restored = await Serving.Start("--store", store);
        Assert.Equal(before, await restored.Http.GetStringAsync("/v1/screenings/1/conjunctions?pageSize=1000", Cancellation));
        Assert.Contains("exists", SsaProcess.Run("store", "backup", copy, "--store", store).Expect(1).Error, StringComparison.Ordinal);
        Assert.Contains("There is no store", SsaProcess.Run("store", "check", "--store", folder.PathOf("none.db")).Expect(1).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_log_is_objects_line_by_line_and_it_ends_in_order_with_work_in_hand()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are Unix's");
        using var folder = new TemporaryFolder();
        var file = folder.Write("settings.json", """{"log_format": "json", "log_level": "debug", "screen_every": "8h", "keep_screenings": "5,30d"}""");
        var satcat = folder.Write("satcat.json", """{"25544": ["ISS", "PAY"]}""");
        string[] lines;
        await using (var service = await Serving.Start("--store", folder.PathOf("ssa.db"), "--config", file, "--satcat", satcat, "--cache", folder.PathOf("cache")))
        {
            await service.Http.PostAsync("/v1/screenings", new StringContent("""{"settings":{"thresholdKm":20,"duration":"31622400s"}}""", Encoding.UTF8, "application/json"), Cancellation);
            await service.Until("/v1/screenings", list => list.GetProperty("screenings").EnumerateArray().Any(screening =>
                screening.GetProperty("settings").GetProperty("duration").GetString() == "31622400s" && screening.GetProperty("conjunctionCount").GetInt64() > 0));
            var schedule = (await service.Http.GetFromJsonAsync<JsonElement>("/v1/schedules", Cancellation)).GetProperty("schedules")[0];
            Assert.Equal("28800s", schedule.GetProperty("interval").GetString());
            Assert.Contains("ssa_screenings{state=\"running\"} 1", await service.Http.GetStringAsync("/metrics", Cancellation), StringComparison.Ordinal);
            var (code, error) = await service.End();
            Assert.Equal(0, code);
            lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }

        var events = lines.Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.All(events, one => Assert.Matches(@"^\d{4}-.*Z$", one.GetProperty("time").GetString()));
        Assert.Contains(events, one => one.GetProperty("message").GetString()!.StartsWith("Serving http://127.0.0.1:", StringComparison.Ordinal));
        var parked = Assert.Single(events, one => one.TryGetProperty("event", out var name) && name.GetString() == "Parked");
        var began = events.First(one => one.TryGetProperty("event", out var name) && name.GetString() == "Began" && one.GetProperty("fields").GetProperty("screening").GetInt64() == parked.GetProperty("fields").GetProperty("screening").GetInt64());
        Assert.Equal(began.GetProperty("trace_id").GetString(), parked.GetProperty("trace_id").GetString());
    }

    [Theory]
    [InlineData("--log-format", "xml", "text or json")]
    [InlineData("--log-level", "loud", "debug, info")]
    [InlineData("--otlp-endpoint", "nowhere", "http://collector:4317")]
    [InlineData("--screen-every", "8", "8h")]
    [InlineData("--screen-every", "5s", "1min")]
    [InlineData("--keep-screenings", "0", "30d")]
    [InlineData("--keep-screenings", "5,6", "30d")]
    [InlineData("--source", "http://somewhere", "celestrak:GROUP")]
    [InlineData("--source", "celestrak,celestrak:active", "twice")]
    [InlineData("--satcat", "/no/such/file", "a file that is there")]
    [InlineData("--celestrak-mirror", "ftp://x", "address")]
    public void What_it_cannot_run_with_is_refused_by_name(string option, string value, string said)
    {
        var refused = SsaProcess.Run("serve", option, value).Expect(2);
        Assert.Contains(option[2..].Replace('-', '_'), refused.Error, StringComparison.Ordinal);
        Assert.Contains(said, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_of_the_file_are_shown_as_on_the_command_line()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("settings.json", """{"source": ["celestrak:active", "folder:/data/in"], "keep_screenings": 100}""");
        var shown = SsaProcess.Run("serve", "--show-config", "--config", file, "--screen-every", "8h").Expect(0);
        Assert.Contains("source = celestrak:active,folder:/data/in  (file)", shown.Lines);
        Assert.Contains("keep_screenings = 100  (file)", shown.Lines);
        Assert.Contains("screen_every = 8h  (option --screen-every)", shown.Lines);
    }

    [Fact]
    public void Every_setting_stands_on_the_operators_page()
    {
        var page = File.ReadAllText(Reference.InRepository("docs/operating.md"));
        var shown = SsaProcess.Run("serve", "--show-config").Expect(0).Lines.Select(line => line.Split(' ')[0]).ToArray();
        Assert.True(shown.Length > 15);
        Assert.All(shown, name => Assert.True(
            page.Contains($"`--{name.Replace('_', '-')}", StringComparison.Ordinal) || page.Contains($"`SSA_{name.ToUpperInvariant()}`", StringComparison.Ordinal), $"{name} is missing."));
    }

    /// <summary>A service as a process, ready to answer.</summary>
    private sealed class Serving : IAsyncDisposable
    {
        private readonly Process _process;
        private readonly Task<byte[]> _error;

        private Serving(Process process, string address)
        {
            _process = process;
            _error = SsaProcess.ReadAll(process.StandardError.BaseStream);
            Http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(1) };
        }

        public HttpClient Http { get; }

        public static async Task<Serving> Start(params string[] options)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
            listener.Stop();
            var serving = new Serving(SsaProcess.Start(["serve", "--urls", address, "--threads", "1", .. options]), address);
            while (true)
            {
                try
                {
                    if (await serving.Http.GetStringAsync("/healthz/ready", Cancellation) == "Healthy")
                    {
                        return serving;
                    }
                }
                catch (HttpRequestException) when (!serving._process.HasExited)
                {
                    await Task.Delay(100, Cancellation);
                }
            }
        }

        /// <summary>Asks until a condition holds.</summary>
        public async Task Until(string path, Func<JsonElement, bool> holds)
        {
            for (var i = 0; i < 600; i++)
            {
                if (holds(await Http.GetFromJsonAsync<JsonElement>(path, Cancellation)))
                {
                    return;
                }

                await Task.Delay(100, Cancellation);
            }

            Assert.Fail($"{path} never came to it: {await Http.GetStringAsync(path, Cancellation)}");
        }

        /// <summary>Asks the process to end, and waits for it.</summary>
        public async Task<(int Code, string Error)> End()
        {
            SsaProcess.Signal(_process, SsaProcess.Terminate);
            SsaProcess.WaitForEnd(_process);
            return (_process.ExitCode, Encoding.UTF8.GetString(await _error));
        }

        public async ValueTask DisposeAsync()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
                await _process.WaitForExitAsync();
            }

            Http.Dispose();
            _process.Dispose();
        }
    }
}
