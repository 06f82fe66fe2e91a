using System.Globalization;
using NodaTime;

namespace Ssa.Messages;

/// <summary>The values and comments of one section of a message. Values are asked for by the standard's keywords; numbers are in the standard's units.</summary>
public sealed class CdmBlock
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly List<KeyValuePair<string, string>> _others = [];

    internal CdmBlock(CdmSection section) => Section = section;

    /// <summary>The section.</summary>
    public CdmSection Section { get; }

    /// <summary>The section's comments in their order.</summary>
    public IList<string> Comments { get; } = new List<string>();

    /// <summary>
    /// Keywords that the standard does not have, with their values as they stood; in <see cref="CdmSection.UserDefined"/> the user-defined parameters, without their prefix.
    /// Writers give the former as comments, so that what they write stays valid.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Others => _others;

    /// <summary>Whether the section has a value, a comment or anything else.</summary>
    public bool IsEmpty => _entries.Count == 0 && _others.Count == 0 && Comments.Count == 0;

    internal bool HasValues => _entries.Count > 0 || _others.Count > 0;

    /// <summary>Whether a keyword is given, be its value empty or not a number.</summary>
    /// <param name="keyword">A keyword of the section.</param>
    public bool Has(string keyword) => _entries.ContainsKey(keyword);

    /// <summary>The words of a keyword; empty where it is absent.</summary>
    /// <param name="keyword">A keyword of the section.</param>
    public string Text(string keyword) => _entries.TryGetValue(keyword, out var entry) ? entry.Text : "";

    /// <summary>The number of a keyword in the standard's unit; NaN where it is absent or not known.</summary>
    /// <param name="keyword">A keyword of the section.</param>
    public double Number(string keyword) => _entries.TryGetValue(keyword, out var entry) ? entry.Number : double.NaN;

    /// <summary>The time of a keyword; null where it is absent or empty.</summary>
    /// <param name="keyword">A keyword of the section.</param>
    public Instant? Time(string keyword) => _entries.TryGetValue(keyword, out var entry) ? entry.Time : null;

    /// <summary>The numbers of a keyword that has several; empty where it is absent.</summary>
    /// <param name="keyword">A keyword of the section.</param>
    public IReadOnlyList<double> Numbers(string keyword) =>
        [.. Text(keyword).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];

    /// <summary>Gives a keyword its words, or its numbers with blanks between them.</summary>
    /// <param name="keyword">A keyword of the section.</param>
    /// <param name="value">The words, of one line.</param>
    /// <exception cref="ArgumentException">The section has no such keyword, or its value is of another kind.</exception>
    public void Set(string keyword, string value)
    {
        Check(keyword, CdmValueKind.Text, CdmValueKind.Numbers);
        if (!MessageText.TryClean(value, out var clean))
        {
            throw new ArgumentException($"{keyword} would hold control characters.", nameof(value));
        }

        if (CdmKeywords.FindIn(Section, keyword)!.Kind == CdmValueKind.Numbers
            && !clean.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => double.TryParse(word, CultureInfo.InvariantCulture, out _)))
        {
            throw new ArgumentException($"{keyword} would hold something else than numbers.", nameof(value));
        }

        _entries[keyword] = new Entry(clean, double.NaN, null, 0);
    }

    /// <summary>Gives a keyword its number.</summary>
    /// <param name="keyword">A keyword of the section.</param>
    /// <param name="value">The number, in the standard's unit.</param>
    /// <exception cref="ArgumentException">The section has no such keyword, or its value is of another kind.</exception>
    public void Set(string keyword, double value)
    {
        Check(keyword, CdmValueKind.Number, CdmValueKind.Number);
        if (double.IsInfinity(value))
        {
            throw new ArgumentException($"{keyword} would be infinite.", nameof(value));
        }

        _entries[keyword] = new Entry("", value, null, 0);
    }

    /// <summary>Gives a keyword its time.</summary>
    /// <param name="keyword">A keyword of the section.</param>
    /// <param name="value">The time.</param>
    /// <exception cref="ArgumentException">The section has no such keyword, or its value is of another kind.</exception>
    public void Set(string keyword, Instant value)
    {
        Check(keyword, CdmValueKind.Time, CdmValueKind.Time);
        _entries[keyword] = new Entry("", double.NaN, value, 0);
    }

    /// <summary>Adds a parameter to <see cref="Others"/>.</summary>
    /// <param name="name">Its name: letters, digits and <c>_ - .</c> only.</param>
    /// <param name="value">Its value, of one line.</param>
    /// <exception cref="ArgumentException">The name or the value cannot be written.</exception>
    public void AddOther(string name, string value)
    {
        if (!MessageText.IsName(name) || !MessageText.TryClean(value, out var clean))
        {
            throw new ArgumentException($"The parameter '{name}' cannot be written.", nameof(name));
        }

        _others.Add(new(name, clean));
    }

    internal int LineOf(string keyword) => _entries.TryGetValue(keyword, out var entry) ? entry.Line : 0;

    /// <summary>Puts what a reader read; false where the keyword has another value already, or the same.</summary>
    internal bool TryPut(string keyword, Entry entry, out bool isSame)
    {
        var isNew = _entries.TryAdd(keyword, entry);
        isSame = !isNew && _entries[keyword] is var old && old with { Line = 0 } == entry with { Line = 0 };
        return isNew;
    }

    private void Check(string keyword, CdmValueKind kind, CdmValueKind orKind)
    {
        if (CdmKeywords.FindIn(Section, keyword) is not { } known || (known.Kind != kind && known.Kind != orKind))
        {
            throw new ArgumentException($"{Section} has no keyword '{keyword}' whose value is of the kind {kind}.", nameof(keyword));
        }
    }

    /// <summary>A value as it was read: words, a number or a time, and its line.</summary>
    internal readonly record struct Entry(string Text, double Number, Instant? Time, int Line);
}
