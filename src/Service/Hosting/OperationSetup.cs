using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Ssa.Service.Jobs;
using Ssa.Service.Schedules;
using Ssa.Service.Sources;
using Ssa.Service.Telemetry;
using Ssa.Store;

namespace Ssa.Service.Hosting;

/// <summary>Puts into the service what runs by itself and what its operator watches.</summary>
internal static partial class OperationSetup
{
    /// <summary>Adds schedules, sources, retention and telemetry. SATCAT is read before anything is answered.</summary>
    /// <exception cref="Ssa.Catalog.SatcatReadException">SATCAT cannot be read.</exception>
    public static void AddOperation(this WebApplicationBuilder builder, OperationSettings settings, SsaStore store, IClock clock)
    {
        if (settings.ScreenEvery is { } interval)
        {
            ScheduleDesk.Ensure(store, interval, clock.GetCurrentInstant());
        }

        foreach (var satcat in settings.Sources.Where(source => source.Kind == SourceKind.Satcat && File.Exists(source.Subject)))
        {
            DeliveryImport.TakeInSatcatNow(store, satcat, clock.GetCurrentInstant());
        }

        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton<ScheduleDesk>();
        services.AddSingleton<SourceDesk>();
        services.AddSingleton<ScheduleRunner>();
        services.AddSingleton<SourceRunner>();
        services.AddSingleton<ScreeningRetention>();
        services.AddHostedService(provider => provider.GetRequiredService<ScheduleRunner>());
        services.AddHostedService(provider => provider.GetRequiredService<SourceRunner>());
        services.AddHostedService(provider => provider.GetRequiredService<ScreeningRetention>());
        builder.AddTelemetry(settings);
    }

    /// <summary>Says something of the service as a line of its log.</summary>
    public static void Announce(ILogger log, string what) => Announced(log, what);

    [LoggerMessage(Level = LogLevel.Information, Message = "{What}")]
    private static partial void Announced(ILogger log, string what);

    /// <summary>Not ready from the moment of the farewell on, so that nobody sends more.</summary>
    internal sealed class FarewellCheck(IHostApplicationLifetime lifetime) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("The service is shutting down.") : HealthCheckResult.Healthy());
    }
}
