using System.Xml;
using Ssa.Propagation.Frames;

namespace Ssa.Messages;

/// <summary>Writes orbit ephemeris messages as XML (CCSDS 505.0-B-3, oem of the schema ndmxml): elements in the order of the schema, units as attributes, every digit kept.</summary>
public static class OemXmlWriter
{
    /// <summary>Writes a message as a document, with LF line ends; the text should become UTF-8.</summary>
    /// <param name="to">Where to write.</param>
    /// <param name="message">The message.</param>
    public static void Write(TextWriter to, OemDocument message)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(message);
        NdmXml.WriteDocument(to, xml =>
        {
            NdmXml.StartMessage(xml, "oem", OemKeywords.Version, message.Version);
            WriteFields(xml, "header", message.Comments, OemKeywords.Header, message.Header);
            xml.WriteStartElement("body");
            foreach (var segment in message.Segments)
            {
                WriteSegment(xml, segment);
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        });
    }

    private static void WriteSegment(XmlWriter xml, OemSegment segment)
    {
        xml.WriteStartElement("segment");
        WriteFields(xml, "metadata", segment.MetadataComments, OemKeywords.Metadata, segment.Metadata);
        xml.WriteStartElement("data");
        NdmXml.WriteComments(xml, segment.DataComments.Select(MessageText.Cleaned));
        foreach (var state in segment.States)
        {
            xml.WriteStartElement("stateVector");
            NdmXml.WriteField(xml, "EPOCH", MessageText.Time(state.Reading), "");
            WriteVector(xml, 0, state.PositionKm);
            WriteVector(xml, 3, state.VelocityKmPerS);
            if (state.AccelerationKmPerS2 is { } acceleration)
            {
                WriteVector(xml, 6, acceleration);
            }

            xml.WriteEndElement();
        }

        foreach (var covariance in segment.Covariances)
        {
            WriteCovariance(xml, covariance);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteVector(XmlWriter xml, int first, Vector3 vector)
    {
        foreach (var (index, value) in new[] { vector.X, vector.Y, vector.Z }.Index())
        {
            NdmXml.WriteField(xml, OemKeywords.State[first + index], MessageText.Number(value), OemKeywords.StateUnits[first + index]);
        }
    }

    private static void WriteCovariance(XmlWriter xml, OemCovariance covariance)
    {
        xml.WriteStartElement("covarianceMatrix");
        NdmXml.WriteComments(xml, covariance.Comments.Select(MessageText.Cleaned));
        NdmXml.WriteField(xml, "EPOCH", MessageText.Time(covariance.Epoch), "");
        if (covariance.ReferenceFrame.Length > 0)
        {
            NdmXml.WriteField(xml, "COV_REF_FRAME", MessageText.Cleaned(covariance.ReferenceFrame), "");
        }

        foreach (var (element, value) in OemKeywords.Covariance.SelectMany(row => row).Zip(covariance.LowerTriangle))
        {
            NdmXml.WriteField(xml, element, MessageText.Number(value), OemKeywords.CovarianceUnit(element));
        }

        xml.WriteEndElement();
    }

    private static void WriteFields(XmlWriter xml, string container, IEnumerable<string> comments, string[] keywords, Func<string, string> valueOf)
    {
        xml.WriteStartElement(container);
        NdmXml.WriteComments(xml, comments.Select(MessageText.Cleaned));
        foreach (var keyword in keywords)
        {
            if (valueOf(keyword) is { Length: > 0 } value)
            {
                NdmXml.WriteField(xml, keyword, value, "");
            }
        }

        xml.WriteEndElement();
    }
}
