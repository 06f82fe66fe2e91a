namespace Ssa.Catalog;

/// <summary>
/// The generator SplitMix64 (Steele, Lea, Flood, OOPSLA 2014, with the finaliser variant 13 of Stafford): 64 bits of state and integer arithmetic alone, so that a seed
/// means the same numbers on every platform and in every version of the runtime, which System.Random does not promise.
/// </summary>
internal struct SplitMix64
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    private ulong state;

    /// <summary>The stream of a seed, as the published generator has it.</summary>
    public SplitMix64(ulong seed) => state = seed;

    /// <summary>The stream of one object of one part: streams do not depend on each other, nor on the order in which they are used.</summary>
    public SplitMix64(ulong seed, ulong part, ulong index) => state = Mix(Mix(Mix(seed + GoldenGamma) + part + GoldenGamma) + index + GoldenGamma);

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits() => Mix(state += GoldenGamma);

    /// <summary>The next number from 0 to less than 1, a multiple of 2⁻⁵³.</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1L << 53));

    /// <summary>The next number from low to less than high.</summary>
    public double NextBetween(double low, double high) => low + (high - low) * NextUnit();

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
