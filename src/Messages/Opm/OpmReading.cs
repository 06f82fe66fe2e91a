using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>
/// A message while it is being read, whatever its notation: takes what the notations find, collects defects and keeps the first fault. One object serves a whole file.
/// </summary>
internal sealed class OpmReading(string file, OpmBatch into) : IMessageReading
{
    public const string TakeAgain = "Take the message from its source again.";

    // A message has fewer than a hundred keywords beside its manoeuvres; what has thousands of oddities is something else.
    private const int MostOddities = 2_000;
    private const int MostManoeuvres = 10_000;

    private readonly Dictionary<OpmSection, OpmBlock> _blocks = [];
    private readonly List<OpmBlock> _manoeuvres = [];
    private readonly List<MessageDefect> _defects = [];
    private readonly List<(string Text, int Line)> _pending = [];
    private OpmBlock _atHand = new(0);
    private SetAsideRecord? _fault;
    private int _line;
    private int _lastRank;
    private int _oddities;

    /// <summary>Whether a message has been started and not closed.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether a fault was found, so that the rest of the message need not be looked at.</summary>
    public bool IsFaulty => _fault is not null;

    /// <summary>Starts a message.</summary>
    public void Start(int line)
    {
        (_line, _fault, IsOpen, _lastRank, _oddities) = (line, null, true, -1, 0);
        _blocks.Clear();
        _manoeuvres.Clear();
        _defects.Clear();
        _pending.Clear();
        _atHand = BlockOf(OpmSection.Header, line);
    }

    /// <summary>Ends the message, if there is one: it is accepted or set aside.</summary>
    public void Close()
    {
        if (!IsOpen)
        {
            return;
        }

        IsOpen = false;
        FlushComments(_atHand);
        var message = _fault is null ? new OpmAssembly(this, section => BlockOf(section, _line), _manoeuvres).Make(file, _line) : null;
        if (_fault is not null || message is null)
        {
            into.SetAside.Add(_fault ?? new SetAsideRecord(file, _line, OpmKeywords.Version, SetAsideReason.Field, "The message cannot be read.", TakeAgain));
            return;
        }

        into.Accepted.Add(message with { Defects = [.. _defects] });
    }

    /// <summary>Notes a fault; the first one of a message counts.</summary>
    public void SetFault(int line, string field, SetAsideReason reason, string message, string remedy = TakeAgain) =>
        _fault ??= new SetAsideRecord(file, line, field, reason, message, remedy);

    /// <summary>Notes a defect.</summary>
    public void AddDefect(int line, string field, string message, string readAs)
    {
        CountOddity(line, field);
        _defects.Add(new MessageDefect(file, line, field, message, readAs));
    }

    /// <summary>Takes the version.</summary>
    public void TakeVersion(string version, int line)
    {
        if (version.Trim() is not ("1.0" or "2.0" or "3.0"))
        {
            SetFault(line, OpmKeywords.Version, SetAsideReason.Unsupported, $"Version {QuotedText.Of(version.Trim())} is not known.", "Give version 1.0, 2.0 or 3.0.");
        }
    }

    /// <summary>Starts a manoeuvre.</summary>
    public void StartManoeuvre(int line)
    {
        if (_manoeuvres.Count == MostManoeuvres)
        {
            SetFault(line, "MAN_EPOCH_IGNITION", SetAsideReason.Field, $"The message has more than {MostManoeuvres} manoeuvres.");
            return;
        }

        _manoeuvres.Add(new OpmBlock(line));
        _lastRank = OpmKeywords.Find("MAN_EPOCH_IGNITION")!.Rank;
    }

    /// <summary>Takes a comment that belongs to whatever keyword follows.</summary>
    public void TakeComment(string text, int line)
    {
        CountOddity(line, "COMMENT");
        _pending.Add((text, line));
    }

    /// <summary>Takes a keyword and its value.</summary>
    /// <param name="name">The keyword as it stands.</param>
    /// <param name="text">The value, without its unit.</param>
    /// <param name="unit">The unit, empty where there is none.</param>
    /// <param name="line">The line.</param>
    /// <param name="container">The section in which the notation has it; null where it does not say.</param>
    public void Take(string name, string text, string unit, int line, OpmSection? container = null)
    {
        if (!MessageText.TryClean(text, out var clean) || clean.Length > MessageText.Longest)
        {
            SetFault(line, MessageText.IsName(name) ? name : "line", SetAsideReason.Field, $"The value {QuotedText.Of(text)} is too long or holds control characters.");
            return;
        }

        var upper = name.ToUpperInvariant();
        if (OpmKeywords.Find(upper) is { } keyword)
        {
            if (name != upper)
            {
                AddDefect(line, upper, $"The keyword is written {QuotedText.Of(name)}.", upper);
            }

            TakeKnown(keyword, clean, unit, line, container);
        }
        else if (upper.StartsWith(OpmKeywords.UserDefinedPrefix, StringComparison.Ordinal))
        {
            TakeUserDefined(name[OpmKeywords.UserDefinedPrefix.Length..], clean, line);
        }
        else if (MessageText.IsName(name))
        {
            FlushComments(_atHand);
            AddDefect(line, name, $"{name} is no keyword of orbit parameter messages; its value is {QuotedText.Of(clean)}.", "kept as a comment, not used");
            _atHand.Comments.Add(unit.Length > 0 && MessageText.TryClean(unit, out var cleanUnit) ? $"{name} = {clean} [{cleanUnit}]" : $"{name} = {clean}");
        }
        else
        {
            SetFault(line, "line", SetAsideReason.Field, $"{QuotedText.Of(name)} can be no keyword.");
        }
    }

