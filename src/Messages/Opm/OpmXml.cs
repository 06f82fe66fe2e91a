using System.Text;
using System.Xml;
using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>
/// Reads XML, see <see cref="OpmReader"/>: one opm, or an ndm of many, with or without prefixes. There is no document type and no entity but XML's own five, so a file cannot make the reader fetch or
/// multiply anything, and elements nest no deeper than messages do. Where the XML itself is broken, reading ends and the message at hand is set aside.
/// </summary>
internal sealed class OpmXml(OpmReading message)
{
    // ndm, opm, body, segment, data, covarianceMatrix, element: seven; real files are not deeper.
    private const int DeepestElement = 12;

    private readonly Stack<OpmSection?> _open = new();
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
            case XmlNodeType.EndElement when Name == "opm":
                message.Close();
                break;
            case XmlNodeType.EndElement:
                _open.TryPop(out _);
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
        else if (Name is "body" or "segment" or "data")
        {
            Enter(null);
        }
        else if (OpmKeywords.Containers.TryGetValue(Name, out var section))
        {
            if (section == OpmSection.Manoeuvre)
            {
                message.StartManoeuvre(Line);
            }

            Enter(section);
        }
        else if (Name == "COMMENT")
        {
            var line = Line;
            message.TakeComment(ReadText(), line);
        }
        else
        {
            TakeKeyword();
        }
    }

    private void TakeOutside()
    {
        if (Name == "opm")
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
                message.SetFault(Line, "XML", SetAsideReason.Unsupported, $"The element {QuotedText.Of(_reader.Name)} is no orbit parameter message.", "Give orbit parameter messages (OPM).");
                message.Close();
            }

            _reader.Skip();
        }
    }

    private void Enter(OpmSection? section)
    {
        if (!_reader.IsEmptyElement)
        {
            _open.Push(section);
        }

        _reader.Read();
    }

    private void TakeKeyword()
    {
        var (line, name, section) = (Line, Name, _open.TryPeek(out var top) ? top : null);
        var unit = _reader.GetAttribute("units") ?? "";
        var parameter = name == "USER_DEFINED" ? _reader.GetAttribute("parameter") : null;
        var text = ReadText();
        if (parameter is not null)
        {
            message.TakeUserDefined(parameter, text, line);
        }
        else
        {
            message.Take(name, text, unit, line, section);
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
