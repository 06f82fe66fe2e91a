using System.Text.RegularExpressions;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Ssa.Client;
using Ssa.Service.Hosting;
using Ssa.Service.Jobs;
using Ssa.Service.Sources;
using Ssa.Store;
using Ssa.Store.Tests;
using Ssa.Tests;
using Ssa.V1;

namespace Ssa.Service.Tests;

/// <summary>Metrics as a Prometheus server sees them, held to the operator's page.</summary>
public sealed class MetricsTests : IDisposable
{
    // What moves when the database fails alone; the test of that is below.
    private static readonly string[] OfFaults = ["ssa_store_faults_total", "ssa_store_up"];

    private readonly string _folder = Directory.CreateTempSubdirectory("ssa-metrics-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_metric_of_the_page_is_there_and_moves()
    {
        var clock = new MovableClock(SystemClock.Instance.GetCurrentInstant() + Duration.FromMinutes(1));
        var inbox = Directory.CreateDirectory(Path.Combine(_folder, "in")).FullName;
        await using var service = await RunningService.Start(
            change: settings => settings with
            {
                Operation = new OperationSettings { KeepCount = 1, CacheFolder = Path.Combine(_folder, "cache"), Sources = [new SourceSetting(SourceKind.Folder, inbox)] },
            },
            clock: clock);
        var store = service.Services.GetRequiredService<SsaStore>();
        var documented = Documented();
        var before = await Scrape.Until(service, scrape => scrape.Find("ssa_source_stopped{source=\"folder:" + inbox + "\"}") == 0, Cancellation);
        var moved = new HashSet<string>();

        // A long screening runs, a short one waits behind it.
        var running = await Create(service, new V1.ScreeningSettings { Duration = Duration.FromDays(366).ToProtobuf(), ThresholdKm = 20 });
        var queued = await Create(service, new V1.ScreeningSettings { Duration = Duration.FromHours(2).ToProtobuf(), ThresholdKm = 100, Exclusions = { new ExclusionRule { CoMovingBelowKmS = 100 } } });
        clock.Now += Duration.FromMilliseconds(1500);
        await Note(scrape => scrape.Find("ssa_queue_length") == 1 && scrape.Find("ssa_queue_wait_seconds") > 1 && scrape.Find("ssa_screenings{state=\"running\"}") == 1 && scrape.Find("ssa_conjunctions_total") > 0);

        // Another service takes the long one, and lets it go again.
        var other = store.Screenings.Claim("other", clock.Now + Duration.FromHours(1), Duration.FromHours(1))!;
        Assert.Equal(running, $"screenings/{other.Id}");
        clock.Now += Duration.FromSeconds(9);
        await Note(scrape => scrape.Find("ssa_leases_lost_total") == 1 && scrape.Find("ssa_screenings_ended_total{outcome=\"succeeded\"}") == 1);
        store.Screenings.Park(other.Id, "other");
        await Note(scrape => scrape.Find("ssa_screenings_resumed_total") >= 1);
        await service.Client.Screening.CancelScreeningAsync(new CancelScreeningRequest { Name = running }, cancellationToken: Cancellation);
        await Note(scrape => scrape.Find("ssa_screenings_ended_total{outcome=\"cancelled\"}") == 1 && scrape.Find("ssa_excluded_pairs_total") > 0);
        Assert.Equal(1, service.Services.GetRequiredService<ScreeningRetention>().DeleteExpired(Cancellation));

        // Plans and refused calls.
        await service.Client.Screening.CreateScheduleAsync(new CreateScheduleRequest { Interval = Duration.FromHours(8).ToProtobuf() }, cancellationToken: Cancellation);
        await Assert.ThrowsAsync<RpcException>(() => service.Client.Screening.GetScreeningAsync(new GetScreeningRequest { Name = "screenings/99" }, cancellationToken: Cancellation).ResponseAsync);
        await Note(scrape => scrape.Find("ssa_schedule_runs_total{outcome=\"queued\"}") == 1
            && scrape.Find("ssa_grpc_calls_total{method=\"ssa.v1.ScreeningService/GetScreening\",status=\"NOT_FOUND\"}") == 1);

        // A delivery, and one that cannot be used.
        var sources = service.Services.GetRequiredService<SourceRunner>();
        await Deliver("one.tle", MadeUpSets.Tle(10001));
        await Note(scrape => scrape.Find("ssa_snapshot_objects") == 1 && scrape.Samples.ContainsKey("ssa_source_age_seconds{source=\"folder:" + inbox + "\"}"));
        clock.Now += Duration.FromHours(1);
        await Deliver("two.tle", "nothing of use\n");
        var after = await Note(scrape => scrape.Find("ssa_source_stopped{source=\"folder:" + inbox + "\"}") == 1);
        Assert.Equal(1, after.Find("ssa_source_fetches_total{outcome=\"new\",source=\"folder:" + inbox + "\"}"));
        Assert.Equal(documented.Except(OfFaults).Order(), moved.Except(OfFaults).Order());
        Assert.Equal(documented.Order(), after.Types.Where(name => name.StartsWith("ssa_", StringComparison.Ordinal)).Order());
        Assert.NotEmpty(queued);

        async Task<Scrape> Note(Func<Scrape, bool> holds)
        {
            var scrape = await Scrape.Until(service, holds, Cancellation);
            moved.UnionWith(documented.Where(name => !scrape.Of(name).ToHashSet().SetEquals(before.Of(name))));
            return scrape;
        }

        async Task Deliver(string name, string content)
        {
            await File.WriteAllTextAsync(Path.Combine(inbox, name), content, Cancellation);
            await sources.LookAsync(Cancellation);
        }
    }

    [Fact]
    public async Task A_store_that_does_not_answer_shows_in_metrics_and_in_readiness()
    {
        using var server = new PostgresServer();
        Assert.SkipUnless(server.IsThere, "no PostgreSQL server is installed");
        await using var service = await RunningService.Start(server.NewDatabase());
        using var http = new HttpClient { BaseAddress = service.Url };
        Assert.Equal("Healthy", await http.GetStringAsync("/healthz/ready", Cancellation));
        var before = await Scrape.Until(service, scrape => scrape.Find("ssa_store_up") == 1, Cancellation);
        Assert.Equal(0, before.Find("ssa_store_faults_total{kind=\"read\"}"));
        server.Stop();
        var after = await Scrape.Until(service, scrape => scrape.Find("ssa_store_up") == 0, Cancellation);
        Assert.True(after.Find("ssa_store_faults_total{kind=\"read\"}") > 0);
        Assert.Null(after.Find("ssa_queue_length"));
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/healthz/ready", Cancellation)).StatusCode);
        Assert.Equal("Healthy", await http.GetStringAsync("/healthz/live", Cancellation));
    }

    /// <summary>The names of the table of the operator's page.</summary>
    private static HashSet<string> Documented()
    {
        var names = Regex.Matches(File.ReadAllText(Reference.InRepository("docs/operating.md")), "(?m)^\\| `(ssa_[a-z_]+)").Select(match => match.Groups[1].Value).ToHashSet();
        Assert.True(names.Count > 20, $"{names.Count}");
        return names;
    }

    private static async Task<string> Create(RunningService service, V1.ScreeningSettings settings) =>
        (await service.Client.Screening.CreateScreeningAsync(new CreateScreeningRequest { Settings = settings }, cancellationToken: Cancellation)).Screening.Name;
}
