using System.Runtime.CompilerServices;

namespace Ssa.Propagation;

/// <summary>
/// Gathers the lines of a TLE file into records and reads each. A record is a group of lines: perhaps a name, line 1, line 2. Whatever
/// breaks a group closes it, as one set-aside record, and the next line starts afresh: a fault never costs more than its own record.
/// </summary>
/// <remarks>
/// Implementation note: here and wherever else every line passes, methods ask to be optimised when they are first compiled. A run reads its
/// catalogue once, and tiered compilation would get round to them when the work is done: that halves the time of a first catalogue (28,488 objects,
/// 100 to 50 ms).
/// </remarks>
internal sealed class TleFeed(string file, bool lenient, ElementSetBatch into) : ElementSetFeed
{
    // Lines that belong nowhere are reported together up to this many, so that a group stays small whatever the file holds.
    private const int MostStrayLines = 32;

    private const string BringTogether = "Put line 1 and line 2 of each object one after the other, or take the file from its source again.";

    private int _linesConsumed;
    private bool _started;
    private LineSpan _name;
    private LineSpan _line1;
    private LineSpan _stray;
    private int _strayLines;
    private LineSpan _groupStart;
    private int _loneLine2Record = -1;
    private int _loneLine2Number;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Feed(ReadOnlySpan<byte> text, bool last)
    {
        var offset = _started ? 0 : ByteOrderMarkLength(text);
        _started = true;
        var lineNumber = _linesConsumed;
        while (offset < text.Length)
        {
            var length = text[offset..].IndexOf((byte)'\n');
            if (length < 0 && !last)
            {
                break;
            }

            var next = length < 0 ? text.Length : offset + length + 1;
            var end = length < 0 ? text.Length : offset + length;
            if (end > offset && text[end - 1] == '\r')
            {
                end--;
            }

            lineNumber++;
            Take(text, new LineSpan(offset, end, lineNumber));
            offset = next;
        }

        if (last)
        {
            CloseBroken(text);
        }

        if (!_groupStart.IsPresent)
        {
            _linesConsumed = lineNumber;
            return offset;
        }

        // The record is not complete: its lines come again with the next piece.
        var consumed = _groupStart.Start;
        _linesConsumed = _groupStart.Number - 1;
        StartGroup();
        return consumed;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take(ReadOnlySpan<byte> text, LineSpan line)
    {
        var kind = TleLine.Classify(line.In(text), _name.IsPresent && !_line1.IsPresent, _line1.IsPresent);
        switch (kind)
        {
            case TleLineKind.Blank or TleLineKind.Comment:
                return;
            case TleLineKind.Name when _groupStart.IsPresent:
            case TleLineKind.Line1 when _line1.IsPresent:
                CloseBroken(text);
                break;
        }

        if (!_groupStart.IsPresent)
        {
            _groupStart = line;
        }

        switch (kind)
        {
            case TleLineKind.Name:
                _name = line;
                break;
            case TleLineKind.Line1:
                _line1 = line;
                break;
            case TleLineKind.Line2 when _line1.IsPresent:
                ClosePair(text, line);
                break;
            case TleLineKind.Line2:
                CloseLoneLine2(text, line);
                break;
            default:
                _stray = _stray.IsPresent ? _stray : line;
                if (++_strayLines == MostStrayLines)
                {
                    CloseBroken(text);
                }

                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ClosePair(ReadOnlySpan<byte> text, LineSpan line2)
    {
        if (_stray.IsPresent)
        {
            SetStrayAside(text);
        }

        var name = _name.IsPresent ? NameIn(_name.In(text)) : "";
        var elements = TleRecord.Read(_line1.In(text), line2.In(text), name, lenient, out var fault);
        if (elements is not null)
        {
            into.Accepted.Add(elements);
        }
        else if (fault is not null)
        {
            SetAside(fault.ElementLine == 1 ? _line1 : line2, fault.Field, fault.Reason, fault.Message, fault.Remedy);
        }

        _loneLine2Record = -1;
        StartGroup();
    }

    private void CloseLoneLine2(ReadOnlySpan<byte> text, LineSpan line2)
    {
        var before = _stray.IsPresent ? $"; the line before it is {QuotedText.Of(_stray.In(text))}" : "";
        SetAside(line2, "line 1", SetAsideReason.LinePair, $"Line 2 stands without its line 1{before}: {QuotedText.Of(line2.In(text))}.", BringTogether);
        _loneLine2Record = into.SetAside.Count - 1;
        _loneLine2Number = NumberOf(line2.In(text));
        StartGroup();
    }

    private void CloseBroken(ReadOnlySpan<byte> text)
    {
        if (_line1.IsPresent)
        {
            CloseLoneLine1(text);
        }
        else if (_stray.IsPresent)
        {
            SetStrayAside(text);
        }
        else if (_name.IsPresent)
        {
            SetAside(_name, "OBJECT_NAME", SetAsideReason.LinePair, $"The name {QuotedText.Of(_name.In(text))} is not followed by element lines.", "Add the two element lines of this object, or remove its name.");
        }

        _loneLine2Record = -1;
        StartGroup();
    }

    private void CloseLoneLine1(ReadOnlySpan<byte> text)
    {
        var line1 = _line1.In(text);
        if (_loneLine2Record >= 0 && !_name.IsPresent && _loneLine2Number == NumberOf(line1))
        {
            // One record whose lines are exchanged, not two records that each lost a line.
            into.SetAside[_loneLine2Record] = into.SetAside[_loneLine2Record] with
            {
                Message = $"Line 2 stands before line 1: {QuotedText.Of(line1)} follows it.",
            };
            return;
        }

        var near = _stray.IsPresent ? $"; beside it stands {QuotedText.Of(_stray.In(text))}" : "";
        SetAside(_line1, "line 2", SetAsideReason.LinePair, $"Line 1 stands without its line 2{near}: {QuotedText.Of(line1)}.", BringTogether);
    }

    private void SetStrayAside(ReadOnlySpan<byte> text)
    {
        var more = _strayLines > 1 ? $" ({_strayLines} lines)" : "";
        SetAside(_stray, "line", SetAsideReason.Field, $"This is neither an element line nor a name{more}: {QuotedText.Of(_stray.In(text))}.", "Remove it, or take the file from its source again; a comment line begins with #.");
    }

    private void SetAside(LineSpan line, string field, SetAsideReason reason, string message, string remedy) =>
        into.SetAside.Add(new SetAsideRecord(file, line.Number, field, reason, message, remedy));

    private void StartGroup()
    {
        _name = default;
        _line1 = default;
        _stray = default;
        _strayLines = 0;
        _groupStart = default;
    }

    private static int NumberOf(ReadOnlySpan<byte> line) => line.Length >= 7 && Alpha5.TryParse(line[2..7], out var number) ? number : 0;

    private static string NameIn(ReadOnlySpan<byte> line)
    {
        var name = line.Trim((byte)' ');
        if (name is [(byte)'0'] or [(byte)'0', (byte)' ', ..])
        {
            name = name[1..].TrimStart((byte)' ');
        }

        return TleLine.Decode(name);
    }

    /// <summary>Where a line stands in the piece of text at hand; numbers count from 1, so the default is no line.</summary>
    private readonly record struct LineSpan(int Start, int End, int Number)
    {
        public bool IsPresent => Number > 0;

        public ReadOnlySpan<byte> In(ReadOnlySpan<byte> text) => text[Start..End];
    }
}
