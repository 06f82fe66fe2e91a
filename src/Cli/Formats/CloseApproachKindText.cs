using Ssa.Screening;

namespace Ssa.Cli.Formats;

/// <summary>The spelling of <see cref="CloseApproachKind"/> in every output.</summary>
internal static class CloseApproachKindText
{
    /// <summary>The kind in lower case with hyphens, as the KIND column prints it.</summary>
    public static string Of(CloseApproachKind kind) => kind switch
    {
        CloseApproachKind.Minimum => "minimum",
        CloseApproachKind.WindowStart => "window-start",
        CloseApproachKind.WindowEnd => "window-end",
        CloseApproachKind.StateStart => "state-start",
        CloseApproachKind.StateEnd => "state-end",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
