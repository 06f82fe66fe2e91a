using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ssa.Screening.Broad;

/// <summary>Eight rows of eight singles turned into eight columns, in registers. Records of eight numbers become columns by it, and columns records.</summary>
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
}
