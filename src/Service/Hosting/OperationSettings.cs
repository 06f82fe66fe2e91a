using Microsoft.Extensions.Logging;
using NodaTime;
using Ssa.Catalog.Sources;
using Ssa.Service.Sources;

namespace Ssa.Service.Hosting;

/// <summary>How lines of the log look.</summary>
public enum LogFormat
{
    /// <summary>For people: time, level, place, message, fields.</summary>
    Text,

    /// <summary>For programs: a JSON object a line.</summary>
    Json,
}

/// <summary>What an operator settles: logs, telemetry, plans, what is kept, where element sets come from.</summary>
public sealed record OperationSettings
{
    /// <summary>How lines of the log look.</summary>
    public LogFormat LogFormat { get; init; }

    /// <summary>The least level that is logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Where traces and metrics are sent by OTLP; null for nowhere. The protocol is gRPC, or what OTEL_EXPORTER_OTLP_PROTOCOL says.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>The interval of a schedule with default settings that there is always; null for none.</summary>
    public Duration? ScreenEvery { get; init; }

    /// <summary>How many ended screenings are kept; null for all.</summary>
    public int? KeepCount { get; init; }

    /// <summary>How long ended screenings are kept, counted back from the end of the newest; null for ever.</summary>
    public Duration? KeepFor { get; init; }

    /// <summary>Where element sets and SATCAT come from by themselves, each named once.</summary>
    public IReadOnlyList<SourceSetting> Sources { get; init; } = [];

    /// <summary>The folder of downloads; needed where there are sources.</summary>
    public string CacheFolder { get; init; } = "";

    /// <summary>The base address of a mirror of CelesTrak; null for CelesTrak itself.</summary>
    public Uri? CelesTrakMirror { get; init; }

    /// <summary>The base address of a mirror of Space-Track; null for Space-Track itself.</summary>
    public Uri? SpaceTrackMirror { get; init; }

    /// <summary>The account at Space-Track; null for none.</summary>
    public SpaceTrackCredentials? SpaceTrackAccount { get; init; }
}
