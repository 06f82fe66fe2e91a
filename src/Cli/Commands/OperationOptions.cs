using System.Globalization;
using Microsoft.Extensions.Logging;
using NodaTime;
using Ssa.Catalog.Sources;
using Ssa.Cli.Jobs;
using Ssa.Cli.Terminal;
using Ssa.Cli.Values;
using Ssa.Service.Hosting;
using Ssa.Service.Sources;

namespace Ssa.Cli.Commands;

/// <summary>The settings of the service that its operator settles: logs, telemetry, plans, what is kept, where element sets come from.</summary>
internal static class OperationOptions
{
    private const string All = "all";

    /// <summary>The settings, in the order in which they are shown.</summary>
    public static IReadOnlyList<ServeSetting> Settings { get; } =
    [
        new("log_format", "text|json", "How lines of the log on standard error look.", () => "text"),
        new("log_level", "debug|info|warning|error", "The least level that is logged.", () => "info"),
        new("otlp_endpoint", "URL", "Where traces and metrics are sent by OTLP, as http://collector:4317; empty for nowhere.", () => Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") ?? ""),
        new("screen_every", "DURATION", "Keep a schedule that screens the newest snapshot with default settings at this interval, as 8h; empty for none.", () => ""),
        new("keep_screenings", "N|DURATION", "Ended screenings that are kept: a number, a time such as 30d, both as 500,30d, or all.", () => All),
        new("source", "SOURCE", "Where element sets come from by themselves: celestrak:GROUP, space-track, folder:PATH; several with commas. Empty for none.", () => ""),
        new("satcat", "FILE", "SATCAT, read at the start and whenever it changes; empty for the one in the store.", () => ""),
        new("cache", "DIR", "Folder of downloads and of what sources note down.", () => CacheFolder.Find(Environment.GetEnvironmentVariable)),
        new("celestrak_mirror", "URL", "Base address of a mirror of CelesTrak; empty for CelesTrak itself.", () => ""),
        new("space_track_mirror", "URL", "Base address of a mirror of Space-Track; empty for Space-Track itself.", () => ""),
        new("space_track_account_file", "PATH", $"File with the account at Space-Track; empty for the environment's {SpaceTrackCredentials.IdentityVariable} and {SpaceTrackCredentials.PasswordVariable}, or {SpaceTrackCredentials.SecretFileVariable}.", () => ""),
    ];

    /// <summary>The settings as the service takes them.</summary>
    /// <param name="find">The value of a setting and where it comes from.</param>
    /// <param name="wrong">The failure for a setting's value that is not what it must be.</param>
    /// <param name="warn">Told what is unsafe.</param>
    /// <exception cref="CommandFailure">A value is out of its range; it and its source are named.</exception>
    public static OperationSettings Build(Func<string, string> find, Func<string, string, CommandFailure> wrong, Action<string> warn)
    {
        var keep = Keep(find("keep_screenings"), wrong);
        var sources = Sources(find, wrong);
        return new OperationSettings
        {
            LogFormat = find("log_format") switch
            {
                "text" => LogFormat.Text,
                "json" => LogFormat.Json,
                _ => throw wrong("log_format", "text or json"),
            },
            LogLevel = find("log_level") switch
            {
                "debug" => LogLevel.Debug,
                "info" => LogLevel.Information,
                "warning" => LogLevel.Warning,
                "error" => LogLevel.Error,
                _ => throw wrong("log_level", "debug, info, warning or error"),
            },
            OtlpEndpoint = find("otlp_endpoint") is { Length: > 0 } endpoint ? Endpoint(endpoint, wrong) : null,
            ScreenEvery = find("screen_every") is { Length: > 0 } every ? Interval(every, wrong) : null,
            KeepCount = keep.Count,
            KeepFor = keep.Time,
            Sources = sources,
            CacheFolder = Path.GetFullPath(find("cache")),
            CelesTrakMirror = Mirror("celestrak_mirror", find, wrong),
            SpaceTrackMirror = Mirror("space_track_mirror", find, wrong),
            SpaceTrackAccount = sources.Any(source => source.Kind == SourceKind.SpaceTrack) ? Account(find, warn) : null,
        };
    }

    private static Uri Endpoint(string text, Func<string, string, CommandFailure> wrong) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : throw wrong("otlp_endpoint", "a URL such as http://collector:4317");

    private static Duration Interval(string text, Func<string, string, CommandFailure> wrong) =>
        DurationText.Parse(text).TryGet(out var interval, out _) && interval >= Duration.FromMinutes(1) && interval <= Duration.FromDays(366)
            ? interval
            : throw wrong("screen_every", "a duration of 1min to 366d, such as 8h");

    private static (int? Count, Duration? Time) Keep(string text, Func<string, string, CommandFailure> wrong)
    {
        (int? Count, Duration? Time) keep = default;
        if (text == All)
        {
            return keep;
        }

        foreach (var part in text.Split(','))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && keep.Count is null)
            {
                keep.Count = count;
            }
            else if (DurationText.Parse(part).TryGet(out var time, out _) && keep.Time is null)
            {
                keep.Time = time;
            }
            else
            {
                throw wrong("keep_screenings", "a number above 0, a time such as 30d, both as 500,30d, or all");
            }
        }

        return keep;
    }

    private static List<SourceSetting> Sources(Func<string, string> find, Func<string, string, CommandFailure> wrong)
    {
        var texts = find("source").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        if (find("satcat") is { Length: > 0 } satcat)
        {
            if (!File.Exists(satcat))
            {
                throw wrong("satcat", "a file that is there");
            }

            texts.Add($"satcat:{satcat}");
        }

        var sources = texts.ConvertAll(text => SourceSetting.TryParse(text, out var source, out var fault) ? source : throw wrong("source", $"right: {fault}"));
        return sources.Distinct().Count() == sources.Count ? sources : throw wrong("source", "right: a source is named twice");
    }

    private static Uri? Mirror(string setting, Func<string, string> find, Func<string, string, CommandFailure> wrong) => find(setting) is not { Length: > 0 } text
        ? null
        : ProviderAddress.TryParse(text, out var address, out var fault) ? address : throw wrong(setting, $"right: {fault}");

    private static SpaceTrackCredentials? Account(Func<string, string> find, Action<string> warn)
    {
        var isThere = find("space_track_account_file") is { Length: > 0 } file
            ? SpaceTrackCredentials.TryFromFile(file, out var account, out var fault)
            : SpaceTrackCredentials.TryFromEnvironment(Environment.GetEnvironmentVariable, out account, out fault);
        if (!isThere && fault is not null)
        {
            throw new CommandFailure(fault);
        }

        if (find("space_track_mirror") is { Length: > 0 } mirror && account is not null && Uri.TryCreate(mirror, UriKind.Absolute, out var address) && address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
        {
            throw new CommandFailure("space_track_mirror: an account is sent over https only; give the address as https://…, or unset the account where the mirror needs none.", ExitCode.Usage);
        }

        if (account?.Warning is { } warning)
        {
            warn(warning);
        }

        return account;
    }
}
