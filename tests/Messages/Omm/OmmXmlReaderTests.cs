using Ssa.Propagation;
using static Ssa.Messages.Tests.Omm.OmmSamples;

namespace Ssa.Messages.Tests.Omm;

public sealed class OmmXmlReaderTests
{
    private static readonly string Ndm = Text("xml", Starlette);

    private static readonly string Message = Ndm[Ndm.IndexOf("<omm", StringComparison.Ordinal)..Ndm.IndexOf("</ndm>", StringComparison.Ordinal)];

    [Fact]
    public void A_single_message_without_ndm_is_read() => Assert.Equal(StarletteElements, ReadOne("xml", Message));

    [Fact]
    public void Prefixes_and_default_namespaces_do_not_matter()
    {
        var prefixed = System.Text.RegularExpressions.Regex.Replace(Message, "<(/?)([A-Za-z])", "<$1n:$2");
        Assert.Equal(StarletteElements, ReadOne("xml", $"<n:ndm xmlns:n=\"urn:ccsds:schema:ndmxml\">{prefixed}</n:ndm>"));
        Assert.Equal(StarletteElements, ReadOne("xml", Message.Replace("<omm ", "<omm xmlns=\"urn:ccsds:schema:ndmxml\" ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Units_are_checked()
    {
        var right = Message.Replace("<INCLINATION>", "<INCLINATION units=\"deg\">", StringComparison.Ordinal).Replace("<BSTAR>", "<BSTAR units=\"1/ER\">", StringComparison.Ordinal);
        Assert.Equal(StarletteElements, ReadOne("xml", right));
        var record = SetOneAside("xml", Message.Replace("<INCLINATION>", "<INCLINATION units=\"rad\">", StringComparison.Ordinal));
        Assert.Equal((SetAsideReason.Field, "INCLINATION"), (record.Reason, record.Field));
    }

    [Fact]
    public void Comments_processing_instructions_and_user_defined_parameters_are_passed_over()
    {
        var text = Ndm.Replace("<omm ", "<!-- <omm> of another kind -->\n<?note?><omm ", StringComparison.Ordinal)
            .Replace("<EPOCH>", "<COMMENT>mean elements</COMMENT><!-- </omm> --><EPOCH>", StringComparison.Ordinal)
            .Replace("</data>", "<userDefinedParameters><USER_DEFINED parameter=\"EARTH_MODEL\">WGS-72</USER_DEFINED></userDefinedParameters></data>", StringComparison.Ordinal);
        Assert.Equal(StarletteElements, ReadOne("xml", text));
    }

    [Fact]
    public void Entities_of_XML_and_character_data_are_read()
    {
        var text = Message.Replace("STARLETTE", "A &amp; <![CDATA[B <omm> C]]> &#x44;", StringComparison.Ordinal);
        Assert.Equal("A & B <omm> C D", ReadOne("xml", text).Name);
    }

    [Fact]
    public void Document_types_and_entities_are_not_read()
    {
        var text = "<?xml version=\"1.0\"?>\n<!DOCTYPE ndm [<!ENTITY a SYSTEM \"file:///etc/hostname\"><!ENTITY b \"&a;&a;\">]>\n<ndm>"
            + Message.Replace("STARLETTE", "&a;", StringComparison.Ordinal) + Message.Replace("STARLETTE", "&b;", StringComparison.Ordinal) + Message + "</ndm>";
        var batch = Read("xml", text);
        Assert.Equal(StarletteElements, Assert.Single(batch.Accepted));
        Assert.Contains(batch.SetAside, record => record.Reason == SetAsideReason.Unsupported && record.Line == 2);
        Assert.Equal(2, batch.SetAside.Count(record => record.Message.Contains("not valid XML", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_element_that_resembles_none_of_the_standard_is_passed_over_with_a_remark()
    {
        var batch = Read("xml", Message.Replace("<EPOCH>", "<OWNER>x</OWNER><EPOCH>", StringComparison.Ordinal));
        Assert.Equal(StarletteElements, Assert.Single(batch.Accepted));
        Assert.Equal("OWNER", Assert.Single(batch.Remarks).Field);
        Assert.Equal("element", SetOneAside("xml", Message.Replace("<EPOCH>", "<OWNER><X>1</X></OWNER><EPOCH>", StringComparison.Ordinal)).Field);
    }

    [Fact]
    public void Elements_that_may_be_misspelt_are_faults_so_that_none_is_lost()
    {
        var record = SetOneAside("xml", Message.Replace("EPHEMERIS_TYPE", "EPHEMERIS_TYP", StringComparison.Ordinal));
        Assert.Equal((SetAsideReason.Field, "element"), (record.Reason, record.Field));
        Assert.Contains("'EPHEMERIS_TYP'", record.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_metadata_section_is_a_fault()
    {
        var record = SetOneAside("xml", Message.Replace("</metadata>", "</metadata><metadata><COMMENT>second</COMMENT></metadata>", StringComparison.Ordinal));
        Assert.Equal((SetAsideReason.Field, "metadata"), (record.Reason, record.Field));
    }

    [Theory]
    [InlineData("</BSTAR>", "</BSTA>")]
    [InlineData("<EPOCH>", "<EPOCH")]
    [InlineData("</omm>", "</imm>")]
    [InlineData("</omm>", "")]
    [InlineData("<omm ", "<imm ")]
    [InlineData("<omm ", "omm ")]
    [InlineData("</segment>", "")]
    [InlineData("version=\"2.0\">", "version=\"2.0>")]
    public void Broken_syntax_costs_its_message_only(string from, string to)
    {
        var broken = Message.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Message, broken);
        foreach (var minified in (bool[])[false, true])
        {
            var text = $"<ndm>{Message}{broken}{Message}</ndm>";
            var batch = Read("xml", minified ? text.Replace("\n", "", StringComparison.Ordinal) : text);
            Assert.Equal([StarletteElements, StarletteElements], batch.Accepted);
            Assert.NotEmpty(batch.SetAside);
        }
    }

    [Fact]
    public void Other_messages_of_an_ndm_are_set_aside()
    {
        var batch = Read("xml", $"<ndm><COMMENT>mixed</COMMENT><oem><body>text</body></oem>{Message}</ndm>");
        Assert.Single(batch.Accepted);
        Assert.Equal(SetAsideReason.Unsupported, Assert.Single(batch.SetAside).Reason);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(200)]
    public void A_text_that_was_cut_says_so(int cut) => Assert.Contains(Read("xml", Ndm[..^cut]).SetAside, record => record.Reason == SetAsideReason.Length);

    [Fact]
    public void A_declared_8_bit_character_set_is_used()
    {
        var text = System.Text.Encoding.Latin1.GetBytes(Ndm.Replace("UTF-8", "ISO-8859-1", StringComparison.Ordinal).Replace("STARLETTE", "ÑANDÚ", StringComparison.Ordinal));
        Assert.Equal("ÑANDÚ", Assert.Single(Read("xml", text).Accepted).Name);
    }
}
