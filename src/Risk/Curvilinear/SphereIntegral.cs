using Ssa.Propagation.Frames;
using Ssa.Risk.Numerics;

namespace Ssa.Risk.Curvilinear;

/// <summary>
/// Integrals over the collision sphere of a Gaussian density times the mean inward speed. The polar axis is the covariance's narrowest one; panels of Gauss–Legendre nodes end where
/// the density peaks and where the radial speed changes sign, so that neither a sphere much larger than sigma nor the kink of max(0, −v·r) costs digits.
/// </summary>
internal sealed class SphereIntegral
{
    private const double Negligible = 80;
    private static readonly GaussLegendre Rule = GaussLegendre.Of(8);

    // Across the parallels the integral goes as a square root at the poles and as a power 3/2 where a parallel touches the circle of no radial speed: x = u(3 − u²)/2 makes both polynomials in u.
    private static readonly double[] HeightNodes = [.. GaussLegendre.Of(12).Nodes.Select(u => 0.5 * u * (3 - (u * u)))];
    private static readonly double[] HeightWeights = [.. GaussLegendre.Of(12).Nodes.Zip(GaussLegendre.Of(12).Weights, (u, w) => 1.5 * (1 - (u * u)) * w)];
    private static readonly double[] PeakWidths = [0, 1, 2.5, 5, 10];

    private static readonly int[] WidestFirst = [2, 1, 0];

    private readonly PeakOverlap overlap;
    private readonly double radius;
    private readonly Vector3[] axes;
    private readonly double[] sigma;
    private readonly Vector3 velocity;
    private readonly double speed;
    private readonly double transition;
    private readonly double[] levels;

    /// <summary>An integral with panels for the overlap's density at one time.</summary>
    public SphereIntegral(PeakOverlap overlap, double radiusM)
        : this(
            overlap,
            radiusM,
            [.. WidestFirst.Select(k => new Vector3(overlap.Axes.Vectors[0, k], overlap.Axes.Vectors[1, k], overlap.Axes.Vectors[2, k]))],
            [.. WidestFirst.Select(k => Math.Max(Math.Sqrt(Math.Max(overlap.Axes.Values[k], 0)), PlaneProjection.SigmaFloorFraction * radiusM))])
    {
    }

    /// <summary>An integral with panels for a density of given axes, the narrowest last: it becomes the pole.</summary>
    public SphereIntegral(PeakOverlap overlap, double radiusM, Vector3[] axes, double[] sigmaM)
    {
        this.overlap = overlap;
        radius = radiusM;
        this.axes = axes;
        sigma = sigmaM;
        velocity = overlap.Velocity - Multiply(overlap.Regression, overlap.Position);
        speed = velocity.Norm;
        var residual = Math.Sqrt(Math.Max(0, overlap.VelocityResidual[0, 0] + overlap.VelocityResidual[1, 1] + overlap.VelocityResidual[2, 2]));
        double bend = 0;
        for (var i = 0; i < 9; i++)
        {
            bend += Math.Pow(overlap.Regression[i / 3, i % 3], 2);
        }

        transition = ((6 * residual) + (radiusM * Math.Sqrt(bend))) / speed;
        // A transition narrower than this is a kink: resolving it would change the ninth digit.
        levels = transition < 1e-4 ? [0] : [0, transition, -transition];
    }

    /// <summary>The mean inward speed at a point of the sphere, m/s (Coppola 2012, AAS 12-247, eq. 31–37).</summary>
    public double InwardSpeed(Vector3 direction)
    {
        var offset = (radius * direction) - overlap.Position;
        var radial = Vector3.Dot(direction, overlap.Velocity + Multiply(overlap.Regression, offset));
        var variance = Vector3.Dot(direction, Multiply(overlap.VelocityResidual, direction));
        if (!(variance > 0))
        {
            return Math.Max(0, -radial);
        }

        var spread = Math.Sqrt(variance);
        var x = radial / (spread * Math.Sqrt(2));
        return x > 26 ? 0 : Math.Max(0, spread / Math.Sqrt(2 * Math.PI) * (Math.Exp(-x * x) - (Math.Sqrt(Math.PI) * x * ErrorFunction.Erfc(x))));
    }

    /// <summary>The squared Mahalanobis distance of a point of the sphere.</summary>
    public double MahalanobisSquared(Vector3 direction)
    {
        var offset = (radius * direction) - overlap.Position;
        return Vector3.Dot(offset, Multiply(overlap.PositionInverse, offset));
    }

