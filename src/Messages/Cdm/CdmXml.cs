using System.Text;
using System.Xml;
using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>
/// Reads XML, see <see cref="CdmReader"/>: one cdm, or an ndm of many, with or without prefixes. There is no document type and no entity but XML's own five, so a
/// file cannot make the reader fetch or multiply anything, and elements nest no deeper than messages do. Where the XML itself is broken, reading ends and the message at hand is set aside.
/// </summary>
internal sealed class CdmXml(CdmReading message)
{
    // ndm, cdm, body, segment, data, covarianceMatrix, element: seven; real files are not deeper.
    private const int DeepestElement = 12;

    private static readonly Dictionary<string, CdmSection?> Containers = new(StringComparer.Ordinal)
    {
        ["header"] = CdmSection.Header,
        ["body"] = null,
        ["relativeMetadataData"] = CdmSection.Relative,
        ["relativeStateVector"] = CdmSection.Relative,
        ["segment"] = null,
        ["metadata"] = CdmSection.Metadata,
        ["data"] = CdmSection.Data,
        ["odParameters"] = CdmSection.OdParameters,
        ["additionalParameters"] = CdmSection.AdditionalParameters,
        ["stateVector"] = CdmSection.StateVector,
        ["covarianceMatrix"] = CdmSection.Covariance,
        ["userDefinedParameters"] = CdmSection.UserDefined,
    };

    private readonly Stack<(string Name, CdmSection? Section)> _open = new();
    private XmlTextReader _reader = null!;
    private int _linesBefore;

    /// <summary>Reads a text.</summary>
    public void Read(ReadOnlySpan<byte> text)
    {
        var trimmed = text.TrimStart(" \t\r\n"u8);
        using var content = new MemoryStream(trimmed.ToArray(), writable: false);
        _linesBefore = text[..^trimmed.Length].Count((byte)'\n');
        using var reader = new XmlTextReader(content)
        {
            Namespaces = false,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            EntityHandling = EntityHandling.ExpandEntities,
            WhitespaceHandling = WhitespaceHandling.None,
        };
        _reader = reader;
        try
        {
            reader.Read();
            while (!reader.EOF)
            {
                TakeNode();
            }
        }
        catch (XmlException exception)
        {
            var line = _linesBefore + Math.Max(1, exception.LineNumber);
            if (!message.IsOpen)
            {
                message.Start(line);
            }

            message.SetFault(line, "XML", SetAsideReason.Field, $"The text is not valid XML: {QuotedText.Clean(exception.Message)}");
        }

        message.Close();
    }

    private int Line => _linesBefore + _reader.LineNumber;

    private string Name => _reader.Name[(_reader.Name.LastIndexOf(':') + 1)..];

    /// <summary>Takes the node at hand and goes on to the next.</summary>
    private void TakeNode()
    {
        switch (_reader.NodeType)
        {
            case XmlNodeType.Element:
                TakeElement();
                return;
            case XmlNodeType.EndElement:
                Leave(Name);
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA when message.IsOpen:
                message.SetFault(Line, "XML", SetAsideReason.Field, $"The text {QuotedText.Of(_reader.Value)} stands between elements.");
                break;
        }

        _reader.Read();
    }

    private void TakeElement()
    {
        if (_reader.Depth > DeepestElement || (message.IsOpen && message.IsFaulty))
        {
            message.SetFault(Line, "XML", SetAsideReason.Field, "Elements nest deeper than messages do.");
            _reader.Skip();
        }
        else if (!message.IsOpen)
        {
            TakeOutside();
        }
        else if (Containers.TryGetValue(Name, out var section))
        {
            Enter(section);
        }
        else if (Name == "COMMENT")
        {
            var (line, at) = (Line, Section);
            message.TakeComment(ReadText(), line);
            if (at is { } known and not CdmSection.Covariance)
            {
                message.FlushComments(known);
            }
        }
        else
        {
            TakeKeyword();
        }
    }

    private CdmSection? Section => _open.TryPeek(out var top) ? top.Section : null;

    private void TakeOutside()
    {
        if (Name == "cdm")
        {
            message.Start(Line);
            message.TakeVersion(_reader.GetAttribute("version") ?? "", Line);
            _open.Clear();
            if (_reader.IsEmptyElement)
            {
                message.Close();
            }

            _reader.Read();
        }
        else if (Name == "ndm" && _reader.Depth == 0)
        {
            _reader.Read();
        }
        else
        {
            if (_reader.Depth != 1 || Name is not ("COMMENT" or "MESSAGE_ID"))
            {
                message.Start(Line);
                message.SetFault(Line, "XML", SetAsideReason.Unsupported, $"The element {QuotedText.Of(_reader.Name)} is no conjunction data message.", "Give conjunction data messages (CDM).");
                message.Close();
            }

            _reader.Skip();
        }
    }

    private void Enter(CdmSection? section)
    {
        if (Name == "segment")
        {
            message.StartObject(Line);
        }

        if (!_reader.IsEmptyElement)
        {
            _open.Push((Name, section));
        }

        _reader.Read();
    }

    private void Leave(string name)
    {
        if (name == "cdm")
        {
            message.Close();
        }
        else if (_open.TryPop(out var left) && left.Section == CdmSection.Covariance)
        {
            message.FlushComments(CdmSection.Covariance);
        }
    }

    private void TakeKeyword()
    {
        var (line, name, section) = (Line, Name, Section);
        var unit = _reader.GetAttribute("units") ?? "";
        var isNil = (_reader.GetAttribute("nil") ?? _reader.GetAttribute("xsi:nil")) is "true" or "1";
        var parameter = name == "USER_DEFINED" ? _reader.GetAttribute("parameter") : null;
        var text = ReadText();
        if (parameter is not null)
        {
            message.TakeUserDefined(parameter, text, line);
        }
        else
        {
            message.Take(name, text, unit, line, section, isNil);
        }
    }

    /// <summary>The text of the element at hand, and on past its end.</summary>
    private string ReadText()
    {
        var (name, line) = (_reader.Name, Line);
        if (_reader.IsEmptyElement)
        {
            _reader.Read();
            return "";
        }

        var text = new StringBuilder();
        _reader.Read();
        while (_reader.NodeType != XmlNodeType.EndElement && !_reader.EOF)
        {
            if (_reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                text.Append(_reader.Value);
            }
            else if (_reader.NodeType == XmlNodeType.Element)
            {
                message.SetFault(line, MessageText.IsName(name) ? name : "element", SetAsideReason.Field, $"{QuotedText.Of(name)} is no section of a message and holds the element {QuotedText.Of(_reader.Name)}.");
                _reader.Skip();
                continue;
            }

            _reader.Read();
        }

        _reader.Read();
        return text.ToString();
    }
}
