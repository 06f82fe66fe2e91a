using NodaTime;
using Ssa.Propagation;
using static Ssa.Messages.Tests.Oem.OemSamples;

namespace Ssa.Messages.Tests.Oem;

public sealed class OemXmlTests
{
    private static readonly string Plain = Xml(Message(Metadata() + States()));

    [Fact]
    public void The_same_message_in_both_notations_is_the_same_ephemeris()
    {
        var (kvn, xml) = (ReadOne(Message(Metadata() + States())), ReadOne(Plain));
        Assert.Equal((kvn.Identity, kvn.Start, kvn.Stop, kvn.Segments[0].Interpolation), (xml.Identity, xml.Start, xml.Stop, xml.Segments[0].Interpolation));
        for (var time = kvn.Start; time <= kvn.Stop; time += Duration.FromSeconds(13))
        {
            Assert.Equal(kvn.StateAt(time), xml.StateAt(time));
        }
    }

    [Fact]
    public void Prefixes_comments_units_accelerations_and_covariances_are_taken()
    {
        var text = Plain.Replace("<oem", "<ndm:oem", StringComparison.Ordinal).Replace("</oem>", "</ndm:oem>", StringComparison.Ordinal)
            .Replace("<X>", "<X units=\"km\">", StringComparison.Ordinal).Replace("<Y_DOT>", "<Y_DOT units='KM/S'>", StringComparison.Ordinal)
            .Replace("<metadata>", "<metadata><COMMENT>NORAD_CAT_ID = 99</COMMENT>", StringComparison.Ordinal)
            .Replace("</Z_DOT>", "</Z_DOT><X_DDOT>1</X_DDOT><Y_DDOT>0</Y_DDOT><Z_DDOT units=\"km/s**2\">0</Z_DDOT>", StringComparison.Ordinal)
            .Replace("</data>", $"<!-- <x> -->{Covariance()}</data>", StringComparison.Ordinal);
        Assert.Equal(99, ReadOne(text).Identity.Number?.Value);
    }

    [Fact]
    public void Many_messages_stand_in_one_ndm()
    {
        var one = Plain[Plain.IndexOf("<oem", StringComparison.Ordinal)..];
        var batch = Read($"<?xml version=\"1.0\"?>\n<ndm>\n<COMMENT>all</COMMENT>{one}<omm><header/></omm>{one.Replace("<Z>", "<ZZ>", StringComparison.Ordinal).Replace("</Z>", "</ZZ>", StringComparison.Ordinal)}{one}</ndm>");
        Assert.Equal(2, batch.Accepted.Count);
        Assert.Equal([(SetAsideReason.Unsupported, "XML"), (SetAsideReason.Field, "element")], batch.SetAside.Select(record => (record.Reason, record.Field)));
    }

    [Theory]
    [InlineData("<X>", "<X units=\"m\">", "X")]
    [InlineData("<Z_DOT>", "<Z_DOT>fast", "Z_DOT")]
    [InlineData("<stateVector>", "<stateVector><X>1</X>", "element")]
    [InlineData("<stateVector>", "<stateVector>1", "XML")]
    [InlineData("<stateVector>", "<stateVector><X_DDOT>1</X_DDOT>", "Y_DDOT")]
    [InlineData("<metadata>", "<metadata><REF_FRAM>1</REF_FRAM>", "element")]
    [InlineData("<metadata>", "<metadata><OWNER><X>1</X></OWNER>", "OWNER")]
    [InlineData("<metadata>", "<metadata><OBJECT_NAME>1</OBJECT_NAME>", "OBJECT_NAME")]
    [InlineData("<REF_FRAME>TEME</REF_FRAME>", "", "REF_FRAME")]
    [InlineData("<REF_FRAME>TEME", "<REF_FRAME><b>TEME</b>", "REF_FRAME")]
    [InlineData("</metadata>", "", "element")]
    [InlineData("</oem>", "", "XML")]
    [InlineData("</oem>", "</oem>more", "XML")]
    [InlineData("<data>", "<data><covarianceMatrix><EPOCH>2026-03-01T00:00:00</EPOCH><CX_X>1</CX_X></covarianceMatrix>", "CY_X")]
    [InlineData("<data>", "<data><covarianceMatrix><EPOCH>2026-03-01T00:00:00</EPOCH><CX_X units=\"m**2\">1</CX_X></covarianceMatrix>", "CX_X")]
    [InlineData("<data>", "<data><data/>", "element")]
    public void A_fault_of_form_is_found(string original, string damaged, string field)
    {
        var at = Plain.IndexOf(original, StringComparison.Ordinal);
        var text = Plain[..at] + damaged + Plain[(at + original.Length)..];
        var record = SetOneAside(text);
        Assert.Equal((SetAsideReason.Field, field), (record.Reason, record.Field));
        Assert.InRange(record.Line, LineOf(text, damaged.Length > 0 ? damaged : Plain[..at][^8..]), text.Count(c => c == '\n') + 1);
    }

    [Fact]
    public void Document_types_and_entities_are_refused()
    {
        var text = Plain.Replace("<oem", "<!DOCTYPE oem [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\n<oem", StringComparison.Ordinal).Replace("DEMO 1", "&b;", StringComparison.Ordinal);
        Assert.Equal("XML", SetOneAside(text).Field);
    }

    private static string Covariance() => "<covarianceMatrix><EPOCH>2026-03-01T00:00:00</EPOCH><COV_REF_FRAME>RTN</COV_REF_FRAME>"
        + string.Concat(OemKeywords.Covariance.SelectMany(row => row).Select(element => $"<{element}>1e-4</{element}>")) + "</covarianceMatrix>";

    /// <summary>A message of keyword-value notation as XML.</summary>
    internal static string Xml(string kvn)
    {
        var xml = new System.Text.StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<oem id=\"CCSDS_OEM_VERS\" version=\"2.0\">\n<header>\n");
        var inHeader = true;
        foreach (var line in kvn.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            if (line == "META_START")
            {
                xml.Append(inHeader ? "</header>\n<body>\n" : "</data></segment>\n").Append("<segment>\n<metadata>\n");
                inHeader = false;
            }
            else if (line == "META_STOP")
            {
                xml.Append("</metadata>\n<data>\n");
            }
            else if (line.Split(" = ") is [var key, var value])
            {
                xml.Append(System.Globalization.CultureInfo.InvariantCulture, $"<{key}>{value}</{key}>\n");
            }
            else
            {
                var words = line.Split(' ');
                xml.Append(System.Globalization.CultureInfo.InvariantCulture, $"<stateVector>\n<EPOCH>{words[0]}</EPOCH>\n");
                xml.AppendJoin("", words.Skip(1).Select((word, i) => $"<{OemKeywords.State[i]}>{word}</{OemKeywords.State[i]}>\n")).Append("</stateVector>\n");
            }
        }

        return xml.Append("</data>\n</segment>\n</body>\n</oem>\n").ToString();
    }
}
