using NodaTime;

namespace Ssa.Store;

/// <summary>A caller's key as the store holds it: never the secret itself.</summary>
public sealed record StoredKey
{
    /// <summary>Its public part, which finds it.</summary>
    public required string Id { get; init; }

    /// <summary>Its name in words.</summary>
    public required string Name { get; init; }

    /// <summary>On whose behalf its holder calls.</summary>
    public required string Participant { get; init; }

    /// <summary>What its holder may do, as a word.</summary>
    public required string Role { get; init; }

    /// <summary>SHA-256 of the secret.</summary>
    public required ReadOnlyMemory<byte> SecretSha256 { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required Instant CreateTime { get; init; }

    /// <summary>From when on it is refused, UTC; null for never.</summary>
    public required Instant? ExpireTime { get; init; }

    /// <summary>When it was revoked, UTC; null where it was not.</summary>
    public Instant? RevokeTime { get; init; }

    /// <summary>When it was last used, UTC, to the minute; null for never.</summary>
    public Instant? LastUseTime { get; init; }
}
