using NodaTime;

namespace Ssa.Service.Access;

/// <summary>Whether callers must say who they are.</summary>
public enum AuthMode
{
    /// <summary>Not on a loopback address as long as the store never had a key, no issuer is set and no proxy stands in front; else as <see cref="Required"/>.</summary>
    Auto,

    /// <summary>Always.</summary>
    Required,
}

/// <summary>Who may call.</summary>
public sealed record AccessSettings
{
    /// <summary>Whether callers must say who they are.</summary>
    public AuthMode Auth { get; init; }

    /// <summary>Whose tokens are taken; null for nobody's.</summary>
    public JwtSettings? Jwt { get; init; }

    /// <summary>Whether a proxy stands in front, which terminates TLS and says in <c>x-forwarded-for</c> who calls.</summary>
    public bool IsBehindProxy { get; init; }

    /// <summary>For how long what the store said of a key is taken as still so: the longest time that a revoked key is still good for.</summary>
    public Duration KeyMemory { get; init; } = Duration.FromSeconds(2);
}

/// <summary>Tokens of an OpenID Connect issuer.</summary>
public sealed record JwtSettings
{
    /// <summary>The issuer, as its tokens write it; its document is found below it, over https unless it is on this machine.</summary>
    public required Uri Issuer { get; init; }

    /// <summary>The issuer's text to the letter: a trailing / counts.</summary>
    public required string IssuerText { get; init; }

    /// <summary>For whom its tokens must be.</summary>
    public required string Audience { get; init; }

    /// <summary>The claim that holds the role, as a text or a list of texts.</summary>
    public string RoleClaim { get; init; } = "role";

    /// <summary>The claim that holds the participant.</summary>
    public string ParticipantClaim { get; init; } = "participant";
}

/// <summary>How much callers may ask for. In development mode the limits of a caller do not hold; sizes and connections do.</summary>
public sealed record CallLimitSettings
{
    /// <summary>Calls of a caller a minute, in the long run.</summary>
    public int CallsPerMinute { get; init; } = 6000;

    /// <summary>Calls of a caller at once, after a pause.</summary>
    public int CallBurst { get; init; } = 200;

    /// <summary>Calls an address may make a minute without a credential that holds.</summary>
    public int FailuresPerMinute { get; init; } = 30;

    /// <summary>Streams of a caller that are open at the same time.</summary>
    public int Streams { get; init; } = 20;

    /// <summary>Screenings of a participant that wait or run.</summary>
    public int OpenScreenings { get; init; } = 200;

    /// <summary>The most of a page of any list.</summary>
    public int PageSize { get; init; } = 10_000;

    /// <summary>Connections at the same time, of each protocol.</summary>
    public int Connections { get; init; } = 1000;
}
