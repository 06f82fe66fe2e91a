using System.Runtime.CompilerServices;

namespace Ssa.Propagation.Lanes;

/// <summary>
/// Sine, cosine and arc tangent over lanes, ours so that every width, processor and operating system gives the same bits.
/// Errors stay below 2 units in the last place, or 1e-27 next to a zero, for |x| up to 10⁶ radians. Minimax coefficients of sine and cosine on ±π/4: FDLIBM (Sun
/// Microsystems, 1993), k_sin and k_cos; of the arc tangent: Cephes (Moshier, 1989), atan.
/// </summary>
internal static class LaneMath
{
    /// <summary>2π as double precision has it: SGP4's modulus.</summary>
    public const double TwoPi = 2 * Math.PI;

    // Adding 1.5·2⁵² rounds to the nearest whole number and leaves it in the lowest mantissa bits.
    private const double RoundingShift = 6755399441055744.0;

    // π/2 = High + Low to 107 bits; the products with a quadrant number are exact under fused multiply-add.
    private const double HalfPiHigh = 1.5707963267948966;
    private const double HalfPiLow = 6.123233995736766e-17;

    // The first terms that SinCosSmall leaves out are then x¹¹/11! < 2⁻⁶⁹ and x¹⁰/10! < 2⁻⁶¹.
    private const double SmallAngle = 0.0625;

    /// <summary>Sine and cosine of any angle in radians.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SinCos<T>(T x, out T sin, out T cos)
        where T : unmanaged, ILane<T>
    {
        var shifted = T.Fma(x, T.Of(2 / Math.PI), T.Of(RoundingShift));
        var quadrant = shifted - T.Of(RoundingShift);
        var r = T.Fma(quadrant, T.Of(-HalfPiHigh), x);
        r = T.Fma(quadrant, T.Of(-HalfPiLow), r);
        var z = r * r;

        // Estrin's scheme: the shorter chain of dependent operations lets wide registers work side by side.
        var z2 = z * z;
        var s = T.Fma(z2, T.Fma(z, T.Of(1.58969099521155010221e-10), T.Of(-2.50507602534068634195e-08)),
            T.Fma(z, T.Of(2.75573137070700676789e-06), T.Of(-1.98412698298579493134e-04)));
        s = T.Fma(z2, s, T.Fma(z, T.Of(8.33333333332248946124e-03), T.Of(-1.66666666666666324348e-01)));
        s = T.Fma(r * z, s, r);

        var c = T.Fma(z2, T.Fma(z, T.Of(-1.13596475577881948265e-11), T.Of(2.08757232129817482790e-09)),
            T.Fma(z, T.Of(-2.75573143513906633035e-07), T.Of(2.48015872894767294178e-05)));
        c = T.Fma(z2, c, T.Fma(z, T.Of(-1.38888888888741095749e-03), T.Of(4.16666666666666019037e-02)));
        c = T.Fma(z2, c, T.Fma(z, T.Of(-0.5), T.Of(1)));

        var isOdd = T.IsLowestBitSet(shifted);
        sin = T.Xor(T.Select(isOdd, c, s), T.SecondLowestBitAsSign(shifted));
        cos = T.Xor(T.Select(isOdd, s, c), T.SecondLowestBitAsSign(shifted + T.Of(1)));
    }

    /// <summary>Sine alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sin<T>(T x)
        where T : unmanaged, ILane<T>
    {
        SinCos(x, out var sin, out _);
        return sin;
    }

    /// <summary>Cosine alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cos<T>(T x)
        where T : unmanaged, ILane<T>
    {
        SinCos(x, out _, out var cos);
        return cos;
    }

    /// <summary>
    /// Sine and cosine of an angle up to 0.95 rad, the largest step of Kepler's iteration: Taylor series whose first terms left out are
    /// 0.95¹⁹/19! = 3e-18 and 0.95¹⁸/18! = 6e-17.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SinCosStep<T>(T x, out T sin, out T cos)
        where T : unmanaged, ILane<T>
    {
        var z = x * x;
        var s = T.Fma(z, T.Of(1.0 / 355687428096000), T.Of(-1.0 / 1307674368000));
        s = T.Fma(z, s, T.Of(1.0 / 6227020800));
        s = T.Fma(z, s, T.Of(-1.0 / 39916800));
        s = T.Fma(z, s, T.Of(1.0 / 362880));
        s = T.Fma(z, s, T.Of(-1.0 / 5040));
        s = T.Fma(z, s, T.Of(1.0 / 120));
        s = T.Fma(z, s, T.Of(-1.0 / 6));
        sin = T.Fma(x * z, s, x);
        var c = T.Fma(z, T.Of(1.0 / 20922789888000), T.Of(-1.0 / 87178291200));
        c = T.Fma(z, c, T.Of(1.0 / 479001600));
        c = T.Fma(z, c, T.Of(-1.0 / 3628800));
        c = T.Fma(z, c, T.Of(1.0 / 40320));
        c = T.Fma(z, c, T.Of(-1.0 / 720));
        c = T.Fma(z, c, T.Of(1.0 / 24));
        c = T.Fma(z, c, T.Of(-0.5));
        cos = T.Fma(z, c, T.Of(1));
    }

