using NodaTime;

namespace Ssa.Catalog.Sources;

/// <summary>
/// Counts requests on disk, so that limits hold over restarts and over all processes of a cache: in no 60 s and in no 3600 s are there more than set.
/// Used with the cache's lock held.
/// </summary>
internal sealed class RequestLedger(string path, int mostAMinute, int mostAnHour)
{
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private static readonly Duration Hour = Duration.FromHours(1);

    /// <summary>Notes a request down, before it leaves.</summary>
    /// <param name="now">The time of the request.</param>
    /// <returns>Null where it may leave; else the time at which the next one may.</returns>
    public Instant? Take(Instant now)
    {
        // Times ahead of the clock come from before it was set back; they count as now, so that no window is ever overfull.
        var times = (CacheJson.Read<Times>(path)?.Requests ?? []).Select(time => Instant.Min(time, now)).Where(time => now - time < Hour).Order().ToList();
        var minuteFull = FreeAt(times, Minute, mostAMinute, now);
        var hourFull = FreeAt(times, Hour, mostAnHour, now);
        if (minuteFull is not null || hourFull is not null)
        {
            return Instant.Max(minuteFull ?? now, hourFull ?? now);
        }

        times.Add(now);
        CacheJson.Write(path, new Times { Requests = times });
        return null;
    }

    /// <summary>When a window has room again; null where it has.</summary>
    private static Instant? FreeAt(List<Instant> times, Duration window, int most, Instant now)
    {
        var inWindow = times.Count(time => now - time < window);
        return inWindow < most ? null : times[^most] + window;
    }

    private sealed record Times
    {
        public required List<Instant> Requests { get; init; }
    }
}
