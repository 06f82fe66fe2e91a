using System.CommandLine;
using Ssa.Propagation;
using Ssa.Propagation.Time;

namespace Ssa.Bench.Runs;

/// <summary><c>runs</c>: whole runs, in this process and as a process of their own, against their targets.</summary>
internal sealed class RunsCommand : Command
{
    private readonly Option<string?> _catalogue = new("--catalogue") { Description = "A catalogue file to screen; without it a synthetic one of 26,834 objects.", HelpName = "FILE" };
    private readonly Option<string?> _start = new("--start") { Description = "Start of every window, UTC, such as 2024-11-01T00:00:00Z; without it the catalogue's epoch.", HelpName = "T" };
    private readonly Option<int> _repeat = new("--repeat") { Description = "Measured runs of each row, after a warm-up.", DefaultValueFactory = _ => 5, HelpName = "N" };
    private readonly Option<string?> _out = new("--out") { Description = "Where to write the results; without it bench/RESULTS.md, or nowhere where --only is given.", HelpName = "FILE" };
    private readonly Option<string[]> _only = new("--only") { Description = "Measure only rows whose table or name contains this; may be repeated.", HelpName = "TEXT" };
    private readonly Option<string?> _program = new("--ssa") { Description = "The program of the process rows; without it src/Cli is published to a temporary folder.", HelpName = "FILE" };
    private readonly Option<double> _baselineHours = new("--baseline-hours") { Description = "Window of the baselines, scaled to 24 h.", DefaultValueFactory = _ => 2, HelpName = "H" };
    private readonly Option<string?> _truth = new("--truth") { Description = "A list of close approaches of the same catalogue and start, taken for true (CSV, plain or .gz).", HelpName = "FILE" };
    private readonly Option<double> _truthHours = new("--truth-hours") { Description = "Window of that list.", DefaultValueFactory = _ => 2, HelpName = "H" };
    private readonly Option<double> _truthKm = new("--truth-km") { Description = "Threshold of that list.", DefaultValueFactory = _ => 10, HelpName = "KM" };
    private readonly Option<Sgp4Mode> _truthMode = new("--truth-mode") { Description = "SGP4 mode of that list.", DefaultValueFactory = _ => Sgp4Mode.Improved };

    public RunsCommand()
        : base("runs", "Measures whole runs: SGP4, reading, screening, the ssa program, two plain searches; writes bench/RESULTS.md.")
    {
        foreach (var option in new Option[] { _catalogue, _start, _repeat, _out, _only, _program, _baselineHours, _truth, _truthHours, _truthKm, _truthMode })
        {
            Add(option);
        }

        AtLeast(_repeat, 1);
        AtLeast(_baselineHours, 0.01);
        AtLeast(_truthHours, 0.01);
        AtLeast(_truthKm, 0.001);
        _start.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !UtcText.TryParse(token.Value, out _))
            {
                result.AddError($"--start: '{token.Value}' is no time such as 2024-11-01T00:00:00Z.");
            }
        });
        SetAction(Run);
    }

    private static void AtLeast<T>(Option<T> option, T least)
        where T : IComparable<T> => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<T>() is { } value && value.CompareTo(least) < 0)
        {
            result.AddError($"{option.Name} must be at least {least}.");
        }
    });

    private int Run(ParseResult line)
    {
        var repository = Machine.FindRepository();
        string[] only = line.GetValue(_only) ?? [];
        var options = new RunOptions
        {
            Catalogue = line.GetValue(_catalogue),
            Start = line.GetValue(_start) is { } start ? UtcText.Parse(start) : null,
            Repeat = line.GetValue(_repeat),
            Out = line.GetValue(_out) ?? (only.Length == 0 ? Path.Combine(repository, "bench", "RESULTS.md") : null),
            Only = only,
            Program = line.GetValue(_program),
            BaselineHours = line.GetValue(_baselineHours),
            Truth = line.GetValue(_truth) is { } truth
                ? new TruthRequest(truth, line.GetValue(_truthHours), line.GetValue(_truthKm), line.GetValue(_truthMode))
                : null,
        };
        string[] words = [.. line.Tokens.Select(token => token.Value)];
        using var session = RunSession.Begin(repository, options, $"dotnet run --project bench -c Release -- {string.Join(' ', words)}");
        StateRuns.Measure(session);
        ReadingRuns.Measure(session);
        ScreeningRuns.Measure(session);
        RiskRuns.Measure(session);
        BaselineRuns.Measure(session);
        ProgramRuns.Measure(session);
        StoreRuns.Measure(session);
        ServiceRuns.Measure(session);
        TruthRuns.Measure(session);
        session.WriteResults();
        return 0;
    }
}
