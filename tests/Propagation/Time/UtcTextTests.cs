using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using NodaTime;
using NodaTime.Text;
using Ssa.Propagation.Time;

namespace Ssa.Propagation.Tests.Time;

public partial class UtcTextTests
{
    private static readonly Gen<Instant> Times = Gen.Long[Instant.FromUtc(1, 1, 1, 0, 0).ToUnixTimeTicks(), Instant.FromUtc(9999, 12, 31, 23, 59, 58).ToUnixTimeTicks()]
        .Select(Gen.Int[0, 99], (ticks, ns) => Instant.FromUnixTimeTicks(ticks).PlusNanoseconds(ns));

    [Theory]
    [InlineData("2009-02-10T12:00:00Z", "2009-02-10T12:00:00Z")]
    [InlineData("2009-02-10T16:55:59.795Z", "2009-02-10T16:55:59.795Z")]
    [InlineData("2007-03-05T10:34:41.4264", "2007-03-05T10:34:41.4264Z")]
    [InlineData("2007-064T10:34:41.4264", "2007-03-05T10:34:41.4264Z")]
    [InlineData("2008-366T00:00:00Z", "2008-12-31T00:00:00Z")]
    [InlineData("2024-02-29T23:59:59.999999999", "2024-02-29T23:59:59.999999999Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z")]
    public void Times_are_read_exactly(string text, string expected) =>
        Assert.Equal(InstantPattern.ExtendedIso.Parse(expected).Value, UtcText.Parse(text));

    [Theory]
    [InlineData("2000-01-01T00:00:00.0000000004", 0)]
    [InlineData("2000-01-01T00:00:00.0000000005", 0)] // a tie goes to the even nanosecond
    [InlineData("2000-01-01T00:00:00.0000000015", 2)]
    [InlineData("2000-01-01T00:00:00.00000000050000000000001", 1)]
    [InlineData("2000-01-01T00:00:00.9999999996", 1_000_000_000)]
    public void Digits_beyond_the_ninth_round_to_the_nearest_nanosecond(string text, long expectedNanoseconds) =>
        Assert.Equal(expectedNanoseconds, (UtcText.Parse(text) - Instant.FromUtc(2000, 1, 1, 0, 0)).ToInt64Nanoseconds());

