using Ssa.Propagation.Frames;
using Ssa.Risk.Numerics;

namespace Ssa.Risk;

/// <summary>
/// The encounter plane of two states for long lists: as <see cref="PlaneProjection"/>, in plain doubles, which lose (major / minor)² of their sixteen digits; the covariances of element sets are stretched by a few hundred at
/// most. Positions in m, velocities in m/s.
/// </summary>
internal readonly struct EncounterGeometry
{
    private readonly Vector3 along;
    private readonly Vector3 u;
    private readonly Vector3 w;
    private readonly RtnBasis first;
    private readonly RtnBasis second;

    private static readonly double CoppolaWidth = ErrorFunction.InverseErfc(CoppolaBounds.DefaultGamma);

    /// <summary>The geometry of two states; without relative velocity it is not a number.</summary>
    public EncounterGeometry(Vector3 firstPositionM, Vector3 firstVelocity, Vector3 secondPositionM, Vector3 secondVelocity)
    {
        var r = secondPositionM - firstPositionM;
        var v = secondVelocity - firstVelocity;
        SpeedMPerS = v.Norm;
        along = (1 / SpeedMPerS) * v;
        var across = r - (Vector3.Dot(r, along) * along);
        MissM = across.Norm;
        u = MissM > 1e-12 * (1 + r.Norm) ? (1 / MissM) * across : AnyNormal(along);
        w = Vector3.Cross(along, u);
        first = RtnBasis.Of(firstPositionM, firstVelocity);
        second = RtnBasis.Of(secondPositionM, secondVelocity);
    }

    /// <summary>Relative speed, m/s.</summary>
    public double SpeedMPerS { get; }

    /// <summary>Miss distance in the plane, m.</summary>
    public double MissM { get; }

    /// <summary>Whether there is a plane.</summary>
    public bool IsDefined => SpeedMPerS > 0 && double.IsFinite(MissM + u.X + first.Normal.X + second.Normal.X);

    /// <summary>The covariances, each on its object's RTN axes, summed and projected.</summary>
    public EncounterPlane? Plane(Covariance3 firstRtn, Covariance3 secondRtn, double radiusM)
    {
        var (u1, w1, u2, w2) = (first.Resolve(u), first.Resolve(w), second.Resolve(u), second.Resolve(w));
        return PrincipalAxes(
            InertialCovariance.Bilinear(firstRtn, u1, u1) + InertialCovariance.Bilinear(secondRtn, u2, u2),
            InertialCovariance.Bilinear(firstRtn, u1, w1) + InertialCovariance.Bilinear(secondRtn, u2, w2),
            InertialCovariance.Bilinear(firstRtn, w1, w1) + InertialCovariance.Bilinear(secondRtn, w2, w2),
            MissM, radiusM);
    }

    /// <summary>The shape of <see cref="SocratesShape"/> in place of a covariance, in units of 100 m, with the miss distance given.</summary>
    public EncounterPlane? ShapePlane(double missM, double radiusM)
    {
        var (u1, w1) = (Vector3.Dot(first.Transverse, u), Vector3.Dot(first.Transverse, w));
        var (u2, w2) = (Vector3.Dot(second.Transverse, u), Vector3.Dot(second.Transverse, w));
        return PrincipalAxes(
            2 + (SocratesShape.TransverseExcess * ((u1 * u1) + (u2 * u2))),
            SocratesShape.TransverseExcess * ((u1 * w1) + (u2 * w2)),
            2 + (SocratesShape.TransverseExcess * ((w1 * w1) + (w2 * w2))),
            missM, radiusM);
    }

    /// <summary>The length of the encounter, s, as <see cref="CoppolaBounds"/> have it with their usual gamma.</summary>
    public double DurationSeconds(Covariance3 firstRtn, Covariance3 secondRtn, double radiusM)
    {
        var (a1, u1, w1) = (first.Resolve(along), first.Resolve(u), first.Resolve(w));
        var (a2, u2, w2) = (second.Resolve(along), second.Resolve(u), second.Resolve(w));
        double Element(Vector3 x1, Vector3 y1, Vector3 x2, Vector3 y2) => InertialCovariance.Bilinear(firstRtn, x1, y1) + InertialCovariance.Bilinear(secondRtn, x2, y2);

        var (vu, vw) = (Element(a1, u1, a2, u2), Element(a1, w1, a2, w2));
        var (uu, uw, ww) = (Element(u1, u1, u2, u2), Element(u1, w1, u2, w2), Element(w1, w1, w2, w2));
        var determinant = (uu * ww) - (uw * uw);
        var (bu, bw) = (((ww * vu) - (uw * vw)) / determinant, ((uu * vw) - (uw * vu)) / determinant);
        var sigma = Math.Sqrt(Math.Max(0, 2 * (Element(a1, a1, a2, a2) - ((bu * vu) + (bw * vw)))));
        var slope = (bu * bu) + (bw * bw);
        return ((2 * CoppolaWidth * sigma) + (radiusM * (Math.Sqrt(1 + slope) + Math.Sqrt(slope)))) / SpeedMPerS;
    }

    /// <summary>Principal axes of a projected covariance, the miss along its first axis; null where it is not positive definite.</summary>
    public static EncounterPlane? PrincipalAxes(double uu, double uw, double ww, double missM, double radiusM)
    {
        var (mean, half) = (0.5 * (uu + ww), 0.5 * (uu - ww));
        var spread = Math.Sqrt((half * half) + (uw * uw));
        var major = mean + spread;
        var minor = ((uu * ww) - (uw * uw)) / major;
        if (!(minor > 0) || !double.IsFinite(major))
        {
            return null;
        }

        var (c, s) = (1.0, 0.0);
        if (spread > 1e-15 * mean)
        {
            (c, s) = half > 0 ? (spread + half, uw) : (Math.Abs(uw), uw < 0 ? half - spread : spread - half);
            var norm = Math.Sqrt((c * c) + (s * s));
            (c, s) = (c / norm, s / norm);
        }

        return new EncounterPlane
        {
            MissMajorM = missM * c,
            MissMinorM = -missM * s,
            SigmaMajorM = Math.Sqrt(major),
            SigmaMinorM = Math.Sqrt(minor),
            HardBodyRadiusM = radiusM,
            MajorAxisAngleRad = Math.Atan2(s, c),
            SmallestEigenvalueM2 = minor,
        };
    }

    private static Vector3 AnyNormal(Vector3 v)
    {
        var normal = Math.Abs(v.X) < 0.6 ? Vector3.Cross(v, new(1, 0, 0)) : Vector3.Cross(v, new(0, 1, 0));
        return (1 / normal.Norm) * normal;
    }
}
