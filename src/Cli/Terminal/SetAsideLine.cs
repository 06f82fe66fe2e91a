using Ssa.Propagation;

namespace Ssa.Cli.Terminal;

/// <summary>A set-aside record as one line for people, in the form that editors jump to.</summary>
internal static class SetAsideLine
{
    /// <summary><c>file:line: reason: what was found and the remedy</c>.</summary>
    public static string Of(SetAsideRecord record) => $"{record.File}:{record.Line}: {record.ReasonText}: {record.Message} {record.Remedy}";
}
