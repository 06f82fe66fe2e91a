namespace Ssa.Risk.Numerics;

/// <summary>
/// Integrates a positive function that is given as its logarithm, so that results of 1e-168 and below neither vanish nor lose digits: Gauss–Legendre on panels
/// between given breakpoints, each halved until both halves together agree with the whole.
/// </summary>
internal static class LogQuadrature
{
    private const int MaximumDepth = 40;
    private const double Headroom = 100;

    /// <summary>ln of the integral of exp(logIntegrand) over the panels.</summary>
    /// <param name="logIntegrand">The logarithm of the integrand; minus infinity where it vanishes.</param>
    /// <param name="breakpoints">Ends of the panels, ascending.</param>
    /// <param name="tolerance">Relative error aimed at.</param>
    /// <param name="points">Nodes a panel.</param>
    /// <param name="mostValues">The most values of the integrand; beyond them the result is not a number.</param>
    public static double LogIntegral(Func<double, double> logIntegrand, ReadOnlySpan<double> breakpoints, double tolerance = 1e-11, int points = 16, int mostValues = int.MaxValue)
    {
        var rule = GaussLegendre.Of(points);
        var scale = double.NegativeInfinity;
        for (var i = 0; i + 1 < breakpoints.Length; i++)
        {
            foreach (var node in rule.Nodes)
            {
                scale = Math.Max(scale, logIntegrand(At(breakpoints[i], breakpoints[i + 1], node)));
            }
        }

        // A peak between the first nodes may stand far above them; then the sum starts again with the scale that it showed.
        while (!double.IsNegativeInfinity(scale))
        {
            var run = new Run(logIntegrand, rule, scale, Math.Max(tolerance, 1e-15 * Math.Abs(scale)), mostValues);
            var sum = run.Sum(breakpoints);
            if (run.IsExhausted)
            {
                return double.NaN;
            }

            if (!(run.Highest > scale + Headroom))
            {
                return scale + Math.Log(sum);
            }

            scale = run.Highest;
        }

        return scale;
    }

    private static double At(double from, double to, double node) => (0.5 * (from + to)) + (0.5 * (to - from) * node);

    /// <summary>One pass with a fixed scale. The tolerance allows for the exponent's own rounding, which no halving removes.</summary>
    private sealed class Run(Func<double, double> logIntegrand, GaussLegendre rule, double scale, double tolerance, int mostValues)
    {
        private double total;
        private long values;

        /// <summary>The highest logarithm that was met.</summary>
        public double Highest { get; private set; } = double.NegativeInfinity;

        /// <summary>Whether more values would have been needed than may be taken.</summary>
        public bool IsExhausted => values > mostValues;

        public double Sum(ReadOnlySpan<double> breakpoints)
        {
            var panels = new double[breakpoints.Length];
            for (var i = 0; i + 1 < breakpoints.Length; i++)
            {
                panels[i] = Panel(breakpoints[i], breakpoints[i + 1]);
                total += panels[i];
            }

            var sum = 0.0;
            for (var i = 0; i + 1 < breakpoints.Length; i++)
            {
                sum += Refined(breakpoints[i], breakpoints[i + 1], panels[i], 0);
            }

            return sum;
        }

        private double Refined(double from, double to, double whole, int depth)
        {
            var middle = 0.5 * (from + to);
            var left = Panel(from, middle);
            var right = Panel(middle, to);
            return depth >= MaximumDepth || IsExhausted || Highest > scale + Headroom || Math.Abs(left + right - whole) <= tolerance * Math.Max(whole, 1e-3 * total)
                ? left + right
                : Refined(from, middle, left, depth + 1) + Refined(middle, to, right, depth + 1);
        }

        private double Panel(double from, double to)
        {
            var sum = 0.0;
            values += rule.Nodes.Length;
            for (var i = 0; i < rule.Nodes.Length; i++)
            {
                var log = logIntegrand(At(from, to, rule.Nodes[i]));
                Highest = Math.Max(Highest, log);
                sum += rule.Weights[i] * Math.Exp(Math.Min(log - scale, 2 * Headroom));
            }

            return 0.5 * (to - from) * sum;
        }
    }
}
