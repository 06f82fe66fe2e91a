namespace Ssa.Risk.Numerics;

/// <summary>The exact interval of a binomial probability (Clopper and Pearson 1934, Biometrika 26, 404–413).</summary>
internal static class BinomialInterval
{
    /// <summary>Lower and upper end of the interval that holds the true probability with at least the given confidence.</summary>
    /// <param name="hits">Number of successes.</param>
    /// <param name="trials">Number of trials, at least 1.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    public static (double Lower, double Upper) Of(long hits, long trials, double confidence)
    {
        var tail = 0.5 * (1 - confidence);
        var lower = hits == 0 ? 0 : Solve(x => IncompleteBeta.Regularised(hits, trials - hits + 1, x) - tail);
        var upper = hits == trials ? 1 : Solve(x => IncompleteBeta.Regularised(hits + 1, trials - hits, x) - (1 - tail));
        return (lower, upper);
    }

    /// <summary>The root of an increasing function of a probability, by bisection of its logarithm's odds.</summary>
    private static double Solve(Func<double, double> function)
    {
        var (low, high) = (-60.0, 60.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = 0.5 * (low + high);
            (low, high) = function(1 / (1 + Math.Exp(-middle))) < 0 ? (middle, high) : (low, middle);
        }

        return 1 / (1 + Math.Exp(-0.5 * (low + high)));
    }
}

/// <summary>The regularised incomplete beta function by its continued fraction (Abramowitz and Stegun 26.5.8), evaluated by the method of Lentz.</summary>
internal static class IncompleteBeta
{
    /// <summary>I_x(a, b).</summary>
    public static double Regularised(double a, double b, double x)
    {
        if (x <= 0 || x >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        var front = Math.Exp((a * Math.Log(x)) + (b * LogOneMinus(x)) + LogGamma(a + b) - LogGamma(a) - LogGamma(b));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(a, b, x) / a : 1 - (front * Fraction(b, a, 1 - x) / b);
    }

    /// <summary>ln Γ(x) for positive x: Stirling's series from 15 up, below by recursion.</summary>
    public static double LogGamma(double x)
    {
        var shift = 0.0;
        while (x < 15)
        {
            shift -= Math.Log(x);
            x++;
        }

        var y = 1 / (x * x);
        var series = (1.0 / 12 - (y * (1.0 / 360 - (y * (1.0 / 1260 - (y * (1.0 / 1680 - (y / 1188)))))))) / x;
        return shift + ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series;
    }

    private static double LogOneMinus(double x) => x < 1e-4 ? -x * (1 + (x * (0.5 + (x * (1.0 / 3 + (0.25 * x)))))) : Math.Log(1 - x);

    private static double Fraction(double a, double b, double x)
    {
        const double tiny = 1e-300;
        static double Apart(double v) => Math.Abs(v) < tiny ? tiny : v;
        var c = 1.0;
        var d = 1 / Apart(1 - ((a + b) * x / (a + 1)));
        var value = d;
        for (var m = 1; m < 1_000_000; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Apart(1 + (even * d));
            c = Apart(1 + (even / c));
            value *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Apart(1 + (odd * d));
            c = Apart(1 + (odd / c));
            value *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-15)
            {
                break;
            }
        }

        return value;
    }
}
