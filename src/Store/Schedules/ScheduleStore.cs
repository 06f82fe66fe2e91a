using System.Data.Common;
using NodaTime;
using Ssa.Store.Databases;

namespace Ssa.Store;

/// <summary>
/// Schedules and their runs. There is no counter of the next time that a jump of a clock could spoil: a due time is due when the clock has reached it and it has no run, and a run is a row whose key is the due time, written in
/// the transaction that queues its screening. So two services never both run one. Safe for several threads and processes.
/// </summary>
public sealed class ScheduleStore
{
    // Enough for a clock that is set back by days; nobody reads them otherwise.
    private const long MostRunsKept = 1000;

    private const string Columns = "s.id, s.request_id, s.settings, s.start_rule, s.interval_us, s.first_us, s.create_us, s.run_count, r.due_us, r.run_us, r.screening_id, r.error";
    private const string Tables = "schedule s LEFT JOIN schedule_run r ON r.schedule_id = s.id AND r.run_number = s.run_count";

    // Nobody's own: what a schedule finds is there for everybody, and its requests have their names to themselves.
    private static readonly ScreeningOwner ScheduleOwner = new("schedules", IsPrivate: false);

    private readonly Database _database;

    internal ScheduleStore(Database database) => _database = database;

    /// <summary>Makes a schedule, or finds the one that the request has made before.</summary>
    /// <param name="requestId">The request's name; null for none.</param>
    /// <param name="settingsJson">The settings of its screenings.</param>
    /// <param name="start">From when they look.</param>
    /// <param name="interval">Between due times; cut to microseconds.</param>
    /// <param name="firstTime">The first due time, UTC; cut to microseconds.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="most">The most schedules that there may be.</param>
    /// <returns>The schedule, and whether it is new; null where there are too many.</returns>
    public (ScheduleRecord Schedule, bool IsNew)? Create(string? requestId, string settingsJson, ScheduleStart start, Duration interval, Instant firstTime, Instant now, int most) => _database.Write(session =>
    {
        if (requestId is not null && session.First($"SELECT {Columns} FROM {Tables} WHERE s.request_id = @p0", Map, requestId) is { } known)
        {
            return (known, false);
        }

        if (session.Number("SELECT COUNT(*) FROM schedule") >= most)
        {
            return default((ScheduleRecord, bool)?);
        }

        var id = session.First(
            "INSERT INTO schedule (request_id, settings, start_rule, interval_us, first_us, create_us, run_count) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, 0) ON CONFLICT (request_id) DO NOTHING RETURNING id",
            row => (long?)row.GetInt64(0), requestId, settingsJson, (long)start, interval.ToInt64Nanoseconds() / 1000, Time.ToMicroseconds(firstTime), Time.ToMicroseconds(now));
        return id is { } made
            ? (session.First($"SELECT {Columns} FROM {Tables} WHERE s.id = @p0", Map, made)!, true)
            : (session.First($"SELECT {Columns} FROM {Tables} WHERE s.request_id = @p0", Map, requestId)!, false);
    });

    /// <summary>A schedule; null where there is none.</summary>
    /// <param name="id">Its number.</param>
    public ScheduleRecord? Find(long id) => _database.Read(session => session.First($"SELECT {Columns} FROM {Tables} WHERE s.id = @p0", Map, id));

    /// <summary>The schedule that a request has made; null where there is none.</summary>
    /// <param name="requestId">The request's name.</param>
    public ScheduleRecord? Find(string requestId) => _database.Read(session => session.First($"SELECT {Columns} FROM {Tables} WHERE s.request_id = @p0", Map, requestId));

    /// <summary>Schedules by number.</summary>
    /// <param name="after">Only those with a higher number; 0 from the first.</param>
    /// <param name="limit">The most.</param>
    public IReadOnlyList<ScheduleRecord> List(long after, int limit) =>
        _database.Read(session => session.Query($"SELECT {Columns} FROM {Tables} WHERE s.id > @p0 ORDER BY s.id LIMIT @p1", Map, after, (long)limit));

