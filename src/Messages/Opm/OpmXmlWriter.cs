using System.Xml;

namespace Ssa.Messages;

/// <summary>Writes orbit parameter messages as XML (CCSDS 505.0-B-3, opm of the schema ndmxml): elements in the order of the schema, units as attributes, every digit kept.</summary>
public static class OpmXmlWriter
{
    /// <summary>Writes a message as a document, with LF line ends; the text should become UTF-8.</summary>
    /// <param name="to">Where to write.</param>
    /// <param name="message">The message.</param>
    public static void Write(TextWriter to, OpmMessage message)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(message);
        NdmXml.WriteDocument(to, xml =>
        {
            NdmXml.StartMessage(xml, "opm", OpmKeywords.Version, OpmOutput.Version);
            WriteSection(xml, OpmOutput.HeaderOf(message));
            xml.WriteStartElement("body");
            xml.WriteStartElement("segment");
            WriteSection(xml, OpmOutput.MetadataOf(message));
            xml.WriteStartElement("data");
            foreach (var section in OpmOutput.DataOf(message))
            {
                WriteSection(xml, section);
            }

            if (OpmOutput.UserDefinedOf(message) is { } parameters)
            {
                WriteUserDefined(xml, parameters);
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        });
    }

    private static void WriteSection(XmlWriter xml, OpmOutput.Section section)
    {
        xml.WriteStartElement(section.Element);
        NdmXml.WriteComments(xml, section.Comments);
        foreach (var (keyword, value) in section.Fields)
        {
            NdmXml.WriteField(xml, keyword, value, OpmKeywords.Find(keyword)!.Unit);
        }

        xml.WriteEndElement();
    }

    private static void WriteUserDefined(XmlWriter xml, OpmOutput.Section parameters)
    {
        xml.WriteStartElement(parameters.Element);
        NdmXml.WriteComments(xml, parameters.Comments);
        foreach (var (name, value) in parameters.Fields)
        {
            xml.WriteStartElement("USER_DEFINED");
            xml.WriteAttributeString("parameter", name);
            xml.WriteString(value);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }
}
