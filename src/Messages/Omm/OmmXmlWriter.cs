using System.Xml;
using NodaTime;
using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>Writes element sets as OMM in XML (CCSDS 505.0-B-3): an <c>ndm</c> of one <c>omm</c> each, as CelesTrak has it; elements in the order of the schema, units as attributes, every digit kept.</summary>
public static class OmmXmlWriter
{
    /// <summary>Writes the document, with LF line ends; the text should become UTF-8.</summary>
    /// <param name="to">Where to write.</param>
    /// <param name="sets">The element sets.</param>
    /// <param name="created">The time at which the messages count as made, UTC.</param>
    /// <param name="originator">Who makes them.</param>
    public static void Write(TextWriter to, IEnumerable<MeanElements> sets, Instant created, string originator)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(sets);
        ArgumentNullException.ThrowIfNull(originator);
        NdmXml.WriteDocument(to, xml =>
        {
            NdmXml.StartCombination(xml);
            foreach (var set in sets)
            {
                NdmXml.StartMessage(xml, "omm", OmmOutput.VersionKeyword, OmmOutput.Version);
                WriteSection(xml, "header", [("CREATION_DATE", MessageText.Time(created)), ("ORIGINATOR", MessageText.Cleaned(originator))]);
                xml.WriteStartElement("body");
                xml.WriteStartElement("segment");
                WriteSection(xml, "metadata", OmmOutput.MetadataOf(set));
                xml.WriteStartElement("data");
                WriteSection(xml, "meanElements", OmmOutput.ElementsOf(set));
                WriteSection(xml, "tleParameters", OmmOutput.TleParametersOf(set));
                xml.WriteEndElement();
                xml.WriteEndElement();
                xml.WriteEndElement();
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        });
    }

    private static void WriteSection(XmlWriter xml, string element, IEnumerable<(string Keyword, string Value)> fields)
    {
        xml.WriteStartElement(element);
        foreach (var (keyword, value) in fields)
        {
            NdmXml.WriteField(xml, keyword, value, OmmOutput.UnitOf(keyword));
        }

        xml.WriteEndElement();
    }
}
