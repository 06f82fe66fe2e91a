using System.Text;
using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>Reads keyword-value notation, see <see cref="OemReader"/>.</summary>
internal sealed class OemKvn(OemMessage message)
{
    private readonly double[] _numbers = new double[OemKeywords.State.Length];
    private Block _block = Block.Outside;
    private int _line;
    private int _covarianceRow;

    private enum Block
    {
        Outside,
        Header,
        Metadata,
        States,
        Covariance,
        AfterCovariance,
    }

    /// <summary>Reads a text.</summary>
    public void Read(ReadOnlySpan<byte> text)
    {
        var offset = ElementSetFeed.ByteOrderMarkLength(text);
        while (offset < text.Length)
        {
            var length = text[offset..].IndexOf((byte)'\n');
            var end = length < 0 ? text.Length : offset + length;
            _line++;
            TakeLine(text[offset..end].Trim(" \t\r"u8));
            offset = end + 1;
        }

        Close();
    }

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
        {
            return;
        }

        if (line.StartsWith("COMMENT"u8) && (line.Length == 7 || line[7] is (byte)' ' or (byte)'\t' or (byte)'='))
        {
            TakeComment(line[7..]);
            return;
        }

        var equals = line.IndexOf((byte)'=');
        var key = equals < 0 ? line : line[..equals].Trim(" \t"u8);
        if (equals >= 0 && key.StartsWith("CCSDS_"u8) && key.EndsWith("_VERS"u8))
        {
            Close();
            Open();
            if (key.SequenceEqual("CCSDS_OEM_VERS"u8))
            {
                message.TakeVersion(Encoding.Latin1.GetString(line[(equals + 1)..].Trim(" \t"u8)), _line);
            }
            else
            {
                message.SetFault(_line, OemKeywords.Version, SetAsideReason.Unsupported, $"This is another message: {QuotedText.Of(line)}.", "Give orbit ephemeris messages (OEM).");
            }

            return;
        }

        if (_block == Block.Outside)
        {
            Open();
            message.SetFault(_line, OemKeywords.Version, SetAsideReason.Field, $"The message begins with {QuotedText.Of(line)}.", "An orbit ephemeris message begins with CCSDS_OEM_VERS = 2.0; take it from its source again.");
        }

