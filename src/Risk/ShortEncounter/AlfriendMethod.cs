namespace Ssa.Risk.ShortEncounter;

/// <summary>
/// Alfriend et al. 1999 (Space Debris 1, 21–35, eq. 18–20): the density at the centre of the disc, taken as constant over it, P = R²/(2·sx·sy)·e^(−M²/2); and its maximum over a common scale of the
/// covariance, R²/(e·sx·sy·M²). Meant for discs small against sigma; where the radius exceeds three smaller sigmas the method refuses.
/// </summary>
internal static class AlfriendMethod
{
    /// <summary>The probability.</summary>
    public static PcResult Compute(EncounterPlane plane) => plane.HardBodyRadiusM > plane.SigmaMinorM * LargestRadiusInSigmas
        ? PcResult.NotApplicable(PcMethod.Alfriend, $"the radius is {plane.HardBodyRadiusM / plane.SigmaMinorM:G3} smaller sigmas: the density is not constant over the disc")
        : PcResult.OfLog(PcMethod.Alfriend, LogFormula(plane));

    /// <summary>The maximum over a common scale of the covariance, capped at 1.</summary>
    public static double Maximum(EncounterPlane plane) =>
        Math.Min(1, plane.HardBodyRadiusM / plane.SigmaMajorM * (plane.HardBodyRadiusM / plane.SigmaMinorM) / (Math.E * plane.MahalanobisSquared));

    private const double LargestRadiusInSigmas = 3;

    private static double LogFormula(EncounterPlane plane) =>
        Math.Log(0.5 * plane.HardBodyRadiusM / plane.SigmaMajorM * (plane.HardBodyRadiusM / plane.SigmaMinorM)) - (0.5 * plane.MahalanobisSquared);
}
