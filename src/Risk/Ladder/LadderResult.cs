namespace Ssa.Risk;

/// <summary>One rung of the ladder: a method, what it gave, how its use was checked, and why it was not kept.</summary>
public sealed record LadderRung
{
    /// <summary>What the method gave.</summary>
    public required PcResult Result { get; init; }

    /// <summary>The checks of its use; empty where none could be made or none is needed.</summary>
    public required IReadOnlyList<UsageCheck> Checks { get; init; }

    /// <summary>Why the next rung was tried; null for the rung that was kept.</summary>
    public string? Rejection { get; init; }
}

/// <summary>The probability of collision by the simplest method that holds.</summary>
public sealed record LadderResult
{
    /// <summary>The number that stands, or why there is none. Its bounds are analytic for the plane, an interval of confidence for Monte Carlo, and empty for the expected ingresses.</summary>
    public required PcResult Result { get; init; }

    /// <summary>Whether a rung passed its checks. If not, the number is the highest rung's that gave one, and must be read with its rejection.</summary>
    public required bool IsAccepted { get; init; }

    /// <summary>Where the centre of the sphere lies: at linear closest approach for the plane; the other rungs follow the paths and need no convention.</summary>
    public MissConvention Convention { get; init; } = MissConvention.Refined;

    /// <summary>The rungs tried, lowest first.</summary>
    public required IReadOnlyList<LadderRung> Rungs { get; init; }

    /// <summary>When the straight encounter begins and ends; null where it has no plane.</summary>
    public CoppolaBounds? LinearDuration { get; init; }

    /// <summary>What the numbers rest on, as stable words: violated checks as <c>pc2d-extended</c>, and remarks.</summary>
    public required IReadOnlyList<string> Flags { get; init; }
}
