using System.Text;
using System.Xml;
using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>Reads one omm element.</summary>
internal sealed class OmmXmlMessage(string file, ElementSetBatch into)
{
    private const string TakeAgain = "Take the message from its source again.";

    // The sections of a message (CCSDS 505.0-B-3), each of which stands once.
    private static readonly HashSet<string> Sections = new(StringComparer.Ordinal)
    {
        "omm", "header", "body", "segment", "metadata", "data", "meanElements", "tleParameters", "spacecraftParameters", "covarianceMatrix",
        "userDefinedParameters",
    };

    private readonly OmmFields _fields = new(file);
    private readonly HashSet<string> _sections = new(StringComparer.Ordinal);

    /// <summary>Reads the element and adds it to the batch, accepted or set aside.</summary>
    /// <param name="xml">The element, from its start tag to its end tag.</param>
    /// <param name="line">The line of the file where it begins.</param>
    public void Read(string xml, int line)
    {
        _fields.Start(line);
        _sections.Clear();

        // Prefixes are declared around the message, out of this reader's sight: names are taken as they stand and prefixes passed over.
        using var reader = new XmlTextReader(xml, XmlNodeType.Document, null)
        {
            Namespaces = false,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            EntityHandling = EntityHandling.ExpandEntities,
            WhitespaceHandling = WhitespaceHandling.None,
        };
        try
        {
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    TakeElement(reader, line);
                }
            }
        }
        catch (XmlException exception)
        {
            _fields.SetFault(line + Math.Max(0, exception.LineNumber - 1), "XML", SetAsideReason.Field, $"The message is not valid XML: {QuotedText.Clean(exception.Message)}", TakeAgain);
        }

        OmmAssembly.Add(_fields, default, file, into);
    }

    private void TakeElement(XmlTextReader reader, int firstLine)
    {
        var line = firstLine + reader.LineNumber - 1;
        var name = reader.Name[(reader.Name.LastIndexOf(':') + 1)..];
        if (Sections.Contains(name))
        {
            if (!_sections.Add(name))
            {
                _fields.SetFault(line, name, SetAsideReason.Field, $"The section {name} is given twice in one message.", TakeAgain);
            }
        }
        else if (OmmKeywords.TryFind(Encoding.UTF8.GetBytes(name), out var keyword))
        {
            TakeValue(reader, keyword, line);
        }
        else if (name != "USER_DEFINED" && !OmmKeywords.IsAllowed(name))
        {
            PassUnknown(reader, name, line);
        }
    }

    /// <summary>Passes over an element that the standard does not have; one that holds others may be a damaged section.</summary>
    private void PassUnknown(XmlTextReader reader, string name, int line)
    {
        _fields.NoteUnknown(line, name, "element", "element");
        using var inside = reader.ReadSubtree();
        inside.Read();
        while (inside.Read())
        {
            if (inside.NodeType == XmlNodeType.Element)
            {
                _fields.SetFault(line, "element", SetAsideReason.Field, $"{QuotedText.Of(name)} is no section of an orbit mean-elements message.", TakeAgain);
            }
        }
    }

    private void TakeValue(XmlTextReader reader, OmmKeyword keyword, int line)
    {
        if (reader.GetAttribute("units") is { } unit)
        {
            _fields.CheckUnit(keyword, Encoding.UTF8.GetBytes(unit), line);
        }

        var value = "";
        if (!reader.IsEmptyElement)
        {
            while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
            {
                if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                {
                    value += reader.Value;
                }
                else if (reader.NodeType == XmlNodeType.Element)
                {
                    var name = OmmKeywords.NameOf(keyword);
                    _fields.SetFault(line, name, SetAsideReason.Field, $"{name} holds the element {QuotedText.Of(reader.Name)}.", TakeAgain);
                    return;
                }
            }
        }

        _fields.SetCopy(keyword, Encoding.UTF8.GetBytes(value), line);
    }
}
