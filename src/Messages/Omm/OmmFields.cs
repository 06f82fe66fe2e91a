using System.Runtime.CompilerServices;
using System.Text;
using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>
/// The fields of one message while it is being read: where each value stands in the text at hand, or a copy where the value had to be
/// unescaped. One object serves a whole file.
/// </summary>
internal sealed class OmmFields(string file)
{
    private const int MostRemarks = 20;

    private readonly Place[] _places = new Place[OmmKeywords.Count];
    private readonly List<ElementSetRemark> _remarks = [];
    private byte[] _copies = new byte[256];
    private int _copied;

    /// <summary>The line where the message begins.</summary>
    public int Line { get; private set; }

    /// <summary>The first fault that the reader of the format noticed, if any.</summary>
    public SetAsideRecord? Fault { get; private set; }

    /// <summary>Whether any keyword of an element set was seen.</summary>
    public bool Any { get; private set; }

    /// <summary>What is to be said of the message where it is accepted.</summary>
    public IReadOnlyList<ElementSetRemark> Remarks => _remarks;

    /// <summary>Starts a message.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Start(int line)
    {
        Array.Clear(_places);
        _copied = 0;
        Line = line;
        Fault = null;
        Any = false;
        if (_remarks.Count > 0)
        {
            _remarks.Clear();
        }
    }

    /// <summary>Notes a value that stands in the text; blanks around it do not count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Set(OmmKeyword keyword, ReadOnlySpan<byte> text, int start, int end, int line)
    {
        while (start < end && text[start] is (byte)' ' or (byte)'\t')
        {
            start++;
        }

        while (start < end && text[end - 1] is (byte)' ' or (byte)'\t')
        {
            end--;
        }

        Put(keyword, new Place(start, end - start, line, IsCopy: false));
    }

    /// <summary>Notes a value by a copy.</summary>
    public void SetCopy(OmmKeyword keyword, ReadOnlySpan<byte> value, int line)
    {
        value = value.Trim(" \t\r\n"u8);
        if (_copied + value.Length > _copies.Length)
        {
            Array.Resize(ref _copies, Math.Max(_copies.Length * 2, _copied + value.Length));
        }

        value.CopyTo(_copies.AsSpan(_copied));
        Put(keyword, new Place(_copied, value.Length, line, IsCopy: true));
        _copied += value.Length;
    }

    /// <summary>The value of a field, empty where it is absent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<byte> Value(OmmKeyword keyword, ReadOnlySpan<byte> text)
    {
        ref readonly var place = ref _places[(int)keyword];
        return (place.IsCopy ? _copies : text).Slice(place.Start, place.Length);
    }

    /// <summary>The line of a field; the message's where it is absent.</summary>
    public int LineOf(OmmKeyword keyword) => _places[(int)keyword].Line is > 0 and var line ? line : Line;

    /// <summary>Whether a field was given, be it empty.</summary>
    public bool Has(OmmKeyword keyword) => _places[(int)keyword].Line > 0;

    /// <summary>Notes a fault; the first one counts.</summary>
    public void SetFault(int line, string field, SetAsideReason reason, string message, string remedy) =>
        Fault ??= new SetAsideRecord(file, line, field, reason, message, remedy);

    /// <summary>Notes a keyword that the standard does not have: a remark, or a fault where it may be a misspelt one, or where the message is full of them.</summary>
    /// <param name="line">The line.</param>
    /// <param name="name">The keyword.</param>
    /// <param name="field">What a fault calls its field.</param>
    /// <param name="kind">What it is: keyword or element.</param>
    public void NoteUnknown(int line, string name, string field, string kind)
    {
        var resembled = MisspeltKeyword.Of(name, OmmKeywords.Names);
        if (resembled is null && _remarks.Count < MostRemarks)
        {
            _remarks.Add(new ElementSetRemark(file, line, name, $"{name} is no {kind} of an orbit mean-elements message; it is passed over."));
            return;
        }

        var remedy = resembled is { Length: > 0 } ? $"Write {resembled} if that is meant; else let it begin with USER_DEFINED_." : "Correct or remove it, or give it as a USER_DEFINED_ parameter.";
        SetFault(line, field, SetAsideReason.Field, $"{QuotedText.Of(name)} is no {kind} of an orbit mean-elements message.", remedy);
    }

    /// <summary>Notes the unit that stands with a value: another unit than the standard's would be another number.</summary>
    public void CheckUnit(OmmKeyword keyword, ReadOnlySpan<byte> unit, int line)
    {
        unit = unit.Trim(" \t"u8);
        var expected = OmmKeywords.UnitOf(keyword);
        if (!unit.IsEmpty && !Ascii.EqualsIgnoreCase(unit, expected))
        {
            SetFault(
                line,
                OmmKeywords.NameOf(keyword),
                SetAsideReason.Field,
                $"{OmmKeywords.NameOf(keyword)} is given in {QuotedText.Of(unit)}.",
                expected.Length == 0 ? "This field has no unit: leave it out." : $"Give it in {expected}.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Put(OmmKeyword keyword, Place place)
    {
        Any = true;
        ref var slot = ref _places[(int)keyword];
        if (slot.Line > 0)
        {
            var name = OmmKeywords.NameOf(keyword);
            SetFault(place.Line, name, SetAsideReason.Field, $"{name} is given twice in one message.", "Keep one of the two, or separate the messages.");
            return;
        }

        slot = place;
    }

    private readonly record struct Place(int Start, int Length, int Line, bool IsCopy);
}
