using NodaTime;

namespace Ssa.Propagation.Time;

/// <summary>
/// The one place where instants become the plain numbers of the theories and back. Instants are UTC whose days count 86,400 s, as element
/// sets are produced and used: a leap second is not counted, so the difference of two instants may be up to 27 s less than elapsed atomic time.
/// </summary>
/// <remarks>
/// Results come from whole nanoseconds and are rounded once. A double of minutes 60 years from its epoch steps by 0.22 µs, so the way there and
/// back errs by 0.11 µs there; within 91 days of the epoch it gives the same nanosecond.
/// </remarks>
public static class UtcTime
{
    private const double NanosecondsPerMinute = 60e9;
    private const double NanosecondsPerSecond = 1e9;
    private const double NanosecondsPerDay = 86_400e9;

    // 292 years: what 64 bits of nanoseconds hold. Beyond it sums of whole days and the rest do, whose second rounding no theory here could notice.
    private const int ExactDays = 106_750;

    /// <summary>Julian date 2433281.5, from which SGP4 counts its days: 1949-12-31T00:00Z ("1950 January 0.0").</summary>
    public static readonly Instant Epoch1950January0 = Instant.FromUtc(1949, 12, 31, 0, 0);

    /// <summary>Minutes from an epoch to a time, UTC minutes of 60 s: the correctly rounded quotient of whole nanoseconds.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="time">The time.</param>
    /// <returns>Minutes, negative where the time is before the epoch.</returns>
    public static double MinutesSince(Instant epoch, Instant time) => Quotient(time - epoch, NanosecondsPerMinute);

    /// <summary>Seconds from an epoch to a time, UTC seconds: the correctly rounded quotient of whole nanoseconds.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="time">The time.</param>
    /// <returns>Seconds, negative where the time is before the epoch.</returns>
    public static double SecondsSince(Instant epoch, Instant time) => Quotient(time - epoch, NanosecondsPerSecond);

    /// <summary>The time so many minutes after an epoch, to the nearest nanosecond.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="minutes">Minutes, negative before the epoch.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or more than 292 years from the epoch, or outside the years that an instant holds.</exception>
    public static Instant AddMinutes(Instant epoch, double minutes) => Add(epoch, minutes, NanosecondsPerMinute, nameof(minutes));

    /// <summary>The time so many seconds after an epoch, to the nearest nanosecond.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="seconds">Seconds, negative before the epoch.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or more than 292 years from the epoch, or outside the years that an instant holds.</exception>
    public static Instant AddSeconds(Instant epoch, double seconds) => Add(epoch, seconds, NanosecondsPerSecond, nameof(seconds));

    /// <summary>UTC days since 1950 January 0.0 (Julian date less 2433281.5): the count of days that SGP4's initialisation takes.</summary>
    /// <param name="time">The time.</param>
    public static double DaysSince1950(Instant time) => Quotient(time - Epoch1950January0, NanosecondsPerDay);

    private static double Quotient(Duration span, double nanosecondsPerUnit)
    {
        if (span.Days is > ExactDays or < -ExactDays)
        {
            return (span.Days * (NanosecondsPerDay / nanosecondsPerUnit)) + (span.NanosecondOfDay / nanosecondsPerUnit);
        }

        // hi + lo is the whole count; the remainder of hi's division is a double, so one correction gives the quotient to 2^-105 of itself.
        // Quotients of a 63-bit count by these units are 2^-86 or more from every midpoint of doubles they do not hit: the sum rounds correctly.
        var nanoseconds = span.ToInt64Nanoseconds();
        var hi = (double)nanoseconds;
        var lo = (double)(nanoseconds - (long)hi);
        var quotient = hi / nanosecondsPerUnit;
        var remainder = Math.FusedMultiplyAdd(-quotient, nanosecondsPerUnit, hi) + lo;
        return quotient + (remainder / nanosecondsPerUnit);
    }

    private static Instant Add(Instant epoch, double count, double nanosecondsPerUnit, string parameter)
    {
        var hi = count * nanosecondsPerUnit;
        if (!(Math.Abs(hi) < ExactDays * NanosecondsPerDay))
        {
            throw new ArgumentOutOfRangeException(parameter, count, "A time is at most 292 years from its epoch.");
        }

        var lo = Math.FusedMultiplyAdd(count, nanosecondsPerUnit, -hi);
        var whole = Math.Round(hi);
        var nanoseconds = (long)whole + (long)Math.Round(hi - whole + lo);
        try
        {
            return epoch + Duration.FromNanoseconds(nanoseconds);
        }
        catch (OverflowException)
        {
            throw new ArgumentOutOfRangeException(parameter, count, "The time is outside the years -9998 to 9999.");
        }
    }
}
