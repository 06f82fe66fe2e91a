using BenchmarkDotNet.Attributes;
using Ssa.Bench.Inputs;
using Ssa.Propagation;
using Ssa.Propagation.Time;

namespace Ssa.Bench.Micro;

/// <summary>SGP4, time of one state (position and velocity) by lane width: different satellites in the lanes, one core.</summary>
[MemoryDiagnoser]
public class StatesBenchmarks
{
    private const int NearSatellites = 8192;
    private const int DeepSatellites = 2048;

    private StatePass _near = null!;
    private StatePass _deep = null!;
    private Sgp4Batch _batch = null!;
    private double[] _batchMinutes = null!;
    private TemeState[] _batchStates = null!;

    [ParamsSource(nameof(Widths))]
    public LaneWidth Width { get; set; }

    public static IEnumerable<LaneWidth> Widths => StatePass.Widths();

    [GlobalSetup]
    public void Setup()
    {
        var population = SyntheticInputs.Population(SyntheticInputs.TextObjects);
        var near = StatePass.Choose(population, isDeepSpace: false, SyntheticInputs.Epoch, NearSatellites);
        var deep = StatePass.Choose(population, isDeepSpace: true, SyntheticInputs.Epoch, DeepSatellites);
        if (near.Length < NearSatellites || deep.Length < DeepSatellites)
        {
            throw new InvalidOperationException("The population has too few satellites of a kind for the number of operations stated.");
        }

        _near = StatePass.Prepare(near, SyntheticInputs.Epoch, Width);
        _deep = StatePass.Prepare(deep, SyntheticInputs.Epoch, Width);
        MeanElements[] sets = [.. near.Select(p => p.Elements)];
        _batch = Sgp4Batch.Prepare(sets, Sgp4Mode.Afspc, Width);
        _batchMinutes = [.. sets.Select(set => UtcTime.MinutesSince(set.Epoch, SyntheticInputs.Epoch))];
        _batchStates = new TemeState[sets.Length];
    }

    /// <summary>The kernel, near-earth.</summary>
    [Benchmark(OperationsPerInvoke = NearSatellites * StatePass.Steps)]
    public double NearEarth() => _near.Run();

    /// <summary>The kernel, deep space.</summary>
    [Benchmark(OperationsPerInvoke = DeepSatellites * StatePass.Steps)]
    public double DeepSpace() => _deep.Run();

    /// <summary>The public batch, near-earth: all satellites at one instant, with the transposition into one state each.</summary>
    [Benchmark(OperationsPerInvoke = NearSatellites)]
    public TemeState PublicBatchNearEarth()
    {
        _batch.Propagate(_batchMinutes, _batchStates);
        return _batchStates[^1];
    }
}

/// <summary>SGP4, time of one state from <see cref="Sgp4Propagator"/>, one satellite and one time a call.</summary>
[MemoryDiagnoser]
public class SingleStatesBenchmarks
{
    private const int Satellites = 1024;

    private SinglePass _near = null!;
    private SinglePass _deep = null!;

    [GlobalSetup]
    public void Setup()
    {
        var population = SyntheticInputs.Population(SyntheticInputs.TextObjects);
        _near = new SinglePass(StatePass.Choose(population, isDeepSpace: false, SyntheticInputs.Epoch, Satellites), SyntheticInputs.Epoch);
        _deep = new SinglePass(StatePass.Choose(population, isDeepSpace: true, SyntheticInputs.Epoch, Satellites), SyntheticInputs.Epoch);
        if (_near.States + _deep.States < 2 * Satellites * StatePass.Steps)
        {
            throw new InvalidOperationException("The population has too few satellites of a kind for the number of operations stated.");
        }
    }

    [Benchmark(OperationsPerInvoke = Satellites * StatePass.Steps)]
    public double NearEarth() => _near.Run();

    [Benchmark(OperationsPerInvoke = Satellites * StatePass.Steps)]
    public double DeepSpace() => _deep.Run();
}
