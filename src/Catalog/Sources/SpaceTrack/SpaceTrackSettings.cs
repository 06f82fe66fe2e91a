using NodaTime;

namespace Ssa.Catalog.Sources;

/// <summary>What to fetch from Space-Track, and from where.</summary>
public sealed record SpaceTrackSettings
{
    /// <summary>Requests a minute must stay below this (space-track.org/documentation, API Use Guidelines).</summary>
    public const int RequestsAMinuteBelow = 30;

    /// <summary>Requests an hour must stay below this (space-track.org/documentation, API Use Guidelines).</summary>
    public const int RequestsAnHourBelow = 300;

    /// <summary>Space-Track's own address.</summary>
    public static Uri OwnAddress { get; } = new("https://www.space-track.org/");

    /// <summary>
    /// The base address: Space-Track's own, or that of a mirror which answers the same queries below it. An account is only ever sent over https, or
    /// to this machine itself.
    /// </summary>
    public Uri BaseAddress { get; init; } = OwnAddress;

    /// <summary>The format to ask for.</summary>
    public SourceFormat Format { get; init; } = SourceFormat.Json;

    /// <summary>Element sets older than so many days are left out, as in Space-Track's own query for the objects in orbit.</summary>
    public int NewestDays { get; init; } = 10;

    /// <summary>The folder of all caches; the source keeps to a folder of its own below it.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>The longest time for one request, from connecting to the last byte; at most <see cref="ProviderTimeout.Longest"/>.</summary>
    public Duration Timeout { get; init; } = ProviderTimeout.Usual;

    /// <summary>The most requests in any 60 s: below the limit, as other programs may use the account.</summary>
    public int MostAMinute { get; init; } = 20;

    /// <summary>The most requests in any 3600 s.</summary>
    public int MostAnHour { get; init; } = 200;
}
