using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using NodaTime;
using Ssa.Propagation.Time;

namespace Ssa.Cli.Formats;

/// <summary>
/// Builds rows of text as UTF-8 and hands them to a stream in large blocks. Numbers and times are written without cultures or strings
/// in between, so that long lists are bound by the disk and not by formatting.
/// </summary>
internal sealed class Utf8Rows(Stream to)
{
    private const int BlockBytes = 1 << 16;

    /// <summary>More than any number or time of a row needs: a double in fixed notation has at most 309 digits before the point.</summary>
    private const int LongestField = 400;

    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    /// <summary>The widest integers that 64 bits hold as a double without loss, which the fast path of fixed decimals relies on.</summary>
    private const double LargestExactInteger = 1L << 53;

    private byte[] block = new byte[BlockBytes];
    private int used;

    /// <summary>Appends text as it is.</summary>
    public Utf8Rows Text(ReadOnlySpan<char> text)
    {
        // Making room may empty the block: it must come before the count is read.
        var room = Room(Encoding.UTF8.GetMaxByteCount(text.Length));
        used += Encoding.UTF8.GetBytes(text, room);
        return this;
    }

    /// <summary>Appends text that is UTF-8 already.</summary>
    public Utf8Rows Text(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Room(utf8.Length));
        used += utf8.Length;
        return this;
    }

    /// <summary>Appends a field of CSV, in quotes where RFC 4180 asks for them.</summary>
    public Utf8Rows Field(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny(NeedsQuotes))
        {
            return Text(text);
        }

        Byte((byte)'"');
        Text(text.Contains('"') ? text.ToString().Replace("\"", "\"\"", StringComparison.Ordinal) : text);
        return Byte((byte)'"');
    }

    /// <summary>Appends a comma.</summary>
    public Utf8Rows Comma() => Byte((byte)',');

    /// <summary>Appends a space.</summary>
    public Utf8Rows Space() => Byte((byte)' ');

    /// <summary>Ends a line; line ends are LF on every system, so that the same result has the same bytes.</summary>
    public Utf8Rows EndLine() => Byte((byte)'\n');

    /// <summary>Appends a whole number.</summary>
    public Utf8Rows Whole(long number)
    {
        Utf8Formatter.TryFormat(number, Room(LongestField), out var written);
        used += written;
        return this;
    }

    /// <summary>Appends a whole number, or nothing where it is not known.</summary>
    public Utf8Rows WholeOrNothing(int? number) => number is { } known ? Whole((long)known) : this;

    /// <summary>Appends a number with a fixed count of decimals, or nothing where it is not known.</summary>
    public Utf8Rows FixedOrNothing(double? number, int decimals) => number is { } known ? Fixed(known, decimals) : this;

    /// <summary>Appends a number with a fixed count of decimals; a number that rounds to zero has no sign.</summary>
    /// <remarks>Compiled with full effort from the first call: a list is written once, in less time than the runtime takes to notice that it is hot.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Utf8Rows Fixed(double number, int decimals)
    {
        var scale = PowersOfTen[decimals];
        var scaled = Math.Round(Math.Abs(number) * scale);
        if (!(scaled < LargestExactInteger))
        {
            number.TryFormat(Room(LongestField), out var written, FixedFormats[decimals], CultureInfo.InvariantCulture);
            used += written;
            return this;
        }

        var whole = (ulong)scaled;
        if (number < 0 && whole > 0)
        {
            Byte((byte)'-');
        }

        var (before, after) = Math.DivRem(whole, (ulong)scale);
        Whole((long)before);
        if (decimals > 0)
        {
            Byte((byte)'.');
            Digits(after, decimals);
        }

        return this;
    }

    /// <summary>Appends a positive number as <c>1.235E-05</c>, or zero as <c>0.000E+00</c>, with a count of decimals; nothing where it is not known.</summary>
    public Utf8Rows ScientificOrNothing(double? number, int decimals)
    {
        if (number is not { } known)
        {
            return this;
        }

        // .NET writes at least three digits of an exponent, everyone else at least two.
        var room = Room(LongestField);
        known.TryFormat(room, out var written, ScientificFormats[decimals], CultureInfo.InvariantCulture);
        if (room[written - 3] == '0')
        {
            room.Slice(written - 2, 2).CopyTo(room[(written - 3)..]);
            written--;
        }

        used += written;
        return this;
    }

    /// <summary>Appends a number with the fewest digits that read back as the same double; no negative zero.</summary>
    public Utf8Rows Shortest(double number)
    {
        (number == 0 ? 0.0 : number).TryFormat(Room(LongestField), out var written, "R", CultureInfo.InvariantCulture);
        used += written;
        return this;
    }

    /// <summary>Appends <c>2026-07-11T03:41:18.913042Z</c>: UTC to the microsecond.</summary>
    public Utf8Rows Time(Instant time)
    {
        UtcText.TryFormat(time, Room(UtcText.FormattedLength), out var written);
        used += written;
        return this;
    }

    /// <summary>Appends <c>2026-07-11T03:41:18.913042</c>: UTC to the microsecond as CCSDS messages write it, whose header names the time system.</summary>
    public Utf8Rows TimeWithoutZone(Instant time)
    {
        Time(time);
        used--;
        return this;
    }

    /// <summary>Appends a number with leading zeros to a width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Utf8Rows Digits(ulong number, int width)
    {
        var room = Room(width);
        for (var i = width - 1; i >= 0; i--)
        {
            (number, var digit) = Math.DivRem(number, 10);
            room[i] = (byte)('0' + digit);
        }

        used += width;
        return this;
    }

    /// <summary>Hands everything to the stream.</summary>
    public void Flush()
    {
        if (used > 0)
        {
            to.Write(block, 0, used);
            used = 0;
        }
    }

    private static ReadOnlySpan<double> PowersOfTen => [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];

    private static readonly string[] ScientificFormats = [.. Enumerable.Range(0, 13).Select(decimals => $"E{decimals}")];

    private static readonly string[] FixedFormats = [.. Enumerable.Range(0, 13).Select(decimals => $"F{decimals}")];

    private Utf8Rows Byte(byte one)
    {
        Room(1)[0] = one;
        used++;
        return this;
    }

    private Span<byte> Room(int bytes)
    {
        if (block.Length - used < bytes)
        {
            Flush();
            if (block.Length < bytes)
            {
                block = new byte[bytes];
            }
        }

        return block.AsSpan(used);
    }
}
