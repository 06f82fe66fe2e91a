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

/// <summary>Something in a message that is not as the standard has it, but leaves its meaning certain.</summary>
/// <param name="File">The file's name as the user gave it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Field">The keyword or element.</param>
/// <param name="Message">What is amiss.</param>
/// <param name="ReadAs">How it was read.</param>
public sealed record CdmDefect(string File, int Line, string Field, string Message, string ReadAs);
