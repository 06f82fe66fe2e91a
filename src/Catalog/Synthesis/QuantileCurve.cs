namespace Ssa.Catalog;

/// <summary>A distribution given by some of its quantiles, straight between them.</summary>
internal sealed class QuantileCurve
{
    private readonly (double Probability, double Value)[] points;

    /// <param name="points">Probabilities ascending from 0 to 1, each with its quantile; values must not descend.</param>
    public QuantileCurve(params (double Probability, double Value)[] points) => this.points = points;

    /// <summary>One value for all.</summary>
    public static QuantileCurve Constant(double value) => new((0, value), (1, value));

    /// <summary>All values between two alike.</summary>
    public static QuantileCurve Uniform(double low, double high) => new((0, low), (1, high));

    /// <summary>The curve through the 1, 5, 25, 50, 75, 95 and 99 % quantiles, the outer two taken as its ends.</summary>
    public static QuantileCurve OfSeven(double q01, double q05, double q25, double q50, double q75, double q95, double q99) =>
        new((0, q01), (0.05, q05), (0.25, q25), (0.5, q50), (0.75, q75), (0.95, q95), (1, q99));

    /// <summary>The quantile of a probability from 0 to 1.</summary>
    public double At(double probability)
    {
        var upper = 1;
        while (upper < points.Length - 1 && probability > points[upper].Probability)
        {
            upper++;
        }

        var (p0, v0) = points[upper - 1];
        var (p1, v1) = points[upper];
        return v0 + (v1 - v0) * ((probability - p0) / (p1 - p0));
    }
}
