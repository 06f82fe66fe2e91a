namespace Ssa.Risk.Numerics;

/// <summary>The maximum of a smooth function of one variable: the best of a grid, then golden sections between its neighbours.</summary>
internal static class Maximiser
{
    private static readonly double Golden = (Math.Sqrt(5) - 1) / 2;

    /// <summary>Where the function is largest in [from, to], to within the width given, and its value there.</summary>
    public static (double At, double Value) Find(Func<double, double> function, double from, double to, int gridSteps, double width)
    {
        // Sections between neighbouring numbers do not get shorter: an interval narrower than that would be cut for ever.
        width = Math.Max(width, 8 * (Math.BitIncrement(Math.Max(Math.Abs(from), Math.Abs(to))) - Math.Max(Math.Abs(from), Math.Abs(to))));
        var step = (to - from) / gridSteps;
        var (best, value) = (from, function(from));
        for (var i = 1; i <= gridSteps; i++)
        {
            var candidate = function(from + (i * step));
            if (candidate > value)
            {
                (best, value) = (from + (i * step), candidate);
            }
        }

        var (a, b) = (Math.Max(from, best - step), Math.Min(to, best + step));
        var (c, d) = (b - (Golden * (b - a)), a + (Golden * (b - a)));
        var (fc, fd) = (function(c), function(d));
        while (b - a > width)
        {
            if (fc > fd)
            {
                (b, d, fd) = (d, c, fc);
                c = b - (Golden * (b - a));
                fc = function(c);
            }
            else
            {
                (a, c, fc) = (c, d, fd);
                d = a + (Golden * (b - a));
                fd = function(d);
            }
        }

        var middle = 0.5 * (a + b);
        var peak = function(middle);
        return peak >= value ? (middle, peak) : (best, value);
    }
}
