namespace Ssa.Risk.Numerics;

/// <summary>The probability of an interval under the standard normal distribution, as a logarithm: exact to rounding for narrow intervals and for intervals far out in a tail.</summary>
internal static class NormalInterval
{
    private static readonly GaussLegendre Rule = GaussLegendre.Of(12);

    /// <summary>ln(Φ(centre + half) − Φ(centre − half)); minus infinity for an empty interval.</summary>
    /// <param name="centre">The middle of the interval, in sigmas; its sign does not matter.</param>
    /// <param name="half">Half the width, in sigmas, not negative.</param>
    public static double LogProbability(double centre, double half)
    {
        if (!(half > 0))
        {
            return double.NegativeInfinity;
        }

        centre = Math.Abs(centre);
        if (half * (1 + centre) < 1)
        {
            // Narrow: the difference of two error functions would cancel; the density is integrated instead.
            var sum = 0.0;
            for (var i = 0; i < Rule.Nodes.Length; i++)
            {
                var u = half * Rule.Nodes[i];
                sum += Rule.Weights[i] * Math.Exp(-u * (centre + (0.5 * u)));
            }

            return (-0.5 * centre * centre) + Math.Log(half * sum / Math.Sqrt(2 * Math.PI));
        }

        var low = (centre - half) / Math.Sqrt(2);
        var high = (centre + half) / Math.Sqrt(2);
        if (low <= 0)
        {
            return Math.Log(0.5 * (ErrorFunction.Erf(high) + ErrorFunction.Erf(-low)));
        }

        // Both ends in the same tail: scaled complementary functions of the same sign. high² − low² = 2·centre·half, without cancellation.
        var difference = ErrorFunction.ScaledErfc(low) - (Math.Exp(-2 * centre * half) * ErrorFunction.ScaledErfc(high));
        return (-low * low) + Math.Log(0.5 * difference);
    }
}
