using Ssa.Risk;

namespace Ssa.Assessment;

/// <summary>Every method's answer for one conjunction, under the names of reports.</summary>
internal static class RiskMethods
{
    /// <summary>Why nothing is computed where no radius is known.</summary>
    public const string NoRadius = "no hard-body radius";

    private const string PlaneOnly = "the case gives an encounter plane, no states";

    /// <summary>
    /// The answers for states. The sum of the covariances is taken as it stands; where both objects carry their sensitivity to one error of the density, the probability with that correlation taken off
    /// stands beside it, as <c>pc2d-decorrelated</c>.
    /// </summary>
    /// <param name="encounter">The encounter.</param>
    /// <param name="request">How.</param>
    /// <param name="flags">Where what is known of the methods' use is added.</param>
    public static IReadOnlyList<MethodAnswer> OfStates(Encounter encounter, RiskRequest request, List<string> flags)
    {
        if (encounter.HardBodyRadiusM is { } radius && double.IsInfinity(radius))
        {
            // Curved motion cannot be followed to a sphere without a surface; in the plane the limit is certainty, where a method can take it.
            return
            [
                .. Names(request).Select(row => ShortEncounterPc.Methods.Contains(row.Method) && ShortEncounterPc.Compute(encounter, row.Method) is { Status: not PcStatus.NotApplicable } result
                    ? Answer(row.Name, result)
                    : Without(row, PcStatus.NotApplicable, "the hard-body radius is infinite")),
            ];
        }

        var comparison = AllMethods.Compute(WithoutCorrelation(encounter), request.MonteCarlo);
        flags.AddRange(comparison.Flags);
        if (encounter.First.DensitySensitivity is null || encounter.Second.DensitySensitivity is null)
        {
            return comparison.Answers;
        }

        flags.Add("density-correlation");
        return [comparison.Answers[0], Answer("pc2d-decorrelated", ShortEncounterPc.Compute(encounter)), .. comparison.Answers.Skip(1)];
    }

    /// <summary>The answers for an encounter plane.</summary>
    public static IReadOnlyList<MethodAnswer> OfPlane(EncounterPlane plane, RiskRequest request) =>
    [
        .. Names(request).Select(row => ShortEncounterPc.Methods.Contains(row.Method)
            ? Answer(row.Name, ShortEncounterPc.Compute(plane, row.Method))
            : Without(row, PcStatus.NotApplicable, PlaneOnly)),
    ];

    /// <summary>The same reason of every method.</summary>
    public static IReadOnlyList<MethodAnswer> NotComputable(RiskRequest request, string reason) => [.. Names(request).Select(row => Without(row, PcStatus.NotComputable, reason))];

    /// <summary>An encounter whose covariances are added as they stand.</summary>
    public static Encounter WithoutCorrelation(Encounter encounter) =>
        encounter with { First = encounter.First with { DensitySensitivity = null }, Second = encounter.Second with { DensitySensitivity = null } };

    private static MethodAnswer Answer(string name, PcResult result) =>
        new() { Name = name, Method = result.Method, Status = result.Status, Value = result.Value, Lower = result.Lower, Upper = result.Upper, Reason = result.Reason };

    private static MethodAnswer Without((string Name, PcMethod Method) row, PcStatus status, string reason) => new() { Name = row.Name, Method = row.Method, Status = status, Reason = reason };

    /// <summary>The methods that a comparison of states has, in its order.</summary>
    private static IEnumerable<(string Name, PcMethod Method)> Names(RiskRequest request) =>
        Enum.GetValues<PcMethod>().Where(method => request.MonteCarlo is not null || AllMethods.NameOf(method) != "monte-carlo").Select(method => (AllMethods.NameOf(method), method));
}
