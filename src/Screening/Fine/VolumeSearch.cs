using Ssa.Propagation.Lanes;

namespace Ssa.Screening.Fine;

/// <summary>
/// Finds minima of a volume's metric, and where the pair leaves the volume, over an interval whose stretched motion is one polynomial. Inside a flat volume two
/// minima can lie a second apart, and a box's metric has kinks, so that even samples could miss some: the interval is halved until bounds on each
/// component and its derivatives leave no doubt.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
/// <param name="motion">The stretched motion over the interval.</param>
internal sealed class VolumeSearch<T>(RelativeMotion<T> motion)
    where T : unmanaged, ILane<T>
{
    // A component that bends by less than this over half an interval is a straight line, km: two minima with no more of a rise between them are one.
    private const double NegligibleKm = 1e-7;

    // How finely the rise between two minima is looked at; there is one top between neighbours.
    private const int RiseSamples = 16;

    private readonly double[] _bend = new double[3];
    private readonly Component[] _axes = new Component[3];

    /// <summary>Finds the minima at most so far away.</summary>
    /// <param name="from">The abscissa from which to look.</param>
    /// <param name="to">The abscissa to which to look.</param>
    /// <param name="limitKm">The stretched distance beyond which no minimum is sought, km.</param>
    /// <param name="minima">Gets the abscissas, ascending.</param>
    public void FindMinima(double from, double to, double limitKm, List<double> minima)
    {
        BoundBends();
        Halve(from, motion.At(from).Slope, to, motion.At(to).Slope, limitKm, minima);
        Merge(minima);
    }

    /// <summary>The first abscissa at which the pair leaves a distance.</summary>
    /// <param name="inside">An abscissa inside.</param>
    /// <param name="end">The abscissa, earlier or later, to which to look.</param>
    /// <param name="limitKm">The stretched distance, km.</param>
    public double? FindExit(double inside, double end, double limitKm)
    {
        BoundBends();
        return Exit(inside, end, limitKm);
    }

    /// <summary>Whether even samples show every minimum at most so far away.</summary>
    /// <param name="spacing">The spacing of the samples.</param>
    /// <param name="limitKm">The stretched distance, km.</param>
    /// <param name="negligibleKm">The rise between two minima, km, below which they are one.</param>
    public bool IsShownBySamples(double spacing, double limitKm, double negligibleKm)
    {
        BoundBends();
        BoundAxes(0, 1);
        return LargestBendOver(spacing / 2) <= negligibleKm || LowestKm() > limitKm;
    }

    /// <summary>Of two neighbours without a noticeable rise between them the lower stays, as where a component bends by nanometres beside a kink.</summary>
    private void Merge(List<double> minima)
    {
        for (var i = minima.Count - 1; i > 0; i--)
        {
            var (left, right) = (DistanceAt(minima[i - 1]), DistanceAt(minima[i]));
            var highest = 0.0;
            for (var k = 1; k < RiseSamples; k++)
            {
                highest = Math.Max(highest, DistanceAt(minima[i - 1] + ((minima[i] - minima[i - 1]) * k / RiseSamples)));
            }

            if (highest - Math.Max(left, right) <= NegligibleKm)
            {
                minima.RemoveAt(left <= right ? i : i - 1);
            }
        }
    }

    private double DistanceAt(double x) => Math.Sqrt(motion.At(x).Squared);

    private void Halve(double from, double slopeFrom, double to, double slopeTo, double limitKm, List<double> minima)
    {
        var middle = 0.5 * (from + to);
        var half = 0.5 * (to - from);
        BoundAxes(middle, half);
        if (LowestKm() > limitKm || IsMonotonic(half))
        {
            return;
        }

        if (LargestBendOver(half) <= NegligibleKm || IsConvex())
        {
            if (slopeFrom < 0 && slopeTo >= 0)
            {
                minima.Add(Roots.OfSlope(motion, from, to));
            }

            return;
        }

        var slope = motion.At(middle).Slope;
        Halve(from, slopeFrom, middle, slope, limitKm, minima);
        Halve(middle, slope, to, slopeTo, limitKm, minima);
    }

    private double? Exit(double near, double far, double limitKm)
    {
        var middle = 0.5 * (near + far);
        var half = 0.5 * Math.Abs(far - near);
        BoundAxes(middle, half);
        if (HighestKm() <= limitKm)
        {
            return null;
        }

        if (LargestBendOver(half) <= NegligibleKm)
        {
            return motion.At(far).Squared > limitKm * limitKm ? Roots.OfDistance(motion, near, far, limitKm * limitKm) : null;
        }

        return Exit(near, middle, limitKm) ?? Exit(middle, far, limitKm);
    }

    /// <summary>Bounds |c''| of each component over the whole interval: |Tₖ''| ≤ k² (k² − 1)/3.</summary>
    private void BoundBends()
    {
        for (var axis = 0; axis < 3; axis++)
        {
            var coefficients = motion.Coefficients(axis);
            _bend[axis] = 0;
            for (var k = 2; k < Chebyshev.Count; k++)
            {
                _bend[axis] += Math.Abs(coefficients[k]) * k * k * ((k * k) - 1) / 3;
            }
        }
    }

    /// <summary>Bounds each component over an interval by its Taylor polynomial in the middle.</summary>
    private void BoundAxes(double middle, double half)
    {
        for (var axis = 0; axis < 3; axis++)
        {
            var (value, rate) = motion.ComponentAt(axis, middle);
            var reach = (Math.Abs(rate) * half) + (0.5 * _bend[axis] * half * half);
            var (low, high) = (Math.Max(0, Math.Abs(value) - reach), Math.Abs(value) + reach);
            _axes[axis] = new Component(value, rate, low, high, Math.Max(0, Math.Abs(rate) - (_bend[axis] * half)), Math.Abs(rate) + (_bend[axis] * half));
        }
    }

    private double LargestBendOver(double half) => 0.5 * half * half * Math.Max(_bend[0], Math.Max(_bend[1], _bend[2]));

    private double LowestKm() => motion.IsBox
        ? Math.Max(_axes[0].Low, Math.Max(_axes[1].Low, _axes[2].Low))
        : Math.Sqrt((_axes[0].Low * _axes[0].Low) + (_axes[1].Low * _axes[1].Low) + (_axes[2].Low * _axes[2].Low));

    private double HighestKm() => motion.IsBox
        ? Math.Max(_axes[0].High, Math.Max(_axes[1].High, _axes[2].High))
        : Math.Sqrt((_axes[0].High * _axes[0].High) + (_axes[1].High * _axes[1].High) + (_axes[2].High * _axes[2].High));

    /// <summary>Whether the metric certainly rises or certainly falls throughout the interval.</summary>
    private bool IsMonotonic(double half)
    {
        if (!motion.IsBox)
        {
            double slope = 0, change = 0;
            for (var axis = 0; axis < 3; axis++)
            {
                ref readonly var c = ref _axes[axis];
                slope += c.Value * c.Rate;
                change += (c.FastestRate * c.FastestRate) + (c.High * _bend[axis]);
            }

            return Math.Abs(slope) > change * half;
        }

        // Every component that may be the largest somewhere has to go the same way throughout.
        var lowest = LowestKm();
        var way = 0;
        for (var axis = 0; axis < 3; axis++)
        {
            ref readonly var c = ref _axes[axis];
            if (c.High < lowest)
            {
                continue;
            }

            var own = c.Low > 0 && c.SlowestRate > 0 ? Math.Sign(c.Value * c.Rate) : 0;
            if (own == 0 || own == -way)
            {
                return false;
            }

            way = own;
        }

        return true;
    }

    /// <summary>Whether the square of an ellipsoid's metric is certainly convex, so that it has one minimum at most.</summary>
    private bool IsConvex()
    {
        var curvature = 0.0;
        for (var axis = 0; axis < 3; axis++)
        {
            curvature += (_axes[axis].SlowestRate * _axes[axis].SlowestRate) - (_axes[axis].High * _bend[axis]);
        }

        return !motion.IsBox && curvature > 0;
    }

    /// <summary>A component in the middle of an interval, and bounds on its size and its rate throughout.</summary>
    private readonly record struct Component(double Value, double Rate, double Low, double High, double SlowestRate, double FastestRate);
}
