namespace Ssa.Propagation;

/// <summary>What a reader found: the element sets in input order, and the records that it set aside. Readers append to one batch.</summary>
public sealed class ElementSetBatch
{
    /// <summary>The element sets that can be used, in input order.</summary>
    public List<MeanElements> Accepted { get; } = [];

    /// <summary>The records that cannot be used, in input order, each with its reason.</summary>
    public List<SetAsideRecord> SetAside { get; } = [];

    /// <summary>Records seen: accepted and set aside.</summary>
    public int Records => Accepted.Count + SetAside.Count;
}
