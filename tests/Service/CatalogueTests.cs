using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;
using NodaTime;
using Ssa.Catalog;
using Ssa.Client;
using Ssa.Propagation;
using Ssa.V1;

namespace Ssa.Service.Tests;

/// <summary>The catalogue through the service, and the other ways into it.</summary>
public sealed class CatalogueTests
{
    private static readonly int[] Minutes = [0, 30, 60, 90, 100];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_bundled_sample_is_there_at_the_first_start()
    {
        await using var service = await RunningService.Start();
        var objects = await service.Client.ListObjectsAsync(new ListObjectsRequest { PageSize = 50 }, Cancellation).ToListAsync(Cancellation);
        var expected = CatalogueSelection.Choose(BundledSample.Read().Batch.Accepted, SystemClock.Instance.GetCurrentInstant()).Objects;
        Assert.Equal(expected.Select(one => one.Number.Value), objects.Select(one => one.CatalogNumber));
        Assert.Equal(expected.Select(one => one.MeanMotionRevPerDay), objects.Select(one => one.ElementSet.MeanMotionRevPerDay));
        var japanese = await service.Client.ListObjectsAsync(new ListObjectsRequest { Selectors = { "owner=JPN+type=PAYLOAD" } }, Cancellation).ToListAsync(Cancellation);
        Assert.NotEmpty(japanese);
        Assert.All(japanese, one => Assert.Equal(("JPN", V1.ObjectType.Payload), (one.Owner, one.ObjectType)));
        var report = (await service.Client.Catalog.GetCatalogReportAsync(new GetCatalogReportRequest(), cancellationToken: Cancellation)).Report;
        Assert.Equal((objects.Count, BundledSample.Name), (report.ObjectCount, report.Source));
    }

    [Fact]
    public async Task An_import_becomes_a_snapshot_and_the_past_stays()
    {
        await using var service = await RunningService.Start();
        var before = SystemClock.Instance.GetCurrentInstant();
        const string one = "1 25544U 98067A   24306.50000000  .00016717  00000-0  10270-3 0  9006\n2 25544  51.6400 208.9163 0006317  69.9862 290.1838 15.49560000    18\n";
        const string broken = "1 25545U 98067A   24306.50000000  .00016717  00000-0  10270-3 0  9005\n2 25545  51.6400 208.9163 0006317  69.9862 290.1838 15.49560000    19\n";
        var report = await service.Client.ImportAsync(Text(one + broken), new ImportHeader { Name = "two.tle", Lenient = true, Mode = V1.ImportMode.Add }, Cancellation);
        Assert.Equal("snapshots/2", report.Snapshot);
        var now = (await service.Client.Catalog.GetObjectAsync(new GetObjectRequest { CatalogNumber = 25544 }, cancellationToken: Cancellation)).Object;
        Assert.Equal(15.4956, now.ElementSet.MeanMotionRevPerDay);
        var then = (await service.Client.Catalog.GetObjectAsync(new GetObjectRequest { CatalogNumber = 25544, AsOf = before.ToTimestamp() }, cancellationToken: Cancellation)).Object;
        Assert.NotEqual(now.ElementSet, then.ElementSet);
        var history = await service.Client.Catalog.ListElementSetsAsync(new ListElementSetsRequest { CatalogNumber = 25544 }, cancellationToken: Cancellation);
        Assert.Equal(2, history.ElementSets.Count);
        Assert.True(history.ElementSets[0].Epoch.ToInstant() < history.ElementSets[1].Epoch.ToInstant());

        // Adding keeps what was there; replacing does not.
        var added = await service.Client.ListObjectsAsync(new ListObjectsRequest(), Cancellation).CountAsync(Cancellation);
        Assert.True(added > 200, $"{added}");
        await service.Client.ImportAsync(Text(one), new ImportHeader { Name = "one.tle", Lenient = true }, Cancellation);
        Assert.Equal(1, await service.Client.ListObjectsAsync(new ListObjectsRequest(), Cancellation).CountAsync(Cancellation));

        var nothing = await Assert.ThrowsAsync<RpcException>(() => service.Client.ImportAsync(Text("no element sets\n"), new ImportHeader { Name = "empty" }, Cancellation));
        Assert.Equal(StatusCode.InvalidArgument, nothing.StatusCode);
    }

