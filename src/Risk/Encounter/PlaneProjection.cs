using Ssa.Propagation.Frames;
using Ssa.Risk.Numerics;

namespace Ssa.Risk;

/// <summary>
/// Projects an encounter on the plane normal to its relative velocity. Closest approach is refined linearly, dt = −Δr·Δv / Δv·Δv; the covariances are summed, cross-correlation taken off
/// where both objects carry one, and projected; a projection that is not positive definite has its eigenvalues raised to (1e-4·HBR)² (Hall, Hejduk and Johnson 2017, AAS 17-567) and is flagged.
/// </summary>
public static class PlaneProjection
{
    /// <summary>Sigma from which a position counts as unknown, m: 0.99 · 10 Earth radii, as default covariances of CDMs are written.</summary>
    public const double DefaultSigmaCutM = 0.99 * 10 * 6_378_137;

    /// <summary>Fraction of the hard-body radius that is the smallest sigma after a repair.</summary>
    public const double SigmaFloorFraction = 1e-4;

    // A repaired covariance more stretched than this carries no information about the small axis: the repair alone would decide the result.
    private const double RemediatedConditionLimit = 1e20;

    /// <summary>The plane of an encounter, or why there is none.</summary>
    /// <param name="encounter">The encounter.</param>
    /// <param name="convention">Where the sphere's centre lies.</param>
    public static PlaneResult Of(Encounter encounter, MissConvention convention = MissConvention.Refined)
    {
        ArgumentNullException.ThrowIfNull(encounter);
        return Refusal(encounter) is { } reason ? PlaneResult.Refused(reason) : Project(encounter, convention);
    }

    /// <summary>Why no probability can be computed, null where one can.</summary>
    internal static string? Refusal(Encounter encounter)
    {
        if (encounter.HardBodyRadiusM is not { } radius)
        {
            return "no hard-body radius";
        }

        if (double.IsNaN(radius))
        {
            return "the hard-body radius is not a number";
        }

        return Fault(encounter.First, "first") ?? Fault(encounter.Second, "second")
            ?? ((encounter.Second.VelocityMPerS - encounter.First.VelocityMPerS).Norm == 0 ? "zero relative velocity: there is no encounter plane" : null);
    }

    private static string? Fault(ObjectState state, string which)
    {
        if (!double.IsFinite(state.PositionM.Norm) || !double.IsFinite(state.VelocityMPerS.Norm))
        {
            return $"the state of the {which} object is not a number";
        }

        if (state.Covariance is not { } covariance)
        {
            return $"no covariance of the {which} object";
        }

        if (!covariance.Position.IsFinite)
        {
            return $"the covariance of the {which} object is not a number";
        }

        if (covariance.Position.LargestVariance >= DefaultSigmaCutM * DefaultSigmaCutM)
        {
            return $"default covariance of the {which} object: its position counts as unknown";
        }

        return covariance.Axes == CovarianceAxes.Rtn && Vector3.Cross(state.PositionM, state.VelocityMPerS).Norm == 0
            ? $"the {which} object's position and velocity are parallel: RTN has no axes"
            : null;
    }

