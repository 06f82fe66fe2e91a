using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>
/// A message while it is being read, whatever its notation: takes what the notations find, collects defects and keeps the first fault. One object serves a whole file.
/// </summary>
internal sealed class CdmReading(string file, CdmBatch into) : IMessageReading
{
    public const string TakeAgain = "Take the message from its source again.";

    // A message has some 250 keywords; what has thousands of comments or oddities is something else.
    private const int MostOddities = 2_000;

    private readonly List<MessageDefect> _defects = [];
    private readonly List<(string Text, int Line)> _pending = [];
    private readonly List<CdmObject> _objects = [];
    private CdmBlock _header = new(CdmSection.Header);
    private CdmBlock _relative = new(CdmSection.Relative);
    private CdmBlock _atHand = new(CdmSection.Header);
    private CdmObject? _object;
    private CdmSection _covariance = CdmSection.Covariance;
    private SetAsideRecord? _fault;
    private string _version = "";
    private int _line;
    private int _lastRank;
    private int _oddities;

    /// <summary>Whether a message has been started and not closed.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether a fault was found, so that the rest of the message need not be looked at.</summary>
    public bool IsFaulty => _fault is not null;

    /// <summary>Whether the order of keywords means something, as it does but in JSON.</summary>
    public bool IsOrdered { get; init; } = true;

    /// <summary>Starts a message.</summary>
    public void Start(int line)
    {
        (_line, _fault, IsOpen, _version, _lastRank, _oddities) = (line, null, true, "", 0, 0);
        (_header, _relative) = (new CdmBlock(CdmSection.Header), new CdmBlock(CdmSection.Relative));
        (_atHand, _object, _covariance) = (_header, null, CdmSection.Covariance);
        _defects.Clear();
        _pending.Clear();
        _objects.Clear();
    }

    /// <summary>Ends the message, if there is one: it is accepted or set aside.</summary>
    public void Close()
    {
        if (!IsOpen)
        {
            return;
        }

        IsOpen = false;
        FlushComments(_atHand.Section);
        if (_fault is null)
        {
            new CdmCompleteness(this, _header, _relative, _objects, _line).Check(_version);
        }

        if (_fault is not null)
        {
            into.SetAside.Add(_fault);
            return;
        }

        var message = new CdmMessage(file, _line, _objects[0], _objects[1]) { Header = _header, Relative = _relative };
        message.Add(_defects);
        into.Accepted.Add(message);
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
        _version = version.Trim();
        if (_version is not ("1.0" or "2.0"))
        {
            SetFault(line, CdmKeywords.Version, SetAsideReason.Unsupported, $"Version {QuotedText.Of(_version)} is not known.", "Give version 1.0, or 2.0 for drafts of issue 2.");
        }
    }

    /// <summary>Starts an object; its OBJECT keyword says which.</summary>
    public void StartObject(int line)
    {
        if (_objects.Count == 2)
        {
            SetFault(line, "OBJECT", SetAsideReason.Field, "The message has more than two objects.", "Give one message for each pair.");
            return;
        }

        _object = new CdmObject(line);
        _objects.Add(_object);
        _atHand = _object[CdmSection.Metadata];
        (_lastRank, _covariance) = (0, CdmSection.Covariance);
    }

    /// <summary>Goes on with an object that was started, from 0; for notations that mix them.</summary>
    public void ContinueObject(int index, int line)
    {
        while (_objects.Count <= index)
        {
            StartObject(line);
        }

        _object = _objects[index];
        _atHand = _object[CdmSection.Metadata];
    }

    /// <summary>Takes a comment that belongs to whatever keyword follows.</summary>
    public void TakeComment(string text, int line)
    {
        CountOddity(line, "COMMENT");
        _pending.Add((text, line));
    }

    /// <summary>Puts the comments that wait into a section of the header or of the object at hand.</summary>
    public void FlushComments(CdmSection section)
    {
        if (_pending.Count == 0)
        {
            return;
        }

        var block = BlockOf(section) ?? _header;
        foreach (var (text, line) in _pending)
        {
            // Some producers write an equals sign after the keyword; it is not part of the comment.
            if (!MessageText.TryClean(text, out var clean) || clean.Length > MessageText.Longest)
            {
                SetFault(line, "COMMENT", SetAsideReason.Field, $"The comment {QuotedText.Of(text)} is too long or holds control characters.");
                break;
            }

            block.Comments.Add(clean.TrimStart('=', ' ').Trim());
        }

        _pending.Clear();
    }

