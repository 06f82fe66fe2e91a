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

    internal static PcResult Of(PcMethod method, double value) => OfLog(method, Math.Log(value)) with { Value = Clip(value) };

    internal static PcResult OfLog(PcMethod method, double logValue) => double.IsNaN(logValue)
        ? NotComputable(method, "the result is not a number")
        : new(method, PcStatus.Ok) { Value = Clip(Math.Exp(logValue)), LogValue = Math.Min(0, logValue) };

    /// <summary>A method that does not hold for a case.</summary>
    /// <param name="method">The method.</param>
    /// <param name="reason">Why, in words.</param>
    public static PcResult NotApplicable(PcMethod method, string reason) => new(method, PcStatus.NotApplicable) { Reason = reason };

    /// <summary>Data that determine no probability.</summary>
    /// <param name="method">The method.</param>
    /// <param name="reason">Why, in words.</param>
    public static PcResult NotComputable(PcMethod method, string reason) => new(method, PcStatus.NotComputable) { Reason = reason };

    private static double Clip(double value) => Math.Clamp(value, 0, 1);
}
