using Ssa.Propagation.Frames;
using Ssa.Risk.ShortEncounter;

namespace Ssa.Risk.Curvilinear;

/// <summary>
/// Hall, Baars and Casali 2023 (AAS 23-398): the expected ingresses with the integral over time done by Laplace's method. For every point of the sphere Q(t) = M² + ln det is a parabola in time, so that only the integral over
/// the sphere remains. Holds for single encounters whose rate has one narrow peak, which may lie off closest approach.
/// </summary>
internal static class Nc2DMethod
{
    /// <summary>The value, with what the checks of its use need.</summary>
    public static Nc2DAnalysis Analyse(Encounter encounter)
    {
        var (curved, reason) = CurvedEncounter.Of(encounter);
        if (curved is null || PlaneProjection.Refusal(encounter) is not null)
        {
            return new(PcResult.NotComputable(PcMethod.Nc2D, reason ?? PlaneProjection.Refusal(encounter)!));
        }

        if (curved.RadiusM == 0 || double.IsPositiveInfinity(curved.RadiusM))
        {
            return new(PcResult.Of(PcMethod.Nc2D, curved.RadiusM == 0 ? 0 : 1));
        }

        var (minimum, why) = OverlapMinimum.Find(curved, Nc3DMethod.LinearPeak(encounter));
        return minimum is null ? new(PcResult.NotApplicable(PcMethod.Nc2D, why!)) : Integrate(encounter, curved, minimum);
    }

    private static Nc2DAnalysis Integrate(Encounter encounter, CurvedEncounter curved, OverlapMinimum minimum)
    {
        if (EffectivePlane.Of(minimum.At, curved.RadiusM) is not { } effective)
        {
            return new(PcResult.NotApplicable(PcMethod.Nc2D, "the covariance at the peak rate has no plane across the velocity"));
        }

        var course = new SphereCourse(minimum, curved.RadiusM);
        var sphere = new SphereIntegral(minimum.At, curved.RadiusM, effective.Axes, effective.SigmaM);
        var nearest = Math.Max(0, Math.Sqrt(Math.Max(0, minimum.Least - minimum.At.LogDeterminant)) - (curved.RadiusM / effective.SigmaM[2]));
        var scale = (nearest * nearest) + minimum.At.LogDeterminant;
        double Density(Vector3 direction)
        {
            var inward = sphere.InwardSpeed(direction);
            return inward > 0 ? inward * course.SigmaSeconds(direction) * Math.Exp(-0.5 * (course.Least(direction) - scale)) : 0;
        }

        var sum = sphere.Integrate(Density);
        if (course.BendsDown)
        {
            return new(PcResult.NotApplicable(PcMethod.Nc2D, "the modified distance of a point of the sphere has no minimum in time"));
        }

        var log = (-0.5 * scale) + (2 * Math.Log(curved.RadiusM)) - Math.Log(2 * Math.PI) + Math.Log(sum);
        var flat = DirectQuadrature.LogProbability(effective.Plane);
        var mean = sphere.Integrate(d => Density(d) * course.OffsetSeconds(d)) / sum;
        var square = sphere.Integrate(d => Density(d) * (Math.Pow(course.OffsetSeconds(d) - mean, 2) + Math.Pow(course.SigmaSeconds(d), 2))) / sum;
        var usable = sum > 0 && double.IsFinite(mean + square);
        var (meanSeconds, sigmaSeconds) = (minimum.Seconds + (usable ? mean : 0), usable ? Math.Sqrt(square) : minimum.SigmaSeconds);
        // Above 1 it counts more than one ingress a sample, as it does where the radius is large against the errors; the plane at the peak rate is then the better approximation.
        return new(PcResult.OfLog(PcMethod.Nc2D, log > 0 ? flat : log))
        {
            Minimum = minimum,
            LogFlatValue = flat,
            MeanSeconds = meanSeconds,
            SigmaSeconds = sigmaSeconds,
            OtherPeaksShare = OtherPeaks.Share(curved, meanSeconds, sigmaSeconds, Nc3DMethod.Segment(curved, CoppolaBounds.Of(encounter))),
        };
    }
}

/// <summary>A value of <see cref="Nc2DMethod"/> with its time and its approximation by a plane.</summary>
internal sealed record Nc2DAnalysis(PcResult Result)
{
    /// <summary>Where Q is least; null without a minimum.</summary>
    public OverlapMinimum? Minimum { get; init; }

    /// <summary>ln of the probability in the plane across the velocity at the peak rate.</summary>
    public double LogFlatValue { get; init; }

    /// <summary>Mean time of the rate, s from the states' instant.</summary>
    public double MeanSeconds { get; init; }

    /// <summary>Standard deviation of the rate in time, s.</summary>
    public double SigmaSeconds { get; init; }

    /// <summary>Part of the ingresses that comes with other peaks of the rate.</summary>
    public double OtherPeaksShare { get; init; }
}
