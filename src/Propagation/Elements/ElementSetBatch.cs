namespace Ssa.Propagation;

/// <summary>What a reader found: the element sets in input order, and the records that it set aside. Readers append to one batch.</summary>
public sealed class ElementSetBatch
{
    /// <summary>The element sets that can be used, in input order.</summary>
    public List<MeanElements> Accepted { get; } = [];

    /// <summary>The records that cannot be used, in input order, each with its reason.</summary>
    public List<SetAsideRecord> SetAside { get; } = [];

    /// <summary>What the user should know about accepted element sets: keywords that mean nothing to the reader.</summary>
    public List<ElementSetRemark> Remarks { get; } = [];

    /// <summary>Records seen: accepted and set aside.</summary>
    public int Records => Accepted.Count + SetAside.Count;
}

/// <summary>Something about an accepted element set that is no fault.</summary>
/// <param name="File">The file's name as the user gave it.</param>
/// <param name="Line">The line that it is about, from 1.</param>
/// <param name="Field">The keyword that it is about.</param>
/// <param name="Message">The remark.</param>
public sealed record ElementSetRemark(string File, int Line, string Field, string Message);