    private static PlaneResult Project(Encounter encounter, MissConvention convention)
    {
        var (first, second) = (encounter.First, encounter.Second);
        var r = Triple.Difference(second.PositionM, first.PositionM);
        var v = Triple.Difference(second.VelocityMPerS, first.VelocityMPerS);
        var speedSquared = Triple.Dot(v, v);
        var offset = -(Triple.Dot(r, v) / speedSquared);
        var miss = r + (offset * v);
        var along = v.Unit();
        var u = (double)Triple.Dot(miss, miss) > 1e-24 * (1 + (double)Triple.Dot(r, r)) ? miss.Unit() : along.AnyNormal();
        var w = Triple.Cross(along, u);
        var distance = DoubleDouble.Sqrt(convention == MissConvention.Refined ? Triple.Dot(miss, miss) : Triple.Dot(r, r));

        DoubleDouble uu = 0, uw = 0, ww = 0;
        foreach (var state in new[] { first, second })
        {
            var (x, y) = (Axes(state, state.Covariance!.Axes, u), Axes(state, state.Covariance.Axes, w));
            uu += x.Bilinear(state.Covariance.Position, x);
            uw += x.Bilinear(state.Covariance.Position, y);
            ww += y.Bilinear(state.Covariance.Position, y);
        }

        if (first.DensitySensitivity is { Count: >= 3 } g1 && second.DensitySensitivity is { Count: >= 3 } g2)
        {
            var (a, b) = (new Triple(g1[0], g1[1], g1[2]), new Triple(g2[0], g2[1], g2[2]));
            var (au, aw) = (Triple.Dot(a, Axes(first, first.SensitivityAxes, u)), Triple.Dot(a, Axes(first, first.SensitivityAxes, w)));
            var (bu, bw) = (Triple.Dot(b, Axes(second, second.SensitivityAxes, u)), Triple.Dot(b, Axes(second, second.SensitivityAxes, w)));
            uu -= 2 * au * bu;
            uw -= (au * bw) + (aw * bu);
            ww -= 2 * aw * bw;
        }

        return OnPrincipalAxes(uu, uw, ww, distance, Math.Max(0, encounter.HardBodyRadiusM!.Value)) is { } plane
            ? PlaneResult.Found(plane with { TcaOffsetSeconds = (double)offset, RelativeSpeedMPerS = Math.Sqrt((double)speedSquared), Convention = convention })
            : PlaneResult.Refused("the covariance is not positive definite and cannot be repaired");
    }

    /// <summary>Principal axes of the projected covariance; the miss lies along the first axis given.</summary>
    internal static EncounterPlane? OnPrincipalAxes(DoubleDouble uu, DoubleDouble uw, DoubleDouble ww, DoubleDouble distance, double radius)
    {
        var mean = (uu + ww) * 0.5;
        var half = (uu - ww) * 0.5;
        var spread = DoubleDouble.Sqrt((half * half) + (uw * uw));
        var major = mean + spread;
        var minor = (double)major > 0 ? ((uu * ww) - (uw * uw)) / major : mean - spread;
        DoubleDouble c = 1, s = 0;
        if ((double)spread > 1e-15 * Math.Abs((double)mean))
        {
            (c, s) = half > 0 ? (spread + half, uw) : ((DoubleDouble)Math.Sign((double)uw) * uw, (DoubleDouble)(uw < 0 ? -1.0 : 1.0) * (spread - half));
            var norm = DoubleDouble.Sqrt((c * c) + (s * s));
            (c, s) = (c / norm, s / norm);
        }

        var floor = SigmaFloorFraction * (double.IsInfinity(radius) ? 0 : radius);
        var smallest = (double)minor;
        var repaired = (double)minor <= 0 || (double)major <= 0 || (double)minor < floor * floor;
        var sigmaMajor = Math.Max(Math.Sqrt(Math.Max(0, (double)major)), floor);
        var sigmaMinor = Math.Max(Math.Sqrt(Math.Max(0, (double)minor)), floor);
        if (!(sigmaMinor > 0) || (repaired && sigmaMajor / sigmaMinor > Math.Sqrt(RemediatedConditionLimit)))
        {
            return null;
        }

        return new EncounterPlane
        {
            MissMajorM = (double)(distance * c),
            MissMinorM = -(double)(distance * s),
            SigmaMajorM = sigmaMajor,
            SigmaMinorM = sigmaMinor,
            HardBodyRadiusM = radius,
            MajorAxisAngleRad = Math.Atan2((double)s, (double)c),
            SmallestEigenvalueM2 = smallest,
            IsRemediated = repaired,
        };
    }

    /// <summary>An inertial direction on the axes in which an object's covariance is given.</summary>
    private static Triple Axes(ObjectState state, CovarianceAxes axes, Triple direction)
    {
        if (axes == CovarianceAxes.Inertial)
        {
            return direction;
        }

        var position = Triple.Of(state.PositionM);
        var radial = position.Unit();
        var normal = Triple.Cross(position, Triple.Of(state.VelocityMPerS)).Unit();
        return new(Triple.Dot(direction, radial), Triple.Dot(direction, Triple.Cross(normal, radial)), Triple.Dot(direction, normal));
    }
}
