using BenchmarkDotNet.Attributes;
using Ssa.Bench.Inputs;
using Ssa.Messages;
using Ssa.Propagation;

namespace Ssa.Bench.Micro;

/// <summary>Time to read a catalogue of 30,000 objects that is in memory, by format.</summary>
[MemoryDiagnoser]
public class ReadingBenchmarks
{
    private byte[] _tle = null!;
    private byte[] _csv = null!;
    private byte[] _json = null!;

    [GlobalSetup]
    public void Setup()
    {
        var sets = SyntheticInputs.TextPopulation();
        _tle = SyntheticInputs.TleText(sets);
        _csv = SyntheticInputs.OmmCsvText(sets);
        _json = SyntheticInputs.OmmJsonText(sets);
    }

    [Benchmark]
    public ElementSetBatch Tle()
    {
        var batch = new ElementSetBatch();
        TleReader.Read(_tle, "tle", lenient: false, batch);
        return batch;
    }

    [Benchmark]
    public ElementSetBatch OmmCsv()
    {
        var batch = new ElementSetBatch();
        OmmCsvReader.Read(_csv, "csv", batch);
        return batch;
    }

    [Benchmark]
    public ElementSetBatch OmmJson()
    {
        var batch = new ElementSetBatch();
        OmmJsonReader.Read(_json, "json", batch);
        return batch;
    }
}
