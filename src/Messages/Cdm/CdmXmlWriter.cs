using System.Xml;

namespace Ssa.Messages;

/// <summary>
/// Writes conjunction data messages as XML (CCSDS 505.0-B, cdm of the schema ndmxml): elements in the order of the schema, units as attributes, every digit kept. Keywords that the standard
/// does not have become comments.
/// </summary>
public static class CdmXmlWriter
{
    private const string Schema = "http://sanaregistry.org/r/ndmxml/ndmxml-1.0-master.xsd";

    private static readonly Dictionary<CdmSection, string> Containers = new()
    {
        [CdmSection.OdParameters] = "odParameters",
        [CdmSection.AdditionalParameters] = "additionalParameters",
        [CdmSection.StateVector] = "stateVector",
        [CdmSection.Covariance] = "covarianceMatrix",
        [CdmSection.XyzCovariance] = "covarianceMatrix",
        [CdmSection.EigenvectorCovariance] = "covarianceMatrix",
        [CdmSection.AdditionalCovariance] = "covarianceMatrix",
        [CdmSection.UserDefined] = "userDefinedParameters",
    };

    /// <summary>Writes a message as a document, with LF line ends; the text should become UTF-8.</summary>
    /// <param name="to">Where to write.</param>
    /// <param name="message">The message.</param>
    public static void Write(TextWriter to, CdmMessage message)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(message);
        NdmXml.WriteDocument(to, xml => WriteMessage(xml, message));
    }

    /// <summary>Writes messages as one document, in the combined form: an <c>ndm</c> of many <c>cdm</c>. None makes an empty <c>ndm</c>.</summary>
    /// <param name="to">Where to write.</param>
    /// <param name="messages">The messages.</param>
    public static void WriteCombined(TextWriter to, IEnumerable<CdmMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(messages);
        NdmXml.WriteDocument(to, xml =>
        {
            NdmXml.StartCombination(xml, Schema);
            foreach (var message in messages)
            {
                WriteMessage(xml, message);
            }

            xml.WriteEndElement();
        });
    }

    private static void WriteMessage(XmlWriter xml, CdmMessage message)
    {
        NdmXml.StartMessage(xml, "cdm", CdmKeywords.Version, message.Version, Schema);
        WriteContainer(xml, "header", message.Header);
        xml.WriteStartElement("body");
        WriteContainer(xml, "relativeMetadataData", message.Relative);
        WriteObject(xml, message.Object1);
        WriteObject(xml, message.Object2);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteObject(XmlWriter xml, CdmObject written)
    {
        xml.WriteStartElement("segment");
        WriteContainer(xml, "metadata", written[CdmSection.Metadata]);
        xml.WriteStartElement("data");
        WriteContent(xml, written[CdmSection.Data]);
        foreach (var (section, container) in Containers)
        {
            if (!written[section].IsEmpty)
            {
                WriteContainer(xml, container, written[section]);
            }
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteContainer(XmlWriter xml, string container, CdmBlock block)
    {
        xml.WriteStartElement(container);
        WriteContent(xml, block);
        xml.WriteEndElement();
    }

    private static void WriteContent(XmlWriter xml, CdmBlock block)
    {
        NdmXml.WriteComments(xml, CdmOutput.CommentsOf(block));
        var isRelativeState = false;
        foreach (var (keyword, value) in CdmOutput.ValuesOf(block))
        {
            if (IsRelativeState(keyword.Name) != isRelativeState)
            {
                isRelativeState = !isRelativeState;
                if (isRelativeState)
                {
                    xml.WriteStartElement("relativeStateVector");
                }
                else
                {
                    xml.WriteEndElement();
                }
            }

            NdmXml.WriteField(xml, keyword.Name, value, keyword.Unit);
        }

        if (isRelativeState)
        {
            xml.WriteEndElement();
        }

        foreach (var (name, value) in CdmOutput.UserDefinedOf(block))
        {
            xml.WriteStartElement("USER_DEFINED");
            xml.WriteAttributeString("parameter", name);
            xml.WriteString(value);
            xml.WriteEndElement();
        }
    }

    private static bool IsRelativeState(string name) =>
        name.StartsWith("RELATIVE_POSITION_", StringComparison.Ordinal) || name.StartsWith("RELATIVE_VELOCITY_", StringComparison.Ordinal);
}
