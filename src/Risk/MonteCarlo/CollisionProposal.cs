using Ssa.Propagation.Frames;
using Ssa.Risk.Curvilinear;

namespace Ssa.Risk.MonteCarlo;

/// <summary>
/// A proposal for rare collisions. In the plane across the velocity at the peak rate the relative position is, about the peak-overlap point, linear in the normal numbers, y = y₀ + B·u. A target is drawn from
/// discs about the centre of the sphere and u from the nominal distribution given that y is the target; a tenth of the trials stays nominal, so that no weight exceeds ten and what the line misses still counts (Hesterberg 1995).
/// </summary>
internal sealed class CollisionProposal
{
    private const double NominalShare = 0.1;
    private const double InnerShare = 0.5;
    private const uint ChoiceIndex = 1000;

    private readonly double[] major;
    private readonly double[] minor;
    private readonly double y0Major;
    private readonly double y0Minor;
    private readonly (double AA, double AB, double BB) inverse;
    private readonly double peakDensity;
    private readonly double innerM;

    private CollisionProposal(double[] major, double[] minor, double y0Major, double y0Minor, (double AA, double AB, double BB) inverse, double peakDensity, double radiusM)
    {
        (this.major, this.minor, this.y0Major, this.y0Minor) = (major, minor, y0Major, y0Minor);
        (this.inverse, this.peakDensity, innerM, OuterM) = (inverse, peakDensity, radiusM, 1.5 * radiusM);
    }

    /// <summary>Greatest weight of a trial.</summary>
    public static double HighestWeight => 1 / NominalShare;

    /// <summary>Radius of the wider disc of targets, m.</summary>
    public double OuterM { get; set; }

    /// <summary>The proposal about an overlap; null where the plane's covariance is singular.</summary>
    public static CollisionProposal? Of(OrbitSampler sampler, PeakOverlap overlap, double radiusM)
    {
        if (EffectivePlane.Of(overlap, radiusM) is not { } plane)
        {
            return null;
        }

        double[] Row(Vector3 axis)
        {
            var row = new double[sampler.Dimensions];
            for (var element = 0; element < 12; element++)
            {
                var (jacobian, column, sign) = element < 6 ? (overlap.FirstJacobian, element, -1.0) : (overlap.SecondJacobian, element - 6, 1.0);
                var slope = sign * ((axis.X * jacobian[0, column]) + (axis.Y * jacobian[1, column]) + (axis.Z * jacobian[2, column]));
                for (var k = 0; k < row.Length; k++)
                {
                    row[k] += slope * sampler[element, k];
                }
            }

            return row;
        }

        var (a, b) = (Row(plane.Axes[1]), Row(plane.Axes[2]));
        var (aa, ab, bb) = (Dot(a, a), Dot(a, b), Dot(b, b));
        var determinant = (aa * bb) - (ab * ab);
        return determinant > 1e-12 * aa * bb
            ? new(a, b, Vector3.Dot(plane.Axes[1], overlap.Position), Vector3.Dot(plane.Axes[2], overlap.Position), (bb / determinant, -ab / determinant, aa / determinant), 1 / (2 * Math.PI * Math.Sqrt(determinant)), radiusM)
            : null;
    }

    /// <summary>Draws one trial: its normal numbers, its weight, and how far its target lies from the centre, m.</summary>
    public (double Weight, double TargetM) Draw(ulong seed, long trial, uint stream, Span<double> normals)
    {
        Numerics.Philox.Normals(seed, trial, stream, normals);
        var (choice, angle) = Numerics.Philox.Uniforms(seed, trial, stream, ChoiceIndex);
        var (spread, _) = Numerics.Philox.Uniforms(seed, trial, stream, ChoiceIndex + 1);
        var (x, y) = (y0Major + Dot(major, normals), y0Minor + Dot(minor, normals));
        if (choice >= NominalShare)
        {
            var disc = choice < NominalShare + ((1 - NominalShare) * InnerShare) ? innerM : OuterM;
            var (sin, cos) = Math.SinCos(2 * Math.PI * angle);
            var reach = disc * Math.Sqrt(spread);
            var (dx, dy) = ((reach * cos) - x, (reach * sin) - y);
            var (px, py) = ((inverse.AA * dx) + (inverse.AB * dy), (inverse.AB * dx) + (inverse.BB * dy));
            for (var k = 0; k < normals.Length; k++)
            {
                normals[k] += (major[k] * px) + (minor[k] * py);
            }

            (x, y) = (reach * cos, reach * sin);
        }

        var distance = double.Hypot(x, y);
        var (ex, ey) = (x - y0Major, y - y0Minor);
        var nominal = peakDensity * Math.Exp(-0.5 * ((inverse.AA * ex * ex) + (2 * inverse.AB * ex * ey) + (inverse.BB * ey * ey)));
        var drawn = (distance <= innerM ? InnerShare / (Math.PI * innerM * innerM) : 0) + (distance <= OuterM ? (1 - InnerShare) / (Math.PI * OuterM * OuterM) : 0);
        var mixture = (NominalShare * nominal) + ((1 - NominalShare) * drawn);
        return (mixture > 0 ? nominal / mixture : HighestWeight, distance);
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
