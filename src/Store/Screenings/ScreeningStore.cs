using System.Data.Common;
using NodaTime;
using Ssa.Catalog;
using Ssa.Screening;
using Ssa.Store.Databases;

namespace Ssa.Store;

/// <summary>
/// Screenings and who runs them. A service holds a lease on what it runs and renews it; when the lease has ended, any other takes the screening up from its last checkpoint. Every write of a holder
/// names itself, so that one who has lost its lease unawares, as by a jump of its clock, changes nothing. Safe for several threads and processes.
/// </summary>
public sealed class ScreeningStore
{
    private const string Columns =
        "id, request_name, settings, settings_sha256, snapshot_id, state, error, progress, conjunction_count, block_count, complete_until_us, object_count, refused_count, excluded_count, create_us, run_us, end_us, "
        + "resume_count, cancel_asked, participant, is_private, excluded_pairs";

    // The states of the enumeration, in the text of SQL.
    private const string HasEnded = "state IN (3, 4, 5)";
    private const string IsFree = "(state = 1 OR (state = 2 AND lease_until_us < @p0))";

    private readonly Database _database;

    internal ScreeningStore(Database database) => _database = database;

    /// <summary>Queues a screening, or finds the one that the request has made before.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="requestId">The request's name, unique to the participant; null for none.</param>
    /// <param name="screening">What is to be screened.</param>
    /// <param name="limits">How many may be open.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="traceParent">The trace of the call that asks for it, as W3C writes it; null for none.</param>
    /// <returns>The screening, and whether it is new.</returns>
    /// <exception cref="OpenScreeningsException">It would be new, and too many are open.</exception>
    /// <exception cref="EphemerisNotThereException">An ephemeris is not there, or is private and the screening is not its participant's own private one.</exception>
    public (ScreeningRecord Screening, bool IsNew) Create(
        ScreeningOwner owner,
        string? requestId,
        NewScreening screening,
        OpenLimits limits,
        Instant now,
        string? traceParent = null)
    {
        ArgumentNullException.ThrowIfNull(screening);
        return _database.Write(session =>
        {
            if (requestId is not null && OfRequest(session, owner.Participant, requestId) is { } before)
            {
                return (before, false);
            }

            // Counted where it is written, so that callers side by side do not pass the limit together.
            var isOverTotal = session.Number("SELECT COUNT(*) FROM screening WHERE state IN (1, 2)") >= limits.Total;
            if (isOverTotal || session.Number("SELECT COUNT(*) FROM screening WHERE state IN (1, 2) AND participant = @p0", owner.Participant) >= limits.OfParticipant)
            {
                throw new OpenScreeningsException(isOverTotal ? limits.Total : limits.OfParticipant, !isOverTotal);
            }

            var (made, isNew) = Insert(session, owner, requestId, screening, now);
            if (isNew && traceParent is not null)
            {
                session.Execute("INSERT INTO screening_trace VALUES (@p0, @p1)", made.Id, traceParent);
            }

            return (made, isNew);
        });
    }

    /// <summary>The trace of the call that asked for a screening, as W3C writes it; null where none is known.</summary>
    /// <param name="id">The screening.</param>
    public string? TraceParentOf(long id) => _database.Read(session => session.First("SELECT trace_parent FROM screening_trace WHERE screening_id = @p0", row => row.GetString(0), id));

    internal static (ScreeningRecord Screening, bool IsNew) Insert(Session session, ScreeningOwner owner, string? requestId, NewScreening screening, Instant now)
    {
        var (objects, ephemerides) = (screening.Objects, screening.Ephemerides);
        var id = session.First(
            $"""
            INSERT INTO screening ({Columns[4..]}, lease_holder, lease_until_us)
            VALUES (@p0, @p1, @p2, @p3, 1, '', 0, 0, 0, NULL, @p4, 0, 0, @p5, NULL, NULL, 0, 0, @p6, @p7, '', '', 0)
            ON CONFLICT (participant, request_name) DO NOTHING RETURNING id
            """,
            row => (long?)row.GetInt64(0), requestId ?? (object)DBNull.Value, screening.SettingsJson, screening.SettingsSha256, screening.SnapshotId, (long)objects.Count + ephemerides.Count, Time.ToMicroseconds(now), owner.Participant, owner.IsPrivate ? 1L : 0L);
        if (id is null)
        {
            // Another service has made it in between.
            return (OfRequest(session, owner.Participant, requestId!)!, false);
        }

        session.ExecuteMany(
            "INSERT INTO screening_object VALUES (@p0, @p1, @p2, @p3, @p4)",
            objects.Select((one, ordinal) => new object?[] { id.Value, (long)ordinal, one.SetId, one.Owner, (long)one.Type }));
        EphemerisStore.Bind(session, owner, id.Value, objects.Count, ephemerides, now);
        return (session.First($"SELECT {Columns} FROM screening WHERE id = @p0", Map, id.Value)!, true);
    }

