using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Ssa.Client;
using Ssa.Service.Hosting;

namespace Ssa.Service.Tests;

/// <summary>A service on a free port with a store in a folder of its own.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string? _folder;

    private RunningService(WebApplication app, string? folder)
    {
        (_app, _folder) = (app, folder);
        Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("[::]", "127.0.0.1", StringComparison.Ordinal));
        Client = new SsaClient(Url);
    }

    public Uri Url { get; }

    public SsaClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a service.</summary>
    /// <param name="store">Its store; null for a new one that goes with the service.</param>
    /// <param name="change">Changes its settings.</param>
    /// <param name="clock">Its clock; null for the system's.</param>
    public static async Task<RunningService> Start(string? store = null, Func<ServiceSettings, ServiceSettings>? change = null, IClock? clock = null)
    {
        var folder = store is null ? Directory.CreateTempSubdirectory("ssa-service-").FullName : null;
        var settings = new ServiceSettings { Store = store ?? Path.Combine(folder!, "store.db"), Url = new Uri("http://127.0.0.1:0"), Threads = 1 };
        var app = SsaServer.Build(change?.Invoke(settings) ?? settings, clock, configure: builder => builder.Logging.ClearProviders());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningService(app, folder);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_folder is not null)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
