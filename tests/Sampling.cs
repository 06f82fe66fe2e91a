using CsCheck;

namespace Ssa;

/// <summary>
/// Samples properties from fixed seeds, so that a run of the tests says the same today, tomorrow and on another machine. These methods stand in the namespace that encloses every test's and so go before CsCheck's own of the
/// same name; SSA_RANDOM_SAMPLES=1 leaves the sampling to CsCheck again, with seeds of the moment, its threads and its shrinking.
/// </summary>
internal static class Sampling
{
    private const int Samples = 100;

    private static readonly bool IsRandom = Environment.GetEnvironmentVariable("SSA_RANDOM_SAMPLES") is { Length: > 0 } and not "0";

    /// <summary>Holds an assertion to samples.</summary>
    public static void Sample<T>(this Gen<T> gen, Action<T> assert, long iter = Samples)
    {
        if (IsRandom)
        {
            Check.Sample(gen, assert, iter: iter);
            return;
        }

        for (var i = 0; i < iter; i++)
        {
            var random = new PCG((uint)i + 1, 0x5EED);
            var seed = random.ToString();
            var value = gen.Generate(random, null, out _);
            try
            {
                assert(value);
            }
            catch (Exception fault)
            {
                throw new CsCheckException($"Sample {i}, seed \"{seed}\": {Check.Print(value)}", fault);
            }
        }
    }

    /// <summary>Holds a property to samples.</summary>
    public static void Sample<T>(this Gen<T> gen, Func<T, bool> predicate, long iter = Samples) =>
        gen.Sample(value => Assert.True(predicate(value), "The property does not hold."), iter);

    /// <inheritdoc cref="Sample{T}(Gen{T}, Action{T}, long)"/>
    public static void Sample<T1, T2>(this Gen<(T1, T2)> gen, Action<T1, T2> assert, long iter = Samples) => gen.Sample(t => assert(t.Item1, t.Item2), iter);

    /// <inheritdoc cref="Sample{T}(Gen{T}, Func{T, bool}, long)"/>
    public static void Sample<T1, T2>(this Gen<(T1, T2)> gen, Func<T1, T2, bool> predicate, long iter = Samples) => gen.Sample(t => predicate(t.Item1, t.Item2), iter);

    /// <inheritdoc cref="Sample{T}(Gen{T}, Action{T}, long)"/>
    public static void Sample<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, Action<T1, T2, T3> assert, long iter = Samples) => gen.Sample(t => assert(t.Item1, t.Item2, t.Item3), iter);

    /// <inheritdoc cref="Sample{T}(Gen{T}, Func{T, bool}, long)"/>
    public static void Sample<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, Func<T1, T2, T3, bool> predicate, long iter = Samples) => gen.Sample(t => predicate(t.Item1, t.Item2, t.Item3), iter);

    /// <inheritdoc cref="Sample{T}(Gen{T}, Action{T}, long)"/>
    public static void Sample<T1, T2, T3, T4>(this Gen<(T1, T2, T3, T4)> gen, Action<T1, T2, T3, T4> assert, long iter = Samples) =>
        gen.Sample(t => assert(t.Item1, t.Item2, t.Item3, t.Item4), iter);

    /// <inheritdoc cref="Sample{T}(Gen{T}, Func{T, bool}, long)"/>
    public static void Sample<T1, T2, T3, T4>(this Gen<(T1, T2, T3, T4)> gen, Func<T1, T2, T3, T4, bool> predicate, long iter = Samples) =>
        gen.Sample(t => predicate(t.Item1, t.Item2, t.Item3, t.Item4), iter);
}
