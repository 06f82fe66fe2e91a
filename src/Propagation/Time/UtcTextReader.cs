using NodaTime;

namespace Ssa.Propagation.Time;

/// <summary>
/// Reads the text of a time. Implementation note: plain loops over bytes, no generic arithmetic, because a catalogue's 30,000 epochs are read
/// in a process that has just started, before any of this is compiled with optimisation.
/// </summary>
internal static class UtcTextReader
{
    private const int DaysFromYear1To1970 = 719_162;
    private const int ExactDigits = 9;
    private const int NotANumber = -1;

    public static UtcTextFault Read(ReadOnlySpan<byte> text, out Instant time)
    {
        time = default;
        if (text.Length is < 17 or > UtcText.LongestText || text[4] != '-')
        {
            return UtcTextFault.Form;
        }

        // 2007-064T10:34:41 or 2007-03-05T10:34:41
        var ordinal = text[8] == 'T';
        var clockAt = ordinal ? 9 : 11;
        if (text.Length < clockAt + 8 || text[clockAt - 1] != 'T')
        {
            return UtcTextFault.Form;
        }

        var fault = ReadDate(text[..(clockAt - 1)], ordinal, out var day);
        if (fault == UtcTextFault.None)
        {
            fault = ReadClock(text[clockAt..], out var nanoseconds);
            if (fault == UtcTextFault.None)
            {
                return At(day, nanoseconds, out time);
            }
        }

        return fault;
    }

    private static UtcTextFault At(int day, long nanoseconds, out Instant time)
    {
        time = default;

        // Only the last half nanosecond of the year 9999 rounds to a time that no instant holds.
        if (nanoseconds >= NodaConstants.NanosecondsPerDay && day == DateOnly.MaxValue.DayNumber - DaysFromYear1To1970)
        {
            return UtcTextFault.Date;
        }

        var (ticks, rest) = Math.DivRem(nanoseconds, NodaConstants.NanosecondsPerTick);
        time = Instant.FromUnixTimeTicks((day * NodaConstants.TicksPerDay) + ticks);
        if (rest != 0)
        {
            time = time.PlusNanoseconds(rest);
        }

        return UtcTextFault.None;
    }

    private static UtcTextFault ReadDate(ReadOnlySpan<byte> text, bool ordinal, out int day)
    {
        day = 0;
        var year = Number(text[..4]);
        var month = ordinal ? 1 : Number(text[5..7]);
        var inMonth = Number(text[(ordinal ? 5 : 8)..]);
        if (year == NotANumber || month == NotANumber || inMonth == NotANumber || (!ordinal && text[7] != '-'))
        {
            return UtcTextFault.Form;
        }

        if (year == 0 || month is < 1 or > 12)
        {
            return UtcTextFault.Date;
        }

        var days = !ordinal ? DateTime.DaysInMonth(year, month) : DateTime.IsLeapYear(year) ? 366 : 365;
        if (inMonth < 1 || inMonth > days)
        {
            return UtcTextFault.Date;
        }

        day = new DateOnly(year, month, 1).DayNumber + inMonth - 1 - DaysFromYear1To1970;
        return UtcTextFault.None;
    }

    private static UtcTextFault ReadClock(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        var (hour, minute, second) = (Number(text[..2]), Number(text[3..5]), Number(text[6..8]));
        if (hour == NotANumber || minute == NotANumber || second == NotANumber || text[2] != ':' || text[5] != ':')
        {
            return UtcTextFault.Form;
        }

        var at = 8;
        var fraction = 0L;
        if (at < text.Length && text[at] == '.')
        {
            var digits = CountDigits(text[9..]);
            if (digits == 0)
            {
                return UtcTextFault.Form;
            }

            fraction = Fraction(text.Slice(9, digits));
            at = 9 + digits;
        }

        if (at < text.Length && !(text[at] == 'Z' && at == text.Length - 1))
        {
            return text[at] is (byte)'+' or (byte)'-' ? UtcTextFault.Offset : UtcTextFault.Form;
        }

        if (hour > 23 || minute > 59 || second > 60)
        {
            return UtcTextFault.TimeOfDay;
        }

        if (second == 60)
        {
            return UtcTextFault.LeapSecond;
        }

        nanoseconds = (((((hour * 60L) + minute) * 60L) + second) * NodaConstants.NanosecondsPerSecond) + fraction;
        return UtcTextFault.None;
    }

    /// <summary>Nanoseconds of a fraction's digits, a tie to the even one; 1,000,000,000 where it rounds up to the next second.</summary>
    private static long Fraction(ReadOnlySpan<byte> digits)
    {
        var value = 0L;
        for (var i = 0; i < ExactDigits; i++)
        {
            value = (value * 10) + (i < digits.Length ? digits[i] - '0' : 0);
        }

        if (digits.Length <= ExactDigits)
        {
            return value;
        }

        var next = digits[ExactDigits] - '0';
        var beyond = digits[(ExactDigits + 1)..].ContainsAnyExcept((byte)'0');
        return next > 5 || (next == 5 && (beyond || (value & 1) == 1)) ? value + 1 : value;
    }

    private static int CountDigits(ReadOnlySpan<byte> text)
    {
        var count = 0;
        while (count < text.Length && text[count] is >= (byte)'0' and <= (byte)'9')
        {
            count++;
        }

        return count;
    }

    /// <summary>The number that two to four digits spell, or −1.</summary>
    private static int Number(ReadOnlySpan<byte> text)
    {
        var value = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var digit = text[i] - '0';
            if (digit is < 0 or > 9)
            {
                return NotANumber;
            }

            value = (value * 10) + digit;
        }

        return value;
    }
}