    [Fact]
    public async Task An_import_that_is_too_large_is_refused()
    {
        await using var service = await RunningService.Start(change: settings => settings with { LargestImport = 100_000 });
        var fault = await Assert.ThrowsAsync<RpcException>(() => service.Client.ImportAsync(Text(new string('x', 2_000_000)), new ImportHeader { Name = "large" }, Cancellation));
        Assert.Equal(StatusCode.ResourceExhausted, fault.StatusCode);
        Assert.NotNull(fault.GetRpcStatus()!.GetDetail<Google.Rpc.RetryInfo>());
    }

    [Fact]
    public async Task States_are_those_of_SGP4()
    {
        await using var service = await RunningService.Start();
        var start = Instant.FromUtc(2024, 11, 1, 0, 0);
        using var call = service.Client.Catalog.Propagate(
            new PropagateRequest { Selectors = { "25544" }, StartTime = start.ToTimestamp(), Duration = Duration.FromMinutes(100).ToProtobuf(), Step = Duration.FromMinutes(30).ToProtobuf() }, cancellationToken: Cancellation);
        var states = new List<PropagatedState>();
        await foreach (var part in call.ResponseStream.ReadAllAsync(Cancellation))
        {
            states.AddRange(part.States);
        }

        var set = CatalogueSelection.Choose(BundledSample.Read().Batch.Accepted, start).Objects.Single(one => one.Number.Value == 25544);
        var propagator = new Sgp4Propagator(set, Ssa.Propagation.Sgp4Mode.Afspc);
        Assert.Equal(
            Minutes.Select(minutes => propagator.At(start + Duration.FromMinutes(minutes)).PositionKm).Select(p => (p.X, p.Y, p.Z)),
            states.Select(state => (state.PositionKm.X, state.PositionKm.Y, state.PositionKm.Z)));
    }

    [Fact]
    public async Task More_states_than_can_be_counted_are_refused()
    {
        await using var service = await RunningService.Start();
        var numbers = BundledSample.Read().Batch.Accepted.Select(one => one.Number).Distinct().Take(40);
        using var call = service.Client.Catalog.Propagate(
            new PropagateRequest
            {
                Selectors = { string.Join(',', numbers) },
                StartTime = Instant.FromUtc(2024, 11, 1, 0, 0).ToTimestamp(),
                Duration = Duration.FromDays(3660).ToProtobuf(),
                Step = Duration.Epsilon.ToProtobuf(),
            },
            cancellationToken: Cancellation);
        var fault = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancellation));
        Assert.Equal(StatusCode.InvalidArgument, fault.StatusCode);
        Assert.Equal("step", Assert.Single(fault.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations).Field);
    }

    [Fact]
    public async Task JSON_health_and_reflection_share_the_port()
    {
        await using var service = await RunningService.Start();
        using var http = new HttpClient { BaseAddress = service.Url };
        var objects = await http.GetFromJsonAsync<JsonElement>("/v1/objects?pageSize=3&selectors=regime=LEO", Cancellation);
        Assert.Equal(3, objects.GetProperty("objects").GetArrayLength());
        var created = await (await http.PostAsync("/v1/screenings", new StringContent("""{"settings":{"thresholdKm":3,"duration":"3600s"}}""", Encoding.UTF8, "application/json"), Cancellation))
            .Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.StartsWith("screenings/", created.GetProperty("screening").GetProperty("name").GetString(), StringComparison.Ordinal);
        var refused = await http.GetAsync("/v1/screenings/99", Cancellation);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal("Healthy", await http.GetStringAsync("/healthz/live", Cancellation));
        Assert.Equal("Healthy", await http.GetStringAsync("/healthz/ready", Cancellation));

        using var channel = GrpcChannel.ForAddress(service.Url);
        foreach (var name in new[] { "", "ready" })
        {
            var health = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest { Service = name }, cancellationToken: Cancellation);
            Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
        }

        using var reflection = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(cancellationToken: Cancellation);
        await reflection.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, Cancellation);
        Assert.True(await reflection.ResponseStream.MoveNext(Cancellation));
        var services = reflection.ResponseStream.Current.ListServicesResponse.Service.Select(one => one.Name);
        Assert.Superset(new HashSet<string> { "ssa.v1.CatalogService", "ssa.v1.ScreeningService", "ssa.v1.RiskService" }, services.ToHashSet());
    }

    private static MemoryStream Text(string text) => new(Encoding.ASCII.GetBytes(text));
}
