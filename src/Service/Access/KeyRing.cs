using NodaTime;
using Ssa.Store;

namespace Ssa.Service.Access;

/// <summary>The keys of a store: makes, lists and revokes them.</summary>
/// <param name="store">The store.</param>
/// <param name="clock">The clock.</param>
public sealed class KeyRing(SsaStore store, IClock clock)
{
    private const int LongestName = 100;

    /// <summary>Whether a text names a key or a participant: 1 to 100 of a-z, A-Z, 0-9, . _ - , beginning with a letter or digit.</summary>
    /// <param name="name">The text.</param>
    public static bool IsName(string name) =>
        name is { Length: > 0 and <= LongestName } && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>Makes a key.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="participant">On whose behalf its holder calls.</param>
    /// <param name="role">What its holder may do.</param>
    /// <param name="lifetime">For how long it holds; null for ever.</param>
    /// <returns>The key, and its full text, which is nowhere else; null where a key that is not revoked has the name.</returns>
    /// <exception cref="ArgumentException">The name or the participant is none.</exception>
    public (StoredKey Key, string Text)? Create(string name, string participant, Role role, Duration? lifetime)
    {
        if (!IsName(name) || !IsName(participant))
        {
            throw new ArgumentException("A name has 1 to 100 of a-z, A-Z, 0-9, . _ - and begins with a letter or digit.", IsName(name) ? nameof(participant) : nameof(name));
        }

        var text = ApiKeyText.Fresh();
        var now = clock.GetCurrentInstant();
        var key = new StoredKey
        {
            Id = text.Id,
            Name = name,
            Participant = participant,
            Role = RoleText.Of(role),
            SecretSha256 = text.SecretSha256(),
            CreateTime = now,
            ExpireTime = now + lifetime,
        };
        return store.Keys.Add(key) ? (key, text.ToText()) : null;
    }

    /// <summary>Every key, the oldest first.</summary>
    public IReadOnlyList<StoredKey> List() => store.Keys.List();

    /// <summary>Revokes the key of an id, or the key of a name that is not revoked.</summary>
    /// <param name="nameOrId">The name or the id.</param>
    /// <returns>The key as it is then; null where there is none.</returns>
    public StoredKey? Revoke(string nameOrId)
    {
        var found = store.Keys.List().LastOrDefault(key => key.Id == nameOrId) ?? store.Keys.List().LastOrDefault(key => key.Name == nameOrId && key.RevokeTime is null);
        if (found is null)
        {
            return null;
        }

        store.Keys.Revoke(found.Id, clock.GetCurrentInstant());
        return store.Keys.Find(found.Id);
    }
}