    /// <summary>Takes a user-defined parameter.</summary>
    public void TakeUserDefined(string name, string text, int line)
    {
        if (!MessageText.IsName(name) || !MessageText.TryClean(text, out var clean) || clean.Length > MessageText.Longest)
        {
            SetFault(line, "USER_DEFINED", SetAsideReason.Field, $"The user-defined parameter {QuotedText.Of(name)} cannot be read.", "Give it a name of letters, digits, hyphens and underscores, and a value of one line.");
            return;
        }

        CountOddity(line, "USER_DEFINED");
        _atHand = BlockOf(OpmSection.UserDefined, line);
        FlushComments(_atHand);
        _atHand.Others.Add(new(name, clean));
    }

    private void TakeKnown(OpmKeyword keyword, string text, string unit, int line, OpmSection? container)
    {
        if (keyword.Section == OpmSection.Manoeuvre && container is null && (_manoeuvres.Count == 0 || (keyword.Name == "MAN_EPOCH_IGNITION" && _manoeuvres[^1].Has(keyword.Name))))
        {
            StartManoeuvre(line);
        }

        if (IsFaulty)
        {
            return;
        }

        if (container is { } found && found != keyword.Section)
        {
            AddDefect(line, keyword.Name, $"{keyword.Name} stands in another section than its own.", "as in its own section");
        }
        else if (keyword.Rank < _lastRank)
        {
            AddDefect(line, keyword.Name, $"{keyword.Name} stands after a keyword that it should precede.", "as in its place");
        }

        _lastRank = Math.Max(_lastRank, keyword.Rank);
        if (keyword.Section == OpmSection.Manoeuvre && _manoeuvres.Count == 0)
        {
            StartManoeuvre(line);
        }

        _atHand = keyword.Section == OpmSection.Manoeuvre ? _manoeuvres[^1] : BlockOf(keyword.Section, line);
        FlushComments(_atHand);
        var value = new OpmValue(text, unit, line);
        if (_atHand.TryPut(keyword.Name, value, out var before))
        {
            return;
        }

        if (before with { Line = line } == value)
        {
            AddDefect(line, keyword.Name, $"{keyword.Name} is given twice, with one value.", "once");
        }
        else
        {
            SetFault(line, keyword.Name, SetAsideReason.Field, $"{keyword.Name} is given twice: here as {QuotedText.Of(text)}, and otherwise in line {before.Line}.", "Keep the right one.");
        }
    }

    private OpmBlock BlockOf(OpmSection section, int line)
    {
        if (!_blocks.TryGetValue(section, out var block))
        {
            _blocks.Add(section, block = new OpmBlock(line));
        }

        return block;
    }

    private void FlushComments(OpmBlock block)
    {
        foreach (var (text, line) in _pending)
        {
            if (!MessageText.TryClean(text, out var clean) || clean.Length > MessageText.Longest)
            {
                SetFault(line, "COMMENT", SetAsideReason.Field, $"The comment {QuotedText.Of(text)} is too long or holds control characters.");
                break;
            }

            // Some producers write an equals sign after the keyword; it is not part of the comment.
            block.Comments.Add(clean.TrimStart('=', ' ').Trim());
        }

        _pending.Clear();
    }

    private void CountOddity(int line, string field)
    {
        if (++_oddities > MostOddities)
        {
            SetFault(line, field, SetAsideReason.Field, $"The message has more than {MostOddities} comments, parameters and defects.", "Give an orbit parameter message.");
        }
    }
}

/// <summary>The values and comments of a section, as they were read.</summary>
internal sealed class OpmBlock(int line)
{
    private readonly Dictionary<string, OpmValue> _values = new(StringComparer.Ordinal);

    /// <summary>The line where it begins.</summary>
    public int Line { get; } = line;

    /// <summary>Its comments.</summary>
    public List<string> Comments { get; } = [];

    /// <summary>User-defined parameters.</summary>
    public List<KeyValuePair<string, string>> Others { get; } = [];

    /// <summary>Whether it has a value.</summary>
    public bool HasValues => _values.Count > 0;

    /// <summary>Whether a keyword is given, be its value empty.</summary>
    public bool Has(string keyword) => _values.ContainsKey(keyword);

    /// <summary>The value of a keyword; empty at the section's line where it is absent.</summary>
    public OpmValue this[string keyword] => _values.TryGetValue(keyword, out var value) ? value : new OpmValue("", "", Line);

    /// <summary>Puts a value; false where the keyword has one already.</summary>
    public bool TryPut(string keyword, OpmValue value, out OpmValue before)
    {
        before = this[keyword];
        return _values.TryAdd(keyword, value);
    }
}

/// <summary>A value as it stands in the message.</summary>
/// <param name="Text">The value, without its unit.</param>
/// <param name="Unit">The unit, empty where there is none.</param>
/// <param name="Line">Its line.</param>
internal readonly record struct OpmValue(string Text, string Unit, int Line);
