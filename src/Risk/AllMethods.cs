namespace Ssa.Risk;

/// <summary>Every method's answer for one encounter: the entry for reports that set them side by side.</summary>
public static class AllMethods
{
    /// <summary>Computes each method that this library has; Monte Carlo only where trials are asked for.</summary>
    /// <param name="encounter">The encounter.</param>
    /// <param name="monteCarlo">Trials and seed; null for no Monte Carlo run.</param>
    public static ProbabilityComparison Compute(Encounter encounter, MonteCarloSettings? monteCarlo = null)
    {
        ArgumentNullException.ThrowIfNull(encounter);
        var results = ShortEncounterPc.Methods.Select(m => ShortEncounterPc.Compute(encounter, m)).Append(CurvedEncounterPc.Nc3D(encounter));
        return new()
        {
            Answers = [.. results.Select(Answer)],
            Flags = PlaneProjection.Of(encounter).Plane is { IsRemediated: true } ? ["not-positive-definite"] : [],
        };
    }

    /// <summary>The name of a method in reports.</summary>
    /// <param name="method">The method.</param>
    public static string NameOf(PcMethod method) => method switch
    {
        PcMethod.DirectQuadrature => "pc2d",
        PcMethod.Foster => "foster",
        PcMethod.Chan => "chan",
        PcMethod.Alfano => "alfano",
        PcMethod.Patera => "patera",
        PcMethod.Laas => "laas",
        PcMethod.Alfriend => "alfriend",
        PcMethod.Nc3D => "nc3d",
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "not a method of this library"),
    };

    private static MethodAnswer Answer(PcResult result) => new()
    {
        Name = NameOf(result.Method),
        Method = result.Method,
        Status = result.Status,
        Value = result.Value,
        Lower = result.Status == PcStatus.Ok ? result.Lower : null,
        Upper = result.Status == PcStatus.Ok ? result.Upper : null,
        Reason = result.Reason,
    };
}
