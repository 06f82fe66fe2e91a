namespace Ssa.Catalog.Sources;

/// <summary>What asking a provider came to: <see cref="Data"/>, <see cref="StillCurrent"/> or <see cref="Stop"/>.</summary>
internal abstract record Answer
{
    /// <summary>A complete file of element sets, under a name for unfinished files.</summary>
    public sealed record Data(string Path, SourceFormat Format, string Sha256, long Bytes, string? ETag, string? LastModified, string? Remark) : Answer;

    /// <summary>The copy that is here is the provider's newest.</summary>
    public sealed record StillCurrent(string? Remark) : Answer;

    /// <summary>No data.</summary>
    public sealed record Stop(StopReason Reason, StopExtent Extent, string Message, string Remedy) : Answer;
}

/// <summary>How far a stop reaches.</summary>
internal enum StopExtent
{
    /// <summary>The whole source, until a person resumes it: the provider has said that something is wrong.</summary>
    SourceUntilResumed,

    /// <summary>The whole source, until the next request of this item would be due: nobody has answered.</summary>
    SourceForAWhile,

    /// <summary>This item, until its next request is due: the provider has answered in good order, without data.</summary>
    Item,

    /// <summary>This call alone: the provider was not reached, so that nothing counts as asked.</summary>
    Call,
}
