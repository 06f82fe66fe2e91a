using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ssa.Screening.Broad;

/// <summary>A bundle of whole numbers of 16 bits, for the scan of a cell.</summary>
internal interface IShortLane<T>
    where T : unmanaged, IShortLane<T>
{
    static abstract int Width { get; }

    /// <summary>What each of eight numbers lacks of the greatest, over and over.</summary>
    static abstract T LackOfEight(ref readonly ushort source);

    /// <summary>One of eight numbers that stand over and over, in all places.</summary>
    static abstract T Pick(T eights, [ConstantExpected(Max = 7)] int index);

    static abstract T Load(ref readonly ushort source);

    /// <summary>By how much it is above the limit; zero where it is not.</summary>
    static abstract T Above(T value, T limit);

    static abstract T operator |(T a, T b);

    /// <summary>One bit per number, the first lowest, set where it is zero: those of a, and those of b after them.</summary>
    static abstract ulong ZeroBits(T a, T b);
}

/// <summary>32 of them.</summary>
internal readonly struct Short512(Vector512<ushort> value) : IShortLane<Short512>
{
    private readonly Vector512<ushort> _value = value;

    public static int Width => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Short512 LackOfEight(ref readonly ushort source)
    {
        var eight = Vector128.LoadUnsafe(in source);
        return new(~Vector512.Create(Vector256.Create(eight, eight), Vector256.Create(eight, eight)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Short512 Pick(Short512 eights, [ConstantExpected(Max = 7)] int index) =>
        new(Avx512BW.IsSupported
            ? Avx512BW.Shuffle(eights._value.AsByte(), Vector512.Create((ushort)((2 * index) | (((2 * index) + 1) << 8))).AsByte()).AsUInt16()
            : Vector512.Create(eights._value.GetElement(index)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Short512 Load(ref readonly ushort source) => new(Vector512.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Short512 Above(Short512 value, Short512 limit) => new(Vector512.SubtractSaturate(value._value, limit._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Short512 operator |(Short512 a, Short512 b) => new(a._value | b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ZeroBits(Short512 a, Short512 b) =>
        Vector512.Equals(a._value, Vector512<ushort>.Zero).ExtractMostSignificantBits()
        | (Vector512.Equals(b._value, Vector512<ushort>.Zero).ExtractMostSignificantBits() << 32);
}

/// <summary>16 of them.</summary>
internal readonly struct Short256(Vector256<ushort> value) : IShortLane<Short256>
{
    private readonly Vector256<ushort> _value = value;

    public static int Width => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Short256 LackOfEight(ref readonly ushort source)
    {
        var eight = Vector128.LoadUnsafe(in source);
        return new(~Vector256.Create(eight, eight));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Short256 Pick(Short256 eights, [ConstantExpected(Max = 7)] int index) =>
        new(Avx2.IsSupported
            ? Avx2.Shuffle(eights._value.AsByte(), Vector256.Create((ushort)((2 * index) | (((2 * index) + 1) << 8))).AsByte()).AsUInt16()
            : Vector256.Create(eights._value.GetElement(index)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Short256 Load(ref readonly ushort source) => new(Vector256.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Short256 Above(Short256 value, Short256 limit) => new(Vector256.SubtractSaturate(value._value, limit._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Short256 operator |(Short256 a, Short256 b) => new(a._value | b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ZeroBits(Short256 a, Short256 b)
    {
        // All bits of a number or none: narrowing to bytes keeps that.
        var (zeroA, zeroB) = (Vector256.Equals(a._value, Vector256<ushort>.Zero).AsInt16(), Vector256.Equals(b._value, Vector256<ushort>.Zero).AsInt16());
        var bytes = Avx2.IsSupported
            ? Avx2.Permute4x64(Avx2.PackSignedSaturate(zeroA, zeroB).AsInt64(), 0b11_01_10_00).AsSByte()
            : Vector256.Narrow(zeroA, zeroB);
        return bytes.ExtractMostSignificantBits();
    }
}
