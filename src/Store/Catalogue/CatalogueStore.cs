using System.Text;
using System.Text.Json;
using NodaTime;
using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Store.Databases;

namespace Ssa.Store;

/// <summary>Element sets through time, the snapshots that they make up, and SATCAT. Safe for several threads and processes.</summary>
public sealed class CatalogueStore
{
    private const string SnapshotColumns = "id, source, import_us, sha256, new_set_count, passport, mode";

    private const long MostBytesKept = 256L << 20;

    private readonly Database _database;
    private readonly KeptSnapshots _kept = new(MostBytesKept);
    private volatile KeptSatcat _satcat = new(null, 0);

    internal CatalogueStore(Database database) => _database = database;

    /// <summary>Takes in a catalogue: all of it becomes a snapshot, or nothing.</summary>
    /// <param name="input">What was read.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="mode">What becomes of what the newest snapshot holds.</param>
    /// <param name="now">The time, UTC.</param>
    /// <exception cref="ArgumentException">There is no element set in it.</exception>
    public Snapshot Import(CatalogueInput input, string source, ImportMode mode, Instant now)
    {
        ArgumentNullException.ThrowIfNull(input);
        var content = new Content(input);
        return _database.Write(session =>
        {
            _database.LockImports(session);
            var snapshot = content.Insert(session, source, mode, now);
            content.AddTo(session, "INSERT INTO snapshot_set SELECT @p0, id", snapshot.Id);
            if (mode == ImportMode.Add)
            {
                session.Execute(
                    "INSERT INTO snapshot_set SELECT @p0, set_id FROM snapshot_set WHERE snapshot_id = (SELECT MAX(id) FROM snapshot WHERE id < @p0) ON CONFLICT DO NOTHING", snapshot.Id);
            }

            return snapshot;
        });
    }

    /// <summary>
    /// Takes in a delivery of a source: it takes the place of the same source's delivery before, and everything else that the newest snapshot holds stays, but for the bundled sample. A delivery is taken in once, by its hash.
    /// </summary>
    /// <param name="input">What was read.</param>
    /// <param name="source">The source's name.</param>
    /// <param name="sha256">SHA-256 of the delivery.</param>
    /// <param name="now">The time, UTC.</param>
    /// <returns>The snapshot; null where the delivery was taken in before.</returns>
    /// <exception cref="ArgumentException">There is no element set in it.</exception>
    public Snapshot? ImportPart(CatalogueInput input, string source, string sha256, Instant now)
    {
        ArgumentNullException.ThrowIfNull(input);
        var content = new Content(input);
        return _database.Write(session =>
        {
            _database.LockImports(session);
            if (!SourceStore.NoteSeen(session, source, sha256, Time.ToMicroseconds(now)))
            {
                return null;
            }

            var before = session.First("SELECT id, source FROM snapshot ORDER BY id DESC LIMIT 1", row => ((long Id, string Source)?)(row.GetInt64(0), row.GetString(1)));
            var snapshot = content.Insert(session, source, ImportMode.Add, now);
            if (before is { } newest && newest.Source != BundledSample.Name)
            {
                // What another source gives too stays.
                session.Execute(
                    """
                    INSERT INTO snapshot_set SELECT @p0, set_id FROM snapshot_set WHERE snapshot_id = @p1 AND set_id NOT IN (
                        SELECT set_id FROM source_set WHERE source = @p2 AND set_id NOT IN (SELECT set_id FROM source_set WHERE source <> @p2))
                    """,
                    snapshot.Id, newest.Id, source);
            }

            session.Execute("DELETE FROM source_set WHERE source = @p0", source);
            content.AddTo(session, "INSERT INTO source_set SELECT @p0, id", source);
            session.Execute("INSERT INTO snapshot_set SELECT @p0, set_id FROM source_set WHERE source = @p1 ON CONFLICT DO NOTHING", snapshot.Id, source);
            session.Execute("UPDATE source_state SET snapshot_id = @p0 WHERE name = @p1", snapshot.Id, source);
            return snapshot;
        });
    }

    /// <summary>A snapshot; null where there is none of that number.</summary>
    /// <param name="id">Its number; null for the newest.</param>
    public Snapshot? Find(long? id) => _database.Read(session => id is { } one
        ? session.First($"SELECT {SnapshotColumns} FROM snapshot WHERE id = @p0", Map, one)
        : session.First($"SELECT {SnapshotColumns} FROM snapshot ORDER BY id DESC LIMIT 1", Map));

    /// <summary>The newest snapshot that content with a hash makes up alone; null where there is none.</summary>
    /// <param name="sha256">The hash, as <see cref="Snapshot.Sha256"/> has it.</param>
    public Snapshot? FindByContent(string sha256) => _database.Read(session => session.First(
        $"SELECT {SnapshotColumns} FROM snapshot WHERE sha256 = @p0 AND mode = {(int)ImportMode.Replace} ORDER BY id DESC LIMIT 1", Map, sha256));

