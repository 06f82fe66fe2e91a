using BenchmarkDotNet.Attributes;
using Ssa.Bench.Inputs;
using Ssa.Propagation;

namespace Ssa.Bench.Micro;

/// <summary>Time to prepare one element set for SGP4.</summary>
[MemoryDiagnoser]
public class InitialisationBenchmarks
{
    private const int Satellites = 1024;

    private MeanElements[] _near = null!;
    private MeanElements[] _deep = null!;

    [GlobalSetup]
    public void Setup()
    {
        var population = SyntheticInputs.Population(SyntheticInputs.TextObjects);
        _near = [.. StatePass.Choose(population, isDeepSpace: false, SyntheticInputs.Epoch, Satellites).Select(p => p.Elements)];
        _deep = [.. StatePass.Choose(population, isDeepSpace: true, SyntheticInputs.Epoch, Satellites).Select(p => p.Elements)];
        if (_near.Length + _deep.Length < 2 * Satellites)
        {
            throw new InvalidOperationException("The population has too few satellites of a kind for the number of operations stated.");
        }
    }

    [Benchmark(OperationsPerInvoke = Satellites)]
    public int NearEarth() => Prepare(_near);

    [Benchmark(OperationsPerInvoke = Satellites)]
    public int DeepSpace() => Prepare(_deep);

    /// <summary>The same with the packing into the widest lanes of this machine.</summary>
    [Benchmark(OperationsPerInvoke = Satellites)]
    public Sgp4Batch PublicBatchNearEarth() => Sgp4Batch.Prepare(_near, Sgp4Mode.Afspc);

    private static int Prepare(MeanElements[] sets)
    {
        var deep = 0;
        foreach (var set in sets)
        {
            deep += new Sgp4Propagator(set, Sgp4Mode.Afspc).IsDeepSpace ? 1 : 0;
        }

        return deep;
    }
}
