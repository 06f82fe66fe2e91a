using System.Data.Common;
using NodaTime;
using Ssa.Store.Databases;

namespace Ssa.Store;

/// <summary>Where sources stand, and which service asks them: one at a time. Safe for several threads and processes.</summary>
public sealed class SourceStore
{
    private const string Columns = "name, state, message, place, fetch_us, next_us, needs_resuming, resume_asked, snapshot_id";

    private readonly Database _database;

    internal SourceStore(Database database) => _database = database;

    /// <summary>A source; null where nothing is known of it.</summary>
    /// <param name="name">Its name.</param>
    public SourceRecord? Find(string name) => _database.Read(session => session.First($"SELECT {Columns} FROM source_state WHERE name = @p0", Map, name));

    /// <summary>Every source that any service had to do with, by name.</summary>
    public IReadOnlyList<SourceRecord> List() => _database.Read(session => session.Query($"SELECT {Columns} FROM source_state ORDER BY name", Map));

    /// <summary>Takes or renews the right to ask a provider; for one service at a time.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="holder">Who asks.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="lease">For how long, unless renewed. A lease that runs longer than that was given by a clock that was ahead, and counts as ended.</param>
    /// <returns>Whether it is the caller's.</returns>
    public bool TryLease(string provider, string holder, Instant now, Duration lease) => _database.Write(session => session.Execute(
        """
        INSERT INTO source_lease VALUES (@p0, @p1, @p2)
        ON CONFLICT (provider) DO UPDATE SET holder = @p1, until_us = @p2
        WHERE source_lease.holder = @p1 OR source_lease.until_us <= @p3 OR source_lease.until_us > @p2
        """,
        provider, holder, Time.ToMicroseconds(now + lease), Time.ToMicroseconds(now)) > 0);

    /// <summary>Lets go of the right to ask, so that the next service may.</summary>
    /// <param name="holder">Who asked.</param>
    public void Release(string holder) => _database.Write(session =>
    {
        session.Execute("DELETE FROM source_lease WHERE holder = @p0", holder);
    });

    /// <summary>Notes where a source stands; what a person asked for in between stays.</summary>
    /// <param name="source">The source; its <see cref="SourceRecord.IsResumeAsked"/> and <see cref="SourceRecord.SnapshotId"/> are not written.</param>
    public void Note(SourceRecord source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _database.Write(session =>
        {
            session.Execute(
                """
                INSERT INTO source_state VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, 0, NULL)
                ON CONFLICT (name) DO UPDATE SET state = @p1, message = @p2, place = @p3, fetch_us = @p4, next_us = @p5, needs_resuming = @p6
                """,
                source.Name, (long)source.State, source.Message, source.Place, MicrosecondsOf(source.FetchTime), MicrosecondsOf(source.NextTime), source.NeedsResuming ? 1L : 0L);
        });
    }

    /// <summary>Asks to let a stopped source go on, as a person who has dealt with the cause does.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Whether it is known.</returns>
    public bool AskResume(string name) => _database.Write(session => session.Execute("UPDATE source_state SET resume_asked = 1 WHERE name = @p0", name) > 0);

    /// <summary>Notes that a source was resumed: it is asked again.</summary>
    /// <param name="name">Its name.</param>
    public void Resumed(string name) => _database.Write(session =>
    {
        session.Execute("UPDATE source_state SET state = 1, message = '', next_us = NULL, needs_resuming = 0, resume_asked = 0 WHERE name = @p0", name);
    });

    /// <summary>Whether a content of a source was dealt with before.</summary>
    /// <param name="source">The source.</param>
    /// <param name="sha256">SHA-256 of the content.</param>
    public bool HasSeen(string source, string sha256) => _database.Read(session => session.Number("SELECT COUNT(*) FROM source_file WHERE source = @p0 AND sha256 = @p1", source, sha256) > 0);

    /// <summary>Notes that a content of a source was dealt with.</summary>
    /// <param name="source">The source.</param>
    /// <param name="sha256">SHA-256 of the content.</param>
    /// <param name="now">The time, UTC.</param>
    public void NoteSeen(string source, string sha256, Instant now) => _database.Write(session =>
    {
        NoteSeen(session, source, sha256, Time.ToMicroseconds(now));
    });

    internal static bool NoteSeen(Session session, string source, string sha256, long nowUs) =>
        session.Execute("INSERT INTO source_file VALUES (@p0, @p1, @p2) ON CONFLICT DO NOTHING", source, sha256, nowUs) > 0;

    private static long? MicrosecondsOf(Instant? time) => time is { } t ? Time.ToMicroseconds(t) : null;

    private static SourceRecord Map(DbDataReader row) => new(
        row.GetString(0), (SourceState)row.GetInt64(1), row.GetString(2), row.GetString(3), TimeOf(row, 4), TimeOf(row, 5), row.GetInt64(6) != 0, row.GetInt64(7) != 0, row.IsDBNull(8) ? null : row.GetInt64(8));

    private static Instant? TimeOf(DbDataReader row, int column) => row.IsDBNull(column) ? null : Time.OfMicroseconds(row.GetInt64(column));
}