    /// <summary>The integral of a function over the unit sphere.</summary>
    public double Integrate(Func<Vector3, double> function)
    {
        var centre = Vector3.Dot(overlap.Position, axes[2]) / radius;
        var width = sigma[2] / radius;
        var nearest = Math.Max(0, Math.Abs(centre) - 1) / width;
        var sum = 0.0;
        var breakpoints = PolarBreakpoints(centre, width);
        for (var i = 0; i + 1 < breakpoints.Length; i++)
        {
            var (from, to) = (breakpoints[i], breakpoints[i + 1]);
            var distance = Math.Max(0, Math.Max(from - centre, centre - to)) / width;
            if ((distance * distance) - (nearest * nearest) > 2 * Negligible)
            {
                continue;
            }

            for (var k = 0; k < HeightNodes.Length; k++)
            {
                sum += 0.5 * (to - from) * HeightWeights[k] * Around(function, 0.5 * (from + to + ((to - from) * HeightNodes[k])));
            }
        }

        return sum;
    }

    private double[] PolarBreakpoints(double centre, double width)
    {
        var points = new SortedSet<double> { -1, 1 };
        foreach (var k in PeakWidths)
        {
            points.Add(Math.Clamp(centre - (k * width), -1, 1));
            points.Add(Math.Clamp(centre + (k * width), -1, 1));
        }

        if (transition < 1)
        {
            var tilt = Math.Acos(Math.Clamp(Vector3.Dot(velocity, axes[2]) / speed, -1, 1));
            foreach (var c in levels)
            {
                points.Add(Math.Cos(tilt + Math.Acos(c)));
                points.Add(Math.Cos(tilt - Math.Acos(c)));
            }
        }

        return [.. points];
    }

    /// <summary>The integral around one parallel of latitude.</summary>
    private double Around(Func<Vector3, double> function, double height)
    {
        var ring = Math.Sqrt((1 - height) * (1 + height));
        var (vx, vy, vz) = (Vector3.Dot(velocity, axes[0]) / speed, Vector3.Dot(velocity, axes[1]) / speed, Vector3.Dot(velocity, axes[2]) / speed);
        var across = Math.Sqrt((vx * vx) + (vy * vy));
        var start = speed > 0 ? Math.Atan2(vy, vx) : 0;
        var points = new SortedSet<double> { -Math.PI, 0, Math.PI };
        var opening = 0.0;
        if (transition < 1)
        {
            foreach (var c in levels)
            {
                var cosine = (c - (vz * height)) / (across * ring);
                if (Math.Abs(cosine) < 1)
                {
                    points.Add(Math.Acos(cosine));
                    points.Add(-Math.Acos(cosine));
                }

                if (c == levels[levels.Length > 1 ? 1 : 0])
                {
                    // Beyond this angle from the outgoing side the speed is inward or nearly so; nearer it nothing enters.
                    opening = cosine <= -1 ? Math.PI : cosine >= 1 ? 0 : Math.Acos(cosine);
                }
            }
        }

        var sum = 0.0;
        var ends = points.ToArray();
        for (var i = 0; i + 1 < ends.Length; i++)
        {
            if (Math.Max(Math.Abs(ends[i]), Math.Abs(ends[i + 1])) <= opening + 1e-12)
            {
                continue;
            }

            var parts = (int)Math.Clamp(Math.Ceiling((ends[i + 1] - ends[i]) * radius * ring / (4 * sigma[1])), 1, 300);
            var step = (ends[i + 1] - ends[i]) / parts;
            for (var part = 0; part < parts; part++)
            {
                for (var k = 0; k < Rule.Nodes.Length; k++)
                {
                    var (sin, cos) = Math.SinCos(start + ends[i] + (step * (part + 0.5 + (0.5 * Rule.Nodes[k]))));
                    sum += 0.5 * step * Rule.Weights[k] * function((ring * cos * axes[0]) + (ring * sin * axes[1]) + (height * axes[2]));
                }
            }
        }

        return sum;
    }

    internal static Vector3 Multiply(DenseMatrix m, Vector3 v) => new(
        (m[0, 0] * v.X) + (m[0, 1] * v.Y) + (m[0, 2] * v.Z),
        (m[1, 0] * v.X) + (m[1, 1] * v.Y) + (m[1, 2] * v.Z),
        (m[2, 0] * v.X) + (m[2, 1] * v.Y) + (m[2, 2] * v.Z));
}
