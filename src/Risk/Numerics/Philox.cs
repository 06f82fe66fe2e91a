namespace Ssa.Risk.Numerics;

/// <summary>
/// Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011, SC11): random bits as a function of a key and a counter, without a state. The n-th trial's numbers depend on the seed and n alone, so that results are the same for any
/// number of threads.
/// </summary>
internal static class Philox
{
    private const uint FirstMultiplier = 0xD2511F53;
    private const uint SecondMultiplier = 0xCD9E8D57;
    private const uint FirstWeyl = 0x9E3779B9;
    private const uint SecondWeyl = 0xBB67AE85;

    /// <summary>128 bits of a 128-bit counter and a 64-bit key.</summary>
    public static (uint A, uint B, uint C, uint D) Block(uint a, uint b, uint c, uint d, ulong key)
    {
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < 10; round++)
        {
            var first = (ulong)FirstMultiplier * a;
            var second = (ulong)SecondMultiplier * c;
            (a, b, c, d) = ((uint)(second >> 32) ^ b ^ k0, (uint)second, (uint)(first >> 32) ^ d ^ k1, (uint)first);
            (k0, k1) = (k0 + FirstWeyl, k1 + SecondWeyl);
        }

        return (a, b, c, d);
    }

    /// <summary>Fills a span with independent standard normal numbers of one trial (Box and Muller 1958).</summary>
    /// <param name="seed">The key.</param>
    /// <param name="trial">The trial's number.</param>
    /// <param name="stream">Another number for another purpose.</param>
    /// <param name="normals">What to fill.</param>
    public static void Normals(ulong seed, long trial, uint stream, Span<double> normals)
    {
        for (var i = 0; i < normals.Length; i += 2)
        {
            var (u, v) = Uniforms(seed, trial, stream, (uint)(i / 2));
            var radius = Math.Sqrt(-2 * Math.Log(u));
            var (sin, cos) = Math.SinCos(2 * Math.PI * v);
            normals[i] = radius * cos;
            if (i + 1 < normals.Length)
            {
                normals[i + 1] = radius * sin;
            }
        }
    }

    /// <summary>Two independent uniform numbers strictly between 0 and 1.</summary>
    public static (double U, double V) Uniforms(ulong seed, long trial, uint stream, uint index)
    {
        var (a, b, c, d) = Block((uint)trial, (uint)(trial >> 32), index, stream, seed);
        return (Unit(a, b), Unit(c, d));
    }

    private static double Unit(uint high, uint low) => (((((ulong)high << 32) | low) >> 12) + 0.5) * (1.0 / (1UL << 52));
}
