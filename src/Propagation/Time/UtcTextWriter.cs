using NodaTime;

namespace Ssa.Propagation.Time;

/// <summary>Writes a time with microseconds.</summary>
internal static class UtcTextWriter
{
    private const int DaysFromYear1To1970 = 719_162;
    private const long MicrosecondsPerDay = 86_400_000_000;

    public static void Write(Instant time, Span<byte> to)
    {
        var (day, nanoseconds) = TimeScales.DayAndNanoseconds(time);
        var (microseconds, rest) = Math.DivRem(nanoseconds, 1000);
        microseconds += rest > 500 || (rest == 500 && (microseconds & 1) == 1) ? 1 : 0;
        if (microseconds == MicrosecondsPerDay)
        {
            microseconds = 0;
            day++;
        }

        var number = day + DaysFromYear1To1970;
        if (number < 0 || number > DateOnly.MaxValue.DayNumber)
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, "Only the years 1 to 9999 can be written.");
        }

        var (year, month, inMonth) = DateOnly.FromDayNumber(number);
        var second = (int)(microseconds / 1_000_000);
        var microsecond = (int)(microseconds % 1_000_000);
        Put(to[..5], year, '-');
        Put(to[5..8], month, '-');
        Put(to[8..11], inMonth, 'T');
        Put(to[11..14], second / 3600, ':');
        Put(to[14..17], second / 60 % 60, ':');
        Put(to[17..20], second % 60, '.');
        Put(to[20..27], microsecond, 'Z');
    }

    /// <summary>Fills a field with a number's digits, zeros before them, and the character after them.</summary>
    private static void Put(Span<byte> to, int value, char after)
    {
        to[^1] = (byte)after;
        for (var i = to.Length - 2; i >= 0; i--)
        {
            to[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
