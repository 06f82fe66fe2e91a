using Ssa.Risk.ShortEncounter;

namespace Ssa.Risk;

/// <summary>The hard body's outline in the encounter plane.</summary>
public enum HardBodyOutline
{
    /// <summary>A disc of the hard-body radius.</summary>
    Circle,

    /// <summary>A square of the disc's area, one side along the miss.</summary>
    EqualAreaSquare,

    /// <summary>The square around the disc, one side along the miss.</summary>
    CircumscribedSquare,
}

/// <summary>
/// The largest probability when one object's covariance is unknown (Frisbee 2015, AAS 15-627). The unknown covariance is taken along the miss, with the variance d²·(K² − 1)/K² that maximises the density at the centre, K the Mahalanobis
/// distance under the known covariance; with K ≤ 1 any addition lowers the probability and the known covariance stands alone.
/// </summary>
public static class FrisbeeMaximum
{
    /// <summary>The maximum from whichever covariance the encounter has; not computable where it has both or none.</summary>
    /// <param name="encounter">The encounter, one covariance of which is null.</param>
    /// <param name="outline">The hard body's outline.</param>
    public static PcResult Of(Encounter encounter, HardBodyOutline outline = HardBodyOutline.Circle)
    {
        ArgumentNullException.ThrowIfNull(encounter);
        if (encounter.First.Covariance is null == encounter.Second.Covariance is null)
        {
            return PcResult.NotComputable(PcMethod.DirectQuadrature, "exactly one object's covariance must be unknown");
        }

        var none = StateCovariance.OfPosition(CovarianceAxes.Inertial, default);
        var known = encounter with
        {
            First = encounter.First with { Covariance = encounter.First.Covariance ?? none },
            Second = encounter.Second with { Covariance = encounter.Second.Covariance ?? none },
        };
        var result = PlaneProjection.Of(known);
        if (result.Plane is not { } plane)
        {
            return PcResult.NotComputable(PcMethod.DirectQuadrature, result.Reason!);
        }

        var worst = Widened(plane) is { } widened ? widened : plane;
        return outline == HardBodyOutline.Circle ? DirectQuadrature.Compute(worst) : SquareQuadrature.Compute(worst, outline);
    }

    private static EncounterPlane? Widened(EncounterPlane plane)
    {
        var square = plane.MahalanobisSquared;
        if (square <= 1)
        {
            return null;
        }

        var distance = plane.MissDistanceM;
        var (c, s) = (plane.MissMajorM / distance, plane.MissMinorM / distance);
        var (major, minor) = (plane.SigmaMajorM * plane.SigmaMajorM, plane.SigmaMinorM * plane.SigmaMinorM);
        var unknown = distance * distance * (square - 1) / square;
        return PlaneProjection.OnPrincipalAxes(
            (major * c * c) + (minor * s * s) + unknown, (minor - major) * c * s, (major * s * s) + (minor * c * c), distance, plane.HardBodyRadiusM);
    }
}
