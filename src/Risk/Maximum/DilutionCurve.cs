using Ssa.Risk.Numerics;
using Ssa.Risk.ShortEncounter;

namespace Ssa.Risk;

/// <summary>Whose covariance is scaled.</summary>
public enum ScaledCovariance
{
    /// <summary>Both, by the same factor.</summary>
    Both,

    /// <summary>The first object's.</summary>
    First,

    /// <summary>The second object's.</summary>
    Second,
}

/// <summary>The probability at one scale of the covariance.</summary>
/// <param name="SigmaFactor">Factor on every standard deviation.</param>
/// <param name="Probability">The probability there.</param>
public readonly record struct ScaledProbability(double SigmaFactor, double Probability);

/// <summary>A maximum over the scale of the covariance.</summary>
/// <param name="Maximum">The maximum and the smaller sigma there.</param>
/// <param name="SigmaFactor">The factor on the standard deviations at the maximum; 0 where certainty is the maximum.</param>
/// <param name="IsDiluted">Whether the nominal covariance lies beyond the maximum: then better data would raise the probability, and a low one says little.</param>
public readonly record struct DilutionMaximum(MaximumProbability Maximum, double SigmaFactor, bool IsDiluted);

/// <summary>
/// Probability against the scale of the covariance, as NASA CARA scales it for dilution (Hejduk 2019, Space Traffic Management Conference 28): both covariances, or one of them. Robust is a probability whose
/// maximum lies at a factor of at least 1; diluted, one that a smaller covariance raises by more than 1e-3 of itself.
/// </summary>
public static class DilutionCurve
{
    private const double DilutionTolerance = 1e-3;
    internal const double GridStep = 0.25;

    /// <summary>The maximum over a common scale, exact, with the miss where it lies.</summary>
    /// <param name="plane">The encounter plane with the nominal covariance.</param>
    public static DilutionMaximum MaximumOverScale(EncounterPlane plane)
    {
        if (plane.MissDistanceM <= plane.HardBodyRadiusM)
        {
            var nominal = Math.Exp(DirectQuadrature.LogProbability(plane));
            return new(new() { Value = 1, DilutionSigmaM = 0 }, 0, nominal < 1 - DilutionTolerance);
        }

        // Leading order: the density at the disc's centre is largest where the Mahalanobis distance is √2.
        var leading = Math.Log(Math.Sqrt(0.5 * plane.MahalanobisSquared));
        if (plane.HardBodyRadiusM == 0)
        {
            return new(new() { Value = 0, DilutionSigmaM = Math.Exp(leading) * plane.SigmaMinorM }, Math.Exp(leading), false);
        }

        var from = Math.Min(leading - 6, Math.Log(0.1 * AlfanoMaximum.GrazingSigmaM(plane.MissDistanceM, plane.HardBodyRadiusM) / SigmaAcrossMissM(plane)));
        var to = leading + 3;
        var (at, log) = Maximiser.Find(f => DirectQuadrature.LogProbability(plane.Scaled(Math.Exp(f))), from, to, (int)Math.Ceiling((to - from) / GridStep), 1e-6);
        return Verdict(plane, at, log);
    }

    /// <summary>The maximum over the scale of one or both covariances; null where the encounter has no plane.</summary>
    /// <param name="encounter">The encounter.</param>
    /// <param name="scaled">Whose covariance is scaled.</param>
    public static DilutionMaximum? MaximumOverScale(Encounter encounter, ScaledCovariance scaled = ScaledCovariance.Both)
    {
        if (PlaneProjection.Of(encounter).Plane is not { } nominal)
        {
            return null;
        }

        if (scaled == ScaledCovariance.Both)
        {
            return MaximumOverScale(nominal);
        }

        double Log(double logFactor) => PlaneProjection.Of(Scaled(encounter, scaled, Math.Exp(logFactor))).Plane is { } plane
            ? DirectQuadrature.LogProbability(plane)
            : double.NegativeInfinity;
        var (at, log) = Maximiser.Find(Log, Math.Log(1e-4), Math.Log(1e4), 60, 1e-6);
        var there = PlaneProjection.Of(Scaled(encounter, scaled, Math.Exp(at))).Plane ?? nominal;
        return Verdict(nominal, at, log) with { Maximum = new() { Value = Math.Exp(log), DilutionSigmaM = there.SigmaMinorM } };
    }

    /// <summary>The probability at given factors on both standard deviations: the range to report where a covariance is assumed.</summary>
    /// <param name="plane">The encounter plane with the nominal covariance.</param>
    /// <param name="sigmaFactors">Positive factors.</param>
    public static IReadOnlyList<ScaledProbability> Over(EncounterPlane plane, IEnumerable<double> sigmaFactors) =>
        [.. sigmaFactors.Select(f => f > 0
            ? new ScaledProbability(f, Math.Exp(DirectQuadrature.LogProbability(plane.Scaled(f))))
            : throw new ArgumentOutOfRangeException(nameof(sigmaFactors), f, "A factor on sigma must be positive."))];

    /// <summary>Standard deviation across the miss at a known position along it.</summary>
    internal static double SigmaAcrossMissM(EncounterPlane plane)
    {
        var along = double.Hypot(plane.MissMajorM / plane.MissDistanceM * plane.SigmaMajorM, plane.MissMinorM / plane.MissDistanceM * plane.SigmaMinorM);
        return plane.SigmaMajorM / along * plane.SigmaMinorM;
    }

    private static DilutionMaximum Verdict(EncounterPlane nominal, double logFactor, double logMaximum)
    {
        var factor = Math.Exp(logFactor);
        var rise = logMaximum - DirectQuadrature.LogProbability(nominal);
        return new(new() { Value = Math.Exp(logMaximum), DilutionSigmaM = factor * nominal.SigmaMinorM }, factor, factor < 1 && rise > DilutionTolerance);
    }

    private static Encounter Scaled(Encounter encounter, ScaledCovariance which, double factor) => which == ScaledCovariance.First
        ? encounter with { First = Scaled(encounter.First, factor) }
        : encounter with { Second = Scaled(encounter.Second, factor) };

    private static ObjectState Scaled(ObjectState state, double factor) => state with
    {
        Covariance = StateCovariance.OfPosition(state.Covariance!.Axes, factor * factor * state.Covariance.Position),
        DensitySensitivity = state.DensitySensitivity is { } g ? [.. g.Select(x => factor * x)] : null,
    };
}
