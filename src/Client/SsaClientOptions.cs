using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;
using NodaTime;

namespace Ssa.Client;

/// <summary>How a client reaches its service.</summary>
public sealed record SsaClientOptions
{
    /// <summary>The key that says who calls, sent as <c>authorization: Bearer</c>; null for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>
    /// Whether the key may be sent without TLS to another machine, where whoever is on the way can read it. Addresses of this machine take it without TLS anyway. Set it where the way is a closed network.
    /// </summary>
    public bool AllowApiKeyWithoutTls { get; init; }

    /// <summary>The authorities that may have signed the server's certificate, in place of the machine's; null for the machine's.</summary>
    public X509Certificate2Collection? ServerAuthorities { get; init; }

    /// <summary>
    /// How often a call that changes nothing, or nothing when made twice, is made where the service cannot be reached (status UNAVAILABLE), pauses growing from 0.2 s to 5 s; 1 for no second try.
    /// </summary>
    public int Attempts { get; init; } = 5;

    /// <summary>For how long <see cref="SsaClient.FollowAsync"/> tries to take up a stream that was cut.</summary>
    public Duration ReconnectFor { get; init; } = Duration.FromMinutes(1);

    /// <summary>Changes the channel's options before it is made; null for nothing.</summary>
    public Action<GrpcChannelOptions>? ConfigureChannel { get; init; }
}
