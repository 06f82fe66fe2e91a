using Ssa.Risk.Curvilinear;
using Ssa.Risk.Ladder;

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
        var (curved, _) = CurvedEncounter.Of(encounter);
        var analysis = Nc2DMethod.Analyse(encounter);
        var checks = curved is null ? [] : UsageChecks.OfPlane(encounter, curved, analysis) ?? [];
        var nc2DChecks = curved is null ? [] : UsageChecks.OfNc2D(curved, analysis);
        List<PcResult> results = [.. ShortEncounterPc.Methods.Select(m => ShortEncounterPc.Compute(encounter, m)), analysis.Result, CurvedEncounterPc.Nc3D(encounter)];
        if (monteCarlo is not null)
        {
            results.Add(MonteCarloPc.Run(encounter, monteCarlo, analysis, null).Result);
        }

        LadderRung Rung(PcResult result) => new()
        {
            Result = result,
            Checks = result.Status != PcStatus.Ok ? [] : result.Method switch { PcMethod.DirectQuadrature => checks, PcMethod.Nc2D => nc2DChecks, _ => [] },
        };
        var repaired = PlaneProjection.Of(encounter).Plane is { IsRemediated: true };
        return new()
        {
            Answers = [.. results.Select(Answer)],
            Flags = [.. repaired ? ["not-positive-definite"] : Array.Empty<string>(), .. results.Select(Rung).SelectMany(CollisionProbabilityLadder.Flags)],
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
        PcMethod.Nc2D => "nc2d",
        PcMethod.Nc3D => "nc3d",
        PcMethod.MonteCarlo => "monte-carlo",
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
