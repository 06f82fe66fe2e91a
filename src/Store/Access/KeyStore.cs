using System.Data.Common;
using NodaTime;
using Ssa.Store.Databases;

namespace Ssa.Store;

/// <summary>Keys of callers, and secrets of the service. A key is never deleted: who called with it stays known, and a store that ever had one stays closed to callers without. Safe for several threads and processes.</summary>
public sealed class KeyStore
{
    private const string Columns = "id, name, participant, role, secret_sha256, create_us, expire_us, revoke_us, use_us";

    private readonly Database _database;

    internal KeyStore(Database database) => _database = database;

    /// <summary>Adds a key.</summary>
    /// <param name="key">The key; its name may not be that of a key that is not revoked.</param>
    /// <returns>Whether it was added; not where a key that is not revoked has its name.</returns>
    public bool Add(StoredKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _database.Write(session => session.Execute(
            $"INSERT INTO api_key ({Columns}) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, NULL, NULL) ON CONFLICT (name) WHERE revoke_us IS NULL DO NOTHING",
            key.Id, key.Name, key.Participant, key.Role, key.SecretSha256.ToArray(), Time.ToMicroseconds(key.CreateTime), key.ExpireTime is { } expires ? Time.ToMicroseconds(expires) : null)) == 1;
    }

    /// <summary>Every key, the oldest first.</summary>
    public IReadOnlyList<StoredKey> List() => _database.Read(session => session.Query($"SELECT {Columns} FROM api_key ORDER BY create_us, id", Map));

    /// <summary>A key; null where there is none.</summary>
    /// <param name="id">Its id.</param>
    public StoredKey? Find(string id) => _database.Read(session => session.First($"SELECT {Columns} FROM api_key WHERE id = @p0", Map, id));

    /// <summary>Whether there is or ever was a key.</summary>
    public bool HasAny() => _database.Read(session => session.Number("SELECT COUNT(*) FROM api_key") > 0);

    /// <summary>Revokes a key; one that is revoked stays as it is.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="now">The time, UTC.</param>
    public void Revoke(string id, Instant now) => _database.Write(session =>
    {
        session.Execute("UPDATE api_key SET revoke_us = @p0 WHERE id = @p1 AND revoke_us IS NULL", Time.ToMicroseconds(now), id);
    });

    /// <summary>Notes that a key was used.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="now">The time, UTC; an earlier one than is noted changes nothing.</param>
    public void NoteUse(string id, Instant now) => _database.Write(session =>
    {
        session.Execute("UPDATE api_key SET use_us = @p0 WHERE id = @p1 AND (use_us IS NULL OR use_us < @p0)", Time.ToMicroseconds(now), id);
    });

    /// <summary>A secret that all services of this store share; the first that asks brings it.</summary>
    /// <param name="name">What it is for.</param>
    /// <param name="fresh">Becomes the secret where there is none.</param>
    public byte[] Secret(string name, byte[] fresh)
    {
        ArgumentNullException.ThrowIfNull(fresh);
        return _database.Write(session =>
        {
            session.Execute("INSERT INTO service_secret VALUES (@p0, @p1) ON CONFLICT DO NOTHING", name, fresh);
            return session.First("SELECT secret FROM service_secret WHERE name = @p0", row => (byte[])row.GetValue(0), name)!;
        });
    }

    private static StoredKey Map(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Name = row.GetString(1),
        Participant = row.GetString(2),
        Role = row.GetString(3),
        SecretSha256 = (byte[])row.GetValue(4),
        CreateTime = Time.OfMicroseconds(row.GetInt64(5)),
        ExpireTime = TimeOf(row, 6),
        RevokeTime = TimeOf(row, 7),
        LastUseTime = TimeOf(row, 8),
    };

    private static Instant? TimeOf(DbDataReader row, int column) => row.IsDBNull(column) ? null : Time.OfMicroseconds(row.GetInt64(column));
}
