using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ssa.Screening.Broad;

/// <summary>
/// A bundle of single-precision numbers for the scan of the broad phase, whose arithmetic decides nothing but candidates. Widths may therefore
/// differ in the last place, as the framework's estimates do.
/// </summary>
internal interface ISingleLane<T>
    where T : unmanaged, ISingleLane<T>
{
    static abstract int Width { get; }

    static abstract T Of(float value);

    static abstract T Load(ref readonly float source);

    static abstract void Store(T value, ref float target);

    /// <summary>Stores the whole parts of numbers from 0 to 65,535, and zero for what is none.</summary>
    static abstract void StoreShorts(T value, ref ushort target);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    static abstract T operator /(T a, T b);

    /// <summary>a·b + c, with one rounding or two.</summary>
    static abstract T Fma(T a, T b, T c);

    static abstract T Sqrt(T a);

    static abstract T Abs(T a);

    /// <summary>The largest whole number not above it.</summary>
    static abstract T Floor(T a);

    /// <summary>The smaller; either where one is NaN.</summary>
    static abstract T Min(T a, T b);

    /// <summary>The larger; either where one is NaN.</summary>
    static abstract T Max(T a, T b);

    /// <summary>One where the value is at least the limit, else zero.</summary>
    static abstract T OneWhereAtLeast(T value, T limit);

    /// <summary>One bit per place, the first lowest, set where a ≤ b; clear where either is NaN.</summary>
    static abstract uint LessOrEqualBits(T a, T b);
}

/// <summary>Sixteen singles.</summary>
internal readonly struct Single512(Vector512<float> value) : ISingleLane<Single512>
{
    private readonly Vector512<float> _value = value;

    public static int Width => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Of(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Load(ref readonly float source) => new(Vector512.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Single512 value, ref float target) => value._value.StoreUnsafe(ref target);

    // Where a number is none, the machine's whole number has its lower half empty.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreShorts(Single512 value, ref ushort target)
    {
        var whole = Vector512.ConvertToInt32Native(value._value);
        Vector256.Narrow(whole.GetLower(), whole.GetUpper()).AsUInt16().StoreUnsafe(ref target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 operator +(Single512 a, Single512 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 operator -(Single512 a, Single512 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 operator *(Single512 a, Single512 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 operator /(Single512 a, Single512 b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Fma(Single512 a, Single512 b, Single512 c) => new(Vector512.MultiplyAddEstimate(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Sqrt(Single512 a) => new(Vector512.Sqrt(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Abs(Single512 a) => new(Vector512.Abs(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Floor(Single512 a) => new(Vector512.Floor(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Min(Single512 a, Single512 b) => new(Vector512.MinNative(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Max(Single512 a, Single512 b) => new(Vector512.MaxNative(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 OneWhereAtLeast(Single512 value, Single512 limit) =>
        new(Vector512.LessThanOrEqual(limit._value, value._value) & Vector512<float>.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LessOrEqualBits(Single512 a, Single512 b) =>
        (uint)Vector512.LessThanOrEqual(a._value, b._value).ExtractMostSignificantBits();
}

/// <summary>Eight singles.</summary>
internal readonly struct Single256(Vector256<float> value) : ISingleLane<Single256>
{
    private readonly Vector256<float> _value = value;

    public static int Width => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 Of(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 Load(ref readonly float source) => new(Vector256.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Single256 value, ref float target) => value._value.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreShorts(Single256 value, ref ushort target)
    {
        var whole = Vector256.ConvertToInt32Native(value._value);
        Vector128.Narrow(whole.GetLower(), whole.GetUpper()).AsUInt16().StoreUnsafe(ref target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 operator +(Single256 a, Single256 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 operator -(Single256 a, Single256 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 operator *(Single256 a, Single256 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 operator /(Single256 a, Single256 b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 Fma(Single256 a, Single256 b, Single256 c) => new(Vector256.MultiplyAddEstimate(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 Sqrt(Single256 a) => new(Vector256.Sqrt(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 Abs(Single256 a) => new(Vector256.Abs(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 Floor(Single256 a) => new(Vector256.Floor(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 Min(Single256 a, Single256 b) => new(Vector256.MinNative(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 Max(Single256 a, Single256 b) => new(Vector256.MaxNative(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 OneWhereAtLeast(Single256 value, Single256 limit) =>
        new(Vector256.LessThanOrEqual(limit._value, value._value) & Vector256<float>.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LessOrEqualBits(Single256 a, Single256 b) =>
        Vector256.LessThanOrEqual(a._value, b._value).ExtractMostSignificantBits();
}

/// <summary>One single, for machines without wide registers.</summary>
internal readonly struct Single32(float value) : ISingleLane<Single32>
{
    private readonly float _value = value;

    public static int Width => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single32 Of(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single32 Load(ref readonly float source) => new(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Single32 value, ref float target) => target = value._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreShorts(Single32 value, ref ushort target) => target = value._value >= 1 ? (ushort)value._value : (ushort)0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single32 operator +(Single32 a, Single32 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single32 operator -(Single32 a, Single32 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single32 operator *(Single32 a, Single32 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single32 operator /(Single32 a, Single32 b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single32 Fma(Single32 a, Single32 b, Single32 c) => new(float.MultiplyAddEstimate(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single32 Sqrt(Single32 a) => new(MathF.Sqrt(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single32 Abs(Single32 a) => new(MathF.Abs(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single32 Floor(Single32 a) => new(MathF.Floor(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single32 Min(Single32 a, Single32 b) => new(a._value < b._value ? a._value : b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single32 Max(Single32 a, Single32 b) => new(a._value > b._value ? a._value : b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single32 OneWhereAtLeast(Single32 value, Single32 limit) => new(limit._value <= value._value ? 1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LessOrEqualBits(Single32 a, Single32 b) => a._value <= b._value ? 1u : 0u;
}
