using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>What a reader of conjunction data messages found; readers append to one batch.</summary>
public sealed class CdmBatch
{
    /// <summary>The messages that can be used, in input order, each with its defects.</summary>
    public List<CdmMessage> Accepted { get; } = [];

    /// <summary>The messages that cannot, each with its first fault.</summary>
    public List<SetAsideRecord> SetAside { get; } = [];
}
