using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ssa.Screening.Broad;

/// <summary>A bundle of single-precision numbers for the scan of the broad phase, whose arithmetic decides nothing but candidates.</summary>
internal interface ISingleLane<T>
    where T : unmanaged, ISingleLane<T>
{
    static abstract int Width { get; }

    static abstract T Of(float value);

    static abstract T Load(ref readonly float source);

    /// <summary>All bits where a ≤ b; none where either is NaN.</summary>
    static abstract T LessOrEqual(T a, T b);

    static abstract T And(T a, T b);

    /// <summary>One bit per place, the first lowest.</summary>
    static abstract uint Bits(T mask);
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
    public static Single512 LessOrEqual(Single512 a, Single512 b) => new(Vector512.LessThanOrEqual(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 And(Single512 a, Single512 b) => new(a._value & b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(Single512 mask) => (uint)mask._value.ExtractMostSignificantBits();
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
    public static Single256 LessOrEqual(Single256 a, Single256 b) => new(Vector256.LessThanOrEqual(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 And(Single256 a, Single256 b) => new(a._value & b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(Single256 mask) => mask._value.ExtractMostSignificantBits();
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
    public static Single32 LessOrEqual(Single32 a, Single32 b) => new(BitConverter.Int32BitsToSingle(a._value <= b._value ? -1 : 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single32 And(Single32 a, Single32 b) =>
        new(BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(a._value) & BitConverter.SingleToInt32Bits(b._value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(Single32 mask) => BitConverter.SingleToInt32Bits(mask._value) != 0 ? 1u : 0u;
}
