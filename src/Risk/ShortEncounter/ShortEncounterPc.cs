using Ssa.Risk.ShortEncounter;

namespace Ssa.Risk;

/// <summary>
/// Probabilities of collision of short encounters: straight relative motion, Gaussian position errors, known velocities, a sphere. <see cref="PcMethod.DirectQuadrature"/> is the reference; the others stand
/// beside it, each within the domain that its class states.
/// </summary>
public static class ShortEncounterPc
{
    /// <summary>The methods, in the order of reports.</summary>
    public static IReadOnlyList<PcMethod> Methods { get; } =
        [PcMethod.DirectQuadrature, PcMethod.Foster, PcMethod.Chan, PcMethod.Alfano, PcMethod.Patera, PcMethod.Laas, PcMethod.Alfriend];

    /// <summary>One method's answer for an encounter.</summary>
    /// <param name="encounter">The encounter.</param>
    /// <param name="method">One of <see cref="Methods"/>.</param>
    /// <param name="convention">Where the sphere's centre lies.</param>
    public static PcResult Compute(Encounter encounter, PcMethod method = PcMethod.DirectQuadrature, MissConvention convention = MissConvention.Refined)
    {
        var result = PlaneProjection.Of(encounter, convention);
        return result.Plane is { } plane ? Compute(plane, method) : PcResult.NotComputable(method, result.Reason!);
    }

    /// <summary>One method's answer for an encounter plane.</summary>
    /// <param name="plane">The plane.</param>
    /// <param name="method">One of <see cref="Methods"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The method is not one of short encounters.</exception>
    public static PcResult Compute(EncounterPlane plane, PcMethod method = PcMethod.DirectQuadrature) => method switch
    {
        PcMethod.DirectQuadrature => DirectQuadrature.Compute(plane),
        PcMethod.Foster => FosterMethod.Compute(plane),
        PcMethod.Chan => ChanMethod.Compute(plane),
        PcMethod.Alfano => AlfanoMethod.Compute(plane),
        PcMethod.Patera => PateraMethod.Compute(plane),
        PcMethod.Laas => LaasMethod.Compute(plane),
        PcMethod.Alfriend => AlfriendMethod.Compute(plane),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "not a method of short encounters"),
    };

    /// <summary>Alfriend's maximum over a common scale of the covariance (1999, eq. 20), capped at 1: leading order, for discs small against sigma.</summary>
    /// <param name="plane">The plane.</param>
    public static double AlfriendMaximum(EncounterPlane plane) => AlfriendMethod.Maximum(plane);
}
