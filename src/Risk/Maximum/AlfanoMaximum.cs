using Ssa.Risk.Numerics;

namespace Ssa.Risk;

/// <summary>
/// Alfano's maximum probability (2005, JAS 53(2), 193–205): the covariance's aspect ratio is known, its size is not, and the miss lies along the major axis, the worst orientation. The maximum over the
/// smaller sigma is exact: the leading-order formula, AR·R²/(e·d²) at sigma d/(√2·AR), is 50 % too high at aspect 40 with R/d = 0.04.
/// </summary>
public static class AlfanoMaximum
{
    /// <summary>The maximum and the sigma of the minor axis where it is reached; with an infinite aspect ratio the sigma is the major axis's.</summary>
    /// <param name="missM">Miss distance, m.</param>
    /// <param name="radiusM">Combined hard-body radius, m.</param>
    /// <param name="aspectRatio">Larger sigma over smaller, at least 1; infinity allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is NaN, negative, or the aspect ratio below 1.</exception>
    public static MaximumProbability Of(double missM, double radiusM, double aspectRatio)
    {
        if (!(missM >= 0) || !(radiusM >= 0) || !(aspectRatio >= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(aspectRatio), aspectRatio, "Miss and radius must not be negative and the aspect ratio must be at least 1.");
        }

        if (radiusM >= missM)
        {
            return new() { Value = 1, DilutionSigmaM = 0 };
        }

        if (double.IsPositiveInfinity(aspectRatio))
        {
            return Infinite(missM, radiusM);
        }

        if (radiusM == 0)
        {
            return new() { Value = 0, DilutionSigmaM = LeadingSigmaM(missM, aspectRatio) };
        }

        var (factor, log) = ScaleMaximum.Of(EncounterPlane.OfPrincipalAxes(missM, 0, aspectRatio, 1, radiusM));
        return new() { Value = Math.Exp(log), DilutionSigmaM = Math.Exp(factor) };
    }

    /// <summary>Alfano's leading-order maximum AR·R²/(e·d²), not capped.</summary>
    /// <param name="missM">Miss distance, m.</param>
    /// <param name="radiusM">Combined hard-body radius, m.</param>
    /// <param name="aspectRatio">Larger sigma over smaller.</param>
    public static double LeadingValue(double missM, double radiusM, double aspectRatio) => aspectRatio * radiusM * radiusM / (Math.E * missM * missM);

    /// <summary>Alfano's leading-order sigma of the minor axis, d/(√2·AR), m.</summary>
    /// <param name="missM">Miss distance, m.</param>
    /// <param name="aspectRatio">Larger sigma over smaller.</param>
    public static double LeadingSigmaM(double missM, double aspectRatio) => missM / (Math.Sqrt(2) * aspectRatio);

    /// <summary>
    /// √(2·R·gap), the standard deviation across the miss at which the probability peaks where the gap d − R is small against R, m: seen from there the disc is a half-plane with a bent edge, and
    /// ½ − (gap + σ²/2R)/(√(2π)·AR·σ) is largest where both terms of the sum are equal.
    /// </summary>
    /// <param name="missM">Miss distance, m.</param>
    /// <param name="radiusM">Combined hard-body radius, less than the miss, m.</param>
    internal static double GrazingSigmaM(double missM, double radiusM) => Math.Sqrt(2 * radiusM * (missM - radiusM));

    private static MaximumProbability Infinite(double missM, double radiusM)
    {
        if (radiusM == 0)
        {
            return new() { Value = 0, DilutionSigmaM = missM };
        }

        // The density at both ends of the interval d ± R balances: sigma² = 2dR / ln((d+R)/(d−R)).
        var sigma = Math.Sqrt(missM * radiusM / Math.Atanh(radiusM / missM));
        return new() { Value = Math.Exp(NormalInterval.LogProbability(missM / sigma, radiusM / sigma)), DilutionSigmaM = sigma };
    }
}
