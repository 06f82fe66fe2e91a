using System.Globalization;
using NodaTime;
using Ssa.Bench.Inputs;
using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Propagation.Time;
using Ssa.Screening;

namespace Ssa.Bench.Runs;

/// <summary>The inputs and the results of one call of <c>runs</c>.</summary>
internal sealed class RunSession : IDisposable
{
    private readonly string _repository;
    private readonly List<Measurement> _measurements = [];
    private readonly ResultsHead _head;
    private SsaProgram? _program;
    private string? _syntheticFile;

    private RunSession(string repository, RunOptions options, IReadOnlyList<MeanElements> objects, Instant start, ResultsHead head)
    {
        (_repository, _head, Options, Objects, Start) = (repository, head, options, objects, start);
        Repetition = new Repetition(options.Repeat);
    }

    /// <summary>What was asked for.</summary>
    public RunOptions Options { get; }

    /// <summary>The catalogue, one element set per object.</summary>
    public IReadOnlyList<MeanElements> Objects { get; }

    /// <summary>Start of every window.</summary>
    public Instant Start { get; }

    /// <summary>How often things are run.</summary>
    public Repetition Repetition { get; }

    /// <summary>The rows up to now.</summary>
    public IReadOnlyList<Measurement> Measurements => _measurements;

    /// <summary>The program of the process rows, made ready when it is first asked for.</summary>
    public SsaProgram Program => _program ??= SsaProgram.Prepare(_repository, Options.Program);

    /// <summary>The catalogue as a file.</summary>
    public string CatalogueFile => Options.Catalogue ?? (_syntheticFile ??= WriteSynthetic(Path.Combine(Program.Folder, "synthetic.omm.csv")));

    /// <summary>Reads or makes the catalogue.</summary>
    public static RunSession Begin(string repository, RunOptions options, string command)
    {
        // Before anything of ours can be felt in them.
        var load = Machine.LoadAverages();
        IReadOnlyList<MeanElements> sets;
        string what;
        if (options.Catalogue is { } file)
        {
            var input = CatalogueReader.Read([file], lenient: false);
            sets = input.Batch.Accepted;
            what = $"{Path.GetFileName(file)}, SHA-256 {input.Files[0].Sha256[..16]}…";
        }
        else
        {
            sets = SyntheticInputs.Population(SyntheticInputs.CatalogueObjects);
            what = "synthetic, seed 1";
        }

        var start = options.Start ?? EpochRule.Of(sets);
        var objects = CatalogueSelection.Choose(sets, start).Objects;
        var head = new ResultsHead(
            command,
            Machine.Commit(repository),
            SystemClock.Instance.GetCurrentInstant(),
            load,
            string.Create(CultureInfo.InvariantCulture, $"{what}, {objects.Count:N0} objects; windows from {UtcText.Format(start)}"),
            options.Repeat);
        Say(head.Lines());
        return new RunSession(repository, options, objects, start, head);
    }

    /// <summary>Whether a row is to be measured.</summary>
    public bool Wants(string group, string what) =>
        Options.Only.Count == 0 || Options.Only.Any(text => group.Contains(text, StringComparison.OrdinalIgnoreCase) || what.Contains(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>The settings of a window.</summary>
    public ScreeningSettings Window(double hours, double thresholdKm = 5, Sgp4Mode mode = Sgp4Mode.Afspc) =>
        new() { Start = Start, Duration = Duration.FromNanoseconds(Math.Round(hours * 3600e6) * 1000), ThresholdKm = thresholdKm, Sgp4Mode = mode };

    /// <summary>The row of a name; null where it was not measured.</summary>
    public Measurement? Find(string group, string what) => _measurements.Find(row => row.Group == group && row.What == what);

    /// <summary>Keeps a row and tells it.</summary>
    public void Add(Measurement row)
    {
        _measurements.Add(row);
        Say([ResultsPage.Line(row)]);
    }

    /// <summary>Prints the page and writes it where wanted.</summary>
    public void WriteResults()
    {
        var page = ResultsPage.Write(_head, _measurements);
        Console.Out.Write(page);
        if (Options.Out is { } file)
        {
            File.WriteAllText(file, page);
            Say([$"written to {file}"]);
        }
    }

    public void Dispose() => _program?.Dispose();

    private string WriteSynthetic(string file)
    {
        File.WriteAllBytes(file, SyntheticInputs.OmmCsvText(Objects));
        return file;
    }

    private static void Say(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Console.Error.WriteLine(line);
        }
    }
}
