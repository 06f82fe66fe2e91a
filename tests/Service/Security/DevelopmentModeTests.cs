using Grpc.Core;
using NodaTime;
using Ssa.Service.Access;
using Ssa.Service.Hosting;
using Ssa.Store;

namespace Ssa.Service.Tests.Security;

/// <summary>The mode without keys: where it holds, and what ends it.</summary>
public sealed class DevelopmentModeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_key_closes_the_door_of_a_running_service_and_revoking_it_opens_it_to_nobody()
    {
        await using var service = await RunningService.Start(change: settings => settings with { Access = new AccessSettings { KeyMemory = Duration.Zero } });
        var created = await service.Client.Screening.CreateScreeningAsync(new(), cancellationToken: Cancellation);
        Assert.Equal("local", created.Screening.Participant);
        var store = (SsaStore)service.Services.GetService(typeof(SsaStore))!;
        var keys = new KeyRing(store, SystemClock.Instance);
        var (key, text) = keys.Create("first", "one", Role.Viewer, null)!.Value;
        Assert.Equal(StatusCode.Unauthenticated, await StatusOf(service.Client));
        using var client = new Ssa.Client.SsaClient(service.Url, new Ssa.Client.SsaClientOptions { ApiKey = text });
        Assert.Equal(StatusCode.OK, await StatusOf(client));
        Assert.Equal(created.Screening.Name, (await client.Screening.GetScreeningAsync(new() { Name = created.Screening.Name }, cancellationToken: Cancellation)).Screening.Name);
        keys.Revoke("first");
        Assert.Equal(key.Id, keys.List().Single().Id);
        Assert.Equal(StatusCode.Unauthenticated, await StatusOf(client));
        Assert.Equal(StatusCode.Unauthenticated, await StatusOf(service.Client));
    }

    [Fact]
    public async Task A_credential_that_is_shown_is_looked_at_all_the_same()
    {
        await using var service = await RunningService.Start();
        using var client = new Ssa.Client.SsaClient(service.Url, new Ssa.Client.SsaClientOptions { ApiKey = ApiKeyText.Fresh().ToText() });
        Assert.Equal(StatusCode.Unauthenticated, await StatusOf(client));
        Assert.Equal(StatusCode.OK, await StatusOf(service.Client));
    }

    [Theory]
    [InlineData("localhost:1", 200)]
    [InlineData("ssa.localhost", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]:5080", 200)]
    [InlineData("evil.example", 403)]
    [InlineData("127.0.0.1.evil.example", 403)]
    [InlineData("192.0.2.1", 403)]
    public async Task A_name_that_was_made_to_lead_here_opens_nothing(string host, int status)
    {
        await using var service = await RunningService.Start();
        using var http = new HttpClient { BaseAddress = service.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/catalogReport");
        request.Headers.Host = host;
        using var response = await http.SendAsync(request, Cancellation);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", AuthMode.Auto, false, true)]
    [InlineData("http://localhost:5080", AuthMode.Auto, false, true)]
    [InlineData("http://[::1]:5080", AuthMode.Auto, false, true)]
    [InlineData("http://127.0.0.1:5080", AuthMode.Required, false, false)]
    [InlineData("http://127.0.0.1:5080", AuthMode.Auto, true, false)]
    [InlineData("http://0.0.0.0:5080", AuthMode.Auto, true, false)]
    public void It_holds_only_where_nobody_else_reaches_the_service(string url, AuthMode mode, bool isBehindProxy, bool isOpen)
    {
        var folder = Directory.CreateTempSubdirectory("ssa-door-").FullName;
        try
        {
            var settings = new ServiceSettings { Url = new Uri(url), Store = Path.Combine(folder, "store.db"), Access = new AccessSettings { Auth = mode, IsBehindProxy = isBehindProxy } };
            Assert.Null(ListenAddress.FaultOf(settings));
            Assert.Equal(isOpen, new OpenDoor(SsaStore.Open(settings.Store), settings, SystemClock.Instance, () => { }).IsOpen());
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080", "loopback")]
    [InlineData("http://192.0.2.1:5080", "loopback")]
    [InlineData("http://[::]:5080", "loopback")]
    [InlineData("https://127.0.0.1:5080", "--tls-certificate")]
    [InlineData("http://ssa.example:5080", "address of this machine")]
    public void Keys_do_not_cross_a_network_in_the_clear(string url, string said)
    {
        var settings = new ServiceSettings { Url = new Uri(url), Store = "never-opened.db", Access = new AccessSettings { Auth = AuthMode.Required } };
        Assert.Contains(said, ListenAddress.FaultOf(settings), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SsaServer.Build(settings));
    }

    [Fact]
    public void A_client_sends_no_credential_over_a_network_in_the_clear() =>
        Assert.Throws<ArgumentException>(() => new Ssa.Client.SsaClient(new Uri("http://ssa.example"), new Ssa.Client.SsaClientOptions { ApiKey = "ssa_x" }));

    [Fact]
    public async Task Behind_a_proxy_the_callers_address_is_the_one_that_the_proxy_names()
    {
        await using var service = await RunningService.Start(change: settings => settings with
        {
            Access = new AccessSettings { IsBehindProxy = true },
            Limits = new CallLimitSettings { FailuresPerMinute = 1 },
        });
        using var http = new HttpClient { BaseAddress = service.Url };
        Assert.Contains(System.Net.HttpStatusCode.TooManyRequests, await Ask("198.51.100.1", 20));
        Assert.Equal([System.Net.HttpStatusCode.Unauthorized], await Ask("198.51.100.2", 1));

        // What a caller claims before the proxy adds its own word counts for nothing.
        Assert.Contains(System.Net.HttpStatusCode.TooManyRequests, await Ask("203.0.113.9, 198.51.100.1", 20));

        async Task<HashSet<System.Net.HttpStatusCode>> Ask(string forwarded, int times)
        {
            var answers = new HashSet<System.Net.HttpStatusCode>();
            for (var i = 0; i < times; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/objects");
                request.Headers.Add("x-forwarded-for", forwarded);
                using var response = await http.SendAsync(request, Cancellation);
                answers.Add(response.StatusCode);
            }

            return answers;
        }
    }

    private static async Task<StatusCode> StatusOf(Ssa.Client.SsaClient client)
    {
        try
        {
            await client.Catalog.GetCatalogReportAsync(new(), cancellationToken: Cancellation);
            return StatusCode.OK;
        }
        catch (RpcException fault)
        {
            return fault.StatusCode;
        }
    }
}
