using Ssa.Propagation.Frames;
using Ssa.Risk.Numerics;

namespace Ssa.Risk.Curvilinear;

/// <summary>
/// Hall 2021 (JSR 58, 715–728): the expected number of ingresses, ∫ dt of the rate through the sphere, along two-body orbits with errors Gaussian in equinoctial elements. For one isolated encounter it equals the probability;
/// overlap at the window's start is no ingress and is not counted. Without a window the time between the maxima of the mean distance around closest approach is taken, at most half a revolution either way
/// where these are not found.
/// </summary>
internal static class Nc3DMethod
{
    private const int GridSteps = 80;
    private const double Tolerance = 3e-6;

    // Twice what the hardest of the published encounters takes: without a bound, objects that are docked or fly together would keep a processor for as long as anyone waits.
    private const int MostRates = 20_000;

    // Fraction of the highest rate below which a time does not matter: the density at the bounds that leave 1e-6 of a Gaussian outside.
    private const double NegligibleRate = 2.6e-6;

    /// <summary>The expected ingresses in a window, s from the states' instant.</summary>
    public static PcResult Compute(Encounter encounter, (double Start, double End)? window)
    {
        var (curved, reason) = CurvedEncounter.Of(encounter);
        if (curved is null)
        {
            return PcResult.NotComputable(PcMethod.Nc3D, reason!);
        }

        if (curved.RadiusM == 0 || double.IsPositiveInfinity(curved.RadiusM))
        {
            return PcResult.Of(PcMethod.Nc3D, curved.RadiusM == 0 ? 0 : 1);
        }

        var (start, end) = window ?? Segment(curved, CoppolaBounds.Of(encounter));
        var breakpoints = Breakpoints(encounter, curved, start, end);
        if (breakpoints is null)
        {
            return PcResult.NotApplicable(PcMethod.Nc3D, "the peak-overlap point is found at no time");
        }

        var rates = new List<(double Seconds, double? LogRate)>();
        double LogRate(double t)
        {
            var rate = IngressRate.LogAt(curved, t);
            rates.Add((t, rate));
            return rate ?? double.NegativeInfinity;
        }

        var log = LogQuadrature.LogIntegral(LogRate, breakpoints, Tolerance, points: 8, MostRates);
        if (double.IsNaN(log))
        {
            return PcResult.NotComputable(PcMethod.Nc3D, $"the rate changes too often in the window to be integrated with {MostRates} values, as where the objects fly together");
        }

        return PcResult.OfLog(PcMethod.Nc3D, log) with { Remark = Remark(rates) };
    }

    /// <summary>Says so where a time without overlap, which counts as none, stands next to one at which the rate matters; null where none does.</summary>
    private static string? Remark(List<(double Seconds, double? LogRate)> rates)
    {
        var highest = rates.Max(r => r.LogRate) ?? double.NegativeInfinity;
        rates.Sort((a, b) => a.Seconds.CompareTo(b.Seconds));
        bool Matters(int i) => i >= 0 && i < rates.Count && rates[i].LogRate > highest + Math.Log(NegligibleRate);
        var missing = Enumerable.Range(0, rates.Count).Count(i => rates[i].LogRate is null && (Matters(i - 1) || Matters(i + 1)));
        return missing > 0 ? "the peak-overlap point is not found at times next to ones that matter; these count as none" : null;
    }

    /// <summary>Between the maxima of the mean distance before and after closest approach and the middle of the linear encounter.</summary>
    internal static (double Start, double End) Segment(CurvedEncounter curved, CoppolaBounds? linear)
    {
        var middle = linear is { } bounds ? 0.5 * (bounds.StartSeconds + bounds.EndSeconds) : 0;
        var half = 0.5 * curved.ShorterPeriodSeconds;
        const int steps = 60;
        double Distance(double t) => (curved.Second.Mean.State(t).Position - curved.First.Mean.State(t).Position).Norm;
        double Limit(double direction)
        {
            var reach = 1.1 * curved.ShorterPeriodSeconds;
            var step = direction * reach / steps;
            for (var i = 1; i < steps; i++)
            {
                if (direction * middle < Math.Abs(i * step) && Distance(i * step) >= Distance((i - 1) * step) && Distance(i * step) > Distance((i + 1) * step))
                {
                    return Maximiser.Find(Distance, Math.Min((i - 1) * step, (i + 1) * step), Math.Max((i - 1) * step, (i + 1) * step), 4, 1e-3 * Math.Abs(step)).At;
                }
            }

            return direction * half;
        }

        return (Limit(-1), Limit(1));
    }