    /// <summary>The newest snapshot that was taken in at or before a time; null where there was none.</summary>
    /// <param name="time">The time, UTC.</param>
    public Snapshot? FindAsOf(Instant time) => _database.Read(session => session.First(
        $"SELECT {SnapshotColumns} FROM snapshot WHERE import_us <= @p0 ORDER BY import_us DESC, id DESC LIMIT 1", Map, Time.ToMicroseconds(time)));

    /// <summary>Every element set of a snapshot, by catalogue number, then epoch. Those asked for lately are kept in memory.</summary>
    /// <param name="snapshotId">The snapshot's number.</param>
    public IReadOnlyList<StoredElementSet> ElementSetsOf(long snapshotId) => _kept.Find(snapshotId) ?? _kept.Keep(snapshotId, _database.Read(session => session.Query(
        $"SELECT {StoredElementSet.Columns} FROM snapshot_set s JOIN element_set e ON e.id = s.set_id WHERE s.snapshot_id = @p0 ORDER BY e.number, e.epoch_ns, e.id", StoredElementSet.Of, snapshotId)));

    /// <summary>The element sets of one object in a snapshot, by epoch.</summary>
    /// <param name="snapshotId">The snapshot's number.</param>
    /// <param name="number">The object.</param>
    public IReadOnlyList<StoredElementSet> ElementSetsOf(long snapshotId, CatalogNumber number) => _database.Read(session => session.Query(
        $"SELECT {StoredElementSet.Columns} FROM element_set e JOIN snapshot_set s ON s.set_id = e.id WHERE s.snapshot_id = @p0 AND e.number = @p1 ORDER BY e.epoch_ns, e.id",
        StoredElementSet.Of, snapshotId, (long)number.Value));

    /// <summary>How many different objects a snapshot holds.</summary>
    /// <param name="snapshotId">The snapshot's number.</param>
    public long CountObjects(long snapshotId) => _database.Read(session => session.Number(
        "SELECT COUNT(DISTINCT e.number) FROM snapshot_set s JOIN element_set e ON e.id = s.set_id WHERE s.snapshot_id = @p0", snapshotId));

    /// <summary>The history of an object: every element set that was ever taken in, by epoch.</summary>
    /// <param name="number">The object.</param>
    /// <param name="from">Only epochs at or after this, UTC; null for all.</param>
    /// <param name="to">Only epochs before this, UTC; null for all.</param>
    /// <param name="after">Only sets behind this one in the order, as epoch and number in the store; null from the first.</param>
    /// <param name="limit">The most sets.</param>
    public IReadOnlyList<StoredElementSet> History(CatalogNumber number, Instant? from, Instant? to, (Instant Epoch, long Id)? after, int limit) => _database.Read(session =>
    {
        var (epoch, id) = after is { } last ? (Time.ToNanoseconds(last.Epoch), last.Id) : (long.MinValue, 0);
        return session.Query(
            $"SELECT {StoredElementSet.Columns} FROM element_set e WHERE e.number = @p0 AND e.epoch_ns >= @p1 AND e.epoch_ns < @p2 AND (e.epoch_ns > @p3 OR (e.epoch_ns = @p3 AND e.id > @p4)) ORDER BY e.epoch_ns, e.id LIMIT @p5",
            StoredElementSet.Of, (long)number.Value, from is { } f ? Time.ToNanoseconds(f) : long.MinValue, to is { } t ? Time.ToNanoseconds(t) : long.MaxValue, epoch, id, (long)limit);
    });

    /// <summary>Replaces SATCAT by another.</summary>
    /// <param name="satcat">The satellite catalogue.</param>
    /// <param name="source">Where it came from; empty for nowhere in particular.</param>
    /// <param name="sha256">SHA-256 of it as received; empty if not known.</param>
    /// <param name="now">The time, UTC; null if not known.</param>
    public void ReplaceSatcat(Satcat satcat, string source = "", string sha256 = "", Instant? now = null)
    {
        ArgumentNullException.ThrowIfNull(satcat);
        _database.Write(session =>
        {
            session.Execute(
                """
                INSERT INTO satcat_state VALUES (1, 1, @p0, @p1, @p2)
                ON CONFLICT (singleton) DO UPDATE SET version = satcat_state.version + 1, source = @p0, sha256 = @p1, import_us = @p2
                """,
                source, sha256, now is { } time ? Time.ToMicroseconds(time) : null);
            session.Execute("DELETE FROM satcat_entry");
            session.ExecuteMany(
                "INSERT INTO satcat_entry VALUES (@p0, @p1, @p2, @p3, @p4)",
                satcat.Entries.Select(entry => new object?[] { (long)entry.Key.Value, entry.Value.Owner, (long)entry.Value.Type, entry.Value.Status, entry.Value.RcsM2 ?? -1.0 }));
        });
    }

