using Ssa.Propagation;
using static Ssa.Messages.Tests.Omm.OmmSamples;

namespace Ssa.Messages.Tests.Omm;

public sealed class OmmJsonReaderTests
{
    private static readonly string Object = Text("json", Starlette).Trim('[', ']', '\n');

    [Fact]
    public void Numbers_may_be_strings_as_Space_Track_writes_them()
    {
        var strings = "[{" + string.Join(',', Starlette.Select(field => $"\"{field.Key}\": \"{field.Value}\"")) + "}]";
        Assert.Equal(StarletteElements, ReadOne("json", strings));
    }

    [Fact]
    public void Numbers_keep_every_digit_in_the_forms_of_JSON()
    {
        var elements = ReadOne("json", Object.Replace("\"-.47102E-5\"", "-4.7102e-6", StringComparison.Ordinal).Replace("13.82309053", "1.382309053E1", StringComparison.Ordinal));
        Assert.Equal(StarletteElements, elements);
    }

    [Fact]
    public void Space_Tracks_wider_records_with_nulls_are_read()
    {
        var wide = Object.Replace("{", "{\"CCSDS_OMM_VERS\":\"2.0\",\"COMMENT\":\"GENERATED VIA SPACE-TRACK.ORG API\",\"DECAY_DATE\":null,\"TLE_LINE0\":\"0 {X}\",\"EXTRA\":{\"EPOCH\":[1,{}]},", StringComparison.Ordinal);
        Assert.Equal(StarletteElements, ReadOne("json", $"[{wide}]"));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("  [ {0} ]  ")]
    [InlineData("{0}\n")]
    [InlineData("{\"description\":\"a } in a \\\" string\",\"request\":{\"method\":\"GET\",\"headers\":{\"Cookie\":\"x\"}},\"response\":[{0}],\"more\":[1,true,null]}")]
    [InlineData("{\"data\":{\"omm\":{0}}}")]
    public void A_message_may_stand_alone_in_an_array_or_in_a_wrapper(string form) =>
        Assert.Equal(StarletteElements, ReadOne("json", form.Replace("{0}", Object, StringComparison.Ordinal)));

    [Fact]
    public void Messages_may_stand_one_a_line()
    {
        var batch = Read("json", $"{Object}\n{Object}\r\n\n{Object}");
        Assert.Equal(3, batch.Accepted.Count);
        Assert.Empty(batch.SetAside);
    }

    [Fact]
    public void Escaped_strings_are_unescaped() =>
        Assert.Equal("A/B \"C\" Ñ", ReadOne("json", Object.Replace("STARLETTE", "A\\/B \\\"C\\\" \\u00D1", StringComparison.Ordinal)).Name);

    [Theory]
    [InlineData("[\"STARLETTE\"]", "OBJECT_NAME")]
    [InlineData("{\"text\":\"STARLETTE\"}", "OBJECT_NAME")]
    public void An_array_or_an_object_is_no_value(string value, string field)
    {
        var record = SetOneAside("json", Object.Replace("\"STARLETTE\"", value, StringComparison.Ordinal));
        Assert.Equal((SetAsideReason.Field, field), (record.Reason, record.Field));
    }

    [Theory]
    [InlineData("\"OBJECT_NAME\":", "OBJECT_NAME\":")]
    [InlineData("\"OBJECT_NAME\":", "\"OBJECT_NAME:")]
    [InlineData("STARLETTE\"", "STARLETTE")]
    [InlineData("\"MEAN_MOTION_DDOT\":\"0\"}", "\"MEAN_MOTION_DDOT\":\"0}")]
    [InlineData("\"MEAN_MOTION_DDOT\":\"0\"}", "\"MEAN_MOTION_DDOT\":\"0\"")]
    [InlineData("13.82309053,", "13.82309053")]
    [InlineData("{\"OBJECT", "\"OBJECT")]
    public void Broken_syntax_costs_its_message_only(string from, string to)
    {
        var broken = Object.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Object, broken);
        foreach (var separator in (string[])[",", ",\n"])
        {
            var batch = Read("json", "[" + string.Join(separator, Object, broken, Object, Object) + "]");
            Assert.Equal(3, batch.Accepted.Count(set => set == StarletteElements));
            Assert.NotEmpty(batch.SetAside);
        }
    }

    [Fact]
    public void A_brace_too_many_costs_no_message_and_is_reported()
    {
        var batch = Read("json", $"[{Object},{{{Object},{Object}]");
        Assert.Equal(3, batch.Accepted.Count);
        Assert.Equal("JSON", Assert.Single(batch.SetAside).Field);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(40)]
    public void A_text_that_was_cut_says_so(int cut)
    {
        var text = $"[{Object},\n{Object}]";
        var record = Assert.Single(Read("json", text[..^cut]).SetAside, record => record.Reason == SetAsideReason.Length && record.Field == "JSON" && record.Line == 2);
        Assert.NotEmpty(record.Message);
    }

    [Fact]
    public void An_empty_array_holds_no_record() => Assert.Equal(0, Read("json", "[]\n").Records);

    [Fact]
    public void An_object_without_any_field_of_an_element_set_is_a_record_set_aside() =>
        Assert.Equal(SetAsideReason.Field, SetOneAside("json", "[{\"error\":\"no such object\"}]").Reason);
}