    /// <summary>A mask of the places whose angle is too large for <see cref="SinCosSmall{T}"/>, or is no number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T IsNotSmall<T>(T x)
        where T : unmanaged, ILane<T> => T.Xor(T.LessOrEqual(T.Abs(x), T.Of(SmallAngle)), T.LessOrEqual(T.Of(0), T.Of(0)));

    /// <summary>Sine and cosine of an angle up to 1/16 rad, such as a short-period correction: Taylor series to double precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SinCosSmall<T>(T x, out T sin, out T cos)
        where T : unmanaged, ILane<T>
    {
        var z = x * x;
        var z2 = z * z;
        var s = T.Fma(z2, T.Fma(z, T.Of(1.0 / 362880), T.Of(-1.0 / 5040)), T.Fma(z, T.Of(1.0 / 120), T.Of(-1.0 / 6)));
        sin = T.Fma(x * z, s, x);
        var c = T.Fma(z2, T.Fma(z, T.Of(1.0 / 40320), T.Of(-1.0 / 720)), T.Fma(z, T.Of(1.0 / 24), T.Of(-0.5)));
        cos = T.Fma(z, c, T.Of(1));
    }

    /// <summary>Sine and cosine by the short series where the angle is small and by the full functions where it is not.</summary>
    public static void SinCosMixed<T>(T x, out T sin, out T cos)
        where T : unmanaged, ILane<T>
    {
        SinCosSmall(x, out var smallSin, out var smallCos);
        SinCos(x, out var fullSin, out var fullCos);
        var isNotSmall = IsNotSmall(x);
        sin = T.Select(isNotSmall, fullSin, smallSin);
        cos = T.Select(isNotSmall, fullCos, smallCos);
    }

    /// <summary>The remainder of x after whole turns of <see cref="TwoPi"/>, with the sign of x: C's fmod, exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ModTwoPi<T>(T x)
        where T : unmanaged, ILane<T>
    {
        // One rounding in x/2π can put the whole part one off where x is within rounding of a whole turn; the remainder is then
        // off by exactly one turn, which no sine can tell.
        var turns = T.Truncate(x * T.Of(1 / TwoPi));
        return T.Fma(turns, T.Of(-TwoPi), x);
    }

    /// <summary>The angle of the point (x, y), -π to π.</summary>
    public static T Atan2<T>(T y, T x)
        where T : unmanaged, ILane<T>
    {
        // Fold to the first octant: t = min/max in 0 to 1, then below tan(π/8) by (t-1)/(t+1).
        var ax = T.Abs(x);
        var ay = T.Abs(y);
        var isSteep = T.LessThan(ax, ay);
        var larger = T.Select(isSteep, ay, ax);
        var smaller = T.Select(isSteep, ax, ay);
        var isOrigin = T.LessOrEqual(larger, T.Of(0));
        var t = smaller / T.Select(isOrigin, T.Of(1), larger);
        var isUpper = T.LessThan(T.Of(0.4142135623730950488), t);
        var u = T.Select(isUpper, (t - T.Of(1)) / (t + T.Of(1)), t);
        var z = u * u;
        var p = T.Fma(z, T.Of(-8.750608600031904122785e-1), T.Of(-1.615753718733365076637e1));
        p = T.Fma(z, p, T.Of(-7.500855792314704667340e1));
        p = T.Fma(z, p, T.Of(-1.228866684490136173410e2));
        p = T.Fma(z, p, T.Of(-6.485021904942025371773e1));
        var q = z + T.Of(2.485846490142306297962e1);
        q = T.Fma(z, q, T.Of(1.650270098316988542046e2));
        q = T.Fma(z, q, T.Of(4.328810604912902668951e2));
        q = T.Fma(z, q, T.Of(4.853903996359136964868e2));
        q = T.Fma(z, q, T.Of(1.945506571482613964425e2));
        var angle = T.Fma(u * z, p / q, u);
        angle = T.Select(isUpper, angle + T.Of(Math.PI / 4), angle);
        angle = T.Select(isSteep, T.Of(Math.PI / 2) - angle, angle);
        angle = T.Select(T.LessThan(x, T.Of(0)), T.Of(Math.PI) - angle, angle);
        return T.Select(T.LessThan(y, T.Of(0)), -angle, angle);
    }
}
