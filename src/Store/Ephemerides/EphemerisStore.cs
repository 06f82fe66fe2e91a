using System.IO.Compression;
using System.Security.Cryptography;
using NodaTime;
using Ssa.Store.Databases;

namespace Ssa.Store;

/// <summary>
/// Ephemerides that participants have imported. A private one is there for its participant alone; for everybody else every method answers as it does for a number that was never given. A deleted one is there for
/// nobody; its content is kept as long as a screening uses it, for that screening alone. Safe for several threads and processes.
/// </summary>
public sealed class EphemerisStore
{
    private const string IsThere = $"{ScreeningViewer.Sees} AND p.delete_us IS NULL";

    private readonly Database _database;

    internal EphemerisStore(Database database) => _database = database;

    /// <summary>Takes in an ephemeris; the same content again under the same name is the one that is there already.</summary>
    /// <param name="owner">Whose it is, and whether it is private.</param>
    /// <param name="name">What its owner calls it.</param>
    /// <param name="contents">What it says of itself.</param>
    /// <param name="content">Its content, as received.</param>
    /// <param name="most">How many ephemerides a participant may have.</param>
    /// <param name="now">The time, UTC.</param>
    /// <returns>The ephemeris, and whether it is new.</returns>
    /// <exception cref="TooManyEphemeridesException">It would be new, and the participant has as many as it may have.</exception>
    public (StoredEphemeris Ephemeris, bool IsNew) Import(ScreeningOwner owner, string name, EphemerisContents contents, ReadOnlyMemory<byte> content, long most, Instant now)
    {
        ArgumentNullException.ThrowIfNull(contents);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        var packed = Pack(content.Span);
        return _database.Write(session =>
        {
            // The owner's row is locked first, so that imports side by side neither pass the limit together nor take in one content twice.
            session.Execute("INSERT INTO ephemeris_owner VALUES (@p0, 0) ON CONFLICT (participant) DO NOTHING", owner.Participant);
            session.Execute("UPDATE ephemeris_owner SET ephemeris_count = ephemeris_count + 1 WHERE participant = @p0", owner.Participant);
            var before = session.First(
                $"SELECT {StoredEphemeris.Columns} FROM ephemeris p WHERE p.participant = @p0 AND p.is_private = @p1 AND p.sha256 = @p2 AND p.name = @p3 AND p.delete_us IS NULL ORDER BY p.import_us, p.id LIMIT 1",
                StoredEphemeris.Of, owner.Participant, owner.IsPrivate ? 1L : 0L, sha256, name);
            if (before is not null)
            {
                session.Execute("UPDATE ephemeris_owner SET ephemeris_count = ephemeris_count - 1 WHERE participant = @p0", owner.Participant);
                return (before, false);
            }

            if (session.Number("SELECT ephemeris_count FROM ephemeris_owner WHERE participant = @p0", owner.Participant) > most)
            {
                throw new TooManyEphemeridesException(most);
            }

            var id = FreeId(session);
            session.Execute(
                "INSERT INTO ephemeris VALUES (@p0, @p1, @p2, @p3, @p4, NULL, 0, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15)",
                id, owner.Participant, owner.IsPrivate ? 1L : 0L, name, Time.ToMicroseconds(now), sha256, (long)content.Length, contents.ObjectName, contents.ObjectId,
                contents.Number is { } number ? number.Value : null as long?, contents.Frame, Time.ToNanoseconds(contents.Start), Time.ToNanoseconds(contents.Stop), contents.StateCount, contents.Interpolation, packed);
            return (session.First($"SELECT {StoredEphemeris.Columns} FROM ephemeris p WHERE p.id = @p0", StoredEphemeris.Of, id)!, true);
        });
    }

