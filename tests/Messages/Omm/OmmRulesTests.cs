using Ssa.Propagation;
using static Ssa.Messages.Tests.Omm.OmmSamples;

namespace Ssa.Messages.Tests.Omm;

/// <summary>What holds in every notation.</summary>
public sealed class OmmRulesTests
{
    public static TheoryData<string> Notations => ["csv", "json", "xml", "kvn"];

    public static TheoryData<string, string, string?, SetAsideReason, string> Faults
    {
        get
        {
            (string Key, string? Value, SetAsideReason Reason, string Field)[] faults =
            [
                ("NORAD_CAT_ID", "0", SetAsideReason.Number, "NORAD_CAT_ID"),
                ("NORAD_CAT_ID", "000000000", SetAsideReason.Number, "NORAD_CAT_ID"),
                ("NORAD_CAT_ID", "1000000000", SetAsideReason.Number, "NORAD_CAT_ID"),
                ("NORAD_CAT_ID", "T0288", SetAsideReason.Number, "NORAD_CAT_ID"),
                ("NORAD_CAT_ID", "-5", SetAsideReason.Number, "NORAD_CAT_ID"),
                ("NORAD_CAT_ID", "7646.0", SetAsideReason.Number, "NORAD_CAT_ID"),
                ("NORAD_CAT_ID", null, SetAsideReason.Field, "NORAD_CAT_ID"),
                ("EPOCH", null, SetAsideReason.Field, "EPOCH"),
                ("EPOCH", "yesterday", SetAsideReason.Field, "EPOCH"),
                ("EPOCH", "2021-03-22", SetAsideReason.Field, "EPOCH"),
                ("EPOCH", "2021-02-29T00:00:00", SetAsideReason.Range, "EPOCH"),
                ("EPOCH", "2021-366T00:00:00", SetAsideReason.Range, "EPOCH"),
                ("MEAN_MOTION", null, SetAsideReason.Field, "MEAN_MOTION"),
                ("MEAN_MOTION", "13.8x", SetAsideReason.Field, "MEAN_MOTION"),
                ("MEAN_MOTION", "0", SetAsideReason.Range, "MEAN_MOTION"),
                ("MEAN_MOTION", "NaN", SetAsideReason.Range, "MEAN_MOTION"),
                ("MEAN_MOTION", "1e999", SetAsideReason.Range, "MEAN_MOTION"),
                ("ECCENTRICITY", null, SetAsideReason.Field, "ECCENTRICITY"),
                ("ECCENTRICITY", "1.0", SetAsideReason.Range, "ECCENTRICITY"),
                ("ECCENTRICITY", "-0.1", SetAsideReason.Range, "ECCENTRICITY"),
                ("ECCENTRICITY", "1e-400", SetAsideReason.Range, "ECCENTRICITY"),
                ("INCLINATION", null, SetAsideReason.Field, "INCLINATION"),
                ("INCLINATION", "180.1", SetAsideReason.Range, "INCLINATION"),
                ("RA_OF_ASC_NODE", null, SetAsideReason.Field, "RA_OF_ASC_NODE"),
                ("ARG_OF_PERICENTER", "this-is-not-a-number", SetAsideReason.Field, "ARG_OF_PERICENTER"),
                ("MEAN_ANOMALY", "-Infinity", SetAsideReason.Range, "MEAN_ANOMALY"),
                ("BSTAR", null, SetAsideReason.Field, "BSTAR"),
                ("BSTAR", "", SetAsideReason.Field, "BSTAR"),
                ("BSTAR", "-.47102E", SetAsideReason.Field, "BSTAR"),
                ("BSTAR", "1.5D-4", SetAsideReason.Field, "BSTAR"),
                ("MEAN_MOTION_DOT", "?", SetAsideReason.Field, "MEAN_MOTION_DOT"),
                ("ELEMENT_SET_NO", "9x", SetAsideReason.Field, "ELEMENT_SET_NO"),
                ("REV_AT_EPOCH", "-1", SetAsideReason.Field, "REV_AT_EPOCH"),
                ("CLASSIFICATION_TYPE", "UC", SetAsideReason.Field, "CLASSIFICATION_TYPE"),
                ("MEAN_ELEMENT_THEORY", "SGP4-XP", SetAsideReason.Unsupported, "MEAN_ELEMENT_THEORY"),
                ("MEAN_ELEMENT_THEORY", "DSST", SetAsideReason.Unsupported, "MEAN_ELEMENT_THEORY"),
                ("EPHEMERIS_TYPE", "4", SetAsideReason.Unsupported, "EPHEMERIS_TYPE"),
                ("REF_FRAME", "EME2000", SetAsideReason.Unsupported, "REF_FRAME"),
                ("TIME_SYSTEM", "TAI", SetAsideReason.Unsupported, "TIME_SYSTEM"),
                ("CENTER_NAME", "MARS BARYCENTER", SetAsideReason.Unsupported, "CENTER_NAME"),
            ];
            var data = new TheoryData<string, string, string?, SetAsideReason, string>();
            foreach (var notation in new[] { "csv", "json", "xml", "kvn" })
            {
                foreach (var fault in faults)
                {
                    data.Add(notation, fault.Key, fault.Value, fault.Reason, fault.Field);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Notations))]
    public void Every_field_is_read_with_every_digit(string notation) =>
        Assert.Equal(StarletteElements, ReadOne(notation, Text(notation, Starlette)));

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_sets_the_message_aside_and_names_the_field(string notation, string key, string? value, SetAsideReason reason, string field)
    {
        var record = SetOneAside(notation, Text(notation, StarletteWith((key, value))));
        Assert.Equal((reason, field), (record.Reason, record.Field));
        Assert.True(string.IsNullOrEmpty(value) || record.Message.Contains(value, StringComparison.Ordinal), record.Message);
        Assert.NotEmpty(record.Remedy);
    }

    [Theory]
    [MemberData(nameof(Notations))]
    public void Absent_metadata_and_counters_have_their_documented_meaning(string notation)
    {
        var fields = StarletteWith(
            ("CENTER_NAME", null), ("REF_FRAME", null), ("TIME_SYSTEM", null), ("MEAN_ELEMENT_THEORY", null), ("EPHEMERIS_TYPE", null),
            ("CLASSIFICATION_TYPE", null), ("ELEMENT_SET_NO", null), ("REV_AT_EPOCH", null), ("MEAN_MOTION_DOT", null), ("MEAN_MOTION_DDOT", null));
        var expected = StarletteElements with { ElementSetNumber = 0, RevolutionAtEpoch = 0, MeanMotionDotRevPerDay2 = 0 };
        Assert.Equal(expected, ReadOne(notation, Text(notation, fields)));
    }

    [Theory]
    [MemberData(nameof(Notations))]
    public void An_empty_designator_and_an_empty_name_are_fine(string notation)
    {
        var elements = ReadOne(notation, Text(notation, StarletteWith(("OBJECT_ID", ""), ("OBJECT_NAME", ""))));
        Assert.Equal(StarletteElements with { ObjectId = "", Name = "" }, elements);
    }

    [Theory]
    [MemberData(nameof(Notations))]
    public void Numbers_of_nine_digits_and_padded_ones_are_read(string notation)
    {
        Assert.Equal(999_999_999, ReadOne(notation, Text(notation, StarletteWith(("NORAD_CAT_ID", "999999999")))).Number.Value);
        Assert.Equal(100_057, ReadOne(notation, Text(notation, StarletteWith(("NORAD_CAT_ID", "100057")))).Number.Value);
        Assert.Equal(5, ReadOne(notation, Text(notation, StarletteWith(("NORAD_CAT_ID", "00005")))).Number.Value);
    }

    [Theory]
    [MemberData(nameof(Notations))]
    public void The_theory_may_be_spelled_both_ways_and_in_lower_case(string notation)
    {
        Assert.Equal(StarletteElements, ReadOne(notation, Text(notation, StarletteWith(("MEAN_ELEMENT_THEORY", "SGP/SGP4")))));
        Assert.Equal(StarletteElements, ReadOne(notation, Text(notation, StarletteWith(("MEAN_ELEMENT_THEORY", "sgp4"), ("REF_FRAME", "teme"), ("CENTER_NAME", "Earth")))));
    }

    [Theory]
    [MemberData(nameof(Notations))]
    public void A_semi_major_axis_does_not_stand_in_for_the_mean_motion(string notation)
    {
        var fields = StarletteWith(("MEAN_MOTION", null), ("SEMI_MAJOR_AXIS", "7334.1"));
        var record = SetOneAside(notation, Text(notation, fields));
        Assert.Equal((SetAsideReason.Field, "SEMI_MAJOR_AXIS"), (record.Reason, record.Field));
        Assert.Contains("MEAN_MOTION", record.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Notations))]
    public void A_field_given_twice_is_no_message(string notation)
    {
        var record = SetOneAside(notation, Text(notation, Starlette.Append(new("BSTAR", "0"))));
        Assert.Equal((SetAsideReason.Field, "BSTAR"), (record.Reason, record.Field));
        Assert.Contains("twice", record.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Notations))]
    public void One_bad_message_costs_no_other(string notation)
    {
        var batch = Read(notation, Text(notation, Starlette, StarletteWith(("BSTAR", "bad")), StarletteWith(("NORAD_CAT_ID", "7647"))));
        Assert.Equal([7646, 7647], batch.Accepted.Select(set => set.Number.Value));
        Assert.Equal("BSTAR", Assert.Single(batch.SetAside).Field);
    }

    [Theory]
    [MemberData(nameof(Notations))]
    public void The_line_of_the_fault_is_reported(string notation)
    {
        var text = Text(notation, Starlette, StarletteWith(("BSTAR", "bad")), Starlette);
        var record = Assert.Single(Read(notation, text).SetAside);
        Assert.Equal(Array.FindIndex(text.Split('\n'), line => line.Contains("bad", StringComparison.Ordinal)) + 1, record.Line);
        Assert.Equal("test.omm", record.File);
    }

    [Theory]
    [MemberData(nameof(Notations))]
    public void CR_LF_line_ends_and_a_byte_order_mark_are_passed_over(string notation)
    {
        var text = "\uFEFF" + Text(notation, Starlette, StarletteWith(("NORAD_CAT_ID", "7647"))).ReplaceLineEndings("\r\n");
        var batch = Read(notation, text);
        Assert.Empty(batch.SetAside);
        Assert.Equal([StarletteElements, StarletteElements with { Number = new CatalogNumber(7647) }], batch.Accepted);
    }

    [Theory]
    [MemberData(nameof(Notations))]
    public void Names_keep_letters_beyond_ASCII_and_lose_no_control_character_in_silence(string notation)
    {
        Assert.Equal("ÑANDÚ 日本", ReadOne(notation, Text(notation, StarletteWith(("OBJECT_NAME", "ÑANDÚ 日本")))).Name);
        var record = SetOneAside(notation, Text(notation, StarletteWith(("OBJECT_NAME", "A\u001B[31mB"))));
        Assert.Equal(SetAsideReason.Field, record.Reason);
        Assert.DoesNotContain(record.Message, char.IsControl);
    }

    [Theory]
    [MemberData(nameof(Notations))]
    public void A_text_in_pieces_of_any_size_reads_like_the_whole(string notation)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(
            Text(notation, Starlette, StarletteWith(("BSTAR", "bad")), StarletteWith(("NORAD_CAT_ID", "7647"), ("OBJECT_NAME", "Ñ"))));
        var whole = Read(notation, text);
        Assert.Equal(2, whole.Accepted.Count);
        for (var size = 1; size <= text.Length; size += size < 64 ? 1 : 61)
        {
            var batch = new ElementSetBatch();
            ElementSetFeed feed = notation switch
            {
                "csv" => new OmmCsvFeed("test.omm", batch),
                "json" => new OmmJsonFeed("test.omm", batch),
                "xml" => new OmmXmlFeed("test.omm", batch),
                _ => new OmmKvnFeed("test.omm", batch),
            };
            var start = 0;
            for (var end = 0; end < text.Length;)
            {
                end = Math.Min(text.Length, end + size);
                start += feed.Feed(text.AsSpan(start..end), last: end == text.Length);
            }

            Assert.Equal(text.Length, start);
            Assert.Equal(whole.Accepted, batch.Accepted);
            Assert.Equal(whole.SetAside, batch.SetAside);
        }
    }
}
