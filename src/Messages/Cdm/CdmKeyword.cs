namespace Ssa.Messages;

/// <summary>What a keyword's value is.</summary>
internal enum CdmValueKind
{
    /// <summary>Words.</summary>
    Text,

    /// <summary>A UTC time.</summary>
    Time,

    /// <summary>A number with a fixed unit.</summary>
    Number,

    /// <summary>Numbers with blanks between them.</summary>
    Numbers,
}

/// <summary>A keyword of the standard.</summary>
/// <param name="Name">The keyword.</param>
/// <param name="Section">Where it stands.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Unit">The unit of its number; empty where it has none.</param>
internal sealed record CdmKeyword(string Name, CdmSection Section, CdmValueKind Kind, string Unit)
{
    /// <summary>Whether every message must give it.</summary>
    public bool IsMandatory { get; init; }

    /// <summary>Whether it is of the drafts of issue 2 (CCSDS 508.0-P), not of issue 1.</summary>
    public bool IsOfIssue2 { get; init; }

    /// <summary>Its place in the order of the standard, within the header and the relative part or within an object.</summary>
    public int Rank { get; init; }
}
