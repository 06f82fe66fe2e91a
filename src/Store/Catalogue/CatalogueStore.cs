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

    private readonly Database _database;

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
        if (input.Batch.Accepted.Count == 0)
        {
            throw new ArgumentException("There is no usable element set in it.", nameof(input));
        }

        var sets = input.Batch.Accepted.Select(set => (Set: set, Sha256: StoredElementSet.ContentSha256(set))).DistinctBy(set => set.Sha256).ToList();
        var passport = PassportJson(input);
        var sha256 = string.Join('+', input.Files.Select(file => file.Sha256));
        var importUs = Time.ToMicroseconds(now);
        return _database.Write(session =>
        {
            var added = session.ExecuteMany(StoredElementSet.Insert, sets.Select(set => StoredElementSet.Parameters(set.Set, set.Sha256, importUs)));
            var id = session.Number(
                "INSERT INTO snapshot (source, import_us, sha256, new_set_count, passport, mode) VALUES (@p0, @p1, @p2, @p3, @p4, @p5) RETURNING id", source, importUs, sha256, added, passport, (long)mode);
            session.ExecuteMany(
                "INSERT INTO snapshot_set SELECT @p0, id FROM element_set WHERE number = @p1 AND epoch_ns = @p2 AND content_sha256 = @p3",
                sets.Select(set => new object?[] { id, (long)set.Set.Number.Value, Time.ToNanoseconds(set.Set.Epoch), set.Sha256 }));
            if (mode == ImportMode.Add)
            {
                session.Execute(
                    "INSERT INTO snapshot_set SELECT @p0, set_id FROM snapshot_set WHERE snapshot_id = (SELECT MAX(id) FROM snapshot WHERE id < @p0) ON CONFLICT DO NOTHING", id);
            }

            return new Snapshot(id, source, Time.OfMicroseconds(importUs), sha256, added, passport, mode);
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

    /// <summary>Every element set of a snapshot, by catalogue number, then epoch.</summary>
    /// <param name="snapshotId">The snapshot's number.</param>
    public IReadOnlyList<StoredElementSet> ElementSetsOf(long snapshotId) => _database.Read(session => session.Query(
        $"SELECT {StoredElementSet.Columns} FROM snapshot_set s JOIN element_set e ON e.id = s.set_id WHERE s.snapshot_id = @p0 ORDER BY e.number, e.epoch_ns, e.id", StoredElementSet.Of, snapshotId));

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
    public void ReplaceSatcat(Satcat satcat)
    {
        ArgumentNullException.ThrowIfNull(satcat);
        _database.Write(session =>
        {
            session.Execute("DELETE FROM satcat_entry");
            session.ExecuteMany(
                "INSERT INTO satcat_entry VALUES (@p0, @p1, @p2, @p3, @p4)",
                satcat.Entries.Select(entry => new object?[] { (long)entry.Key.Value, entry.Value.Owner, (long)entry.Value.Type, entry.Value.Status, entry.Value.RcsM2 ?? -1.0 }));
        });
    }

    /// <summary>SATCAT as the store holds it; empty where there is none.</summary>
    public Satcat Satcat() => _database.Read(session => Ssa.Catalog.Satcat.Of(session.Query(
        "SELECT number, owner, type, status, rcs_m2 FROM satcat_entry",
        row => KeyValuePair.Create(
            new CatalogNumber((int)row.GetInt64(0)),
            new SatcatEntry(row.GetString(1), (ObjectType)row.GetInt64(2), row.GetString(3), row.GetDouble(4) is >= 0 and var rcs ? rcs : null)))));

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
}
