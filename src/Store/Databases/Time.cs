using NodaTime;

namespace Ssa.Store.Databases;

/// <summary>Times as whole numbers: both databases sort and compare them alike.</summary>
internal static class Time
{
    /// <summary>Microseconds since 1970, rounded down.</summary>
    public static long ToMicroseconds(Instant time) => time.ToUnixTimeTicks() is var ticks && ticks >= 0 ? ticks / 10 : (ticks - 9) / 10;

    /// <summary>Microseconds since 1970, rounded up: what is a whole number of them is at or after the time where it is at or after this.</summary>
    public static long ToMicrosecondsUp(Instant time) => -ToMicroseconds(NodaConstants.UnixEpoch - (time - NodaConstants.UnixEpoch));

    /// <inheritdoc cref="ToMicroseconds(Instant)"/>
    public static Instant OfMicroseconds(long microseconds) => Instant.FromUnixTimeTicks(10 * microseconds);

    /// <summary>Nanoseconds since 1970.</summary>
    public static long ToNanoseconds(Instant time) => (time - NodaConstants.UnixEpoch).ToInt64Nanoseconds();

    /// <inheritdoc cref="ToNanoseconds(Instant)"/>
    public static Instant OfNanoseconds(long nanoseconds) => NodaConstants.UnixEpoch + Duration.FromNanoseconds(nanoseconds);
}
