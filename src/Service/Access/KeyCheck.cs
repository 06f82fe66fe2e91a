using System.Collections.Concurrent;
using System.Security.Cryptography;
using NodaTime;
using Ssa.Service.Mapping;
using Ssa.Store;

namespace Ssa.Service.Access;

/// <summary>Tells whose a key is. What the store says of a key is kept for as long as the settings say, so that a call costs no look at it, and a revoked key is soon refused. Safe for several threads.</summary>
internal sealed class KeyCheck(SsaStore store, AccessSettings settings, IClock clock)
{
    private const int MostKept = 10_000;

    private static readonly Duration UseNoted = Duration.FromMinutes(1);

    // Compared with where there is no such key, so that an unknown id takes the work of a known one.
    private static readonly byte[] Nothing = new byte[SHA256.HashSizeInBytes];

    private readonly ConcurrentDictionary<string, (StoredKey Key, Instant ReadAt)> _kept = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Instant> _used = new(StringComparer.Ordinal);

    /// <summary>The caller of a key.</summary>
    /// <exception cref="Grpc.Core.RpcException">The key is none, unknown, expired or revoked.</exception>
    public Caller Check(string text)
    {
        if (ApiKeyText.Parse(text) is not { } shown)
        {
            throw Refusal.Unauthenticated("CREDENTIAL_MALFORMED", "That is no key: a key is ssa_, 12 hexadecimal digits, _ and 64 hexadecimal digits, as 'ssa keys create' has printed it.");
        }

        var now = clock.GetCurrentInstant();
        var key = Find(shown.Id, now);
        if (!CryptographicOperations.FixedTimeEquals(shown.SecretSha256(), key is null ? Nothing : key.SecretSha256.Span) || key is null)
        {
            throw Refusal.Unauthenticated("KEY_UNKNOWN", "The key is not known here; ask who runs the service for one ('ssa keys create').");
        }

        if (key.RevokeTime is not null)
        {
            throw Refusal.Unauthenticated("KEY_REVOKED", $"The key '{key.Name}' is revoked; ask who runs the service for a new one.");
        }

        if (key.ExpireTime <= now)
        {
            throw Refusal.Unauthenticated("KEY_EXPIRED", $"The key '{key.Name}' has expired; ask who runs the service for a new one.");
        }

        if (RoleText.Parse(key.Role) is not { } role)
        {
            throw Refusal.Denied("ROLE_UNKNOWN", $"The key '{key.Name}' has the role '{key.Role}', which this version does not know.");
        }

        NoteUse(key, now);
        return new Caller(key.Participant, role, $"key/{key.Name}");
    }

    private StoredKey? Find(string id, Instant now)
    {
        if (_kept.TryGetValue(id, out var kept) && now >= kept.ReadAt && now - kept.ReadAt < settings.KeyMemory)
        {
            return kept.Key;
        }

        // Ids that are not there are not kept: whoever makes them up must not fill the memory.
        var key = store.Keys.Find(id);
        if (key is not null)
        {
            if (_kept.Count >= MostKept)
            {
                _kept.Clear();
            }

            _kept[id] = (key, now);
        }

        return key;
    }

    private void NoteUse(StoredKey key, Instant now)
    {
        var noted = _used.TryGetValue(key.Id, out var used) ? used : key.LastUseTime;
        if (noted is { } last && now - last < UseNoted)
        {
            return;
        }

        _used[key.Id] = now;
        try
        {
            store.Keys.NoteUse(key.Id, now);
        }
        catch (System.Data.Common.DbException)
        {
            // A store that is busy must not refuse a call that it has let in; the next minute notes it.
        }
    }
}
