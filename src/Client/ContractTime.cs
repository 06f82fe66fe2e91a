using Google.Protobuf.WellKnownTypes;
using NodaTime;
using Duration = NodaTime.Duration;

namespace Ssa.Client;

/// <summary>Times of the contract as NodaTime has them.</summary>
public static class ContractTime
{
    /// <summary>A time of the contract, UTC.</summary>
    /// <param name="time">The time.</param>
    public static Instant ToInstant(this Timestamp time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return NodaConstants.UnixEpoch + Duration.FromSeconds(time.Seconds) + Duration.FromNanoseconds(time.Nanos);
    }

    /// <summary>A time for the contract.</summary>
    /// <param name="time">The time, UTC.</param>
    public static Timestamp ToTimestamp(this Instant time)
    {
        var seconds = time.ToUnixTimeSeconds();
        return new() { Seconds = seconds, Nanos = (int)(time - Instant.FromUnixTimeSeconds(seconds)).ToInt64Nanoseconds() };
    }

    /// <summary>A duration of the contract.</summary>
    /// <param name="duration">The duration.</param>
    public static Duration ToNodaDuration(this Google.Protobuf.WellKnownTypes.Duration duration)
    {
        ArgumentNullException.ThrowIfNull(duration);
        return Duration.FromSeconds(duration.Seconds) + Duration.FromNanoseconds(duration.Nanos);
    }

    /// <summary>A duration for the contract.</summary>
    /// <param name="duration">The duration.</param>
    public static Google.Protobuf.WellKnownTypes.Duration ToProtobuf(this Duration duration)
    {
        var nanoseconds = duration.ToInt64Nanoseconds();
        return new() { Seconds = nanoseconds / 1_000_000_000, Nanos = (int)(nanoseconds % 1_000_000_000) };
    }
}
