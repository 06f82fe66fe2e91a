using Ssa.Risk;

namespace Ssa.Cli.Formats;

/// <summary>Statuses of methods as reports spell them.</summary>
internal static class RiskMethodText
{
    /// <summary>A status as reports spell it: <c>ok</c>, <c>not-applicable</c>, <c>not-computable</c>.</summary>
    public static string Of(PcStatus status) => status switch
    {
        PcStatus.Ok => "ok",
        PcStatus.NotApplicable => "not-applicable",
        _ => "not-computable",
    };
}