    [Theory]
    [InlineData("2016-12-31T23:59:60Z", UtcTextFault.LeapSecond)]
    [InlineData("2016-366T23:59:60.5", UtcTextFault.LeapSecond)]
    [InlineData("2016-12-31T23:59:61Z", UtcTextFault.TimeOfDay)]
    [InlineData("2016-12-31T24:00:00Z", UtcTextFault.TimeOfDay)]
    [InlineData("2016-12-31T23:60:00Z", UtcTextFault.TimeOfDay)]
    [InlineData("2023-02-29T00:00:00Z", UtcTextFault.Date)]
    [InlineData("2023-13-01T00:00:00Z", UtcTextFault.Date)]
    [InlineData("2023-00-01T00:00:00Z", UtcTextFault.Date)]
    [InlineData("2023-366T00:00:00Z", UtcTextFault.Date)]
    [InlineData("2023-000T00:00:00Z", UtcTextFault.Date)]
    [InlineData("0000-01-01T00:00:00Z", UtcTextFault.Date)]
    [InlineData("9999-12-31T23:59:59.9999999999Z", UtcTextFault.Date)]
    [InlineData("2009-02-10T21:00:00+09:00", UtcTextFault.Offset)]
    [InlineData("2009-02-10T12:00:00-00:00", UtcTextFault.Offset)]
    [InlineData("2009-02-10", UtcTextFault.Form)]
    [InlineData("2009-02-10T12:00Z", UtcTextFault.Form)]
    [InlineData("2009-02-10T12:00:0", UtcTextFault.Form)]
    [InlineData("2009-02-10 12:00:00", UtcTextFault.Form)]
    [InlineData("2009-02-10t12:00:00z", UtcTextFault.Form)]
    [InlineData("2009-02-10T12:00:00.Z", UtcTextFault.Form)]
    [InlineData("2009-02-10T12:00:00,5Z", UtcTextFault.Form)]
    [InlineData("2009-02-10T12:00:00ZZ", UtcTextFault.Form)]
    [InlineData("2009-02-10T12:00:00 Z", UtcTextFault.Form)]
    [InlineData("2009-2-10T12:00:00Z", UtcTextFault.Form)]
    [InlineData("20090210T120000Z", UtcTextFault.Form)]
    [InlineData("٢٠٠٩-02-10T12:00:00Z", UtcTextFault.Form)]
    [InlineData("-009-02-10T12:00:00Z", UtcTextFault.Form)]
    [InlineData("2009-02-10T12:00:00.00000000000000000000000000000000000000000000000000Z", UtcTextFault.Form)] // longer than 64
    [InlineData("now", UtcTextFault.Form)]
    [InlineData("", UtcTextFault.Form)]
    public void What_is_no_time_is_refused_with_its_reason(string text, UtcTextFault expected)
    {
        Assert.False(UtcText.TryParse(text, out _, out var fault));
        Assert.Equal(expected, fault);
        var thrown = Assert.Throws<FormatException>(() => UtcText.Parse(text));
        Assert.StartsWith($"'{text}'", thrown.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_leap_second_is_refused_with_a_message_that_says_why_and_what_to_write()
    {
        var thrown = Assert.Throws<FormatException>(() => UtcText.Parse("2016-12-31T23:59:60Z"));
        Assert.Equal(
            "'2016-12-31T23:59:60Z': second 60 is a leap second, which is not counted: a UTC day has 86,400 s here, as element sets are used. "
            + "Use 23:59:59 or 00:00:00 of the next day.",
            thrown.Message);
    }

    [Theory]
    [InlineData("2026-07-11T03:41:18.913042Z", "2026-07-11T03:41:18.913042Z")]
    [InlineData("1957-10-04T19:28:34Z", "1957-10-04T19:28:34.000000Z")]
    [InlineData("2000-01-01T00:00:00.0000005Z", "2000-01-01T00:00:00.000000Z")] // a tie goes to the even microsecond
    [InlineData("2000-01-01T00:00:00.0000015Z", "2000-01-01T00:00:00.000002Z")]
    [InlineData("2000-01-01T00:00:00.000001501Z", "2000-01-01T00:00:00.000002Z")]
    [InlineData("1999-12-31T23:59:59.9999996Z", "2000-01-01T00:00:00.000000Z")]
    [InlineData("1969-12-31T23:59:59.9999994Z", "1969-12-31T23:59:59.999999Z")]
    public void Times_are_written_with_microseconds_rounded_half_to_even(string time, string expected) =>
        Assert.Equal(expected, UtcText.Format(InstantPattern.ExtendedIso.Parse(time).Value));

    [Fact]
    public void Years_without_four_digits_are_not_written()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => UtcText.Format(Instant.FromUtc(-1, 1, 1, 0, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => UtcText.Format(Instant.MaxValue)); // rounds into the year 10000
    }

    [Fact]
    public void A_span_without_room_is_left_alone()
    {
        var characters = new char[26];
        Assert.False(UtcText.TryFormat(NodaConstants.UnixEpoch, characters, out var written));
        Assert.Equal(0, written);
        Assert.All(characters, c => Assert.Equal('\0', c));
    }

    [Fact]
    public void Reading_agrees_with_NodaTime_for_every_number_of_digits() =>
        Gen.Select(Times, Gen.Int[0, 9]).Sample((time, digits) =>
        {
            var pattern = "uuuu-MM-dd'T'HH:mm:ss" + (digits == 0 ? "" : "." + new string('f', digits));
            var text = InstantPattern.CreateWithInvariantCulture(pattern + "'Z'").Format(time);
            return UtcText.Parse(text) == InstantPattern.ExtendedIso.Parse(text).Value && UtcText.Parse(text[..^1]) == UtcText.Parse(text);
        });

    [Fact]
    public void Day_of_year_and_calendar_date_are_the_same_time() =>
        Times.Sample(time =>
        {
            var utc = time.InUtc();
            var clock = InstantPattern.CreateWithInvariantCulture("HH:mm:ss.fffffffff").Format(time);
            var text = string.Create(CultureInfo.InvariantCulture, $"{utc.Year:D4}-{utc.DayOfYear:D3}T{clock}Z");
            return UtcText.Parse(text) == time;
        });

    [Fact]
    public void Writing_and_reading_keep_every_microsecond_as_characters_and_as_bytes() =>
        Times.Select(t => Instant.FromUnixTimeTicks(t.ToUnixTimeTicks() / 10 * 10)).Sample(time =>
        {
            var text = UtcText.Format(time);
            Span<byte> bytes = stackalloc byte[UtcText.FormattedLength];
            Assert.True(UtcText.TryFormat(time, bytes, out var written));
            Assert.Equal(UtcText.FormattedLength, written);
            Assert.Equal(text, Encoding.ASCII.GetString(bytes));
            Assert.True(UtcText.TryParse(bytes, out var fromBytes));
            Assert.Equal(time, fromBytes);
            Assert.Equal(time, UtcText.Parse(text));
            Assert.Equal(InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.ffffff'Z'").Format(time), text);
        });

    [Fact]
    public void A_damaged_text_is_refused_or_is_a_time_that_its_own_characters_spell() =>
        Gen.Select(Times, Gen.Int[0, 2], Gen.Int[0, 40], Gen.Byte, Gen.Int[0, 40], Gen.Int[0, 3]).Sample((time, form, at, value, cut, damage) =>
        {
            var pattern = form == 0 ? "uuuu-MM-dd'T'HH:mm:ss'Z'" : "uuuu-MM-dd'T'HH:mm:ss.fffffffff";
            var text = Encoding.Latin1.GetBytes(InstantPattern.CreateWithInvariantCulture(pattern).Format(time));
            text = form == 2 ? [.. text[..4], .. "-123"u8, .. text[10..]] : text;
            var place = at % text.Length;
            text = damage switch
            {
                0 => text[..(cut % text.Length)],
                1 => [.. text[..place], value, .. text[place..]],
                2 => [.. text[..place], .. text[(place + 1)..]],
                _ => [.. text[..place], value, .. text[(place + 1)..]],
            };

            var accepted = UtcText.TryParse(text, out var read, out var fault);
            var characters = Encoding.Latin1.GetString(text);
            Assert.Equal(accepted, UtcText.TryParse(characters, out var readCharacters, out var faultCharacters));
            Assert.Equal((read, fault), (readCharacters, faultCharacters));
            Assert.Equal(accepted, fault == UtcTextFault.None);
            if (!accepted)
            {
                Assert.Equal(NodaConstants.UnixEpoch, read);
                Assert.NotEmpty(UtcTextFaults.Message(fault));
                Assert.NotEmpty(UtcTextFaults.Remedy(fault));
                return;
            }

            Assert.Matches(Form(), characters);
            if (characters[8] != 'T')
            {
                var whole = characters.EndsWith('Z') ? characters : characters + "Z";
                Assert.True(whole.Length > 30 || InstantPattern.ExtendedIso.Parse(whole).Value == read, characters);
            }
        }, iter: 100_000);

    [GeneratedRegex(@"^\d{4}-(\d{2}-\d{2}|\d{3})T\d{2}:\d{2}:\d{2}(\.\d+)?Z?$", RegexOptions.ECMAScript)]
    private static partial Regex Form();
}
