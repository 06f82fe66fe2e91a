using System.Text;
using NodaTime;

namespace Ssa.Propagation.Time;

/// <summary>
/// UTC times as text: ISO 8601 as the command line and CCSDS messages write it, and nothing looser. Calendar dates
/// <c>2009-02-10T12:00:00Z</c> and ordinal dates <c>2007-064T10:34:41.4264</c> (CCSDS 301.0-B-4, ASCII codes A and B).
/// </summary>
/// <remarks>
/// Every time in this system is UTC, so the closing Z may be absent, as in OMM; an offset such as +09:00 is refused. Seconds are required:
/// a line cut short must not become another time. Fractions of up to nine digits are exact; further digits round to the nearest nanosecond, a
/// tie to the even one. The second 60 is refused, because days count 86,400 s and there is no such instant. Nothing is trimmed.
/// </remarks>
public static class UtcText
{
    /// <summary>Characters of a formatted time: <c>2026-07-11T03:41:18.913042Z</c>.</summary>
    public const int FormattedLength = 27;

    /// <summary>The longest text that is looked at; no time needs forty digits of a second.</summary>
    public const int LongestText = 64;

    /// <summary>Reads a time.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is no time; the message says what is wrong and what to write.</exception>
    public static Instant Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var time, out var fault)
            ? time
            : throw new FormatException($"'{text}': {UtcTextFaults.Message(fault)}. {UtcTextFaults.Remedy(fault)}.");
    }

    /// <summary>Reads a time of characters.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">The time, or the Unix epoch where there is a fault.</param>
    /// <returns>Whether the text is a time.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Instant time) => TryParse(text, out time, out _);

    /// <summary>Reads a time of characters and says what is wrong.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">The time, or the Unix epoch where there is a fault.</param>
    /// <param name="fault">What is wrong, or <see cref="UtcTextFault.None"/>.</param>
    /// <returns>Whether the text is a time.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Instant time, out UtcTextFault fault)
    {
        Span<byte> bytes = stackalloc byte[LongestText + 1];
        var length = Math.Min(text.Length, bytes.Length);
        for (var i = 0; i < length; i++)
        {
            // Every character of a time is ASCII; another one becomes a byte that no time has.
            bytes[i] = text[i] < 0x80 ? (byte)text[i] : byte.MaxValue;
        }

        return TryParse(bytes[..length], out time, out fault);
    }

    /// <summary>Reads a time of ASCII or UTF-8 bytes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">The time, or the Unix epoch where there is a fault.</param>
    /// <returns>Whether the text is a time.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out Instant time) => UtcTextReader.Read(text, out time) == UtcTextFault.None;

    /// <summary>Reads a time of ASCII or UTF-8 bytes and says what is wrong.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">The time, or the Unix epoch where there is a fault.</param>
    /// <param name="fault">What is wrong, or <see cref="UtcTextFault.None"/>.</param>
    /// <returns>Whether the text is a time.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out Instant time, out UtcTextFault fault) =>
        (fault = UtcTextReader.Read(text, out time)) == UtcTextFault.None;

    /// <summary>Writes a time with microseconds and Z, a tie to the even microsecond.</summary>
    /// <param name="time">The time, of the years 1 to 9999.</param>
    /// <exception cref="ArgumentOutOfRangeException">The year has not four digits.</exception>
    public static string Format(Instant time)
    {
        Span<byte> bytes = stackalloc byte[FormattedLength];
        UtcTextWriter.Write(time, bytes);
        return Encoding.ASCII.GetString(bytes);
    }

    /// <summary>Writes a time with microseconds and Z as characters, a tie to the even microsecond.</summary>
    /// <param name="time">The time, of the years 1 to 9999.</param>
    /// <param name="to">Where to write.</param>
    /// <param name="written">Characters written, 27, or 0 where there is no room.</param>
    /// <returns>Whether there was room.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The year has not four digits.</exception>
    public static bool TryFormat(Instant time, Span<char> to, out int written)
    {
        written = 0;
        if (to.Length < FormattedLength)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[FormattedLength];
        UtcTextWriter.Write(time, bytes);
        written = Encoding.ASCII.GetChars(bytes, to);
        return true;
    }

    /// <summary>Writes a time with microseconds and Z as ASCII bytes, a tie to the even microsecond.</summary>
    /// <param name="time">The time, of the years 1 to 9999.</param>
    /// <param name="to">Where to write.</param>
    /// <param name="written">Bytes written, 27, or 0 where there is no room.</param>
    /// <returns>Whether there was room.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The year has not four digits.</exception>
    public static bool TryFormat(Instant time, Span<byte> to, out int written)
    {
        written = to.Length < FormattedLength ? 0 : FormattedLength;
        if (written == 0)
        {
            return false;
        }

        UtcTextWriter.Write(time, to);
        return true;
    }
}
