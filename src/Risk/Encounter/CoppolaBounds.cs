using Ssa.Propagation.Frames;
using Ssa.Risk.Numerics;

namespace Ssa.Risk;

/// <summary>
/// When a linear encounter begins and ends: outside these times at most the fraction gamma of the probability accrues (Coppola 2012, AAS 12-248, eq. 5–16). Long bounds mean that straight
/// relative motion is a poor model.
/// </summary>
/// <param name="StartSeconds">Begin, s from the states' instant.</param>
/// <param name="EndSeconds">End, s from the states' instant.</param>
public readonly record struct CoppolaBounds(double StartSeconds, double EndSeconds)
{
    /// <summary>The gamma that NASA CARA uses.</summary>
    public const double DefaultGamma = 1e-16;

    /// <summary>The bounds; null where there is no encounter plane or the covariance across the velocity is singular.</summary>
    /// <param name="encounter">The encounter.</param>
    /// <param name="gamma">The fraction left outside, between 0 and 1.</param>
    public static CoppolaBounds? Of(Encounter encounter, double gamma = DefaultGamma)
    {
        ArgumentNullException.ThrowIfNull(encounter);
        if (!(gamma > 0 && gamma <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "gamma must lie between 0 and 1.");
        }

        if (PlaneProjection.Refusal(encounter) is not null)
        {
            return null;
        }

        var r = encounter.Second.PositionM - encounter.First.PositionM;
        var v = encounter.Second.VelocityMPerS - encounter.First.VelocityMPerS;
        var speed = v.Norm;
        var along = (1 / speed) * v;
        var across = r - (Vector3.Dot(r, along) * along);
        var y = across.Norm > 0 ? (1 / across.Norm) * across : AnyNormal(along);
        var z = Vector3.Cross(along, y);
        var covariance = InertialCovariance.Of(encounter.First).Position + InertialCovariance.Of(encounter.Second).Position;
        double Element(Vector3 a, Vector3 b) => InertialCovariance.Bilinear(covariance, a, b);

        var (wy, wz) = (Element(along, y), Element(along, z));
        var (pyy, pyz, pzz) = (Element(y, y), Element(y, z), Element(z, z));
        var determinant = (pyy * pzz) - (pyz * pyz);
        if (!(determinant > 0))
        {
            return null;
        }

        var (by, bz) = (((pzz * wy) - (pyz * wz)) / determinant, ((pyy * wz) - (pyz * wy)) / determinant);
        var sigma = Math.Sqrt(Math.Max(0, 2 * (Element(along, along) - ((by * wy) + (bz * wz)))));
        var radius = Math.Max(0, encounter.HardBodyRadiusM!.Value);
        var slope = (by * by) + (bz * bz);
        var centre = (by * Vector3.Dot(r, y)) + (bz * Vector3.Dot(r, z));
        var width = ErrorFunction.InverseErfc(gamma) * sigma;
        return new(
            (centre - width - (radius * Math.Sqrt(1 + slope))) / speed,
            (centre + width + (radius * Math.Sqrt(slope))) / speed);
    }

    private static Vector3 AnyNormal(Vector3 v)
    {
        var normal = Math.Abs(v.X) < 0.6 ? Vector3.Cross(v, new(1, 0, 0)) : Vector3.Cross(v, new(0, 1, 0));
        return (1 / normal.Norm) * normal;
    }
}
