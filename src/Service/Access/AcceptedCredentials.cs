using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Ssa.Service.Access;

/// <summary>
/// Credentials that held lately, by their SHA-256. They are checked like any other with every call, but not held up with their address: a neighbour behind the same address who shows wrong ones locks nobody out. Safe for several
/// threads.
/// </summary>
internal sealed class AcceptedCredentials(TimeProvider time)
{
    private const int MostKept = 10_000;

    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, long> _kept = new(StringComparer.Ordinal);

    /// <summary>Whether a credential has held lately.</summary>
    public bool Has(Credential credential) => _kept.TryGetValue(NameOf(credential), out var at) && time.GetElapsedTime(at) < Memory;

    /// <summary>Notes that a credential holds.</summary>
    public void Add(Credential credential)
    {
        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        _kept[NameOf(credential)] = time.GetTimestamp();
    }

    /// <summary>Notes that a credential holds no more.</summary>
    public void Remove(Credential credential) => _kept.TryRemove(NameOf(credential), out _);

    private static string NameOf(Credential credential) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(credential.Text)));
}
