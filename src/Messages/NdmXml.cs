using System.Xml;

namespace Ssa.Messages;

/// <summary>What all messages have in common as XML (CCSDS 505.0-B-3).</summary>
internal static class NdmXml
{
    private const string Schema = "https://sanaregistry.org/r/ndmxml_unqualified/ndmxml-3.0.0-master-3.0.xsd";
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>Writes a document, indented, with LF line ends and a declaration of UTF-8.</summary>
    /// <param name="to">Where to write.</param>
    /// <param name="write">Writes the root element.</param>
    public static void WriteDocument(TextWriter to, Action<XmlWriter> write)
    {
        to.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        using (var xml = XmlWriter.Create(to, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true, CloseOutput = false }))
        {
            write(xml);
        }

        to.Write("\n");
    }

    /// <summary>Starts the element of a message; as the root it names the schema.</summary>
    public static void StartMessage(XmlWriter xml, string name, string versionKeyword, string version, string schema = Schema)
    {
        xml.WriteStartElement(name);
        if (xml.WriteState == WriteState.Element && !IsInside(xml))
        {
            NameSchema(xml, schema);
        }

        xml.WriteAttributeString("id", versionKeyword);
        xml.WriteAttributeString("version", version);
    }

    /// <summary>Starts the element that combines messages.</summary>
    public static void StartCombination(XmlWriter xml, string schema = Schema)
    {
        xml.WriteStartElement("ndm");
        NameSchema(xml, schema);
    }

    /// <summary>Writes comments.</summary>
    public static void WriteComments(XmlWriter xml, IEnumerable<string> comments)
    {
        foreach (var comment in comments)
        {
            xml.WriteElementString("COMMENT", comment);
        }
    }

    /// <summary>Writes a keyword with its value and unit.</summary>
    public static void WriteField(XmlWriter xml, string keyword, string value, string unit)
    {
        xml.WriteStartElement(keyword);
        if (unit.Length > 0)
        {
            xml.WriteAttributeString("units", unit);
        }

        xml.WriteString(value);
        xml.WriteEndElement();
    }

    // A prefix that is declared already belongs to an element around.
    private static bool IsInside(XmlWriter xml) => xml.LookupPrefix(Instance) is not null;

    private static void NameSchema(XmlWriter xml, string schema)
    {
        xml.WriteAttributeString("xmlns", "xsi", null, Instance);
        xml.WriteAttributeString("xsi", "noNamespaceSchemaLocation", Instance, schema);
    }
}
