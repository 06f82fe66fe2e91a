using NodaTime;

namespace Ssa.Cli.Formats;

/// <summary>Times in rows of output, rounded to the last digit shown.</summary>
internal static class UtcStamp
{
    private static readonly LocalDate UnixDate = new(1970, 1, 1);

    /// <summary>Appends <c>2026-07-11T03:41:18.913042Z</c>: UTC to the microsecond.</summary>
    public static Utf8Rows Time(this Utf8Rows rows, Instant time) => rows.Stamp(time, decimals: 6, separator: "T"u8).Text("Z"u8);

    /// <summary>Appends a date and a time of day with a number of decimals of the second and no zone.</summary>
    public static Utf8Rows Stamp(this Utf8Rows rows, Instant time, int decimals, ReadOnlySpan<byte> separator)
    {
        var unit = 1L;
        for (var i = decimals; i < 9; i++)
        {
            unit *= 10;
        }

        var sinceUnix = time - NodaConstants.UnixEpoch;
        var days = sinceUnix.Days;
        var nanosecondOfDay = sinceUnix.NanosecondOfDay;
        if (nanosecondOfDay < 0)
        {
            days--;
            nanosecondOfDay += NodaConstants.NanosecondsPerDay;
        }

        var ofDay = (nanosecondOfDay + (unit / 2)) / unit;
        var unitsPerSecond = NodaConstants.NanosecondsPerSecond / unit;
        if (ofDay == unitsPerSecond * NodaConstants.SecondsPerDay)
        {
            (days, ofDay) = (days + 1, 0);
        }

        var (year, month, day) = UnixDate.PlusDays(days);
        var (second, fraction) = Math.DivRem(ofDay, unitsPerSecond);
        rows.Digits((ulong)year, 4).Text("-"u8).Digits((ulong)month, 2).Text("-"u8).Digits((ulong)day, 2).Text(separator)
            .Digits((ulong)(second / 3600), 2).Text(":"u8).Digits((ulong)(second / 60 % 60), 2).Text(":"u8).Digits((ulong)(second % 60), 2);
        return decimals == 0 ? rows : rows.Text("."u8).Digits((ulong)fraction, decimals);
    }
}