    /// <summary>Takes a keyword and its value.</summary>
    /// <param name="name">The keyword as it stands.</param>
    /// <param name="text">The value, without its unit.</param>
    /// <param name="unit">The unit, empty where there is none.</param>
    /// <param name="line">The line.</param>
    /// <param name="container">The section in which the notation has it; null where it does not say.</param>
    /// <param name="isNil">Whether the notation says that there is no value.</param>
    public void Take(string name, string text, string unit, int line, CdmSection? container = null, bool isNil = false)
    {
        if (!MessageText.TryClean(text, out var clean) || clean.Length > MessageText.Longest)
        {
            SetFault(line, MessageText.IsName(name) ? name : "line", SetAsideReason.Field, $"The value {QuotedText.Of(text)} is too long or holds control characters.");
            return;
        }

        var upper = name.ToUpperInvariant();
        if (CdmKeywords.Find(upper, _covariance) is { } keyword)
        {
            if (name != upper)
            {
                AddDefect(line, upper, $"The keyword is written {QuotedText.Of(name)}.", upper);
            }

            TakeKnown(keyword, clean, unit, line, container, isNil);
        }
        else if (upper.StartsWith(CdmKeywords.UserDefinedPrefix, StringComparison.Ordinal))
        {
            TakeUserDefined(name[CdmKeywords.UserDefinedPrefix.Length..], clean, line);
        }
        else if (MessageText.IsName(name))
        {
            FlushComments(_atHand.Section);
            AddDefect(line, name, $"{name} is no keyword of conjunction data messages; its value is {QuotedText.Of(clean)}.", "kept, not used");
            _atHand.AddOther(name, unit.Length > 0 && MessageText.TryClean(unit, out var cleanUnit) ? $"{clean} [{cleanUnit}]" : clean);
        }
        else
        {
            SetFault(line, "line", SetAsideReason.Field, $"{QuotedText.Of(name)} can be no keyword.");
        }
    }

    /// <summary>Takes a user-defined parameter, of the object at hand.</summary>
    public void TakeUserDefined(string name, string text, int line)
    {
        if (_object is null || !MessageText.IsName(name) || !MessageText.TryClean(text, out var clean) || clean.Length > MessageText.Longest)
        {
            SetFault(line, "USER_DEFINED", SetAsideReason.Field, $"The user-defined parameter {QuotedText.Of(name)} belongs to no object, or cannot be read.", "Give it after the object's covariance, with a name of letters, digits, hyphens and underscores.");
            return;
        }

        CountOddity(line, "USER_DEFINED");
        FlushComments(CdmSection.UserDefined);
        _object[CdmSection.UserDefined].AddOther(name, clean);
    }

    /// <summary>Lets keywords that nobody knows belong to the header.</summary>
    public void AtHeader() => _atHand = _header;

    /// <summary>Takes a keyword that both covariance matrices have, as that of the Cartesian one.</summary>
    public void TakeShared(CdmKeyword keyword, string text, string unit, int line)
    {
        var before = _covariance;
        _covariance = CdmSection.XyzCovariance;
        Take(keyword.Name, text, unit, line);
        _covariance = before;
    }

    private void TakeKnown(CdmKeyword keyword, string text, string unit, int line, CdmSection? container, bool isNil)
    {
        if (BlockOf(keyword.Section) is not { } block)
        {
            SetFault(line, keyword.Name, SetAsideReason.Field, $"{keyword.Name} stands before any OBJECT.", "Begin each object with OBJECT = OBJECT1 or OBJECT2.");
            return;
        }

        if (IsOrdered && CdmKeywords.IsUnique(keyword.Name) && keyword.Section is CdmSection.Covariance or CdmSection.XyzCovariance)
        {
            _covariance = keyword.Section;
        }

        FlushComments(keyword.Section);
        NoteOddities(keyword, line, container);
        _atHand = block;
        if (!new CdmValueReading(this, keyword, line).TryRead(text, unit, isNil, out var entry) || block.TryPut(keyword.Name, entry, out var isSame))
        {
            return;
        }

        if (isSame)
        {
            AddDefect(line, keyword.Name, $"{keyword.Name} is given twice, with one value.", "once");
        }
        else
        {
            SetFault(line, keyword.Name, SetAsideReason.Field, $"{keyword.Name} is given twice: here as {QuotedText.Of(text)}, and otherwise in line {block.LineOf(keyword.Name)}.", "Keep the right one.");
        }
    }

    private void NoteOddities(CdmKeyword keyword, int line, CdmSection? container)
    {
        if (keyword.IsOfIssue2 && _version == "1.0")
        {
            AddDefect(line, keyword.Name, $"{keyword.Name} is of the drafts of issue 2; the message says version 1.0.", "as the drafts have it");
        }

        if (container is { } found && found != keyword.Section && !(found == CdmSection.Covariance && keyword.Section > found))
        {
            AddDefect(line, keyword.Name, $"{keyword.Name} stands in another section than its own.", "as in its own section");
        }
        else if (IsOrdered && keyword is { IsOfIssue2: false } && keyword.Rank < _lastRank)
        {
            AddDefect(line, keyword.Name, $"{keyword.Name} stands after a keyword that it should precede.", "as in its place");
        }

        _lastRank = keyword.IsOfIssue2 ? _lastRank : Math.Max(_lastRank, keyword.Rank);
    }

    private CdmBlock? BlockOf(CdmSection section) => section switch
    {
        CdmSection.Header => _header,
        CdmSection.Relative => _relative,
        _ => _object?[section],
    };

    private void CountOddity(int line, string field)
    {
        if (++_oddities > MostOddities)
        {
            SetFault(line, field, SetAsideReason.Field, $"The message has more than {MostOddities} comments, parameters and defects.", "Give a conjunction data message.");
        }
    }
}
