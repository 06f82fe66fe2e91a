namespace Ssa.Risk.Numerics;

/// <summary>
/// A number as the unevaluated sum of two doubles, about 32 significant digits (Dekker 1971; Knuth, TAOCP 2, 4.2.2). The projection of a covariance whose axes differ by a factor of
/// 1,000 loses six digits of the small one; a probability of 1e-168 turns that loss into one of its own third digit. Projections are therefore made in these numbers and rounded once.
/// </summary>
internal readonly struct DoubleDouble
{
    private readonly double high;
    private readonly double low;

    private DoubleDouble(double high, double low)
    {
        this.high = high;
        this.low = low;
    }

    public static implicit operator DoubleDouble(double value) => new(value, 0);

    public static explicit operator double(DoubleDouble value) => value.high + value.low;

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        var s = TwoSum(a.high, b.high);
        var t = TwoSum(a.low, b.low);
        s = FastTwoSum(s.high, s.low + t.high);
        return FastTwoSum(s.high, s.low + t.low);
    }

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.high, -a.low);

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        var product = a.high * b.high;
        var error = Math.FusedMultiplyAdd(a.high, b.high, -product);
        return FastTwoSum(product, error + ((a.high * b.low) + (a.low * b.high)));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        var first = a.high / b.high;
        var rest = a - (b * first);
        var second = rest.high / b.high;
        rest -= b * second;
        return FastTwoSum(first, second) + (rest.high / b.high);
    }

    public static bool operator <(DoubleDouble a, DoubleDouble b) => (a - b).high < 0;

    public static bool operator >(DoubleDouble a, DoubleDouble b) => (a - b).high > 0;

    /// <summary>The square root of a number that is not negative: one Newton step after the double's own.</summary>
    public static DoubleDouble Sqrt(DoubleDouble a)
    {
        if (a.high <= 0)
        {
            return 0;
        }

        var root = Math.Sqrt(a.high);
        return (DoubleDouble)root + ((a - ((DoubleDouble)root * root)).high / (2 * root));
    }

    private static DoubleDouble TwoSum(double a, double b)
    {
        var sum = a + b;
        var part = sum - a;
        return new(sum, (a - (sum - part)) + (b - part));
    }

    private static DoubleDouble FastTwoSum(double a, double b)
    {
        var sum = a + b;
        return new(sum, b - (sum - a));
    }
}
