using System.Text;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Ssa.Catalog.Sources;
using Ssa.Client;
using Ssa.Service.Hosting;
using Ssa.Service.Sources;
using Ssa.Tests;
using Ssa.V1;

namespace Ssa.Service.Tests;

/// <summary>Sources that run by themselves, against servers that behave as the providers are documented to.</summary>
public sealed class SourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ssa-sources-").FullName;

    // Ahead of the files' times, so that they have settled; not at one of the minutes at which Space-Track is not asked.
    private readonly MovableClock _clock = new(Ceiling(SystemClock.Instance.GetCurrentInstant()) + Duration.FromMinutes(70));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Location => Path.Combine(_folder, "store.db");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_delivery_takes_the_place_of_the_same_sources_delivery_before_and_of_the_sample()
    {
        var (a, b) = (Folder("a"), Folder("b"));
        await using (var service = await Start([new(SourceKind.Folder, a), new(SourceKind.Folder, b)]))
        {
            await Look(service);
            Assert.Equal([CatalogSourceState.Waiting, CatalogSourceState.Waiting], (await Report(service)).Sources.Select(source => source.State));
            Write(a, "1.tle", Tle(10001), Tle(10002));
            Write(b, "1.tle", Tle(20001), Tle(10002));
            await Look(service);
            await Holds(service, 10001, 10002, 20001);

            // What both give stays with the one when the other no longer gives it.
            Write(a, "2.tle", Tle(10003));
            await Look(service);
            await Holds(service, 10002, 10003, 20001);
            await service.Client.ImportAsync(new MemoryStream(Encoding.ASCII.GetBytes(Tle(30001))), new ImportHeader { Name = "own", Lenient = true, Mode = V1.ImportMode.Add }, Cancellation);
            Write(a, "3.tle", Tle(10004));
            await Look(service);
            await Holds(service, 10002, 10004, 20001, 30001);

            var report = await Report(service);
            Assert.Equal([$"folder:{a}", $"folder:{b}"], report.Sources.Select(source => source.Source));
            Assert.All(report.Sources, source => Assert.Equal((CatalogSourceState.Current, "", false), (source.State, source.Message, source.NeedsResuming)));
            Assert.Equal(report.Report.Snapshot, report.Sources[0].Snapshot);
            Assert.NotNull(report.Sources[0].LastFetchTime);

            // A file of no use is said, once taken note of, and harms nothing.
            Write(b, "2.tle", "no element sets\n");
            await Look(service);
            await Look(service);
            var bad = (await Report(service)).Sources[1];
            Assert.Equal(CatalogSourceState.Unusable, bad.State);
            Assert.Contains("2.tle", bad.Message, StringComparison.Ordinal);
            await Holds(service, 10002, 10004, 20001, 30001);
            Write(b, "3.tle", Tle(20002));
            await Look(service);
            Assert.Equal(CatalogSourceState.Current, (await Report(service)).Sources[1].State);
        }

        // After a restart, with the list of files seen lost, nothing is taken in twice.
        Directory.Delete(Path.Combine(_folder, "cache"), recursive: true);
        await using var next = await Start([new(SourceKind.Folder, a), new(SourceKind.Folder, b)]);
        var before = (await Report(next)).Report.Snapshot;
        await Look(next);
        Assert.Equal(before, (await Report(next)).Report.Snapshot);
        await Holds(next, 10004, 20002, 30001);
    }

    [Fact]
    public async Task CelesTrak_is_asked_once_for_two_services_and_again_after_two_hours()
    {
        using var celesTrak = new CelesTrakImitation(_clock);
        await using var one = await Start([new(SourceKind.CelesTrak, "active"), new(SourceKind.CelesTrak, "stations")], celesTrak.Address);
        await using var other = await Start([new(SourceKind.CelesTrak, "active"), new(SourceKind.CelesTrak, "stations")], celesTrak.Address, cache: "other-cache");
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Look(i % 2 == 0 ? one : other)));
        Assert.Equal(2, celesTrak.Count);
        await Holds(other, 25544, 100057);
        var report = await Report(other);
        Assert.Equal(["celestrak:active", "celestrak:stations"], report.Sources.Select(source => source.Source));
        Assert.All(report.Sources, source => Assert.True(source.NextFetchTime.ToInstant() > _clock.Now));
        _clock.Advance(1);
        await Task.WhenAll(Look(one), Look(other));
        Assert.Equal(2, celesTrak.Count);
        _clock.Advance(1.1);
        await Task.WhenAll(Look(one), Look(other));
        Assert.Equal(4, celesTrak.Count);
    }

    [Fact]
    public async Task A_source_that_stopped_is_asked_by_nobody_until_a_person_resumes_it()
    {
        using var celesTrak = new CelesTrakImitation(_clock);
        celesTrak.First.Enqueue(new ImitationReply(503, "down"));
        await using (var service = await Start([new(SourceKind.CelesTrak, "active")], celesTrak.Address))
        {
            await Look(service);
            await Stopped(service);
            _clock.Advance(5);
            await Look(service);
            Assert.Equal(1, celesTrak.Count);
        }

        // Nor by another service that knows of it from the store alone, as from another machine.
        await using var other = await Start([new(SourceKind.CelesTrak, "active")], celesTrak.Address, cache: "other-cache");
        await Look(other);
        await Stopped(other);
        Assert.Equal(1, celesTrak.Count);
        var unknown = await Assert.ThrowsAsync<RpcException>(() => other.Client.Catalog.ResumeSourceAsync(new ResumeSourceRequest { Source = "celestrak:stations" }, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, unknown.StatusCode);
        await other.Client.Catalog.ResumeSourceAsync(new ResumeSourceRequest { Source = "celestrak:active" }, cancellationToken: Cancellation);
        await Look(other);
        Assert.Equal(2, celesTrak.Count);
        Assert.Equal(CatalogSourceState.Current, (await Report(other)).Sources[0].State);
        await Holds(other, 25544, 100057);

        static async Task Stopped(RunningService service)
        {
            var source = (await Report(service)).Sources[0];
            Assert.Equal((CatalogSourceState.Stopped, true), (source.State, source.NeedsResuming));
            Assert.Contains("503", source.Message, StringComparison.Ordinal);
            await Scrape.Until(service, scrape => scrape.Find("ssa_source_stopped{source=\"celestrak:active\"}") == 1, Cancellation);
        }
    }

    [Fact]
    public async Task Space_Track_is_asked_with_an_account_that_nobody_sees()
    {
        using var spaceTrack = new SpaceTrackImitation(_clock);
        var secret = Path.Combine(_folder, "secret");
        await File.WriteAllTextAsync(secret, $"identity={SpaceTrackImitation.Identity}\npassword={SpaceTrackImitation.Password}\n", Cancellation);
        Assert.True(SpaceTrackCredentials.TryFromFile(secret, out var account, out _));
        await using var service = await RunningService.Start(Location, clock: _clock, change: settings => settings with
        {
            Operation = new OperationSettings { CacheFolder = Path.Combine(_folder, "cache"), Sources = [new(SourceKind.SpaceTrack, "")], SpaceTrackMirror = spaceTrack.Address, SpaceTrackAccount = account },
        });
        await Look(service);
        await Look(service);
        Assert.Equal((1, 1), (spaceTrack.Logins, spaceTrack.Queries.Count));
        var report = await Report(service);
        Assert.Equal(("space-track", CatalogSourceState.Current), (report.Sources[0].Source, report.Sources[0].State));
        Assert.Equal("space-track", report.Report.Source);
        Assert.DoesNotContain(SpaceTrackImitation.Password, report.ToString(), StringComparison.Ordinal);
        _clock.Advance(2);
        _clock.Now += Duration.FromMinutes(1);
        await Look(service);
        Assert.Equal(2, spaceTrack.Queries.Count);
    }

    [Fact]
    public async Task SATCAT_is_joined_to_what_is_imported_and_read_again_when_it_changes()
    {
        var satcat = Path.Combine(_folder, "satcat.json");
        await File.WriteAllTextAsync(satcat, """{"10001": ["JPN", "DEB"], "10002": ["US", "PAY"]}""", Cancellation);
        await using var service = await Start([new(SourceKind.Satcat, satcat)]);

        // Before anything is looked at: it was read at the start.
        Assert.Equal((2, $"satcat:{satcat}"), ((await Report(service)).Satcat.ObjectCount, (await Report(service)).Satcat.Source));
        await service.Client.ImportAsync(new MemoryStream(Encoding.ASCII.GetBytes(Tle(10001) + Tle(10002))), new ImportHeader { Name = "two", Lenient = true }, Cancellation);
        var debris = await service.Client.ListObjectsAsync(new ListObjectsRequest { Selectors = { "owner=JPN+type=DEBRIS" } }, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(10001, Assert.Single(debris).CatalogNumber);
        await File.WriteAllTextAsync(satcat, """{"10001": ["US", "DEB"], "10002": ["JPN", "DEB"], "10003": ["JPN", "DEB"]}""", Cancellation);
        await Look(service);
        debris = await service.Client.ListObjectsAsync(new ListObjectsRequest { Selectors = { "owner=JPN+type=DEBRIS" } }, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(10002, Assert.Single(debris).CatalogNumber);
        var one = (await service.Client.Catalog.GetObjectAsync(new GetObjectRequest { CatalogNumber = 10002 }, cancellationToken: Cancellation)).Object;
        Assert.Equal(("JPN", V1.ObjectType.Debris), (one.Owner, one.ObjectType));
    }

    [Theory]
    [InlineData("celestrak", "celestrak:active")]
    [InlineData("celestrak:gps-ops", "celestrak:gps-ops")]
    [InlineData("space-track", "space-track")]
    [InlineData("folder:/data/in", "folder:/data/in")]
    [InlineData("satcat:/data/s.csv", "satcat:/data/s.csv")]
    [InlineData("celestrak:a b", null)]
    [InlineData("celestrak:../x", null)]
    [InlineData("space-track:x", null)]
    [InlineData("folder:", null)]
    [InlineData("http://somewhere", null)]
    public void Sources_are_read(string text, string? name)
    {
        Assert.Equal(name is not null, SourceSetting.TryParse(text, out var source, out var fault));
        Assert.Equal(name, OperatingSystem.IsWindows() && source?.Subject.Length > 3 ? name : source?.Name);
        Assert.Equal(name is null, fault is not null);
    }

    private static string Tle(int number) => MadeUpSets.Tle(number);

    private static Instant Ceiling(Instant time) => Instant.FromUnixTimeSeconds(((time.ToUnixTimeSeconds() / 3600) + 1) * 3600);

    private static Task Look(RunningService service) => service.Services.GetRequiredService<SourceRunner>().LookAsync(Cancellation);

    private static async Task<GetCatalogReportResponse> Report(RunningService service) => await service.Client.Catalog.GetCatalogReportAsync(new GetCatalogReportRequest(), cancellationToken: Cancellation);

    private static async Task Holds(RunningService service, params int[] numbers)
    {
        var objects = await service.Client.ListObjectsAsync(new ListObjectsRequest(), Cancellation).ToListAsync(Cancellation);
        Assert.Equal(numbers, objects.Select(one => one.CatalogNumber));
    }

    private static void Write(string folder, string name, params string[] sets) => File.WriteAllText(Path.Combine(folder, name), string.Concat(sets));

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    private Task<RunningService> Start(IReadOnlyList<SourceSetting> sources, Uri? celesTrak = null, string cache = "cache") => RunningService.Start(Location, clock: _clock, change: settings => settings with
    {
        Operation = new OperationSettings { CacheFolder = Path.Combine(_folder, cache), Sources = sources, CelesTrakMirror = celesTrak },
    });
}
