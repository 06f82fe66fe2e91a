using NodaTime;

namespace Ssa.Messages;

/// <summary>
/// A conjunction data message (CCSDS 508.0-B-1, with what drafts of issue 2 add): when and how closely two objects meet, their states at that time and how well these are known.
/// </summary>
public sealed class CdmMessage
{
    private readonly List<MessageDefect> _defects = [];

    /// <summary>An empty message to fill, whose objects are OBJECT1 and OBJECT2.</summary>
    public CdmMessage()
        : this("", 0, new CdmObject(0), new CdmObject(0))
    {
        Object1[CdmSection.Metadata].Set("OBJECT", "OBJECT1");
        Object2[CdmSection.Metadata].Set("OBJECT", "OBJECT2");
    }

    internal CdmMessage(string file, int line, CdmObject object1, CdmObject object2) => (File, Line, Object1, Object2) = (file, line, object1, object2);

    /// <summary>The file's name as the user gave it; empty where the message was not read.</summary>
    public string File { get; }

    /// <summary>The line where the message begins.</summary>
    public int Line { get; }

    /// <summary>The header.</summary>
    public CdmBlock Header { get; internal init; } = new(CdmSection.Header);

    /// <summary>Relative metadata and data.</summary>
    public CdmBlock Relative { get; internal init; } = new(CdmSection.Relative);

    /// <summary>The object called OBJECT1, in whose RTN axes relative states stand.</summary>
    public CdmObject Object1 { get; }

    /// <summary>The object called OBJECT2.</summary>
    public CdmObject Object2 { get; }

    /// <summary>What a reader found amiss and how it read it.</summary>
    public IReadOnlyList<MessageDefect> Defects => _defects;

    /// <summary>MESSAGE_ID.</summary>
    public string MessageId => Header.Text("MESSAGE_ID");

    /// <summary>The time of closest approach; 1970 in a message that is not filled yet.</summary>
    public Instant Tca => Relative.Time("TCA") ?? default;

    /// <summary>The miss distance that the message states, m; NaN where not known.</summary>
    public double MissDistanceM => Relative.Number("MISS_DISTANCE");

    /// <summary>The probability of collision that the message states; NaN where it states none.</summary>
    public double CollisionProbability => Relative.Number("COLLISION_PROBABILITY");

    /// <summary>The version to write: 2.0 where a keyword is of the drafts of issue 2, else 1.0.</summary>
    internal string Version => Blocks.Any(block => (block.Section == CdmSection.UserDefined && block.Others.Count > 0)
        || CdmKeywords.Of(block.Section).Any(keyword => keyword.IsOfIssue2 && block.Has(keyword.Name))) ? "2.0" : "1.0";

    /// <summary>All sections in the order of the standard.</summary>
    internal IEnumerable<CdmBlock> Blocks =>
    [
        Header, Relative, .. CdmKeywords.ObjectSections.Select(section => Object1[section]), .. CdmKeywords.ObjectSections.Select(section => Object2[section]),
    ];

    internal void Add(IEnumerable<MessageDefect> defects) => _defects.AddRange(defects);
}
