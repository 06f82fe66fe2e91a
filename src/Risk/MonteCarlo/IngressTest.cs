using Ssa.Propagation.Frames;
using Ssa.Risk.Curvilinear;

namespace Ssa.Risk.MonteCarlo;

/// <summary>What a trial came to.</summary>
internal enum TrialOutcome
{
    /// <summary>The objects stay apart.</summary>
    Miss,

    /// <summary>Apart at the window's start, they come within the radius.</summary>
    Ingress,

    /// <summary>They overlap at the window's start already.</summary>
    StartOverlap,
}

/// <summary>
/// Decides whether two Kepler orbits come within a radius of each other in a window, without steps that could jump over it: over an interval the relative motion departs from a straight line by at most ½·A·h², A a bound on the
/// relative acceleration; an interval is halved until the straight line decides.
/// </summary>
internal readonly struct IngressTest(double startSeconds, double endSeconds, double radiusM)
{
    // Where the bent path's error is below this fraction of the radius, the straight line's distance decides.
    private const double Precision = 1e-4;
    private const int MaximumDepth = 48;

    /// <summary>The outcome of one trial.</summary>
    public TrialOutcome Of(in EquinoctialElements first, in EquinoctialElements second)
    {
        var (r1, _) = first.State(startSeconds);
        var (r2, _) = second.State(startSeconds);
        return (r2 - r1).Norm <= radiusM ? TrialOutcome.StartOverlap
            : Enters(first, second, startSeconds, endSeconds, 0) ? TrialOutcome.Ingress
            : TrialOutcome.Miss;
    }

    private bool Enters(in EquinoctialElements first, in EquinoctialElements second, double from, double to, int depth)
    {
        var (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
        var (r1, v1) = first.State(middle);
        var (r2, v2) = second.State(middle);
        var (r, v) = (r2 - r1, v2 - v1);
        var square = Vector3.Dot(v, v);
        var nearest = square > 0 ? Math.Clamp(-Vector3.Dot(r, v) / square, -half, half) : 0;
        var distance = (r + (nearest * v)).Norm;
        var lowest = Math.Min(Lowest(first, r1, v1, half), Lowest(second, r2, v2, half));
        // Both fall alike: the difference of their accelerations is at most 2µ/ρ³ times their distance, and never more than 2µ/ρ².
        var gravity = 2 * EquinoctialElements.Mu / (lowest * lowest);
        var apart = r.Norm + (v.Norm * half) + (0.5 * gravity * half * half);
        var bend = 0.5 * Math.Min(gravity, gravity * apart / lowest) * half * half;
        return distance - bend <= radiusM
            && (bend <= Precision * radiusM || depth >= MaximumDepth
                ? distance <= radiusM
                : Enters(first, second, from, middle, depth + 1) || Enters(first, second, middle, to, depth + 1));
    }

    /// <summary>A bound on how near the Earth's centre an object comes within half an interval; not below its perigee.</summary>
    private static double Lowest(in EquinoctialElements orbit, Vector3 r, Vector3 v, double half)
    {
        var a = Math.Cbrt(EquinoctialElements.Mu / (orbit.N * orbit.N));
        var perigee = a * (1 - Math.Sqrt((orbit.Af * orbit.Af) + (orbit.Ag * orbit.Ag)));
        var fall = EquinoctialElements.Mu / (perigee * perigee);
        return Math.Max(perigee, r.Norm - (v.Norm * half) - (0.5 * fall * half * half));
    }
}
