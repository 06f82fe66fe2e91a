using Ssa.Risk;

namespace Ssa.Cli.Jobs;

/// <summary>Every method's answer for one conjunction, under the names of reports.</summary>
internal static class RiskMethods
{
    /// <summary>Why nothing is computed where no radius is known.</summary>
    public const string NoRadius = "no hard-body radius";

    private const string PlaneOnly = "the case gives an encounter plane, no states";

    private static readonly (string Name, PcMethod Method)[] Short =
    [
        ("pc2d", PcMethod.DirectQuadrature), ("foster", PcMethod.Foster), ("chan", PcMethod.Chan), ("alfano", PcMethod.Alfano), ("patera", PcMethod.Patera), ("laas", PcMethod.Laas),
        ("alfriend", PcMethod.Alfriend),
    ];

    private static readonly (string Name, PcMethod Method)[] Curved = [("nc3d", PcMethod.Nc3D)];

    /// <summary>
    /// The answers for states. The sum of the covariances is taken as it stands; where both objects carry their sensitivity to one error of the density, the probability with that correlation taken off
    /// stands beside it, as <c>pc2d-decorrelated</c>.
    /// </summary>
    /// <param name="encounter">The encounter.</param>
    /// <param name="request">How.</param>
    /// <param name="flags">Where what is known of the methods' use is added.</param>
    public static IReadOnlyList<MethodResult> OfStates(Encounter encounter, RiskRequest request, List<string> flags)
    {
        var plain = WithoutCorrelation(encounter);
        var results = new List<MethodResult>(Short.Select(method => new MethodResult(method.Name, ShortEncounterPc.Compute(plain, method.Method))));
        if (encounter.First.DensitySensitivity is not null && encounter.Second.DensitySensitivity is not null)
        {
            results.Insert(1, new MethodResult("pc2d-decorrelated", ShortEncounterPc.Compute(encounter)));
            flags.Add("density-correlation");
        }

        results.Add(new MethodResult("nc3d", CurvedEncounterPc.Nc3D(plain)));
        return results;
    }

    /// <summary>The answers for an encounter plane.</summary>
    public static IReadOnlyList<MethodResult> OfPlane(EncounterPlane plane, RiskRequest request) =>
    [
        .. Short.Select(method => new MethodResult(method.Name, ShortEncounterPc.Compute(plane, method.Method))),
        .. CurvedOf(request).Select(method => new MethodResult(method.Name, PcResult.NotApplicable(method.Method, PlaneOnly))),
    ];

    /// <summary>The same reason of every method.</summary>
    public static IReadOnlyList<MethodResult> NotComputable(RiskRequest request, string reason) =>
        [.. Short.Concat(CurvedOf(request)).Select(method => new MethodResult(method.Name, PcResult.NotComputable(method.Method, reason)))];

    /// <summary>An encounter whose covariances are added as they stand.</summary>
    public static Encounter WithoutCorrelation(Encounter encounter) =>
        encounter with { First = encounter.First with { DensitySensitivity = null }, Second = encounter.Second with { DensitySensitivity = null } };

    private static (string Name, PcMethod Method)[] CurvedOf(RiskRequest request) => request.Samples is null ? Curved : [.. Curved, ("monte-carlo", PcMethod.Nc3D)];
}