    /// <summary>SATCAT as the store holds it; empty where there is none. It is read again when any service has replaced it.</summary>
    public Satcat Satcat()
    {
        var (kept, version) = _satcat;
        var (read, readVersion) = _database.Read(session =>
        {
            var now = session.Number("SELECT COALESCE(MAX(version), 0) FROM satcat_state");
            return kept is not null && version == now ? (kept, now) : (ReadSatcat(session), now);
        });
        _satcat = new KeptSatcat(read, readVersion);
        return read;
    }

    /// <summary>Where SATCAT came from; null where none was ever taken in.</summary>
    public SatcatOrigin? SatcatOrigin() => _database.Read(session => session.First(
        "SELECT source, sha256, import_us, (SELECT COUNT(*) FROM satcat_entry) FROM satcat_state",
        row => new SatcatOrigin(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : Time.OfMicroseconds(row.GetInt64(2)), row.GetInt64(3))));

    private static Satcat ReadSatcat(Session session) => Ssa.Catalog.Satcat.Of(session.Query(
        "SELECT number, owner, type, status, rcs_m2 FROM satcat_entry",
        row => KeyValuePair.Create(
            new CatalogNumber((int)row.GetInt64(0)),
            new SatcatEntry(row.GetString(1), (ObjectType)row.GetInt64(2), row.GetString(3), row.GetDouble(4) is >= 0 and var rcs ? rcs : null))));

    private static string PassportJson(CatalogueInput input)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            PassportWriter.WriteJson(CataloguePassport.Of(input), writer);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static Snapshot Map(System.Data.Common.DbDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), Time.OfMicroseconds(row.GetInt64(2)), row.GetString(3), row.GetInt64(4), row.GetString(5), row.GetInt64(6) is >= 0 and var mode ? (ImportMode)mode : null);

    /// <summary>SATCAT as it was read last, and which one that was.</summary>
    private sealed record KeptSatcat(Ssa.Catalog.Satcat? Satcat, long Version);

    /// <summary>What an import brings.</summary>
    private sealed class Content
    {
        private readonly CatalogueInput _input;
        private readonly List<(MeanElements Set, string Sha256)> _sets;
        private readonly string _passport;

        public Content(CatalogueInput input)
        {
            if (input.Batch.Accepted.Count == 0)
            {
                throw new ArgumentException("There is no usable element set in it.", nameof(input));
            }

            _input = input;
            _sets = [.. input.Batch.Accepted.Select(set => (Set: set, Sha256: StoredElementSet.ContentSha256(set))).DistinctBy(set => set.Sha256)];
            _passport = PassportJson(input);
        }

        /// <summary>Adds the element sets that the store does not have, and a snapshot without any yet.</summary>
        public Snapshot Insert(Session session, string source, ImportMode mode, Instant now)
        {
            var importUs = Time.ToMicroseconds(now);
            var sha256 = string.Join('+', _input.Files.Select(file => file.Sha256));
            var added = session.ExecuteMany(StoredElementSet.Insert, _sets.Select(set => StoredElementSet.Parameters(set.Set, set.Sha256, importUs)));
            var id = session.Number(
                "INSERT INTO snapshot (source, import_us, sha256, new_set_count, passport, mode) VALUES (@p0, @p1, @p2, @p3, @p4, @p5) RETURNING id", source, importUs, sha256, added, _passport, (long)mode);
            return new Snapshot(id, source, Time.OfMicroseconds(importUs), sha256, added, _passport, mode);
        }

        /// <summary>Adds the element sets' numbers to a table.</summary>
        public void AddTo(Session session, string insert, object owner) => session.ExecuteMany(
            $"{insert} FROM element_set WHERE number = @p1 AND epoch_ns = @p2 AND content_sha256 = @p3",
            _sets.Select(set => new object?[] { owner, (long)set.Set.Number.Value, Time.ToNanoseconds(set.Set.Epoch), set.Sha256 }));
    }
}

/// <summary>Where a satellite catalogue came from.</summary>
/// <param name="Source">The file or source; empty for nowhere in particular.</param>
/// <param name="Sha256">SHA-256 of it as received; empty if not known.</param>
/// <param name="ImportTime">When it was taken in, UTC; null if not known.</param>
/// <param name="Count">How many objects it lists.</param>
public sealed record SatcatOrigin(string Source, string Sha256, Instant? ImportTime, long Count);
