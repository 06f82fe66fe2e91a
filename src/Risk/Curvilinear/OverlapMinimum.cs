using Ssa.Propagation.Frames;
using Ssa.Risk.Numerics;

namespace Ssa.Risk.Curvilinear;

/// <summary>
/// The time at which the modified distance Q = M² + ln det of the peak overlap is least, with its course there by differences over one sigma either way (Hall, Baars and Casali 2023, AAS 23-398). All derivatives are by
/// time, at <see cref="Seconds"/>.
/// </summary>
internal sealed class OverlapMinimum
{
    private const int MaximumSteps = 80;
    private const double LongestStepInSigmas = 10;
    private const double Settled = 1e-3;

    private OverlapMinimum(double seconds, double step, PeakOverlap before, PeakOverlap at, PeakOverlap after)
    {
        (Seconds, At) = (seconds, at);
        var (twice, square) = (1 / (2 * step), 1 / (step * step));
        Slope = twice * (after.Q - before.Q);
        Curvature = square * (after.Q - (2 * at.Q) + before.Q);
        PositionRate = twice * (after.Position - before.Position);
        PositionBend = square * (after.Position - (2 * at.Position) + before.Position);
        InverseRate = Combine(twice, after.PositionInverse - before.PositionInverse);
        InverseBend = Combine(square, after.PositionInverse - at.PositionInverse - (at.PositionInverse - before.PositionInverse));
    }

    /// <summary>The middle time, within 1e-3 sigma of the minimum, s from the states' instant.</summary>
    public double Seconds { get; }

    /// <summary>The overlap there.</summary>
    public PeakOverlap At { get; }

    /// <summary>dQ/dt, 1/s.</summary>
    public double Slope { get; }

    /// <summary>d²Q/dt², 1/s²; positive.</summary>
    public double Curvature { get; }

    /// <summary>Velocity of the mode of the relative position, m/s: its own, not the mode of the velocity.</summary>
    public Vector3 PositionRate { get; }

    /// <summary>Its acceleration, m/s².</summary>
    public Vector3 PositionBend { get; }

    /// <summary>Rate of the inverse covariance, 1/(m²·s).</summary>
    public DenseMatrix InverseRate { get; }

    /// <summary>Second derivative of the inverse covariance, 1/(m²·s²).</summary>
    public DenseMatrix InverseBend { get; }

    /// <summary>Time of the minimum for a point mass, s.</summary>
    public double MinimumSeconds => Seconds - (Slope / Curvature);

    /// <summary>Standard deviation in time of the rate of a small sphere, s.</summary>
    public double SigmaSeconds => Math.Sqrt(2 / Curvature);

    /// <summary>Q at the minimum.</summary>
    public double Least => At.Q - (0.5 * Slope * Slope / Curvature);

    /// <summary>The minimum nearest to where straight lines have it, or why none is found.</summary>
    public static (OverlapMinimum? Minimum, string? Reason) Find(CurvedEncounter curved, (double Centre, double Width) linear)
    {
        var (t, sigma) = linear;
        for (var i = 0; i < MaximumSteps; i++)
        {
            if (PeakOverlap.At(curved, t - sigma) is not { } before || PeakOverlap.At(curved, t) is not { } at || PeakOverlap.At(curved, t + sigma) is not { } after)
            {
                return (null, "the peak-overlap point is not found near closest approach");
            }

            var slope = (after.Q - before.Q) / (2 * sigma);
            var curvature = (after.Q - (2 * at.Q) + before.Q) / (sigma * sigma);
            if (!(curvature > 0))
            {
                // Bent downwards: walk downhill until the curve bends up.
                t -= 3 * sigma * Math.Sign(slope);
                if (slope == 0)
                {
                    break;
                }

                continue;
            }

            var next = Math.Sqrt(2 / curvature);
            var step = Math.Clamp(-slope / curvature, -LongestStepInSigmas * next, LongestStepInSigmas * next);
            if (i > 0 && Math.Abs(step) < Settled * next)
            {
                return (new(t, sigma, before, at, after), null);
            }

            (t, sigma) = (t + step, next);
            if (!double.IsFinite(t) || Math.Abs(t) > curved.ShorterPeriodSeconds)
            {
                break;
            }
        }

        return (null, "the modified distance has no minimum near closest approach");
    }

    private static DenseMatrix Combine(double factor, DenseMatrix m)
    {
        var scaled = new DenseMatrix(m.Rows, m.Columns);
        for (var i = 0; i < m.Rows; i++)
        {
            for (var j = 0; j < m.Columns; j++)
            {
                scaled[i, j] = factor * m[i, j];
            }
        }

        return scaled;
    }
}
