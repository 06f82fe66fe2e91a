using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using Ssa.Client;
using Ssa.Store;
using Ssa.V1;

namespace Ssa.Service.Tests;

/// <summary>How a service ends.</summary>
public sealed class FarewellTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_alive_and_not_ready_while_it_shuts_down()
    {
        await using var service = await RunningService.Start();
        using var http = new HttpClient { BaseAddress = service.Url };
        Assert.Equal("Healthy", await http.GetStringAsync("/healthz/ready", Cancellation));
        service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/healthz/ready", Cancellation)).StatusCode);
        Assert.Equal("Healthy", await http.GetStringAsync("/healthz/live", Cancellation));
        using var channel = GrpcChannel.ForAddress(service.Url);
        var health = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest { Service = "ready" }, cancellationToken: Cancellation);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, health.Status);
    }

    [Fact]
    public async Task A_run_is_parked_and_its_watcher_sent_on_although_it_would_listen_for_long()
    {
        var folder = Directory.CreateTempSubdirectory("ssa-farewell-").FullName;
        try
        {
            var location = Path.Combine(folder, "store.db");
            string name;
            StatusCode ended;
            await using (var service = await RunningService.Start(location))
            {
                var created = await service.Client.Screening.CreateScreeningAsync(
                    new CreateScreeningRequest { Settings = new() { Duration = Duration.FromDays(366).ToProtobuf(), ThresholdKm = 20 } }, cancellationToken: Cancellation);
                name = created.Screening.Name;
                using var watch = service.Client.Screening.WatchScreening(new WatchScreeningRequest { Name = name }, cancellationToken: Cancellation);
                while (await watch.ResponseStream.MoveNext(Cancellation) && watch.ResponseStream.Current.Conjunctions is null)
                {
                }

                service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
                var fault = await Assert.ThrowsAsync<RpcException>(async () =>
                {
                    while (await watch.ResponseStream.MoveNext(Cancellation))
                    {
                    }
                });
                ended = fault.StatusCode;
            }

            Assert.Equal(StatusCode.Unavailable, ended);
            var store = SsaStore.Open(location);
            var parked = store.Screenings.Find(ScreeningViewer.Everything, 1)!;
            Assert.Equal((Ssa.Store.ScreeningState.Running, true), (parked.State, parked.ConjunctionCount > 0));
            Assert.Equal(1, store.Screenings.Claim("next", SystemClock.Instance.GetCurrentInstant(), Duration.FromSeconds(10))!.Id);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }
}
