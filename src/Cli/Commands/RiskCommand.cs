using System.CommandLine;
using System.CommandLine.Parsing;
using Ssa.Assessment;
using Ssa.Cli.Formats;
using Ssa.Cli.Jobs;
using Ssa.Cli.Remote;
using Ssa.Cli.Terminal;
using Ssa.Cli.Values;
using Ssa.Risk;

namespace Ssa.Cli.Commands;

/// <summary><c>ssa risk</c>: probability of collision of conjunction data messages by every method, side by side.</summary>
internal sealed class RiskCommand : SsaCommand
{
    private const long MostSamples = 1_000_000_000;

    private enum RiskFormat
    {
        Table,
        Json,
    }

    private static readonly Choice<RiskFormat> Formats = new(("table", RiskFormat.Table), ("json", RiskFormat.Json));

    private readonly Argument<string[]> files = new("FILE")
    {
        Description = "Conjunction data messages (CDM) in KVN, XML or JSON, or JSON with cases in SI units; plain or gzip, told apart by content; - is standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly ValueOption<double> radius = new("--hbr", "L", LengthText.ParseM,
        "The combined hard-body radius, both objects' together: 20m. [default: the file's own; without one no probability is computed]");

    private readonly ValueOption<long> samples = new("--samples", "N", CountText.Between(1, MostSamples),
        "Add a Monte Carlo of this many samples of two-body motion.");

    private readonly ValueOption<ulong> seed = new("--seed", "S", CountText.ParseSeed, "Seed of the samples; the same seed gives the same numbers. [default: 1]");
    private readonly ValueOption<RiskFormat> format = CommonOptions.Format(Formats, "table");
    private readonly ValueOption<string> output = CommonOptions.Output();
    private readonly ServerOptions server;

    /// <summary>Makes the command.</summary>
    public RiskCommand(CommandHost host)
        : base("risk", "Probability of collision of conjunction data messages by every method, side by side.", host)
    {
        files.Validators.Add(CatalogueOptions.RefuseOptions);
        Arguments.Add(files);
        server = new ServerOptions(this, _ => { });
        AddOptions([radius, samples, seed, format, output, .. server.Options]);
        Validators.Add(RefuseContradictions);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Purpose, string Line)> Examples =>
    [
        ("A message, its own hard-body radius", "ssa risk message.cdm"),
        ("Messages without one: 20 m for both objects together", "ssa risk *.cdm --hbr 20m"),
        ("For a program, with a Monte Carlo of a million samples", "ssa risk message.xml --format json --samples 1000000 --seed 7"),
        ("Every event of a screening", "ssa screen catalogue.tle --format cdm-kvn | ssa risk -"),
        ("At a service, which the messages are sent to", "ssa risk message.cdm --server http://127.0.0.1:5080"),
    ];

    /// <inheritdoc/>
    public override int Run(ParseResult line, Session session)
    {
        using var target = session.OpenOutput(output.TryGet(line, out var path) ? path : null);
        var request = new RiskRequest(
            radius.TryGet(line, out var metres) ? metres : null,
            "--hbr",
            samples.TryGet(line, out var count) ? new MonteCarloSettings { Samples = count, Seed = seed.GetOr(line, 1) } : null);
        var (input, reports) = server.Find(line, session) is { } address
            ? new RemoteRisk(address, request, session).Run(line.GetValue(files) ?? [])
            : AssessHere(line.GetValue(files) ?? [], request, session.Cancellation);
        if (format.GetOr(line, RiskFormat.Table) == RiskFormat.Json)
        {
            RiskReportJson.Write(target.Stream, reports);
        }
        else if (reports.Count > 0)
        {
            RiskReportTable.Write(target.Stream, reports);
        }

        target.Commit();
        foreach (var fault in input.Unreadable)
        {
            session.Reporter.Error(fault);
        }

        foreach (var record in input.SetAside)
        {
            session.Reporter.Error($"{record.File}:{record.Line}: {record.Field}: {record.Message} {record.Remedy}");
        }

        return input.Unreadable.Count + input.SetAside.Count > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private static (RiskInput Input, IReadOnlyList<RiskReport> Reports) AssessHere(string[] paths, RiskRequest request, CancellationToken cancellation)
    {
        var input = RiskInput.Read(paths, Console.OpenStandardInput, cancellation);
        return (input, RiskAssessor.Run(input.Subjects, request, cancellation));
    }

    private void RefuseContradictions(CommandResult line)
    {
        if (line.GetResult(seed) is not null && line.GetResult(samples) is null)
        {
            line.AddError("--seed: has no bearing without a Monte Carlo. Add --samples N, or leave it out.");
        }
    }
}
