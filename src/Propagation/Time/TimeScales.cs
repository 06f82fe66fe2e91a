using NodaTime;

namespace Ssa.Propagation.Time;

/// <summary>
/// Julian dates of UTC instants in the scales that frames need. TT = UTC + (TAI − UTC) + 32.184 s; UT1 = UTC + (UT1 − UTC), whose difference
/// is measured and comes from Earth orientation data. Within the one second of a leap second these are off by up to that second, because
/// an instant's day has 86,400 s.
/// </summary>
public static class TimeScales
{
    /// <summary>TT − TAI, seconds.</summary>
    public const double TtMinusTaiS = 32.184;

    private const int JulianDayNumberOf1970 = 2_440_587;

    /// <summary>The Julian date in UTC.</summary>
    /// <param name="utc">The instant.</param>
    public static JulianDate Utc(Instant utc)
    {
        var (day, nanoseconds) = DayAndNanoseconds(utc);
        return new JulianDate(JulianDayNumberOf1970 + 0.5 + day, nanoseconds / 86_400e9);
    }

    /// <summary>The Julian date in terrestrial time (TT), by the table of leap seconds.</summary>
    /// <param name="utc">The instant.</param>
    public static JulianDate Tt(Instant utc) => Utc(utc).PlusSeconds(LeapSeconds.TaiMinusUtc(utc) + TtMinusTaiS);

    /// <summary>The Julian date in UT1.</summary>
    /// <param name="utc">The instant.</param>
    /// <param name="ut1MinusUtcS">UT1 − UTC, seconds; 0 where it is not known, which puts the Earth's rotation off by up to 0.9 s.</param>
    public static JulianDate Ut1(Instant utc, double ut1MinusUtcS) => Utc(utc).PlusSeconds(ut1MinusUtcS);

    /// <summary>Whole days since 1970-01-01 and nanoseconds of the day, 0 to 86,399,999,999,999.</summary>
    internal static (int Day, long Nanoseconds) DayAndNanoseconds(Instant utc)
    {
        var span = utc - NodaConstants.UnixEpoch;
        var (day, nanoseconds) = (span.Days, span.NanosecondOfDay);
        return nanoseconds < 0 ? (day - 1, nanoseconds + NodaConstants.NanosecondsPerDay) : (day, nanoseconds);
    }
}
