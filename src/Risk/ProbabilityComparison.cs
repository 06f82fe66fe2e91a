namespace Ssa.Risk;

/// <summary>What every method says about one encounter, side by side.</summary>
public sealed record ProbabilityComparison
{
    /// <summary>One answer a method, in the order of reports: pc2d, foster, chan, alfano, patera, laas, alfriend, nc2d, nc3d, and monte-carlo where trials were asked for.</summary>
    public required IReadOnlyList<MethodAnswer> Answers { get; init; }

    /// <summary>What a reader must know beside the numbers, as stable words: <c>not-positive-definite</c>, the usage violations of the plane, and so on. Empty where there is nothing to say.</summary>
    public required IReadOnlyList<string> Flags { get; init; }
}

/// <summary>One method's answer under the name that reports use.</summary>
public sealed record MethodAnswer
{
    /// <summary>The name: <c>pc2d</c>, <c>foster</c>, …, <c>monte-carlo</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The method.</summary>
    public required PcMethod Method { get; init; }

    /// <summary>Whether there is a number.</summary>
    public required PcStatus Status { get; init; }

    /// <summary>The probability; null unless the status is <see cref="PcStatus.Ok"/>.</summary>
    public double? Value { get; init; }

    /// <summary>A lower bound, or the interval's lower end, where the method has one.</summary>
    public double? Lower { get; init; }

    /// <summary>An upper bound, or the interval's upper end, where the method has one.</summary>
    public double? Upper { get; init; }

    /// <summary>Why there is no number; null where there is one.</summary>
    public string? Reason { get; init; }
}
