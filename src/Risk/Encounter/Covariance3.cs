using Ssa.Propagation.Frames;

namespace Ssa.Risk;

/// <summary>A symmetric covariance of positions, m². Only the six different elements are kept.</summary>
/// <param name="Xx">Variance along the first axis.</param>
/// <param name="Xy">Covariance of the first and second.</param>
/// <param name="Xz">Covariance of the first and third.</param>
/// <param name="Yy">Variance along the second axis.</param>
/// <param name="Yz">Covariance of the second and third.</param>
/// <param name="Zz">Variance along the third axis.</param>
public readonly record struct Covariance3(double Xx, double Xy, double Xz, double Yy, double Yz, double Zz)
{
    /// <summary>A covariance without correlations.</summary>
    /// <param name="sigmaM">The three standard deviations, m.</param>
    public static Covariance3 Diagonal(Vector3 sigmaM) => new(sigmaM.X * sigmaM.X, 0, 0, sigmaM.Y * sigmaM.Y, 0, sigmaM.Z * sigmaM.Z);

    /// <summary>The sum, as of two independent errors.</summary>
    public static Covariance3 operator +(Covariance3 a, Covariance3 b) =>
        new(a.Xx + b.Xx, a.Xy + b.Xy, a.Xz + b.Xz, a.Yy + b.Yy, a.Yz + b.Yz, a.Zz + b.Zz);

    /// <summary>The multiple.</summary>
    public static Covariance3 operator *(double factor, Covariance3 a) =>
        new(factor * a.Xx, factor * a.Xy, factor * a.Xz, factor * a.Yy, factor * a.Yz, factor * a.Zz);

    /// <summary>Whether every element is a number.</summary>
    internal bool IsFinite => double.IsFinite(Xx) && double.IsFinite(Xy) && double.IsFinite(Xz) && double.IsFinite(Yy) && double.IsFinite(Yz) && double.IsFinite(Zz);

    /// <summary>The largest variance along an axis.</summary>
    internal double LargestVariance => Math.Max(Xx, Math.Max(Yy, Zz));
}
