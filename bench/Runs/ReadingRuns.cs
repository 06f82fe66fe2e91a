using System.Globalization;
using Ssa.Bench.Inputs;
using Ssa.Catalog;
using Ssa.Messages;
using Ssa.Propagation;

namespace Ssa.Bench.Runs;

/// <summary>Texts to element sets, and element sets to propagators.</summary>
internal static class ReadingRuns
{
    private const string Group = "Reading and initialisation";

    public static void Measure(RunSession session)
    {
        var sets = new Lazy<IReadOnlyList<MeanElements>>(SyntheticInputs.TextPopulation);
        Read("30,000 objects as TLE, in memory", new Target(0.2), SyntheticInputs.TleText, (text, batch) => TleReader.Read(text, "tle", lenient: false, batch));
        Read("30,000 objects as OMM CSV, in memory", new Target(0.4), SyntheticInputs.OmmCsvText, (text, batch) => OmmCsvReader.Read(text, "csv", batch));
        Read("30,000 objects as OMM JSON, in memory", null, SyntheticInputs.OmmJsonText, (text, batch) => OmmJsonReader.Read(text, "json", batch));
        if (session.Wants(Group, "the catalogue's file"))
        {
            Add("the catalogue's file", null, () => CatalogueReader.Read([session.CatalogueFile], lenient: false), Count(session.Objects.Count));
        }

        if (session.Wants(Group, "initialisation of the catalogue, one core"))
        {
            Add("initialisation of the catalogue, one core", null, () => Initialise(session.Objects), Count(session.Objects.Count));
        }

        void Read(string what, Target? target, Func<IReadOnlyList<MeanElements>, byte[]> write, Action<byte[], ElementSetBatch> read)
        {
            if (!session.Wants(Group, what))
            {
                return;
            }

            var text = write(sets.Value);
            Add(what, target, () => ReadAll(text, read), string.Create(CultureInfo.InvariantCulture, $"{text.Length / 1e6:F1} MB"));
        }

        void Add(string what, Target? target, Action run, string remark)
        {
            var (samples, others) = session.Repetition.OfCalls(run);
            session.Add(new Measurement { Group = Group, What = what, Unit = "s", Samples = samples, Target = target, Remark = remark, OtherLoad = others });
        }
    }

    private static void ReadAll(byte[] text, Action<byte[], ElementSetBatch> read)
    {
        var batch = new ElementSetBatch();
        read(text, batch);
        if (batch.Accepted.Count != SyntheticInputs.TextObjects)
        {
            throw new InvalidOperationException($"{batch.Accepted.Count} of {SyntheticInputs.TextObjects} records were accepted.");
        }
    }

    private static void Initialise(IReadOnlyList<MeanElements> sets)
    {
        var deep = 0;
        foreach (var set in sets)
        {
            deep += new Sgp4Propagator(set, Sgp4Mode.Afspc).IsDeepSpace ? 1 : 0;
        }

        GC.KeepAlive(deep);
    }

    private static string Count(int objects) => string.Create(CultureInfo.InvariantCulture, $"{objects:N0} objects");
}
