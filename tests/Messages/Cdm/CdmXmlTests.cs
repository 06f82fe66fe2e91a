using Ssa.Propagation;
using static Ssa.Messages.Tests.Cdm.CdmSamples;

namespace Ssa.Messages.Tests.Cdm;

/// <summary>What XML and JSON have of their own: hostile documents, structure, several messages.</summary>
public sealed class CdmXmlTests
{
    private static readonly string Xml = Write("xml", ReadOne(Kvn));
    private static readonly string Json = Write("json", ReadOne(Kvn));

    [Fact]
    public void The_sample_is_one_message_in_every_notation()
    {
        foreach (var text in new[] { Xml, Json })
        {
            var message = ReadOne(text);
            Assert.Empty(message.Defects);
            Assert.Equal(Write("kvn", ReadOne(Kvn)), Write("kvn", message));
        }
    }

    [Theory]
    [InlineData("<!DOCTYPE cdm [<!ENTITY a \"b\">]>")]
    [InlineData("<!DOCTYPE cdm SYSTEM \"http://127.0.0.1/x.dtd\">")]
    [InlineData("<!DOCTYPE cdm [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>")]
    public void Document_types_are_refused(string declaration)
    {
        var record = SetOneAside(Xml.Replace("<cdm", declaration + "\n<cdm", StringComparison.Ordinal));
        Assert.Equal(("XML", SetAsideReason.Field), (record.Field, record.Reason));
    }

    [Fact]
    public void Deep_nesting_is_refused_and_does_not_overflow()
    {
        const int Deep = 100_000;
        var nested = string.Concat(Enumerable.Repeat("<body>", Deep)) + string.Concat(Enumerable.Repeat("</body>", Deep));
        Assert.Equal("XML", SetOneAside(Xml.Replace("<body>", "<body>" + nested, StringComparison.Ordinal)).Field);
        Assert.NotEmpty(Read(string.Concat(Enumerable.Repeat("[", Deep))).SetAside);
        Assert.NotEmpty(Read(string.Concat(Enumerable.Repeat("{\"a\":", Deep))).SetAside);
    }

    [Theory]
    [InlineData("<X units=\"km\">2570.097065</X>", "<X units=\"km\"><Y>1</Y></X>", "X")]
    [InlineData("<X units=\"km\">2570.097065</X>", "text", "XML")]
    [InlineData("<X units=\"km\">2570.097065</X>", "<X units=\"au\">2570.097065</X>", "X")]
    [InlineData("<segment>", "<segment><part><X>1</X></part>", "part")]
    [InlineData("id=\"CCSDS_CDM_VERS\" version=\"1.0\"", "id=\"CCSDS_CDM_VERS\"", "CCSDS_CDM_VERS")]
    [InlineData("</header>", "</head>", "XML")]
    [InlineData("<TCA>", "<TCA>&beta;", "XML")]
    [InlineData("<cdm ", "<rdm ", "XML")]
    public void What_is_not_certain_in_XML_is_refused(string piece, string replacement, string field) =>
        Assert.Equal(field, Read(Replace(Xml, piece, replacement)).SetAside[0].Field);

    [Fact]
    public void Namespaces_prefixes_nil_and_an_ndm_around_are_read()
    {
        var text = Replace(Xml, "<RESIDUALS_ACCEPTED units=\"%\">97.8</RESIDUALS_ACCEPTED>", "<RESIDUALS_ACCEPTED xsi:nil=\"true\" units=\"%\"/>");
        var message = text[text.IndexOf("<cdm", StringComparison.Ordinal)..].Replace("<cdm", "<ndm:cdm", StringComparison.Ordinal).Replace("</cdm>", "</ndm:cdm>", StringComparison.Ordinal);
        var batch = Read($"<?xml version=\"1.0\"?>\n<ndm:ndm xmlns:ndm=\"urn:ccsds\"><COMMENT>two</COMMENT>{message}{message}</ndm:ndm>");
        Assert.Empty(batch.SetAside);
        Assert.Equal(2, batch.Accepted.Count);
        Assert.All(batch.Accepted, read => Assert.True(read.Defects.Count == 0 && !read.Object1[CdmSection.OdParameters].Has("RESIDUALS_ACCEPTED")));
    }

    [Fact]
    public void A_keyword_in_a_foreign_section_is_read_in_its_own()
    {
        var message = ReadOne(Replace(Replace(Xml, "<TCA>2026-03-02T03:04:05.678</TCA>", ""), "</header>", "<TCA>2026-03-02T03:04:05.678</TCA></header>"));
        Assert.Equal(("TCA", "as in its own section"), (Assert.Single(message.Defects).Field, message.Defects[0].ReadAs));
    }

    [Theory]
    [InlineData("\"TCA\": \"2026-03-02T03:04:05.678\"", "\"TCA\": \"2026-03-02 03:04:05\",\n\"TCA_FRACTION\": \"678000\"")]
    [InlineData("\"TCA\": \"2026-03-02T03:04:05.678\"", "\"TCA_FRACTION\": 678,\n\"TCA\": \"2026-03-02 03:04:05\"")]
    [InlineData("\"SAT1_X\": 2570.097065", "\"SAT1_X\": \"2570.097065\"")]
    [InlineData("\"SAT1_X_UNIT\": \"km\",\n", "")]
    [InlineData("\"COMMENT_AT_HEADER\": [\"header\"]", "\"COMMENT_EMERGENCY_REPORTABLE\": \"header\", \"COMMENT_SCREENING_OPTION\": null")]
    public void JSON_may_spell_values_in_several_ways(string piece, string replacement)
    {
        var message = ReadOne(Replace(Json, piece, replacement));
        Assert.Empty(message.Defects);
        Assert.Equal(Json, Write("json", message));
    }

    [Theory]
    [InlineData("\"SAT1_X\": 2570.097065", "\"SAT1_X\": [1]", "SAT1_X")]
    [InlineData("\"SAT1_X\":", "\"X\":", "X")]
    [InlineData("\"SAT1_X\": 2570.097065", "\"SAT1_X\": 2570.097065x", "JSON")]
    [InlineData("\"ORIGINATOR\": \"DEMO\"", "\"ORIGINATOR\": \"\\ud800\"", "JSON")]
    [InlineData("\"CCSDS_CDM_VERS\": \"1.0\"", "\"A\": \"1.0\"", "CCSDS_CDM_VERS")]
    [InlineData("\"TCA\": \"2026-03-02T03:04:05.678\"", "\"TCA\": \"2026-03-02T03:04:05\", \"TCA_FRACTION\": \"half\"", "TCA")]
    public void What_is_not_certain_in_JSON_is_refused(string piece, string replacement, string field)
    {
        var text = Replace(Json, piece, replacement);
        var record = Assert.Single(Read(text).SetAside);
        Assert.Equal(field, record.Field);
        if (field != "CCSDS_CDM_VERS")
        {
            Assert.Equal(LineOf(text, replacement.Split('\n')[0]), record.Line);
        }
    }

    private static string Replace(string text, string piece, string replacement)
    {
        var at = text.IndexOf(piece, StringComparison.Ordinal);
        Assert.True(at >= 0, piece);
        return text[..at] + replacement + text[(at + piece.Length)..];
    }
}
