namespace Ssa.Risk;

/// <summary>What one method says about one encounter: a number, or why there is none. Numbers are never NaN.</summary>
public sealed record PcResult
{
    private PcResult(PcMethod method, PcStatus status) => (Method, Status) = (method, status);

    /// <summary>The method.</summary>
    public PcMethod Method { get; }

    /// <summary>Whether there is a number.</summary>
    public PcStatus Status { get; }

    /// <summary>The probability; null without a number.</summary>
    public double? Value { get; private init; }

    /// <summary>Its natural logarithm, which stays finite where the value underflows; null without a number or where the method has none.</summary>
    public double? LogValue { get; private init; }

    /// <summary>A lower bound, where the method has one.</summary>
    public double? Lower { get; init; }

    /// <summary>An upper bound, where the method has one.</summary>
    public double? Upper { get; init; }

    /// <summary>Why there is no number; null where there is one.</summary>
    public string? Reason { get; private init; }

    /// <summary>What must be known beside the number; null where there is nothing to say.</summary>
    public string? Remark { get; init; }

    internal static PcResult Of(PcMethod method, double value) => OfLog(method, Math.Log(value)) with { Value = Clip(value) };

    internal static PcResult OfLog(PcMethod method, double logValue) => double.IsNaN(logValue)
        ? NotComputable(method, "the result is not a number")
        : new(method, PcStatus.Ok) { Value = Clip(Math.Exp(logValue)), LogValue = Math.Min(0, logValue) };

    internal static PcResult NotApplicable(PcMethod method, string reason) => new(method, PcStatus.NotApplicable) { Reason = reason };

    internal static PcResult NotComputable(PcMethod method, string reason) => new(method, PcStatus.NotComputable) { Reason = reason };

    private static double Clip(double value) => Math.Clamp(value, 0, 1);
}
