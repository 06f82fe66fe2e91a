using System.Text.Json;
using Ssa.EndToEnd.Tests.Faults;
using Ssa.Tests;

namespace Ssa.EndToEnd.Tests.Remote;

/// <summary>Commands that leave their work to a service: the same bytes and exit codes as without it.</summary>
public sealed class RemoteScreenTests(RemoteScreenTests.OneService shared) : IClassFixture<RemoteScreenTests.OneService>
{
    private static readonly string Showcase = Reference.InRepository("tle-samples/showcase-2024-11-01.omm.csv");
    private static readonly string Satcat = Reference.InRepository("tle-samples/showcase-2024-11-01.satcat.csv");
    private static readonly string Iridium = Reference.InRepository("tle-samples/iridium33-cosmos2251-2009.tle");
    private static readonly string SixDigit = Reference.InRepository("tle-samples/six-digit.omm.csv");
    private static readonly string Oddities = Reference.InRepository("tle-samples/oddities.tle");

    private static readonly string[] LocalOptions = ["--threads", "--verify", "--list-excluded", "--lenient", "--ephemeris"];

    private string Server => shared.Address;

    [Theory]
    [InlineData("table")]
    [InlineData("csv")]
    [InlineData("jsonl")]
    [InlineData("json")]
    [InlineData("socrates")]
    [InlineData("cdm-kvn", "--created", "2026-01-01T00:00:00Z")]
    [InlineData("cdm-xml", "--created", "2026-01-01T00:00:00Z")]
    public async Task The_newest_snapshot_is_screened_as_here(string format, params string[] more)
    {
        // A service of its own, whose newest snapshot is the bundled sample.
        using var folder = new TemporaryFolder();
        using var service = await ServiceProcess.Start(folder.PathOf("store.db"));
        string[] line = ["screen", "--format", format, .. more];
        var here = SsaProcess.Run(line).Expect(0);
        var there = SsaProcess.Run([.. line, "--server", AddressOf(service)]).Expect(0);
        Assert.NotEmpty(here.Bytes);
        Assert.Equal(here.Text, there.Text);
        Assert.Contains("No FILE given: using the service's newest snapshot, snapshots/1 (showcase-2024-11-01.omm.csv).", there.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("bundled sample", there.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("csv")]
    [InlineData("jsonl")]
    [InlineData("json")]
    [InlineData("socrates")]
    public void Files_with_a_satellite_catalogue_are_screened_as_here(string format) =>
        Same(0, "screen", Showcase, "--satcat", Satcat, "--primaries", "owner=JPN+type=PAYLOAD", "--threshold", "100km", "--format", format);

    [Fact]
    public void Owners_are_those_of_the_file_and_not_of_the_service()
    {
        using var folder = new TemporaryFolder();
        var satcat = folder.Write("satcat.json", """{"25544": ["XYZ", "PAYLOAD"], "48274": ["XYZ", "DEBRIS"]}""");
        Same(0, "screen", Showcase, "--satcat", satcat, "--primaries", "owner=XYZ", "--exclude", "owner=XYZ:name=*", "--threshold", "50km", "--format", "json");
        var rows = Same(0, "screen", Showcase, "--satcat", satcat, "--primaries", "owner=XYZ", "--threshold", "50km", "--format", "csv").Rows;
        Assert.All(rows, row => Assert.True(row["NORAD_CAT_ID_1"] is "25544" or "48274", row["NORAD_CAT_ID_1"]));
    }

    [Fact]
    public void Several_files_are_one_catalogue() => Same(0, "screen", Iridium, SixDigit, "--threshold", "100km", "--duration", "20d", "--format", "json");

    [Fact]
    public void Options_reach_the_service()
    {
        Same(0, "screen", Showcase, "--start", "2024-11-01T00:00:00Z", "--duration", "36h", "--volume", "box:20,25,25", "--exclude", "same-name-prefix", "--exclude", "co-moving", "--exclude", "name=STARLINK*:name=*", "--format", "json");
        Same(0, "screen", Showcase, "--volume", "handbook", "--sgp4-mode", "improved", "--max-age", "1d", "--secondaries", "regime=LEO", "--format", "json");
        Same(0, "screen", Oddities, "--lenient", "--duration", "10d", "--format", "json");
        Same(3, "screen", Oddities, "--strict", "--format", "csv");
    }

    [Fact]
    public void Standard_input_is_read_and_sent()
    {
        var bytes = File.ReadAllBytes(Iridium);
        var here = SsaProcess.RunWith(bytes, "screen", "-", "--format", "csv").Expect(0);
        var there = SsaProcess.RunWith(bytes, "screen", "-", "--format", "csv", "--server", Server).Expect(0);
        Assert.Equal(here.Text, there.Text);
        Assert.True(here.Lines.Length > 1);
    }

    [Fact]
    public void What_is_wrong_is_said_as_here()
    {
        Same(1, "screen", "no-such-file.tle");
        Same(1, "screen", Showcase, "--primaries", "name=NOTHING*");
        Same(1, "screen", Showcase, "--primaries", "owner=JPN");
        Same(1, "screen", Showcase, "--max-events", "3", "--format", "csv");
        Same(2, "screen", Showcase, "--threshold", "-1");
    }

    [Fact]
    public void A_file_is_sent_once()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("one.tle", File.ReadAllText(Iridium) + "\n");
        Assert.Contains("The service took the catalogue in as snapshots/", SsaProcess.Run("screen", file, "--server", Server).Expect(0).Error, StringComparison.Ordinal);
        Assert.Contains("The service holds the catalogue as snapshots/", SsaProcess.Run("screen", file, "--server", Server).Expect(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_service_does_not_take_is_refused_by_name()
    {
        var refused = SsaProcess.Run("screen", "--server", Server, "--threads", "2", "--verify", "--list-excluded", "x", "--lenient", "--ephemeris", "x.oem").Expect(2);
        Assert.All(LocalOptions, option => Assert.Contains($"error: {option}", refused.Error, StringComparison.Ordinal));
        Assert.Contains("--api-key-file", SsaProcess.Run("screen", "--api-key-file", "x").Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("not the address of a service", SsaProcess.Run("screen", "--server", "ftp://x").Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("--server-ca", SsaProcess.Run("screen", "--server", Server, "--server-ca", Showcase).Expect(1).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("screen")]
    [InlineData("catalog", "check")]
    public void A_service_that_is_not_there_is_named_with_the_remedy(params string[] command)
    {
        var failed = SsaProcess.Run([.. command, "--server", "http://127.0.0.1:1"]).Expect(1);
        Assert.Empty(failed.Bytes);
        Assert.Contains("http://127.0.0.1:1 cannot be reached", failed.Error, StringComparison.Ordinal);
        Assert.Contains("ssa serve", failed.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    public void A_passport_is_that_of_a_run_here(string format)
    {
        Same(0, "catalog", "check", Showcase, "--format", format);
        Same(0, "catalog", "check", Iridium, SixDigit, "--format", format);
        Same(3, "catalog", "check", Oddities, "--strict", "--format", format);
        using var folder = new TemporaryFolder();
        Same(1, "catalog", "check", folder.Write("broken.tle", "1 25544U broken\n2 25544 broken\n"), "--format", format);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    public void Risk_is_that_of_a_run_here(string format)
    {
        using var folder = new TemporaryFolder();
        var messages = folder.PathOf("events.cdm");
        SsaProcess.Run("screen", "--primaries", "25544", "--threshold", "100km", "--exclude", "co-moving:100m/s", "--duration", "6h", "--format", "cdm-kvn", "--output", messages).Expect(0);
        var packed = folder.WriteGzip("events.cdm.gz", File.ReadAllText(messages));
        var broken = folder.Write("broken.cdm", "nothing\n");
        Assert.Contains("pc2d", Same(0, "risk", messages, "--format", format).Text, StringComparison.Ordinal);
        Same(1, "risk", packed, broken, folder.PathOf("missing.cdm"), "--hbr", "20m", "--format", format);
        Same(0, "risk", messages, "--hbr", "7m", "--samples", "1000", "--seed", "7", "--format", format);
        Assert.Contains("hard_body_radius_m", SsaProcess.Run("risk", messages, "--hbr", "200km", "--server", Server).Expect(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interruption_stops_the_screening_at_the_service()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent as on Unix");
        using var folder = new TemporaryFolder();
        using var service = await ServiceProcess.Start(folder.PathOf("store.db"));

        // A year of the sample takes longer than the signal.
        using var process = SsaProcess.Start("screen", "--duration", "366d", "--threshold", "100km", "--server", AddressOf(service), "--output", folder.PathOf("out.csv"));
        while ((await service.Http.GetStringAsync("/v1/screenings", TestContext.Current.CancellationToken)) is var list && !list.Contains("SCREENING_STATE_RUNNING", StringComparison.Ordinal))
        {
            Assert.False(process.HasExited);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        SsaProcess.Signal(process, SsaProcess.Interrupt);
        SsaProcess.WaitForEnd(process);
        Assert.Equal(130, process.ExitCode);
        var ended = await service.Until(1, screening => screening.GetProperty("state").GetString() is not "SCREENING_STATE_RUNNING");
        Assert.Equal("SCREENING_STATE_CANCELLED", ended.GetProperty("state").GetString());
        Assert.DoesNotContain(folder.FileNames, name => name.StartsWith("out.csv", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_service_keeps_the_list_and_what_it_refused()
    {
        var said = SsaProcess.Run("screen", Oddities, "--duration", "10d", "--server", Server).Expect(0).Error;
        var name = said.Split("The service keeps the list as ")[1].Split('\n')[0].TrimEnd('.');
        var refused = JsonDocument.Parse(await shared.Service!.Http.GetStringAsync($"/v1/{name}/refusedObjects", TestContext.Current.CancellationToken)).RootElement.GetProperty("refusedObjects");
        Assert.NotEqual(0, refused.GetArrayLength());
        Assert.All(refused.EnumerateArray(), one => Assert.NotEqual("", one.GetProperty("error").GetString()));
    }

    private static string AddressOf(ServiceProcess service) => service.Http.BaseAddress!.ToString().TrimEnd('/');

    /// <summary>Runs a command here and at the service: the same standard output, exit code and errors.</summary>
    private Outcome Same(int exitCode, params string[] line)
    {
        var here = SsaProcess.Run(line).Expect(exitCode);
        var there = SsaProcess.Run([.. line, "--server", Server]).Expect(exitCode);
        Assert.Equal(here.Text, there.Text);
        Assert.Equal(Errors(here), Errors(there));
        return there;

        static string[] Errors(Outcome outcome) => [.. outcome.Error.Split('\n').Where(text => text.StartsWith("error:", StringComparison.Ordinal))];
    }

    /// <summary>A service for all tests that do not care what it holds.</summary>
    public sealed class OneService : IAsyncLifetime
    {
        private readonly TemporaryFolder folder = new();

        internal ServiceProcess? Service { get; private set; }

        internal string Address => AddressOf(Service!);

        public async ValueTask InitializeAsync() => Service = await ServiceProcess.Start(folder.PathOf("store.db"));

        public ValueTask DisposeAsync()
        {
            Service?.Dispose();
            folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
