using NodaTime;

namespace Ssa.Catalog.Sources;

/// <summary>
/// The times of Space-Track's query for current element sets: once an hour, at a minute chosen at random that is neither the top nor the bottom of the hour
/// (space-track.org/documentation, API Use Guidelines).
/// </summary>
internal static class QueryMinute
{
    /// <summary>Whole minutes by which a query comes later than an hour after the last, at random.</summary>
    private const int SpreadMinutes = 28;

    /// <summary>The stream of random numbers that belongs to these times.</summary>
    private const ulong Part = 0x5350;

    /// <summary>Whether this minute of the hour is one that everybody's timetable chooses.</summary>
    public static bool IsCrowded(Instant time) => time.InUtc().Minute is 0 or 30;

    /// <summary>The earliest time of the next query: the beginning of a minute, an hour to an hour and a half after the last one.</summary>
    /// <param name="asked">The time of the last query.</param>
    /// <param name="seed">The seed of the random numbers; with the same seed and time the answer is the same.</param>
    public static Instant Next(Instant asked, ulong seed)
    {
        const long secondsAMinute = 60;
        var lastStart = asked + Duration.FromHours(1) + Duration.FromMinutes(1) - Duration.Epsilon;
        var minutes = lastStart.ToUnixTimeSeconds() / secondsAMinute;
        var random = new SplitMix64(seed, Part, (ulong)asked.ToUnixTimeSeconds());
        var next = Instant.FromUnixTimeSeconds((minutes + (long)(random.NextUnit() * SpreadMinutes)) * secondsAMinute);
        return IsCrowded(next) ? next + Duration.FromMinutes(1) : next;
    }
}
