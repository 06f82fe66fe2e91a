using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ssa.Screening.Broad;

/// <summary>Eight rows of eight numbers turned into eight columns, in registers. Records of eight numbers become columns by it, and columns records.</summary>
internal static class Transposition
{
    /// <summary>Rows and columns.</summary>
    public const int Size = 8;

    /// <summary>Whether the machine has what it takes; elsewhere callers copy number by number.</summary>
    public static bool IsSupported => Avx.IsSupported;

    /// <summary>Turns eight registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(
        ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d,
        ref Vector256<float> e, ref Vector256<float> f, ref Vector256<float> g, ref Vector256<float> h)
    {
        // Pairs, then fours, then halves.
        var ab0 = Avx.UnpackLow(a, b);
        var ab1 = Avx.UnpackHigh(a, b);
        var cd0 = Avx.UnpackLow(c, d);
        var cd1 = Avx.UnpackHigh(c, d);
        var ef0 = Avx.UnpackLow(e, f);
        var ef1 = Avx.UnpackHigh(e, f);
        var gh0 = Avx.UnpackLow(g, h);
        var gh1 = Avx.UnpackHigh(g, h);
        var abcd0 = Avx.Shuffle(ab0, cd0, 0x44);
        var abcd1 = Avx.Shuffle(ab0, cd0, 0xEE);
        var abcd2 = Avx.Shuffle(ab1, cd1, 0x44);
        var abcd3 = Avx.Shuffle(ab1, cd1, 0xEE);
        var efgh0 = Avx.Shuffle(ef0, gh0, 0x44);
        var efgh1 = Avx.Shuffle(ef0, gh0, 0xEE);
        var efgh2 = Avx.Shuffle(ef1, gh1, 0x44);
        var efgh3 = Avx.Shuffle(ef1, gh1, 0xEE);
        a = Avx.Permute2x128(abcd0, efgh0, 0x20);
        b = Avx.Permute2x128(abcd1, efgh1, 0x20);
        c = Avx.Permute2x128(abcd2, efgh2, 0x20);
        d = Avx.Permute2x128(abcd3, efgh3, 0x20);
        e = Avx.Permute2x128(abcd0, efgh0, 0x31);
        f = Avx.Permute2x128(abcd1, efgh1, 0x31);
        g = Avx.Permute2x128(abcd2, efgh2, 0x31);
        h = Avx.Permute2x128(abcd3, efgh3, 0x31);
    }

    /// <summary>Turns eight registers of whole numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(
        ref Vector128<ushort> a, ref Vector128<ushort> b, ref Vector128<ushort> c, ref Vector128<ushort> d,
        ref Vector128<ushort> e, ref Vector128<ushort> f, ref Vector128<ushort> g, ref Vector128<ushort> h)
    {
        // Pairs, then fours, then eights.
        var (ab0, ab1) = (Sse2.UnpackLow(a, b).AsUInt32(), Sse2.UnpackHigh(a, b).AsUInt32());
        var (cd0, cd1) = (Sse2.UnpackLow(c, d).AsUInt32(), Sse2.UnpackHigh(c, d).AsUInt32());
        var (ef0, ef1) = (Sse2.UnpackLow(e, f).AsUInt32(), Sse2.UnpackHigh(e, f).AsUInt32());
        var (gh0, gh1) = (Sse2.UnpackLow(g, h).AsUInt32(), Sse2.UnpackHigh(g, h).AsUInt32());
        var (abcd0, abcd1) = (Sse2.UnpackLow(ab0, cd0).AsUInt64(), Sse2.UnpackHigh(ab0, cd0).AsUInt64());
        var (abcd2, abcd3) = (Sse2.UnpackLow(ab1, cd1).AsUInt64(), Sse2.UnpackHigh(ab1, cd1).AsUInt64());
        var (efgh0, efgh1) = (Sse2.UnpackLow(ef0, gh0).AsUInt64(), Sse2.UnpackHigh(ef0, gh0).AsUInt64());
        var (efgh2, efgh3) = (Sse2.UnpackLow(ef1, gh1).AsUInt64(), Sse2.UnpackHigh(ef1, gh1).AsUInt64());
        a = Sse2.UnpackLow(abcd0, efgh0).AsUInt16();
        b = Sse2.UnpackHigh(abcd0, efgh0).AsUInt16();
        c = Sse2.UnpackLow(abcd1, efgh1).AsUInt16();
        d = Sse2.UnpackHigh(abcd1, efgh1).AsUInt16();
        e = Sse2.UnpackLow(abcd2, efgh2).AsUInt16();
        f = Sse2.UnpackHigh(abcd2, efgh2).AsUInt16();
        g = Sse2.UnpackLow(abcd3, efgh3).AsUInt16();
        h = Sse2.UnpackHigh(abcd3, efgh3).AsUInt16();
    }
}
