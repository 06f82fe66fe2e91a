using System.CommandLine;
using System.Text;
using NodaTime;
using Ssa.Catalog;
using Ssa.Cli.Terminal;
using Ssa.Cli.Values;
using Ssa.Messages;
using Ssa.Propagation;

namespace Ssa.Cli.Commands;

/// <summary><c>ssa catalog synthesize</c>: a synthetic population for benchmarks.</summary>
internal sealed class CatalogSynthesizeCommand : SsaCommand
{
    private enum ElementFormat
    {
        Csv,
        Json,
    }

    /// <summary>Numbers run from 800000001 to the largest of nine digits.</summary>
    private const int MostObjects = CatalogNumber.Largest - 800_000_000;

    /// <summary>A fixed epoch, so that a seed gives the same bytes on every day.</summary>
    private static readonly Instant UsualEpoch = Instant.FromUtc(2026, 1, 1, 0, 0);

    private static readonly Choice<ElementFormat> Formats = new(("csv", ElementFormat.Csv), ("json", ElementFormat.Json));

    private readonly ValueOption<long> objects = new("--objects", "N", CountText.Between(1, MostObjects), "How many objects.") { Required = true };
    private readonly ValueOption<ulong> seed = new("--seed", "S", CountText.ParseSeed, "Seed of the random numbers: the same seed gives the same population.") { Required = true };
    private readonly ValueOption<TimeArgument> epoch = new("--epoch", "TIME", TimeArgument.ParseWithoutEpoch, "Epoch of the element sets: UTC, or now. [default: 2026-01-01T00:00:00Z]");
    private readonly ValueOption<ElementFormat> format = CommonOptions.Format(Formats, "csv");
    private readonly ValueOption<string> output = CommonOptions.Output();

    /// <summary>Makes the command.</summary>
    public CatalogSynthesizeCommand(CommandHost host)
        : base("synthesize", "A synthetic population for benchmarks, as OMM. Its objects do not exist: numbers start at 800000001 and names say so.", host)
    {
        AddOptions(objects, seed, epoch, format, output);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Purpose, string Line)> Examples =>
    [
        ("Thirty thousand objects", "ssa catalog synthesize --objects 30000 --seed 1 --output synthetic.csv"),
        ("Straight into a screening", "ssa catalog synthesize --objects 5000 --seed 7 | ssa screen -"),
    ];

    /// <inheritdoc/>
    public override int Run(ParseResult line, Session session)
    {
        using var target = session.OpenOutput(output.TryGet(line, out var path) ? path : null);
        var at = epoch.GetOr(line, TimeArgument.At(UsualEpoch)).Resolve(session.Clock, () => UsualEpoch);
        var sets = SyntheticPopulation.Make((int)line.GetValue(objects), line.GetValue(seed), at).Select(set =>
        {
            session.Cancellation.ThrowIfCancellationRequested();
            return set;
        });
        using (var text = new StreamWriter(target.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true))
        {
            if (format.GetOr(line, ElementFormat.Csv) == ElementFormat.Json)
            {
                OmmJsonWriter.Write(text, sets);
            }
            else
            {
                OmmCsvWriter.Write(text, sets);
            }
        }

        target.Commit();
        return ExitCode.Done;
    }
}
