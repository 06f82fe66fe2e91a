using Google.Protobuf;
using NodaTime;
using Ssa.Service.Jobs;
using Ssa.Service.Mapping;
using Ssa.Store;

namespace Ssa.Service.Schedules;

/// <summary>Takes in requests for schedules: checks them whole, and keeps them.</summary>
internal sealed class ScheduleDesk(SsaStore store, ScreeningQueue queue, IClock clock)
{
    /// <summary>The most schedules.</summary>
    public const int MostSchedules = 100;

    // No caller's: a slash is not in their alphabet.
    private const string SettingsRequest = "settings/screen-every";

    private static readonly Duration ShortestInterval = Duration.FromMinutes(1);
    private static readonly Duration LongestInterval = Duration.FromDays(366);

    /// <summary>Makes the schedule of the service's settings where there is none of that interval.</summary>
    public static void Ensure(SsaStore store, Duration interval, Instant now)
    {
        if (store.Schedules.Find(SettingsRequest) is { } known)
        {
            if (known.Interval == interval)
            {
                return;
            }

            store.Schedules.Delete(known.Id);
        }

        store.Schedules.Create(SettingsRequest, JsonFormatter.Default.Format(new V1.ScreeningSettings()), ScheduleStart.Now, interval, now, now, int.MaxValue);
    }

    /// <summary>Makes a schedule, or finds the one that the request has made before.</summary>
    /// <exception cref="Grpc.Core.RpcException">A field is wrong, there are too many, or the request's name stands for another plan.</exception>
    public ScheduleRecord Add(V1.CreateScheduleRequest request)
    {
        ScreeningQueue.RequireRequestId(request.RequestId);
        var interval = ProtoTime.Read(request.Interval, "interval") ?? throw Refusal.Field("interval", "the time between two screenings is needed");
        if (interval < ShortestInterval || interval > LongestInterval)
        {
            throw Refusal.Field("interval", "it is one minute to 366 days");
        }

        interval = Duration.FromNanoseconds(interval.ToInt64Nanoseconds() / 1000 * 1000);
        var start = request.Start switch
        {
            V1.ScheduleStart.Unspecified or V1.ScheduleStart.Now => ScheduleStart.Now,
            V1.ScheduleStart.Epoch => ScheduleStart.Epoch,
            _ => throw Refusal.Field("start", "it is SCHEDULE_START_NOW or SCHEDULE_START_EPOCH"),
        };
        var settings = request.Settings ?? new V1.ScreeningSettings();
        if (settings.StartTime is not null)
        {
            throw Refusal.Field("settings.start_time", "leave it out: each screening looks from the time of its run, or from the epoch");
        }

        if (settings.Snapshot.Length > 0)
        {
            throw Refusal.Field("settings.snapshot", "leave it out: each screening takes the newest snapshot of its time");
        }

        if (settings.Ephemerides.Count > 0)
        {
            throw Refusal.Field("settings.ephemerides", "a schedule screens the catalogue alone: whose screening it would be is not said");
        }

        var now = clock.GetCurrentInstant();
        if (store.Catalogue.Find(null) is not null)
        {
            queue.Prepare(At(settings, start, now));
        }

        var first = ProtoTime.Read(request.FirstRunTime, "first_run_time") ?? now;
        var (schedule, isNew) = store.Schedules.Create(request.RequestId.Length == 0 ? null : request.RequestId, JsonFormatter.Default.Format(settings), start, interval, first, now, MostSchedules)
            ?? throw Refusal.Exhausted("schedules", $"there are {MostSchedules} schedules; delete one first", TimeSpan.Zero);
        var isSame = isNew || (V1.ScreeningSettings.Parser.ParseJson(schedule.SettingsJson).Equals(settings) && schedule.Start == start && schedule.Interval == interval
            && (request.FirstRunTime is null || Duration.Max(schedule.FirstTime - first, first - schedule.FirstTime) < Duration.FromTicks(10)));
        return isSame
            ? schedule
            : throw Refusal.AlreadyExists("Schedule", ResourceName.OfSchedule(schedule.Id), $"request_id '{request.RequestId}' has made {ResourceName.OfSchedule(schedule.Id)} with another plan; use another request_id");
    }

    /// <summary>A schedule as clients get it.</summary>
    public V1.Schedule Show(ScheduleRecord schedule)
    {
        var now = clock.GetCurrentInstant();
        var runs = store.Schedules.RunsFrom(schedule.Id, ScheduleTimes.LastAt(schedule, now) ?? schedule.FirstTime);
        return new V1.Schedule
        {
            Name = ResourceName.OfSchedule(schedule.Id),
            RequestId = schedule.RequestId ?? "",
            Settings = V1.ScreeningSettings.Parser.ParseJson(schedule.SettingsJson),
            Start = schedule.Start == ScheduleStart.Now ? V1.ScheduleStart.Now : V1.ScheduleStart.Epoch,
            Interval = ProtoTime.Of(schedule.Interval),
            FirstRunTime = ProtoTime.Of(schedule.FirstTime),
            NextRunTime = ProtoTime.Of(ScheduleTimes.Next(schedule, now, runs)),
            RunCount = schedule.RunCount,
            LastRunTime = ProtoTime.Of(schedule.LastRun?.RunTime),
            LastScreening = schedule.LastRun?.ScreeningId is { } id ? ResourceName.OfScreening(id) : "",
            LastErrorMessage = schedule.LastRun?.Error ?? "",
            CreateTime = ProtoTime.Of(schedule.CreateTime),
        };
    }

    /// <summary>The settings of a screening of a schedule.</summary>
    public static V1.ScreeningSettings At(V1.ScreeningSettings settings, ScheduleStart start, Instant now)
    {
        var full = settings.Clone();
        if (start == ScheduleStart.Now)
        {
            full.StartTime = ProtoTime.Of(Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds()));
        }

        return full;
    }
}
