using System.Diagnostics.Metrics;
using System.Reflection;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Ssa.Service.Hosting;

namespace Ssa.Service.Telemetry;

/// <summary>Puts logs, metrics and traces into the service.</summary>
internal static class TelemetrySetup
{
    private const string MetricsPath = "/metrics";

    public static void AddTelemetry(this WebApplicationBuilder builder, OperationSettings settings)
    {
        // Standard output is for data, in a service as in every command.
        builder.Logging.AddConsole(console =>
        {
            console.FormatterName = LogLines.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        }).AddConsoleFormatter<LogLines, LogLineOptions>(lines => lines.Format = settings.LogFormat);

        // The frameworks say more than an operator can use.
        var framework = settings.LogLevel < LogLevel.Warning && settings.LogLevel > LogLevel.Debug ? LogLevel.Warning : settings.LogLevel;
        builder.Logging.SetMinimumLevel(settings.LogLevel).AddFilter("Microsoft", framework).AddFilter("Grpc", framework).AddFilter("Ssa", settings.LogLevel);

        builder.Services.AddSingleton<ServiceMetrics>();
        builder.Services.AddSingleton<CallMetrics>();
        builder.Services.Configure<GrpcServiceOptions>(grpc => grpc.Interceptors.Add<CallMetrics>());
        var version = typeof(TelemetrySetup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("ssa", serviceVersion: version));
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(ServiceMetrics.MeterName, "System.Runtime").AddAspNetCoreInstrumentation()
                .AddPrometheusExporter(prometheus => prometheus.ScopeInfoEnabled = false);
            if (metrics is IDeferredMeterProviderBuilder deferred)
            {
                // Several services in one process, as in tests, each show their own figures.
                deferred.Configure((provider, late) =>
                {
                    var own = provider.GetRequiredService<ServiceMetrics>().Factory;
                    late.AddView(instrument => instrument.Meter.Scope is IMeterFactory && !ReferenceEquals(instrument.Meter.Scope, own) ? MetricStreamConfiguration.Drop : null);
                });
            }

            if (settings.OtlpEndpoint is { } endpoint)
            {
                metrics.AddOtlpExporter(otlp => Send(otlp, endpoint, "v1/metrics"));
            }
        });
        telemetry.WithTracing(traces =>
        {
            // Without an exporter too: the log names the traces.
            traces.AddSource(ServiceTraces.SourceName).AddAspNetCoreInstrumentation(requests =>
                requests.Filter = context => !context.Request.Path.StartsWithSegments("/healthz", StringComparison.Ordinal) && !context.Request.Path.StartsWithSegments(MetricsPath, StringComparison.Ordinal));
            if (settings.OtlpEndpoint is { } endpoint)
            {
                traces.AddOtlpExporter(otlp => Send(otlp, endpoint, "v1/traces"));
            }
        });
    }

    public static void MapTelemetry(this WebApplication app, StoreWatch watch)
    {
        var metrics = app.Services.GetRequiredService<ServiceMetrics>();
        app.MapPrometheusScrapingEndpoint(MetricsPath);
        _ = app.Services.GetRequiredService<MeterProvider>();
        metrics.BeginAtZero();
        watch.CountIn(metrics);
    }

    // With HTTP the path is the caller's to complete; with gRPC there is none.
    private static void Send(OtlpExporterOptions otlp, Uri endpoint, string path) =>
        otlp.Endpoint = otlp.Protocol == OtlpExportProtocol.HttpProtobuf ? new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/" + path) : endpoint;
}
