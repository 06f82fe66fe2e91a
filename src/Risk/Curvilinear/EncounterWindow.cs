using Ssa.Risk.Ladder;
using Ssa.Risk.Numerics;

namespace Ssa.Risk.Curvilinear;

/// <summary>
/// The window in which an encounter is looked at: Coppola's bounds of the straight encounter together with the same bounds about the peak of the curved one, which may lie elsewhere, within the maxima of the mean distance before and after;
/// those maxima themselves where Nc2D may not be used, for the peak that it found need not be the one that counts.
/// </summary>
internal static class EncounterWindow
{
    /// <summary>Begin and end, s from the states' instant.</summary>
    public static (double Start, double End) Of(Encounter encounter, CurvedEncounter curved, Nc2DAnalysis analysis)
    {
        var bounds = CoppolaBounds.Of(encounter);
        var (first, last) = Nc3DMethod.Segment(curved, bounds);
        if (analysis.Minimum is not { } minimum || bounds is not { } linear || UsageChecks.OfNc2D(curved, analysis).Any(c => c.IsViolated))
        {
            return (first, last);
        }

        var reach = ReachSeconds(analysis.SigmaSeconds) + (curved.RadiusM / minimum.PositionRate.Norm);
        var start = Math.Max(first, Math.Min(linear.StartSeconds, analysis.MeanSeconds - reach));
        var end = Math.Min(last, Math.Max(linear.EndSeconds, analysis.MeanSeconds + reach));
        return start < end ? (start, end) : (first, last);
    }

    /// <summary>How far from its middle a Gaussian of this sigma must be followed so that 1e-16 of it is left outside, s.</summary>
    public static double ReachSeconds(double sigmaSeconds) => Math.Sqrt(2) * ErrorFunction.InverseErfc(CoppolaBounds.DefaultGamma) * sigmaSeconds;
}
