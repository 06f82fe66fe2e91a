using System.Globalization;
using Ssa.Messages;
using Ssa.Propagation.Frames;
using Ssa.Risk;
using Ssa.Screening;

namespace Ssa.Assessment;

/// <summary>The relative part of a conjunction data message: when and how closely, what was screened, how likely.</summary>
internal static class ConjunctionMessageRelative
{
    private const double MPerKm = 1000;

    /// <summary>Fills the section.</summary>
    public static void Fill(CdmBlock relative, ConjunctionMessageParts parts)
    {
        var (approach, risk, encounter) = (parts.Approach, parts.Risk, parts.Encounter);
        AddComments(relative.Comments, parts.RiskSettings, risk);
        var axes = RtnBasis.Of(encounter.First.PositionM, encounter.First.VelocityMPerS);
        var velocity = axes.Resolve(encounter.Second.VelocityMPerS - encounter.First.VelocityMPerS);
        relative.Set("TCA", approach.Tca);
        relative.Set("MISS_DISTANCE", MPerKm * approach.RangeKm);
        relative.Set("RELATIVE_SPEED", MPerKm * approach.RelativeSpeedKmPerS);
        relative.Set("RELATIVE_POSITION_R", MPerKm * approach.RadialKm);
        relative.Set("RELATIVE_POSITION_T", MPerKm * approach.TransverseKm);
        relative.Set("RELATIVE_POSITION_N", MPerKm * approach.NormalKm);
        relative.Set("RELATIVE_VELOCITY_R", velocity.X);
        relative.Set("RELATIVE_VELOCITY_T", velocity.Y);
        relative.Set("RELATIVE_VELOCITY_N", velocity.Z);
        SetScreening(relative, parts);
        if (risk.Pc is { } probability)
        {
            relative.Set("COLLISION_PROBABILITY", probability);
            relative.Set("COLLISION_PROBABILITY_METHOD", "FOSTER-1992");
        }
    }

    private static void SetScreening(CdmBlock relative, ConjunctionMessageParts parts)
    {
        var (settings, approach) = (parts.Settings, parts.Approach);
        var size = SizeOf(settings, parts.First.Screened);
        relative.Set("START_SCREEN_PERIOD", settings.Start);
        relative.Set("STOP_SCREEN_PERIOD", settings.Start + settings.Duration);
        relative.Set("SCREEN_VOLUME_FRAME", "RTN");
        relative.Set("SCREEN_VOLUME_SHAPE", size.Shape == VolumeShape.Box ? "BOX" : "ELLIPSOID");
        relative.Set("SCREEN_VOLUME_X", MPerKm * size.RadialKm);
        relative.Set("SCREEN_VOLUME_Y", MPerKm * size.TransverseKm);
        relative.Set("SCREEN_VOLUME_Z", MPerKm * size.NormalKm);
        if (approach.Start is { } entry)
        {
            relative.Set("SCREEN_ENTRY_TIME", entry);
        }

        if (approach.Stop is { } exit)
        {
            relative.Set("SCREEN_EXIT_TIME", exit);
        }
    }

    private static VolumeSize SizeOf(ScreeningSettings settings, ScreenedObject first) => settings.Volume is not { } volume
        ? new VolumeSize(VolumeShape.Ellipsoid, settings.ThresholdKm, settings.ThresholdKm, settings.ThresholdKm)
        : first.Elements is { } elements ? volume.Around(elements) : volume.Around(first.Ephemeris!);

    private static void AddComments(IList<string> comments, ConjunctionRiskSettings factors, ConjunctionRisk risk)
    {
        comments.Add(Invariant($"HBR = {risk.HardBodyRadius.RadiusM:R} [m]"));
        comments.Add($"HBR IS OF BOTH OBJECTS TOGETHER, FROM: {risk.HardBodyRadius.Source}");
        if (risk.MaxProbability is { } maximum)
        {
            comments.Add(Invariant($"MAXIMUM PROBABILITY {maximum:0.00000E+00} (COVARIANCES OF 100, 300, 100 M IN R, T, N SCALED; MISS ALONG THE MAJOR AXIS), SMALLER SIGMA THERE {MPerKm * risk.DilutionSigmaKm ?? 0:G6} M"));
        }

        if (risk.Pc is not null)
        {
            comments.Add("PROBABILITY BY DIRECT QUADRATURE OF FOSTER'S INTEGRAL IN THE ENCOUNTER PLANE, BOTH OBJECTS' ERRORS INDEPENDENT");
            comments.Add(Invariant($"PROBABILITY {risk.PcLow:0.00000E+00} TO {risk.PcHigh:0.00000E+00} WITH ALL SIGMAS MULTIPLIED BY {factors.SigmaFactorLow:G6} TO {factors.SigmaFactorHigh:G6}"));
            if (risk.IsDiluted == true)
            {
                comments.Add("DILUTED: BETTER DATA MAY RAISE THE PROBABILITY; A LOW ONE SAYS LITTLE");
            }
        }
        else
        {
            comments.Add($"NO PROBABILITY: {risk.Reason}");
            if (risk.PcHigh is { } highest)
            {
                comments.Add(Invariant($"PROBABILITY AT MOST {highest:0.00000E+00}, WHATEVER THE COVARIANCE THAT IS NOT KNOWN (FRISBEE 2015)"));
            }
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
