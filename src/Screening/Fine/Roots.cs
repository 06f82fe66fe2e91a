using Ssa.Propagation.Lanes;

namespace Ssa.Screening.Fine;

/// <summary>Roots of the distance's slope and of the distance's excess over a limit, bracketed and refined until the double no longer moves.</summary>
internal static class Roots
{
    private const int MostSteps = 100;
    private const double Tolerance = 1e-14;

    /// <summary>Where the slope passes from negative to not negative.</summary>
    /// <param name="motion">The motion.</param>
    /// <param name="below">An abscissa of negative slope.</param>
    /// <param name="above">A later one of slope not negative.</param>
    public static double OfSlope<T>(RelativeMotion<T> motion, double below, double above)
        where T : unmanaged, ILane<T>
    {
        var x = 0.5 * (below + above);
        for (var i = 0; i < MostSteps; i++)
        {
            var p = motion.At(x);
            if (p.Slope < 0)
            {
                below = x;
            }
            else
            {
                above = x;
            }

            var next = x - (p.Slope / p.Curvature);
            if (!(next > below && next < above))
            {
                next = 0.5 * (below + above);
            }

            if (Math.Abs(next - x) <= Tolerance)
            {
                return next;
            }

            x = next;
        }

        return x;
    }

    /// <summary>Where the distance passes a limit.</summary>
    /// <param name="motion">The motion.</param>
    /// <param name="inside">An abscissa where the distance is at most the limit.</param>
    /// <param name="outside">One, earlier or later, where it is more.</param>
    /// <param name="limitSquared">The limit squared, km².</param>
    public static double OfDistance<T>(RelativeMotion<T> motion, double inside, double outside, double limitSquared)
        where T : unmanaged, ILane<T>
    {
        var x = 0.5 * (inside + outside);
        for (var i = 0; i < MostSteps; i++)
        {
            var p = motion.At(x);
            if (p.Squared <= limitSquared)
            {
                inside = x;
            }
            else
            {
                outside = x;
            }

            var next = x - ((p.Squared - limitSquared) / (2 * p.Slope));
            if (!(next > Math.Min(inside, outside) && next < Math.Max(inside, outside)))
            {
                next = 0.5 * (inside + outside);
            }

            if (Math.Abs(next - x) <= Tolerance)
            {
                return next;
            }

            x = next;
        }

        return x;
    }
}
