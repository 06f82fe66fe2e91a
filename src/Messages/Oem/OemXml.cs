using System.Text;
using System.Xml;
using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>
/// Reads XML, see <see cref="OemReader"/>: one oem, or an ndm of many, with or without prefixes. There is no document type and no entity but XML's own five, so a
/// file cannot make the reader fetch or multiply anything. Where the XML itself is broken, reading ends and the message at hand is set aside.
/// </summary>
internal sealed class OemXml(OemMessage message)
{
    private readonly double[] _numbers = new double[OemKeywords.State.Length];
    private readonly bool[] _given = new bool[OemKeywords.State.Length];
    private readonly HashSet<string> _elements = new(StringComparer.Ordinal);
    private XmlTextReader _reader = null!;

    /// <summary>Reads a text.</summary>
    public void Read(ReadOnlySpan<byte> text)
    {
        using var content = new MemoryStream(text.TrimStart(" \t\r\n"u8).ToArray(), writable: false);
        var linesBefore = text[..^text.TrimStart(" \t\r\n"u8).Length].Count((byte)'\n');
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
            ReadDocument();
        }
        catch (XmlException exception)
        {
            var line = linesBefore + Math.Max(1, exception.LineNumber);
            if (!message.IsOpen)
            {
                message.Start(line);
            }

            message.SetFault(line, "XML", SetAsideReason.Field, $"The text is not valid XML: {QuotedText.Clean(exception.Message)}", OemMessage.TakeAgain);
        }