    /// <summary>The screening that a request has made; null where it has made none.</summary>
    /// <param name="participant">Whose request it is: names of requests are their participant's own.</param>
    /// <param name="requestId">The request's name.</param>
    public ScreeningRecord? FindRequest(string participant, string requestId) => _database.Read(session => OfRequest(session, participant, requestId));

    /// <summary>A screening; null where there is none for the viewer.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="id">Its number.</param>
    public ScreeningRecord? Find(ScreeningViewer viewer, long id)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return _database.Read(session => session.First($"SELECT {Columns} FROM screening WHERE id = @p2 AND {ScreeningViewer.Sees}", Map, viewer.Participant, viewer.All, id));
    }

    /// <summary>Screenings that are there for the viewer, the newest first.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="before">Only those with a lower number; null from the newest.</param>
    /// <param name="limit">The most.</param>
    public IReadOnlyList<ScreeningRecord> List(ScreeningViewer viewer, long? before, int limit)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return _database.Read(session => session.Query(
            $"SELECT {Columns} FROM screening WHERE id < @p2 AND {ScreeningViewer.Sees} ORDER BY id DESC LIMIT @p3", Map, viewer.Participant, viewer.All, before ?? long.MaxValue, (long)limit));
    }

    /// <summary>How many screenings have not ended.</summary>
    public long CountOpen() => _database.Read(session => session.Number("SELECT COUNT(*) FROM screening WHERE state IN (1, 2)"));

    /// <summary>Ended screenings that are kept no longer, the oldest first.</summary>
    /// <param name="keep">How many ended ones to keep; null for any number.</param>
    /// <param name="keepFor">For how long to keep them, counted back from the end of the newest; null for ever. By that and not by a clock: one that is wrong must not empty a store.</param>
    public IReadOnlyList<long> FindExpired(int? keep, Duration? keepFor) => _database.Read(session =>
    {
        var expired = new SortedSet<long>();
        if (keep is { } most)
        {
            expired.UnionWith(session.Query($"SELECT id FROM screening WHERE {HasEnded} ORDER BY id DESC LIMIT {long.MaxValue} OFFSET @p0", row => row.GetInt64(0), (long)most));
        }

        if (keepFor is { } time && session.First($"SELECT MAX(end_us) FROM screening WHERE {HasEnded}", row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0)) is { } newestUs)
        {
            expired.UnionWith(session.Query($"SELECT id FROM screening WHERE {HasEnded} AND end_us < @p0", row => row.GetInt64(0), newestUs - (time.ToInt64Nanoseconds() / 1000)));
        }

        return expired.ToList();
    });

    /// <summary>Deletes an ended screening with all that it found.</summary>
    /// <param name="id">The screening.</param>
    /// <returns>Whether it was there, and had ended.</returns>
    public bool Delete(long id) => _database.Write(session =>
    {
        // First the row's lock, so that two services do not both delete it.
        if (session.Execute($"UPDATE screening SET state = state WHERE id = @p0 AND {HasEnded}", id) == 0)
        {
            return false;
        }

        session.Execute("UPDATE schedule_run SET screening_id = NULL WHERE screening_id = @p0", id);
        foreach (var table in (string[])["conjunction_block", "screening_object", "screening_ephemeris", "screening_trace"])
        {
            session.Execute($"DELETE FROM {table} WHERE screening_id = @p0", id);
        }

        session.Execute("DELETE FROM screening WHERE id = @p0", id);
        return true;
    });

    /// <summary>The objects of a screening, by the ordinals of its conjunctions: first those by element sets, then those by ephemerides; none where it is not there for the viewer.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="id">The screening.</param>
    public IReadOnlyList<StoredObject> ObjectsOf(ScreeningViewer viewer, long id)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return _database.Read(session => viewer.CanSee(session, id)
            ? [
                .. session.Query(
                    $"SELECT {StoredElementSet.Columns}, o.owner, o.type FROM screening_object o JOIN element_set e ON e.id = o.set_id WHERE o.screening_id = @p0 ORDER BY o.ordinal",
                    SetOf, id),
                .. session.Query(
                    $"SELECT {StoredEphemeris.Columns}, o.number, o.owner, o.type FROM screening_ephemeris o JOIN ephemeris p ON p.id = o.ephemeris_id WHERE o.screening_id = @p0 ORDER BY o.ordinal",
                    EphemerisOf, id),
            ]
            : new List<StoredObject>());
    }

    /// <summary>Objects of a screening without a valid state for some or all of the window, by catalogue number; none before it has succeeded.</summary>
    /// <param name="viewer">Who looks; none where the screening is not there for the viewer.</param>
    /// <param name="id">The screening.</param>
    public IReadOnlyList<StateRefusal> RefusalsOf(ScreeningViewer viewer, long id)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return ScreeningOutcome.RefusalsOf(_database.Read(session => session.First(
            $"SELECT refusals FROM screening WHERE id = @p2 AND {ScreeningViewer.Sees}", row => row.GetString(0), viewer.Participant, viewer.All, id)) ?? "");
    }

    /// <summary>Takes the oldest screening that waits, or whose holder's lease has ended; null where there is none.</summary>
    /// <param name="holder">Who takes it.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="lease">For how long, unless renewed.</param>
    public ScreeningRecord? Claim(string holder, Instant now, Duration lease) => _database.Write(session => session.First(
        $"""
        UPDATE screening SET resume_count = resume_count + (CASE WHEN state = 2 THEN 1 ELSE 0 END), state = 2, run_us = COALESCE(run_us, @p0), lease_holder = @p1, lease_until_us = @p2
        WHERE id = (SELECT id FROM screening WHERE {IsFree} ORDER BY id LIMIT 1) AND {IsFree}
        RETURNING {Columns}
        """,
        Map, Time.ToMicroseconds(now), holder, Time.ToMicroseconds(now + lease)));

    /// <summary>Renews a lease.</summary>
    /// <returns>Whether a caller has asked to stop the screening.</returns>
    /// <exception cref="LeaseLostException">It is another's.</exception>
    public bool Renew(long id, string holder, Instant now, Duration lease) => _database.Write(session =>
    {
        RequireLease(session.Execute("UPDATE screening SET lease_until_us = @p0 WHERE id = @p1 AND state = 2 AND lease_holder = @p2", Time.ToMicroseconds(now + lease), id, holder), id);
        return session.Number("SELECT cancel_asked FROM screening WHERE id = @p0", id) != 0;
    });

    /// <summary>Keeps rows that are final, and how far the screening has come: both or neither.</summary>
    /// <param name="id">The screening.</param>
    /// <param name="holder">Who runs it.</param>
    /// <param name="rows">Rows behind those kept before.</param>
    /// <param name="completeUntil">Every row before this is kept then, UTC.</param>
    /// <param name="progress">The part of the window that is done.</param>
    /// <exception cref="LeaseLostException">It is another's.</exception>
    public void Keep(long id, string holder, IReadOnlyList<StoredConjunction> rows, Instant completeUntil, double progress) => _database.Write(session => Keep(session, id, holder, rows, completeUntil, progress));

    /// <summary>Keeps the last rows and ends a screening as done.</summary>
    /// <inheritdoc cref="Keep(long, string, IReadOnlyList{StoredConjunction}, Instant, double)"/>
    public void Succeed(long id, string holder, IReadOnlyList<StoredConjunction> rows, Instant completeUntil, ScreeningOutcome outcome, Instant now) => _database.Write(session =>
    {
        Keep(session, id, holder, rows, completeUntil, 1);
        session.Execute(
            "UPDATE screening SET state = 3, refused_count = @p0, excluded_count = @p1, end_us = @p2, excluded_pairs = @p3, refusals = @p4 WHERE id = @p5",
            (long)outcome.Refusals.Count, outcome.ExcludedPairs.Sum(), Time.ToMicroseconds(now), outcome.PairsText, outcome.RefusalsText, id);
    });

    /// <summary>Ends a screening that failed or was stopped; what it kept stays.</summary>
    /// <exception cref="LeaseLostException">It is another's.</exception>
    public void End(long id, string holder, ScreeningState state, string error, Instant now) => _database.Write(session => RequireLease(
        session.Execute(
            "UPDATE screening SET state = @p0, error = @p1, end_us = @p2 WHERE id = @p3 AND state = 2 AND lease_holder = @p4", (long)state, error, Time.ToMicroseconds(now), id, holder), id));

    /// <summary>Lets go of a screening, so that the next service takes it up at once.</summary>
    public void Park(long id, string holder) => _database.Write(session =>
    {
        session.Execute("UPDATE screening SET lease_until_us = 0 WHERE id = @p0 AND state = 2 AND lease_holder = @p1", id, holder);
    });

    /// <summary>Lets go of the screenings of holders that are no more, so that they need not wait for the end of a lease that nobody renews.</summary>
    /// <param name="isGone">Whether a holder is known to be no more.</param>
    public void ParkOf(Func<string, bool> isGone)
    {
        ArgumentNullException.ThrowIfNull(isGone);
        var gone = _database.Read(session => session.Query("SELECT DISTINCT lease_holder FROM screening WHERE state = 2 AND lease_until_us > 0", row => row.GetString(0))).Where(isGone).ToArray();
        if (gone.Length > 0)
        {
            _database.Write(session => session.ExecuteMany("UPDATE screening SET lease_until_us = 0 WHERE state = 2 AND lease_holder = @p0", gone.Select(holder => new object?[] { holder })));
        }
    }

    /// <summary>Asks to stop a screening: one that waits ends at once, one that runs when its holder hears of it, one that has ended not at all.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="id">The screening.</param>
    /// <param name="now">The time, UTC.</param>
    /// <returns>The screening afterwards; null where there is none for the viewer.</returns>
    public ScreeningRecord? AskCancel(ScreeningViewer viewer, long id, Instant now) => _database.Write(session =>
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.CanSee(session, id))
        {
            return null;
        }

        session.Execute("UPDATE screening SET state = 5, end_us = @p0, cancel_asked = 1 WHERE id = @p1 AND state = 1", Time.ToMicroseconds(now), id);
        session.Execute("UPDATE screening SET cancel_asked = 1 WHERE id = @p0 AND state = 2", id);
        return session.First($"SELECT {Columns} FROM screening WHERE id = @p0", Map, id);
    });

    private static ScreeningRecord? OfRequest(Session session, string participant, string requestId) =>
        session.First($"SELECT {Columns} FROM screening WHERE participant = @p0 AND request_name = @p1", Map, participant, requestId);

    private static void Keep(Session session, long id, string holder, IReadOnlyList<StoredConjunction> rows, Instant completeUntil, double progress)
    {
        // First the lease: with the row locked, nobody else can write blocks of this screening.
        RequireLease(session.Execute("UPDATE screening SET progress = @p0 WHERE id = @p1 AND state = 2 AND lease_holder = @p2", progress, id, holder), id);
        var (count, blocks) = session.First("SELECT conjunction_count, block_count FROM screening WHERE id = @p0", row => (row.GetInt64(0), row.GetInt64(1)), id);
        var all = rows.ToArray();
        for (var from = 0; from < all.Length; from += ConjunctionBlock.MostRows)
        {
            var part = all[from..Math.Min(from + ConjunctionBlock.MostRows, all.Length)];
            session.Execute(
                "INSERT INTO conjunction_block VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)",
                id, blocks, count + 1, (long)part.Length, part[0].TcaUs, part[^1].TcaUs, ConjunctionBlock.SearchColumns(part), ConjunctionBlock.OtherColumns(part));
            blocks++;
            count += part.Length;
        }

        session.Execute(
            "UPDATE screening SET conjunction_count = @p0, block_count = @p1, complete_until_us = @p2 WHERE id = @p3", count, blocks, Time.ToMicroseconds(completeUntil), id);
    }

    private static void RequireLease(int changed, long id)
    {
        if (changed == 0)
        {
            throw new LeaseLostException(id);
        }
    }

    private static ScreeningRecord Map(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        RequestId = row.IsDBNull(1) ? null : row.GetString(1),
        SettingsJson = row.GetString(2),
        SettingsSha256 = row.GetString(3),
        SnapshotId = row.GetInt64(4),
        State = (ScreeningState)row.GetInt64(5),
        Error = row.GetString(6),
        Progress = row.GetDouble(7),
        ConjunctionCount = row.GetInt64(8),
        BlockCount = row.GetInt64(9),
        CompleteUntil = TimeOf(row, 10),
        ObjectCount = row.GetInt64(11),
        RefusedCount = row.GetInt64(12),
        ExcludedCount = row.GetInt64(13),
        CreateTime = Time.OfMicroseconds(row.GetInt64(14)),
        RunTime = TimeOf(row, 15),
        EndTime = TimeOf(row, 16),
        ResumeCount = row.GetInt64(17),
        IsCancelAsked = row.GetInt64(18) != 0,
        Participant = row.GetString(19),
        IsPrivate = row.GetInt64(20) != 0,
        ExcludedPairs = ScreeningOutcome.PairsOf(row.GetString(21)),
    };

    private static StoredObject SetOf(DbDataReader row)
    {
        var set = StoredElementSet.Of(row);
        return new StoredObject(set.Elements.Number, row.GetString(18), (ObjectType)row.GetInt64(19), set, null);
    }

    private static StoredObject EphemerisOf(DbDataReader row)
    {
        const int own = StoredEphemeris.ColumnCount;
        return new StoredObject(StoredEphemeris.NumberOf(row, own), row.GetString(own + 1), (ObjectType)row.GetInt64(own + 2), null, StoredEphemeris.Of(row));
    }

    private static Instant? TimeOf(DbDataReader row, int column) => row.IsDBNull(column) ? null : Time.OfMicroseconds(row.GetInt64(column));
}
