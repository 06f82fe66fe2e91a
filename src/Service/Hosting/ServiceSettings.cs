using NodaTime;
using Ssa.Service.Access;

namespace Ssa.Service.Hosting;

/// <summary>What a service is told at its start.</summary>
public sealed record ServiceSettings
{
    /// <summary>Where it listens, as <c>http://127.0.0.1:5080</c>; port 0 takes a free one. HTTP/1.1 (JSON, gRPC-Web) and HTTP/2 (gRPC) share the port. https needs <see cref="Tls"/>.</summary>
    public Uri Url { get; init; } = new("http://127.0.0.1:5080");

    /// <summary>The store: a path for SQLite or <c>postgres://</c>.</summary>
    public required string Store { get; init; }

    /// <summary>Screenings that run at the same time.</summary>
    public int ConcurrentScreenings { get; init; } = 1;

    /// <summary>Screenings that may wait or run.</summary>
    public int MostOpenScreenings { get; init; } = 1000;

    /// <summary>The most conjunctions of a screening.</summary>
    public long MostEvents { get; init; } = 20_000_000;

    /// <summary>The largest import, bytes.</summary>
    public long LargestImport { get; init; } = 256L << 20;

    /// <summary>How much of ephemerides is taken.</summary>
    public EphemerisLimitSettings Ephemerides { get; init; } = new();

    /// <summary>For how long a screening is a service's without a sign of life; then another takes it up.</summary>
    public Duration Lease { get; init; } = Duration.FromSeconds(10);

    /// <summary>Threads of a screening; 0 for one a processor.</summary>
    public int Threads { get; init; }

    /// <summary>Who may call.</summary>
    public AccessSettings Access { get; init; } = new();

    /// <summary>How much callers may ask for.</summary>
    public CallLimitSettings Limits { get; init; } = new();

    /// <summary>TLS where the URL is https; null otherwise.</summary>
    public TlsSettings? Tls { get; init; }
}