        message.Close();
    }

    private int Line => _reader.LineNumber;

    private string Name => _reader.Name[(_reader.Name.LastIndexOf(':') + 1)..];

    private void ReadDocument()
    {
        _reader.MoveToContent();
        if (Name == "ndm")
        {
            ReadChildren(child =>
            {
                if (child is "COMMENT" or "MESSAGE_ID")
                {
                    _reader.Skip();
                }
                else
                {
                    ReadMessage();
                }
            });
        }
        else
        {
            ReadMessage();
        }

        while (_reader.Read())
        {
            // Anything but blanks and comments after the last element is broken XML, which reading it finds.
        }
    }

    private void ReadMessage()
    {
        message.Start(Line);
        if (Name != "oem")
        {
            message.SetFault(Line, "XML", SetAsideReason.Unsupported, $"The element {QuotedText.Of(_reader.Name)} is no orbit ephemeris message.", "Give orbit ephemeris messages (OEM).");
            _reader.Skip();
        }
        else
        {
            message.TakeVersion(_reader.GetAttribute("version") ?? "", Line);
            ReadChildren(child =>
            {
                switch (child)
                {
                    case "header":
                        ReadChildren(ReadHeader);
                        break;
                    case "body":
                        ReadChildren(part => Expect(part, "segment", "body", ReadSegment));
                        break;
                    default:
                        SkipStranger("oem");
                        break;
                }
            });
        }

        message.Close();
    }

    private void ReadSegment()
    {
        message.StartSegment(Line);
        var hasMetadata = false;
        ReadChildren(child =>
        {
            if (child == "metadata" && !hasMetadata)
            {
                hasMetadata = true;
                ReadMetadata();
            }
            else if (child == "data" && hasMetadata)
            {
                ReadChildren(ReadData);
            }
            else
            {
                SkipStranger("segment");
            }
        });
        if (!hasMetadata)
        {
            message.EndMetadata(Line);
        }
    }

    private void ReadMetadata()
    {
        ReadChildren(keyword =>
        {
            if (keyword == "COMMENT")
            {
                message.TakeComment(Encoding.UTF8.GetBytes(ReadText()));
            }
            else if (Array.IndexOf(OemKeywords.Metadata, keyword) >= 0)
            {
                var line = Line;
                message.TakeMetadata(keyword, Encoding.UTF8.GetBytes(ReadText()), line);
            }
            else if (message.TryPassUnknown(keyword, Line))
            {
                ReadText();
            }
            else
            {
                SkipStranger("metadata");
            }
        });
        message.EndMetadata(Line);
    }

    private void ReadData(string child)
    {
        switch (child)
        {
            case "COMMENT":
                message.TakeDataComment(ReadBytes());
                break;
            case "stateVector":
                ReadState();
                break;
            case "covarianceMatrix":
                ReadCovariance();
                break;
            default:
                SkipStranger("data");
                break;
        }
    }

    private void ReadState()
    {
        var line = Line;
        byte[] epoch = [];
        Array.Clear(_given);
        ReadChildren(field =>
        {
            var index = Array.IndexOf(OemKeywords.State, field);
            if (field == "EPOCH" && epoch.Length == 0)
            {
                epoch = Encoding.UTF8.GetBytes(ReadText().Trim());
            }
            else if (index >= 0 && !_given[index])
            {
                _given[index] = TryReadNumber(field, OemKeywords.StateUnits[index], out _numbers[index]);
            }
            else
            {
                SkipStranger("stateVector");
            }
        });
        for (var i = 0; i < _given.Length; i++)
        {
            if (!_given[i] && (i < 6 || _given.AsSpan(6).Contains(true)))
            {
                message.SetFault(line, OemKeywords.State[i], SetAsideReason.Field, $"The state has no {OemKeywords.State[i]}.", OemMessage.TakeAgain);
            }
        }

        if (!message.IsFaulty)
        {
            message.TakeState(epoch, _numbers.AsSpan(0, _given[6] ? 9 : 6), line);
        }
    }

    private void ReadCovariance()
    {
        var line = Line;
        _elements.Clear();
        message.StartCovariance();
        ReadChildren(field =>
        {
            if (field != "COMMENT" && !_elements.Add(field))
            {
                SkipStranger("covarianceMatrix");
            }
            else if (field == "EPOCH")
            {
                var at = Line;
                message.TakeCovarianceEpoch(Encoding.UTF8.GetBytes(ReadText().Trim()), at);
            }
            else if (field == "COV_REF_FRAME")
            {
                message.TakeCovarianceFrame(ReadBytes());
            }
            else if (field == "COMMENT")
            {
                message.TakeCovarianceComment(ReadBytes());
            }
            else if (Array.IndexOf(OemKeywords.LowerTriangle, field) is >= 0 and var index)
            {
                if (TryReadNumber(field, OemKeywords.CovarianceUnit(field), out var value))
                {
                    message.TakeCovarianceElement(index, value);
                }
            }
            else
            {
                SkipStranger("covarianceMatrix");
            }
        });
        foreach (var element in OemKeywords.LowerTriangle.Prepend("EPOCH"))
        {
            if (!_elements.Contains(element))
            {
                message.SetFault(line, element, SetAsideReason.Field, $"The covariance matrix has no {element}.", "Give its EPOCH and all 21 elements of its lower triangle.");
            }
        }

        message.EndCovariance();
    }

    private bool TryReadNumber(string field, string unit, out double value)
    {
        var line = Line;
        if (_reader.GetAttribute("units") is { } given)
        {
            message.CheckUnit(field, unit, Encoding.UTF8.GetBytes(given), line);
        }

        return message.TryNumber(field, Encoding.UTF8.GetBytes(ReadText().Trim()), line, out value);
    }

    private void Expect(string found, string expected, string parent, Action read)
    {
        if (found == expected)
        {
            read();
        }
        else
        {
            SkipStranger(parent);
        }
    }

    private void ReadHeader(string found)
    {
        if (found == "COMMENT")
        {
            message.TakeHeaderComment(ReadBytes());
        }
        else if (Array.IndexOf(OemKeywords.Header, found) >= 0)
        {
            message.TakeHeader(found, ReadBytes());
        }
        else if (message.TryPassUnknown(found, Line))
        {
            ReadText();
        }
        else
        {
            SkipStranger("header");
        }
    }

    private byte[] ReadBytes() => Encoding.UTF8.GetBytes(ReadText());

    private void SkipStranger(string parent)
    {
        message.SetFault(Line, "element", SetAsideReason.Field, $"The element {QuotedText.Of(_reader.Name)} has no place here in {parent}.", "Correct or remove it.");
        _reader.Skip();
    }

    /// <summary>Goes through the elements inside the one at hand, and on past its end. Whoever is called must read or skip the child.</summary>
    private void ReadChildren(Action<string> read)
    {
        if (_reader.IsEmptyElement)
        {
            _reader.Read();
            return;
        }

        _reader.Read();
        while (_reader.NodeType != XmlNodeType.EndElement && !_reader.EOF)
        {
            if (_reader.NodeType == XmlNodeType.Element)
            {
                read(Name);
            }
            else
            {
                if (_reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                {
                    message.SetFault(Line, "XML", SetAsideReason.Field, $"The text {QuotedText.Of(_reader.Value)} stands between elements.", OemMessage.TakeAgain);
                }

                _reader.Read();
            }
        }

        _reader.Read();
    }

    /// <summary>The text of the element at hand, and on past its end.</summary>
    private string ReadText()
    {
        var text = new StringBuilder();
        var name = _reader.Name;
        if (_reader.IsEmptyElement)
        {
            _reader.Read();
            return "";
        }

        _reader.Read();
        while (_reader.NodeType != XmlNodeType.EndElement && !_reader.EOF)
        {
            if (_reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                text.Append(_reader.Value);
            }
            else if (_reader.NodeType == XmlNodeType.Element)
            {
                message.SetFault(Line, name, SetAsideReason.Field, $"{QuotedText.Of(name)} holds the element {QuotedText.Of(_reader.Name)}.", OemMessage.TakeAgain);
                _reader.Skip();
                continue;
            }

            _reader.Read();
        }

        _reader.Read();
        return text.ToString();
    }
}
