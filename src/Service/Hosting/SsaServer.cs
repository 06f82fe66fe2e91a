using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using NodaTime;
using Ssa.Catalog;
using Ssa.Service.Access;
using Ssa.Service.Endpoints;
using Ssa.Service.Jobs;
using Ssa.Store;

namespace Ssa.Service.Hosting;

/// <summary>Builds the service: gRPC with reflection and health, gRPC-Web, and JSON under <c>/v1/</c>.</summary>
public static class SsaServer
{
    private const int LargestMessage = 4 << 20;
    private const string Ready = "ready";

    /// <summary>Builds a service that is not started yet. Its store is opened, and holds the bundled sample if it held nothing.</summary>
    /// <param name="settings">What it is told.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    /// <param name="configure">Changes the builder before the service is built, as tests do; null for nothing.</param>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    /// <exception cref="TlsFilesException">The files of TLS cannot be used.</exception>
    /// <exception cref="ArgumentException">It may not listen where it is told to.</exception>
    public static WebApplication Build(ServiceSettings settings, IClock? clock = null, Action<WebApplicationBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (ListenAddress.FaultOf(settings) is { } fault)
        {
            throw new ArgumentException($"{settings.Url} is not {fault}.", nameof(settings));
        }

        clock ??= SystemClock.Instance;
        var store = SsaStore.Open(settings.Store);
        TakeInSample(store, clock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(kestrel => Listening.Configure(kestrel, settings, LargestMessage));
        var services = builder.Services;

        // Standard output is for data, in a service as in every command.
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning);
        services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        services.AddSingleton<IConnectionListenerFactory>(provider => new ProtocolFork(ActivatorUtilities.CreateInstance<SocketTransportFactory>(provider), settings.Limits.Connections));
        services.AddSingleton(settings);
        services.AddSingleton(store);
        services.AddSingleton(clock);
        services.AddSingleton<ScreeningNews>();
        services.AddSingleton<ScreeningQueue>();
        services.AddSingleton<ScreeningObjects>();
        services.AddSingleton<EphemerisShelf>();
        services.AddSingleton<EphemerisIntake>();
        services.AddAccess(settings, clock);
        services.AddHostedService<ScreeningRunner>();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = LargestMessage;
            grpc.Interceptors.Add<FaultInterceptor>();
        }).AddJsonTranscoding(json =>
        {
            // The details of errors, so that JSON has them too.
            json.TypeRegistry = Google.Protobuf.Reflection.TypeRegistry.FromFiles(Google.Rpc.ErrorDetailsReflection.Descriptor);
        });
        services.AddGrpcReflection();

        // Alive: the process answers. Ready: the store does too.
        services.AddGrpcHealthChecks(health =>
        {
            health.Services.Map("", check => !check.Tags.Contains(Ready));
            health.Services.Map(Ready, check => check.Tags.Contains(Ready));
        }).AddCheck("alive", () => HealthCheckResult.Healthy()).AddCheck<StoreCheck>("store", tags: [Ready]);
        configure?.Invoke(builder);
        var app = builder.Build();
        if (settings.Access.IsBehindProxy)
        {
            app.UseForwardedHeaders();
        }

        app.UseRouting();
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        app.UseAccess();
        app.MapGrpcService<CatalogEndpoint>();
        app.MapGrpcService<ScreeningEndpoint>();
        app.MapGrpcService<RiskEndpoint>();
        app.MapGrpcReflectionService();
        app.MapGrpcHealthChecksService();
        app.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = check => !check.Tags.Contains(Ready) }).OpenToAll();
        app.MapHealthChecks("/healthz/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).OpenToAll();
        return app;
    }

    /// <summary>Where a service keeps what it has, without secrets.</summary>
    public static string StoreName(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.Services.GetRequiredService<SsaStore>().Name;
    }

    private static void TakeInSample(SsaStore store, IClock clock)
    {
        if (store.Catalogue.Find(null) is null)
        {
            store.Catalogue.ReplaceSatcat(BundledSample.Satcat);
            store.Catalogue.Import(BundledSample.Read(), BundledSample.Name, ImportMode.Replace, clock.GetCurrentInstant());
        }
    }

    private sealed class StoreCheck(SsaStore store) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                store.Screenings.CountOpen();
                return Task.FromResult(HealthCheckResult.Healthy());
            }
            catch (System.Data.Common.DbException fault)
            {
                return Task.FromResult(HealthCheckResult.Unhealthy($"The store {store.Name} does not answer.", fault));
            }
        }
    }
}