    /// <summary>Panels around every peak of the rate, widening outwards by doubling.</summary>
    private static double[]? Breakpoints(Encounter encounter, CurvedEncounter curved, double start, double end)
    {
        var points = new SortedSet<double> { start, end };
        double Log(double t) => IngressRate.SmallSphereLogAt(curved, t);
        var (centre, width) = LinearPeak(encounter);
        width = Math.Clamp(width, 1e-6 * (end - start), end - start);
        var times = new SortedSet<double>();
        for (var i = 0; i <= GridSteps; i++)
        {
            times.Add(start + ((end - start) * i / GridSteps));
        }

        for (var k = 0.5; k < 2 * (end - start) / width; k *= 2)
        {
            times.Add(Math.Clamp(centre - (k * width), start, end));
            times.Add(Math.Clamp(centre + (k * width), start, end));
        }

        times.Add(Math.Clamp(centre, start, end));
        var grid = times.ToArray();
        var logs = grid.Select(Log).ToArray();
        var best = logs.Max();
        if (double.IsNegativeInfinity(best))
        {
            return null;
        }

        for (var i = 0; i < grid.Length; i++)
        {
            var (left, right) = (Math.Max(0, i - 1), Math.Min(grid.Length - 1, i + 1));
            if (logs[i] < best - 60 || logs[i] < logs[left] || logs[i] < logs[right])
            {
                continue;
            }

            var (at, value) = Maximiser.Find(Log, grid[left], grid[right], 2, 1e-3 * (grid[right] - grid[left]));
            var peakWidth = Width(Log, at, value, Math.Max(1e-9, 1e-2 * (grid[right] - grid[left])), end - start);
            foreach (var k in new[] { 0, 1.2, 2.5, 4, 6, 9, 18, 36, 72, 144, 288, 576, 1152, 2304 })
            {
                if (k * peakWidth < end - start)
                {
                    points.Add(Math.Clamp(at - (k * peakWidth), start, end));
                    points.Add(Math.Clamp(at + (k * peakWidth), start, end));
                }
            }
        }

        return [.. points];
    }

    /// <summary>The width at which the rate has fallen by e^(−1/2), by doubling or halving the step.</summary>
    internal static double Width(Func<double, double> log, double at, double value, double step, double limit)
    {
        double Fall(double h) => value - Math.Min(log(at - h), log(at + h));
        for (var i = 0; i < 40 && Fall(step) > 1; i++)
        {
            step *= 0.5;
        }

        for (var i = 0; i < 60 && Fall(step) < 0.25 && step < limit; i++)
        {
            step *= 2;
        }

        var fall = Fall(step);
        return Math.Min(limit, double.IsFinite(fall) && fall > 0 ? step * Math.Sqrt(0.5 / fall) : step);
    }

    /// <summary>Time and width of the peak along straight lines.</summary>
    internal static (double Centre, double Width) LinearPeak(Encounter encounter)
    {
        var covariance = InertialCovariance.Of(encounter.First).Position + InertialCovariance.Of(encounter.Second).Position;
        var matrix = DenseMatrix.Diagonal([covariance.Xx, covariance.Yy, covariance.Zz]);
        matrix[0, 1] = matrix[1, 0] = covariance.Xy;
        matrix[0, 2] = matrix[2, 0] = covariance.Xz;
        matrix[1, 2] = matrix[2, 1] = covariance.Yz;
        var r = encounter.Second.PositionM - encounter.First.PositionM;
        var v = encounter.Second.VelocityMPerS - encounter.First.VelocityMPerS;
        if (matrix.Inverse() is not { } inverse)
        {
            return (0, 1);
        }

        var pull = SphereIntegral.Multiply(inverse, v);
        var rate = Vector3.Dot(v, pull);
        return rate > 0 && double.IsFinite(rate) ? (-Vector3.Dot(r, pull) / rate, 1 / Math.Sqrt(rate)) : (0, 1);
    }
}