    /// <summary>An ephemeris; null where there is none for the viewer.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="id">Its number.</param>
    public StoredEphemeris? Find(ScreeningViewer viewer, long id)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return _database.Read(session => session.First($"SELECT {StoredEphemeris.Columns} FROM ephemeris p WHERE p.id = @p2 AND {IsThere}", StoredEphemeris.Of, viewer.Participant, viewer.All, id));
    }

    /// <summary>Ephemerides that are there for the viewer, the newest first.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="after">Only those behind this one in the order, by import time and number; null from the newest.</param>
    /// <param name="limit">The most.</param>
    public IReadOnlyList<StoredEphemeris> List(ScreeningViewer viewer, (Instant ImportTime, long Id)? after, int limit)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var (importUs, id) = after is { } last ? (Time.ToMicroseconds(last.ImportTime), last.Id) : (long.MaxValue, long.MaxValue);
        return _database.Read(session => session.Query(
            $"SELECT {StoredEphemeris.Columns} FROM ephemeris p WHERE (p.import_us < @p2 OR (p.import_us = @p2 AND p.id < @p3)) AND {IsThere} ORDER BY p.import_us DESC, p.id DESC LIMIT @p4",
            StoredEphemeris.Of, viewer.Participant, viewer.All, importUs, id, (long)limit));
    }

    /// <summary>The content of an ephemeris as it was received; null where there is none for the viewer. The service itself gets it also of a deleted one that a screening still uses.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="id">Its number.</param>
    public byte[]? ContentOf(ScreeningViewer viewer, long id)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var (packed, count) = _database.Read(session => session.First(
            $"SELECT p.content, p.byte_count FROM ephemeris p WHERE p.id = @p2 AND {ScreeningViewer.Sees} AND (p.delete_us IS NULL OR @p1 = 1)",
            row => ((byte[]?)row.GetValue(0), row.GetInt64(1)), viewer.Participant, viewer.All, id));
        return packed is null ? null : Unpack(packed, count);
    }

    /// <summary>
    /// Deletes an ephemeris: it is there for nobody from here on, and does not count for its participant's limit. Its content goes at once where no screening uses it; otherwise it stays for these screenings' resumption and replays
    /// alone.
    /// </summary>
    /// <param name="viewer">Who asks: its participant, or one who sees everything.</param>
    /// <param name="id">Its number.</param>
    /// <param name="now">The time, UTC.</param>
    /// <returns>Whether it was there, and the viewer's to delete.</returns>
    public bool Delete(ScreeningViewer viewer, long id, Instant now)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return _database.Write(session =>
        {
            var participant = session.First(
                "UPDATE ephemeris SET delete_us = @p3 WHERE id = @p2 AND (participant = @p0 OR @p1 = 1) AND delete_us IS NULL RETURNING participant",
                row => row.GetString(0), viewer.Participant, viewer.All, id, Time.ToMicroseconds(now));
            if (participant is null)
            {
                return false;
            }

            session.Execute("UPDATE ephemeris_owner SET ephemeris_count = ephemeris_count - 1 WHERE participant = @p0", participant);
            RemoveUnused(session);
            return true;
        });
    }

    /// <summary>Removes what is deleted and used by no screening any more, as after screenings were removed.</summary>
    /// <returns>How many were removed.</returns>
    public long RemoveUnused() => _database.Write(session => (long)RemoveUnused(session));

    /// <summary>
    /// Binds ephemerides to a new screening, behind its element sets. Each is touched first: who deletes it at the same time either comes before, and the screening is not made, or finds it in use.
    /// </summary>
    /// <exception cref="EphemerisNotThereException">One is not there, or is private and the screening is not its participant's own private one.</exception>
    internal static void Bind(Session session, ScreeningOwner owner, long screening, int firstOrdinal, IReadOnlyList<ScreeningEphemeris> ephemerides, Instant now)
    {
        // In one order everywhere, so that no two wait for each other.
        foreach (var id in ephemerides.Select(one => one.EphemerisId).Distinct().Order())
        {
            var touched = session.Execute(
                "UPDATE ephemeris SET use_us = @p0 WHERE id = @p1 AND delete_us IS NULL AND (is_private = 0 OR (participant = @p2 AND @p3 = 1))",
                Time.ToMicroseconds(now), id, owner.Participant, owner.IsPrivate ? 1L : 0L);
            if (touched == 0)
            {
                throw new EphemerisNotThereException(id);
            }
        }

        for (var i = 0; i < ephemerides.Count; i++)
        {
            var one = ephemerides[i];
            session.Execute(
                "INSERT INTO screening_ephemeris VALUES (@p0, @p1, @p2, @p3, @p4, @p5)",
                screening, (long)firstOrdinal + i, one.EphemerisId, one.Number is { } number ? number.Value : null as long?, one.Owner, (long)one.Type);
        }
    }

    private static int RemoveUnused(Session session) => session.Execute(
        "DELETE FROM ephemeris WHERE delete_us IS NOT NULL AND NOT EXISTS (SELECT 1 FROM screening_ephemeris s WHERE s.ephemeris_id = ephemeris.id)");

    private static long FreeId(Session session)
    {
        while (true)
        {
            // Fifteen digits: no double of a client's language rounds them.
            var id = 1 + RandomNumberGenerator.GetInt32(1_000_000) + (1_000_000L * RandomNumberGenerator.GetInt32(1, 900_000_000));
            if (session.Number("SELECT COUNT(*) FROM ephemeris WHERE id = @p0", id) == 0)
            {
                return id;
            }
        }
    }

    private static byte[] Pack(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            brotli.Write(content);
        }

        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] packed, long count)
    {
        var content = new byte[count];
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        brotli.ReadExactly(content);
        return content;
    }
}