    /// <summary>Deletes a schedule; screenings that it has made stay.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>Whether it was there.</returns>
    public bool Delete(long id) => _database.Write(session =>
    {
        // First the row's lock: a run that is being written ends before, or finds no schedule.
        if (session.Execute("UPDATE schedule SET run_count = run_count WHERE id = @p0", id) == 0)
        {
            return false;
        }

        session.Execute("DELETE FROM schedule_run WHERE schedule_id = @p0", id);
        session.Execute("DELETE FROM schedule WHERE id = @p0", id);
        return true;
    });

    /// <summary>Due times from a time on that have had their run already, in order.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="from">The time, UTC.</param>
    public IReadOnlyList<Instant> RunsFrom(long id, Instant from) => _database.Read(session => session.Query(
        "SELECT due_us FROM schedule_run WHERE schedule_id = @p0 AND due_us >= @p1 ORDER BY due_us", row => Time.OfMicroseconds(row.GetInt64(0)), id, Time.ToMicroseconds(from)));

    /// <summary>Runs a due time: queues its screening and notes the run, both or neither.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="due">The due time, UTC.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="requestId">The name of the request that the run is.</param>
    /// <param name="screening">The screening.</param>
    /// <returns>The screening; null where the due time has had its run, or the schedule is gone.</returns>
    public ScreeningRecord? Run(long id, Instant due, Instant now, string requestId, NewScreening screening)
    {
        ArgumentNullException.ThrowIfNull(screening);
        return _database.Write(session =>
        {
            if (!Note(session, id, due, now, ""))
            {
                return null;
            }

            var (made, _) = ScreeningStore.Insert(session, ScheduleOwner, requestId, screening, now);
            session.Execute("UPDATE schedule_run SET screening_id = @p0 WHERE schedule_id = @p1 AND due_us = @p2", made.Id, id, Time.ToMicroseconds(due));
            return made;
        });
    }

    /// <summary>Notes that a due time has made no screening, and why.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="due">The due time, UTC.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="error">Why, in words.</param>
    /// <returns>Whether it had had no run before.</returns>
    public bool Refuse(long id, Instant due, Instant now, string error) => _database.Write(session => Note(session, id, due, now, error));

    private static bool Note(Session session, long id, Instant due, Instant now, string error)
    {
        var dueUs = Time.ToMicroseconds(due);

        // First the schedule's row: whoever comes second waits here, and its next statement sees the run of the first. In one statement it would not.
        if (session.Execute("UPDATE schedule SET run_count = run_count WHERE id = @p0", id) == 0
            || session.Number("SELECT COUNT(*) FROM schedule_run WHERE schedule_id = @p0 AND due_us = @p1", id, dueUs) > 0)
        {
            return false;
        }

        session.Execute("UPDATE schedule SET run_count = run_count + 1 WHERE id = @p0", id);
        session.Execute("INSERT INTO schedule_run SELECT id, @p1, run_count, @p2, CAST(NULL AS BIGINT), @p3 FROM schedule WHERE id = @p0", id, dueUs, Time.ToMicroseconds(now), error);
        session.Execute("DELETE FROM schedule_run WHERE schedule_id = @p0 AND run_number <= (SELECT run_count FROM schedule WHERE id = @p0) - @p1", id, MostRunsKept);
        return true;
    }

    private static ScheduleRecord Map(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        RequestId = row.IsDBNull(1) ? null : row.GetString(1),
        SettingsJson = row.GetString(2),
        Start = (ScheduleStart)row.GetInt64(3),
        Interval = Duration.FromTicks(10 * row.GetInt64(4)),
        FirstTime = Time.OfMicroseconds(row.GetInt64(5)),
        CreateTime = Time.OfMicroseconds(row.GetInt64(6)),
        RunCount = row.GetInt64(7),
        LastRun = row.IsDBNull(8) ? null : new ScheduleRun(Time.OfMicroseconds(row.GetInt64(8)), Time.OfMicroseconds(row.GetInt64(9)), row.IsDBNull(10) ? null : row.GetInt64(10), row.GetString(11)),
    };
}
