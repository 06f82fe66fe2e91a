using NodaTime;

namespace Ssa.Catalog.Sources;

/// <summary>The longest time for one request to a provider, from connecting to the answer's last byte.</summary>
public static class ProviderTimeout
{
    /// <summary>What can be set at most: a request that takes longer has been forgotten by its server.</summary>
    public static Duration Longest { get; } = Duration.FromHours(12);

    /// <summary>What is used where nothing is set: the whole public catalogue at a tenth of a megabyte a second.</summary>
    public static Duration Usual { get; } = Duration.FromMinutes(5);

    /// <summary>Checks a time of settings.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above zero, or longer than the longest.</exception>
    internal static Duration Require(Duration timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, Duration.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, Longest);
        return timeout;
    }
}
