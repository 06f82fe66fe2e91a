namespace Ssa.Risk.Numerics;

/// <summary>A number with its six partial derivatives (forward automatic differentiation): exact Jacobians of the two-body problem without a page of formulas.</summary>
internal readonly struct Dual6
{
    private readonly double a, b, c, d, e, f;

    private Dual6(double value, double a, double b, double c, double d, double e, double f)
    {
        Value = value;
        (this.a, this.b, this.c, this.d, this.e, this.f) = (a, b, c, d, e, f);
    }

    /// <summary>The number.</summary>
    public double Value { get; }

    /// <summary>One partial derivative.</summary>
    public double this[int i] => i switch { 0 => a, 1 => b, 2 => c, 3 => d, 4 => e, _ => f };

    public static implicit operator Dual6(double value) => new(value, 0, 0, 0, 0, 0, 0);

    public static Dual6 operator +(Dual6 x, Dual6 y) => new(x.Value + y.Value, x.a + y.a, x.b + y.b, x.c + y.c, x.d + y.d, x.e + y.e, x.f + y.f);

    public static Dual6 operator -(Dual6 x, Dual6 y) => x + (-1 * y);

    public static Dual6 operator *(double k, Dual6 x) => x.Chain(k * x.Value, k);

    public static Dual6 operator *(Dual6 x, Dual6 y)
    {
        var (p, q) = (x.Value, y.Value);
        return new(p * q, (x.a * q) + (y.a * p), (x.b * q) + (y.b * p), (x.c * q) + (y.c * p), (x.d * q) + (y.d * p), (x.e * q) + (y.e * p), (x.f * q) + (y.f * p));
    }

    public static Dual6 operator /(Dual6 x, Dual6 y) => x * y.Chain(1 / y.Value, -1 / (y.Value * y.Value));

    /// <summary>The i-th of six independent variables.</summary>
    public static Dual6 Variable(double value, int i) => new(value, i == 0 ? 1 : 0, i == 1 ? 1 : 0, i == 2 ? 1 : 0, i == 3 ? 1 : 0, i == 4 ? 1 : 0, i == 5 ? 1 : 0);

    public static Dual6 Pow(Dual6 x, double exponent) => x.Chain(Math.Pow(x.Value, exponent), exponent * Math.Pow(x.Value, exponent - 1));

    public static Dual6 Sqrt(Dual6 x)
    {
        var root = Math.Sqrt(x.Value);
        return x.Chain(root, 0.5 / root);
    }

    public static Dual6 Sin(Dual6 x) => x.Chain(Math.Sin(x.Value), Math.Cos(x.Value));

    public static Dual6 Cos(Dual6 x) => x.Chain(Math.Cos(x.Value), -Math.Sin(x.Value));

    private Dual6 Chain(double value, double slope) => new(value, slope * a, slope * b, slope * c, slope * d, slope * e, slope * f);
}
