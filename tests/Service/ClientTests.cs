using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Ssa.Catalog;
using Ssa.Client;
using Ssa.V1;

namespace Ssa.Service.Tests;

/// <summary>What the client does by itself: tries again, keeps keys, and hands whole snapshots over.</summary>
public sealed class ClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_that_may_be_made_twice_are_made_again_and_others_are_not()
    {
        var unsteady = new Unsteady();
        await using var app = await Start(unsteady);
        using var client = new SsaClient(AddressOf(app));

        // Two failures each, then an answer; the third try is the same screening's.
        Assert.Equal("screenings/7", (await client.GetScreeningAsync("screenings/7", Cancellation)).Name);
        Assert.Equal(3, unsteady.Gets);
        var created = await client.CreateScreeningAsync(cancellation: Cancellation);
        Assert.Equal(3, unsteady.Creations.Count);
        Assert.Single(unsteady.Creations.Distinct());
        Assert.Equal(unsteady.Creations[0], created.RequestId);
        Assert.NotEqual("", created.RequestId);

        // An import may have been taken in: it is the caller's to look.
        var fault = await Assert.ThrowsAsync<RpcException>(() => client.ImportAsync(new MemoryStream([1]), new ImportHeader { Name = "x" }, Cancellation));
        Assert.Equal((StatusCode.Unavailable, 1), (fault.StatusCode, unsteady.Imports));

        using var once = new SsaClient(AddressOf(app), new SsaClientOptions { Attempts = 1 });
        unsteady.Gets = 0;
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => once.GetScreeningAsync("screenings/7", Cancellation))).StatusCode);
        Assert.Equal(1, unsteady.Gets);
    }

    [Fact]
    public async Task A_key_goes_with_every_call_and_to_other_machines_with_TLS_alone()
    {
        var unsteady = new Unsteady { Gets = 2 };
        await using var app = await Start(unsteady);
        using var client = new SsaClient(AddressOf(app), new SsaClientOptions { ApiKey = "secret-7" });
        await client.GetScreeningAsync("screenings/7", Cancellation);
        Assert.Equal("Bearer secret-7", unsteady.Authorization);
        Assert.Throws<ArgumentException>(() => new SsaClient(new Uri("http://ssa.example.org"), new SsaClientOptions { ApiKey = "secret-7" }));
        new SsaClient(new Uri("http://ssa.example.org"), new SsaClientOptions { ApiKey = "secret-7", AllowApiKeyWithoutTls = true }).Dispose();
        new SsaClient(new Uri("https://ssa.example.org"), new SsaClientOptions { ApiKey = "secret-7" }).Dispose();
        Assert.Throws<ArgumentException>(() => new SsaClient(new Uri("ftp://ssa.example.org")));
        Assert.Throws<ArgumentException>(() => new SsaClient(new Uri("http://127.0.0.1"), new SsaClientOptions { Attempts = 0 }));
    }

    [Fact]
    public async Task A_snapshot_is_handed_over_whole()
    {
        await using var service = await RunningService.Start();
        var sets = new List<ElementSet>();
        var records = new List<SatcatRecord>();
        await foreach (var part in service.Client.ExportElementSetsAsync(cancellation: Cancellation))
        {
            Assert.True(part.ElementSets.Count == 0 || records.Count == 0, "element sets come before the records of SATCAT");
            sets.AddRange(part.ElementSets);
            records.AddRange(part.SatcatRecords);
        }

        var sample = BundledSample.Read().Batch.Accepted.Distinct().OrderBy(set => set.Number).ThenBy(set => set.Epoch);
        Assert.Equal(
            sample.Select(e => (e.Number.Value, e.Epoch, e.Name, e.MeanMotionRevPerDay, e.BStarPerEarthRadius, e.MeanMotionDotRevPerDay2, e.ElementSetNumber, e.RevolutionAtEpoch, e.Classification.ToString())),
            sets.Select(e => (e.CatalogNumber, e.Epoch.ToInstant(), e.ObjectName, e.MeanMotionRevPerDay, e.BstarPerEarthRadius, e.MeanMotionDotRevPerDay2, e.ElementSetNumber, e.RevolutionAtEpoch, e.Classification)));
        Assert.Equal(
            BundledSample.Satcat.Entries.Where(entry => sets.Exists(set => set.CatalogNumber == entry.Key.Value)).OrderBy(entry => entry.Key).Select(entry => (entry.Key.Value, entry.Value.Owner, entry.Value.Status, entry.Value.RcsM2)),
            records.Select(record => (record.CatalogNumber, record.Owner, record.OperationalStatus, record.HasRadarCrossSectionM2 ? record.RadarCrossSectionM2 : (double?)null)));
    }

    [Fact]
    public async Task Files_become_one_snapshot_that_is_found_by_its_content()
    {
        await using var service = await RunningService.Start();
        const string one = "1 25544U 98067A   24306.50000000  .00016717  00000-0  10270-3 0  9006\n2 25544  51.6400 208.9163 0006317  69.9862 290.1838 15.49560000    18\n";
        const string two = "1 25545U 98067A   24306.50000000  .00016717  00000-0  10270-3 0  9005\n2 25545  51.6400 208.9163 0006317  69.9862 290.1838 15.49560000    19\nbroken\n";
        Assert.Null(await service.Client.FindSnapshotAsync("00", Cancellation));
        var report = await service.Client.ImportAsync([(Header("one.tle"), Text(one)), (Header("two.tle"), Text(two))], Cancellation);
        Assert.Equal((2, V1.ImportMode.Replace, "one.tle and 1 more"), (report.AcceptedCount, report.Mode, report.Source));
        Assert.Equal(["one.tle", "two.tle"], report.Files.Select(file => file.Name));
        Assert.Equal(string.Join('+', report.Files.Select(file => file.Sha256)), report.ContentSha256);
        Assert.Equal("two.tle", Assert.Single(report.SetAside).File);
        Assert.NotEqual("", report.SetAside[0].Message);
        Assert.Equal(report, await service.Client.FindSnapshotAsync(report.ContentSha256, Cancellation));

        // What came to another catalogue is not the content's alone.
        var added = await service.Client.ImportAsync(Text(one), new ImportHeader { Name = "one.tle", Lenient = true, Mode = V1.ImportMode.Add }, Cancellation);
        Assert.Equal(V1.ImportMode.Add, added.Mode);
        Assert.Null(await service.Client.FindSnapshotAsync(added.ContentSha256, Cancellation));
        var both = await Assert.ThrowsAsync<RpcException>(() => service.Client.Catalog.GetCatalogReportAsync(
            new GetCatalogReportRequest { Snapshot = "snapshots/1", ContentSha256 = "00" }, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal(StatusCode.InvalidArgument, both.StatusCode);

        static ImportHeader Header(string name) => new() { Name = name, Lenient = true };
        static MemoryStream Text(string text) => new(System.Text.Encoding.ASCII.GetBytes(text));
    }

    [Fact]
    public async Task Refused_objects_come_in_pages_and_rules_are_counted()
    {
        await using var service = await RunningService.Start();
        var settings = new V1.ScreeningSettings
        {
            // Decades on, many low orbits have no state any more.
            StartTime = Instant.FromUtc(2044, 1, 1, 0, 0).ToTimestamp(),
            Exclusions = { new V1.ExclusionRule { SameNamePrefix = true }, new V1.ExclusionRule { Between = new SelectorPair { One = "25544", Other = "name=*" } } },
        };
        var screening = await service.Client.CreateScreeningAsync(settings, cancellation: Cancellation);
        var ended = await service.Client.WaitAsync(screening.Name, cancellation: Cancellation);
        Assert.Equal(V1.ScreeningState.Succeeded, ended.State);
        Assert.Equal(2, ended.ExcludedPairCounts.Count);
        Assert.True(ended.ExcludedPairCounts[0] > 0 && ended.ExcludedPairCounts[1] > 0);
        Assert.Equal(ended.ExcludedPairCount, ended.ExcludedPairCounts.Sum());
        var refused = await service.Client.ListRefusedObjectsAsync(ended.Name, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(ended.RefusedCount, refused.Count);
        Assert.True(refused.Count > 3, $"{refused.Count}");
        var paged = new List<RefusedObject>();
        var page = new ListRefusedObjectsRequest { Parent = ended.Name, PageSize = 2 };
        do
        {
            var response = await service.Client.Screening.ListRefusedObjectsAsync(page, cancellationToken: Cancellation);
            Assert.InRange(response.RefusedObjects.Count, 1, 2);
            paged.AddRange(response.RefusedObjects);
            page.PageToken = response.NextPageToken;
        }
        while (page.PageToken.Length > 0);

        Assert.Equal(refused, paged);
        Assert.All(refused, one => Assert.NotEqual("", one.Error));
    }

    private static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    private static async Task<WebApplication> Start(Unsteady unsteady)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(unsteady);
        var app = builder.Build();
        app.MapGrpcService<UnsteadyScreenings>();
        app.MapGrpcService<UnsteadyCatalog>();
        await app.StartAsync(Cancellation);
        return app;
    }

    /// <summary>What a service that fails twice before it answers was asked.</summary>
    private sealed class Unsteady
    {
        public int Gets { get; set; }

        public int Imports { get; set; }

        public List<string> Creations { get; } = [];

        public string? Authorization { get; set; }

        public static RpcException Fault() => new(new Status(StatusCode.Unavailable, "not now"));
    }

    private sealed class UnsteadyScreenings(Unsteady unsteady) : ScreeningService.ScreeningServiceBase
    {
        public override Task<GetScreeningResponse> GetScreening(GetScreeningRequest request, ServerCallContext context)
        {
            unsteady.Authorization = context.RequestHeaders.GetValue("authorization");
            return ++unsteady.Gets < 3 ? throw Unsteady.Fault() : Task.FromResult(new GetScreeningResponse { Screening = new V1.Screening { Name = request.Name } });
        }

        public override Task<CreateScreeningResponse> CreateScreening(CreateScreeningRequest request, ServerCallContext context)
        {
            unsteady.Creations.Add(request.RequestId);
            return unsteady.Creations.Count < 3 ? throw Unsteady.Fault() : Task.FromResult(new CreateScreeningResponse { Screening = new V1.Screening { RequestId = request.RequestId } });
        }
    }

    private sealed class UnsteadyCatalog(Unsteady unsteady) : CatalogService.CatalogServiceBase
    {
        public override Task<ImportElementSetsResponse> ImportElementSets(IAsyncStreamReader<ImportElementSetsRequest> requestStream, ServerCallContext context)
        {
            unsteady.Imports++;
            throw Unsteady.Fault();
        }
    }
}
