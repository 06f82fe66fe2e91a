namespace Ssa.Propagation.Lanes;

/// <summary>
/// A bundle of doubles that one formula text works on: one (<see cref="ScalarLane"/>), four (<see cref="Lane256"/>) or eight
/// (<see cref="Lane512"/>). Every operation is correctly rounded or exact, so that a lane's result has the same bits in every
/// width and does not depend on its neighbours. Masks are lanes whose bits are all ones or all zeros.
/// </summary>
/// <typeparam name="T">The lane type itself.</typeparam>
internal interface ILane<T>
    where T : unmanaged, ILane<T>
{
    /// <summary>How many doubles a lane holds.</summary>
    static abstract int Width { get; }

    /// <summary>The same value in every place.</summary>
    static abstract T Of(double value);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    static abstract T operator /(T a, T b);

    static abstract T operator -(T a);

    /// <summary>a·b + c with one rounding.</summary>
    static abstract T Fma(T a, T b, T c);

    static abstract T Sqrt(T a);

    static abstract T Abs(T a);

    /// <summary>The whole part, towards zero.</summary>
    static abstract T Truncate(T a);

    static abstract T LessThan(T a, T b);

    static abstract T LessOrEqual(T a, T b);

    /// <summary>Bitwise and, of masks or of a mask and values.</summary>
    static abstract T And(T a, T b);

    static abstract T Or(T a, T b);

    /// <summary>a and not b.</summary>
    static abstract T AndNot(T a, T b);

    static abstract T Xor(T a, T b);

    /// <summary>Where the mask is set the first value, else the second.</summary>
    static abstract T Select(T mask, T whenSet, T whenClear);

    /// <summary>Whether the mask is set in any place.</summary>
    static abstract bool Any(T mask);

    /// <summary>A mask of the places whose lowest mantissa bit is set.</summary>
    static abstract T IsLowestBitSet(T a);

    /// <summary>The sign bit where the second lowest mantissa bit is set, else zero.</summary>
    static abstract T SecondLowestBitAsSign(T a);

    /// <summary>Stores the values rounded to single precision, one after another.</summary>
    static abstract void StoreSingles(T a, ref float target);
}
