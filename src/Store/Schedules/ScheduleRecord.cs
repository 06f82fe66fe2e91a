using NodaTime;

namespace Ssa.Store;

/// <summary>From when a scheduled screening looks.</summary>
public enum ScheduleStart
{
    /// <summary>From the time at which it is queued.</summary>
    Now = 1,

    /// <summary>From the epoch of the snapshot, as a screening without a start does.</summary>
    Epoch = 2,
}

/// <summary>A schedule as the store holds it. Its due times are <see cref="FirstTime"/> and every <see cref="Interval"/> after it.</summary>
public sealed record ScheduleRecord
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>The request that made it; null where none was named.</summary>
    public required string? RequestId { get; init; }

    /// <summary>The settings of its screenings, as the service writes them.</summary>
    public required string SettingsJson { get; init; }

    /// <summary>From when its screenings look.</summary>
    public required ScheduleStart Start { get; init; }

    /// <summary>Between due times; whole microseconds.</summary>
    public required Duration Interval { get; init; }

    /// <summary>The first due time, UTC.</summary>
    public required Instant FirstTime { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required Instant CreateTime { get; init; }

    /// <summary>Due times that have had their run.</summary>
    public required long RunCount { get; init; }

    /// <summary>The last run; null before the first.</summary>
    public ScheduleRun? LastRun { get; init; }
}

/// <summary>What became of a due time.</summary>
/// <param name="Due">The due time, UTC.</param>
/// <param name="RunTime">When it was dealt with, UTC.</param>
/// <param name="ScreeningId">The screening that it made; null where it made none or that is kept no longer.</param>
/// <param name="Error">Why it made none; empty where it did.</param>
public sealed record ScheduleRun(Instant Due, Instant RunTime, long? ScreeningId, string Error);

/// <summary>A screening that is to be queued.</summary>
/// <param name="SettingsJson">Its settings.</param>
/// <param name="SettingsSha256">Their hash.</param>
/// <param name="SnapshotId">The snapshot to screen.</param>
/// <param name="Objects">The objects by element sets, as the screening counts them.</param>
/// <param name="Ephemerides">Those by ephemerides, counted on behind them.</param>
public sealed record NewScreening(string SettingsJson, string SettingsSha256, long SnapshotId, IReadOnlyList<ScreeningObject> Objects, IReadOnlyList<ScreeningEphemeris> Ephemerides);
