using System.Globalization;
using Ssa.Risk.Tests.ReferenceData;

namespace Ssa.Risk.Tests;

/// <summary>Monte Carlo against published runs, within three sigmas of both together, with a fixed seed.</summary>
public sealed class MonteCarloReferenceTests
{
    private const ulong Seed = 20260614;

    /// <summary>One narrow peak does not hold here and hits are rare: millions of trials are needed to see anything.</summary>
    private static readonly string[] RareAndExtended = ["cara-cdm-000048901_conj_000048903_20211219_182317_20211217_232706", "cara-cdm-000048901_conj_000048903_20211220_012535_20211215_145954"];

    [Fact]
    public void Operational_encounters_agree() => Compare("Monte Carlo SDMC", c => !RareAndExtended.Contains(c.Id), 20_000, 41);

    [Fact(Explicit = true)]
    public void Rare_extended_encounters_agree() => Compare("Monte Carlo SDMC", c => RareAndExtended.Contains(c.Id), 4_000_000, 2);

    [Fact]
    public void Long_encounters_agree() => Compare("Monte Carlo two-body (CARA", c => true, 30_000, 9);

    [Fact]
    public void Encounters_with_rough_published_values_agree_within_their_tenth()
    {
        var ledger = new Ledger();
        foreach (var c in ReferenceCase.All)
        {
            foreach (var e in c.Expected.Where(e => e.Method.StartsWith("Monte Carlo two-body (equinoctial)", StringComparison.Ordinal)))
            {
                var run = MonteCarloPc.Run(c.Encounter(), new() { Samples = 20_000, Seed = Seed });
                var sigma = (run.Result.Upper!.Value - run.Result.Lower!.Value) / 3.92;
                ledger.Compare(run.IsImportanceSampled ? "importance" : "plain", c.Id, e.Value!.Value, run.Result.Value, e.RelativeTolerance!.Value, 3 * sigma);
            }
        }

        ledger.Close(5);
    }

    private static void Compare(string method, Func<ReferenceCase, bool> selected, long samples, int count)
    {
        var ledger = new Ledger();
        foreach (var c in ReferenceCase.All.Where(selected))
        {
            foreach (var e in c.Expected.Where(e => e.Method.StartsWith(method, StringComparison.Ordinal)))
            {
                var settings = new MonteCarloSettings { Samples = samples, Seed = Seed };
                var run = e.Json.TryGetProperty("window_s", out var w)
                    ? MonteCarloPc.Run(c.Encounter(), settings, w[0].GetDouble(), w[1].GetDouble())
                    : MonteCarloPc.Run(c.Encounter(), settings);
                var value = run.Result.Value!.Value;
                var published = e.Value!.Value;
                var theirs = Math.Sqrt(published / e.Json.GetProperty("trials").GetInt64());
                var ours = (run.Result.Upper!.Value - run.Result.Lower!.Value) / 3.92;
                var sigmas = Math.Abs(value - published) / Math.Sqrt((theirs * theirs) + (ours * ours));
                ledger.Note(run.IsImportanceSampled ? "sigmas apart, importance" : "sigmas apart, plain", c.Id, sigmas);
                ledger.Note(run.IsImportanceSampled ? "own sigma, importance" : "own sigma, plain", c.Id, ours / published);
                if (!(sigmas <= 3))
                {
                    ledger.Fail(string.Create(CultureInfo.InvariantCulture, $"{c.Id}: {value:G6} ± {ours:G3} against {published:G6} ± {theirs:G3}, {sigmas:G3} sigmas, {run.Hits} hits, importance {run.IsImportanceSampled}, window {run.StartSeconds:G4} to {run.EndSeconds:G4}"));
                }
            }
        }

        ledger.Close(2 * count);
    }
}
