using Ssa.Risk.ShortEncounter;

namespace Ssa.Risk;

/// <summary>
/// Why the probability of an event changed from one assessment to the next: the change of ln Pc, divided among what went into it. Each share is the mean change that its quantity makes over all orders in which the three can be exchanged
/// (Shapley's value), so that the shares do not depend on an order and add up to the change.
/// </summary>
/// <param name="Miss">The share of the miss vector in the encounter plane, measured along the principal axes.</param>
/// <param name="Covariance">The share of the two sigmas.</param>
/// <param name="Radius">The share of the hard-body radius.</param>
public readonly record struct RiskChange(double Miss, double Covariance, double Radius)
{
    /// <summary>The change of ln Pc.</summary>
    public double Total => Miss + Covariance + Radius;

    /// <summary>The change from an encounter to a later view of it; null where a radius is zero or infinite, so that a logarithm is.</summary>
    /// <param name="before">The earlier view.</param>
    /// <param name="after">The later view.</param>
    public static RiskChange? Between(EncounterPlane before, EncounterPlane after)
    {
        // Bits: the miss, the sigmas, the radius are the later ones.
        Span<double> log = stackalloc double[8];
        for (var which = 0; which < log.Length; which++)
        {
            var miss = (which & 1) != 0 ? after : before;
            var sigma = (which & 2) != 0 ? after : before;
            var radius = (which & 4) != 0 ? after : before;
            log[which] = DirectQuadrature.LogProbability(
                EncounterPlane.OfPrincipalAxes(miss.MissMajorM, miss.MissMinorM, sigma.SigmaMajorM, sigma.SigmaMinorM, radius.HardBodyRadiusM));
            if (!double.IsFinite(log[which]) || double.IsInfinity(radius.HardBodyRadiusM))
            {
                return null;
            }
        }

        return new RiskChange(Share(log, 1), Share(log, 2), Share(log, 4));
    }

    /// <summary>Shapley's value of three players: first or last in two orders each, in the middle in one order after either of the others.</summary>
    private static double Share(ReadOnlySpan<double> log, int bit)
    {
        const int all = 7;
        var share = ((log[bit] - log[0]) + (log[all] - log[all & ~bit])) / 3;
        for (var other = 1; other < all; other <<= 1)
        {
            if (other != bit)
            {
                share += (log[other | bit] - log[other]) / 6;
            }
        }

        return share;
    }
}