        if (!message.IsFaulty)
        {
            TakeInside(line, key, equals);
        }
    }

    private void TakeComment(ReadOnlySpan<byte> comment)
    {
        switch (_block)
        {
            case Block.Header:
                message.TakeHeaderComment(comment);
                break;
            case Block.Metadata:
                message.TakeComment(comment);
                break;
            case Block.Covariance:
                message.TakeCovarianceComment(comment);
                break;
            case Block.States or Block.AfterCovariance:
                message.TakeDataComment(comment);
                break;
        }
    }

    private void TakeInside(ReadOnlySpan<byte> line, ReadOnlySpan<byte> key, int equals)
    {
        if (equals < 0 && TryTakeFrontier(line))
        {
            return;
        }

        switch (_block)
        {
            case Block.Header when equals >= 0 && KeywordOf(OemKeywords.Header, key) is { } ofHeader:
                message.TakeHeader(ofHeader, line[(equals + 1)..]);
                break;
            case Block.Metadata when equals >= 0 && KeywordOf(OemKeywords.Metadata, key) is { } keyword:
                TakeMetadata(keyword, line[(equals + 1)..].Trim(" \t"u8));
                break;
            case Block.Header or Block.Metadata when equals >= 0 && message.TryPassUnknown(Encoding.Latin1.GetString(key), _line):
                break;
            case Block.States when equals < 0:
                TakeState(line);
                break;
            case Block.Covariance:
                TakeCovariance(line, key, equals);
                break;
            default:
                SetLineFault(line, key, equals);
                break;
        }
    }

    /// <summary>Takes the words that open and close blocks; false where the line is none of them.</summary>
    private bool TryTakeFrontier(ReadOnlySpan<byte> line)
    {
        if (line.SequenceEqual("META_START"u8) && _block is Block.Header or Block.States or Block.AfterCovariance)
        {
            message.StartSegment(_line);
            _block = Block.Metadata;
        }
        else if (line.SequenceEqual("META_STOP"u8) && _block == Block.Metadata)
        {
            message.EndMetadata(_line);
            _block = Block.States;
        }
        else if (line.SequenceEqual("COVARIANCE_START"u8) && _block == Block.States)
        {
            (_block, _covarianceRow) = (Block.Covariance, -1);
        }
        else if (line.SequenceEqual("COVARIANCE_STOP"u8) && _block == Block.Covariance)
        {
            CheckMatrixIsWhole();
            _block = Block.AfterCovariance;
        }
        else
        {
            return false;
        }

        return true;
    }

    private void TakeMetadata(string keyword, ReadOnlySpan<byte> value)
    {
        // Names may end with a bracket; elsewhere it holds a unit.
        if (keyword is not ("OBJECT_NAME" or "OBJECT_ID") && value is [.., (byte)']'] && value.LastIndexOf((byte)'[') is var open and >= 0)
        {
            message.CheckUnit(keyword, "", value[(open + 1)..^1], _line);
            value = value[..open];
        }

        message.TakeMetadata(keyword, value, _line);
    }

    private void TakeState(ReadOnlySpan<byte> line)
    {
        var epoch = NextWord(ref line);
        var count = 0;
        while (NextWord(ref line) is { IsEmpty: false } word)
        {
            if (word is [(byte)'[', .., (byte)']'] && count > 0)
            {
                message.CheckUnit(OemKeywords.State[count - 1], OemKeywords.StateUnits[count - 1], word[1..^1], _line);
            }
            else if (count == _numbers.Length)
            {
                count++;
                break;
            }
            else if (message.TryNumber(OemKeywords.State[count], word, _line, out _numbers[count]))
            {
                count++;
            }
            else
            {
                return;
            }
        }

        if (count is not (6 or 9))
        {
            var found = count > 9 ? "more than nine" : $"{count}";
            message.SetFault(_line, "line", SetAsideReason.Field, $"A state has {found} numbers after its time.", "Give a time, a position, a velocity and nothing else but an acceleration: six or nine numbers.");
            return;
        }

        message.TakeState(epoch, _numbers.AsSpan(0, count), _line);
    }

    private void TakeCovariance(ReadOnlySpan<byte> line, ReadOnlySpan<byte> key, int equals)
    {
        if (equals >= 0)
        {
            var value = line[(equals + 1)..].Trim(" \t"u8);
            if (key.SequenceEqual("EPOCH"u8))
            {
                CheckMatrixIsWhole();
                message.StartCovariance();
                message.TakeCovarianceEpoch(value, _line);
                _covarianceRow = 0;
            }
            else if (key.SequenceEqual("COV_REF_FRAME"u8) && _covarianceRow == 0)
            {
                message.TakeCovarianceFrame(value);
            }
            else
            {
                SetLineFault(line, key, equals);
            }

            return;
        }

        if (_covarianceRow is < 0 or > 5)
        {
            var found = _covarianceRow < 0 ? "stands before the EPOCH of its matrix" : "is the seventh of its matrix";
            message.SetFault(_line, "COVARIANCE", SetAsideReason.Field, $"The row {QuotedText.Of(line)} {found}.", "Give EPOCH and then six rows, the lower triangle of the matrix.");
            return;
        }

        var names = OemKeywords.Covariance[_covarianceRow];
        var count = 0;
        while (NextWord(ref line) is { IsEmpty: false } word)
        {
            if (count < names.Length)
            {
                if (!message.TryNumber(names[count], word, _line, out var value))
                {
                    return;
                }

                message.TakeCovarianceElement(CdmCovarianceKeywords.IndexOf(_covarianceRow, count), value);
            }

            count++;
        }

        if (count != names.Length)
        {
            message.SetFault(_line, "COVARIANCE", SetAsideReason.Field, $"Row {_covarianceRow + 1} of a covariance matrix has {count} numbers.", $"Give the lower triangle: {names.Length} in row {_covarianceRow + 1}.");
        }

        if (++_covarianceRow == OemKeywords.Covariance.Length)
        {
            message.EndCovariance();
        }
    }

    private void CheckMatrixIsWhole()
    {
        if (_covarianceRow is >= 0 and < 6)
        {
            message.SetFault(_line, "COVARIANCE", SetAsideReason.Length, $"A covariance matrix ends after {_covarianceRow} rows.", "Give its lower triangle: six rows.");
        }
    }

    private void SetLineFault(ReadOnlySpan<byte> line, ReadOnlySpan<byte> key, int equals)
    {
        var where = _block switch
        {
            Block.Header => "in the header",
            Block.Metadata => "in the metadata of a segment",
            Block.States => "among the states",
            Block.Covariance => "in a covariance block",
            _ => "after a covariance block",
        };
        var found = equals < 0 ? $"The line {QuotedText.Of(line)}" : $"The keyword {QuotedText.Of(key)}";
        message.SetFault(_line, "line", SetAsideReason.Field, $"{found} has no place {where}.", "Correct or remove it, or let it begin with COMMENT.");
    }

    private void Open()
    {
        message.Start(_line);
        _block = Block.Header;
    }

    private void Close()
    {
        if (_block is Block.Metadata or Block.Covariance)
        {
            var missing = _block == Block.Metadata ? "META_STOP" : "COVARIANCE_STOP";
            message.SetFault(_line, missing, SetAsideReason.Length, $"The message ends before {missing}.", OemMessage.TakeAgain);
        }

        message.Close();
        _block = Block.Outside;
    }

    private static ReadOnlySpan<byte> NextWord(ref ReadOnlySpan<byte> line)
    {
        line = line.TrimStart(" \t"u8);
        var length = line.IndexOfAny((byte)' ', (byte)'\t');
        var word = length < 0 ? line : line[..length];
        line = line[word.Length..];
        return word;
    }

    private static string? KeywordOf(string[] keywords, ReadOnlySpan<byte> key)
    {
        foreach (var keyword in keywords)
        {
            if (Ascii.Equals(key, keyword))
            {
                return keyword;
            }
        }

        return null;
    }
}
