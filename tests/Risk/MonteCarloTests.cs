using Ssa.Risk.Numerics;
using Ssa.Risk.Tests.ReferenceData;

namespace Ssa.Risk.Tests;

/// <summary>The generator, the interval, and what a run must keep.</summary>
public sealed class MonteCarloTests
{
    [Fact]
    public void Philox_gives_the_authors_known_answers()
    {
        Assert.Equal((0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u), Philox.Block(0, 0, 0, 0, 0));
        Assert.Equal((0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu), Philox.Block(~0u, ~0u, ~0u, ~0u, ~0ul));
        Assert.Equal((0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u), Philox.Block(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0x299f31d0_a4093822));
    }

    [Fact]
    public void Normal_numbers_have_mean_0_variance_1_and_no_correlation()
    {
        const int trials = 100_000;
        Span<double> z = stackalloc double[3];
        double sum = 0, squares = 0, product = 0, fourth = 0;
        for (var i = 0; i < trials; i++)
        {
            Philox.Normals(5, i, 0, z);
            sum += z[0] + z[1] + z[2];
            squares += (z[0] * z[0]) + (z[1] * z[1]) + (z[2] * z[2]);
            product += (z[0] * z[1]) + (z[1] * z[2]) + (z[0] * z[2]);
            fourth += Math.Pow(z[0], 4);
        }

        Assert.Equal(0, sum / (3 * trials), 0.01);
        Assert.Equal(1, squares / (3 * trials), 0.015);
        Assert.Equal(0, product / (3 * trials), 0.01);
        Assert.Equal(3, fourth / trials, 0.15);
    }

    [Fact]
    public void The_interval_is_Clopper_and_Pearsons()
    {
        var ledger = new Ledger();
        foreach (var e in ReferenceCase.All.SelectMany(c => c.Expected).Where(e => e.Json.TryGetProperty("ci95", out _) && e.Json.TryGetProperty("hits", out _)))
        {
            var (lower, upper) = BinomialInterval.Of(e.Json.GetProperty("hits").GetInt64(), e.Json.GetProperty("trials").GetInt64(), 0.95);
            ledger.Compare("lower", e.Method, e.Json.GetProperty("ci95")[0].GetDouble(), lower, 2e-5);
            ledger.Compare("upper", e.Method, e.Json.GetProperty("ci95")[1].GetDouble(), upper, 2e-5);
        }

        ledger.Close(100);

        // Closed forms: no hit, 1 − (α/2)^(1/n); all hits, (α/2)^(1/n).
        Assert.Equal(1 - Math.Pow(0.025, 0.1), BinomialInterval.Of(0, 10, 0.95).Upper, 1e-12);
        Assert.Equal(0, BinomialInterval.Of(0, 10, 0.95).Lower);
        Assert.Equal(Math.Pow(0.025, 0.1), BinomialInterval.Of(10, 10, 0.95).Lower, 1e-12);
        Assert.Equal(1, BinomialInterval.Of(10, 10, 0.95).Upper);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(1)]
    public void Plain_and_importance_sampling_agree_with_the_expected_ingresses(double radiusM)
    {
        var encounter = Encounters.Crossing(radiusM);
        var expected = CurvedEncounterPc.Nc3D(encounter).Value!.Value;
        var run = MonteCarloPc.Run(encounter, new() { Samples = 20_000, Seed = 3 });
        Assert.Equal(expected * 20_000 < 100, run.IsImportanceSampled);
        Assert.InRange(expected, run.Result.Value!.Value - (1.6 * (run.Result.Value.Value - run.Result.Lower!.Value)), run.Result.Value.Value + (1.6 * (run.Result.Upper!.Value - run.Result.Value.Value)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_run_and_another_another()
    {
        var encounter = Encounters.Crossing();
        var run = MonteCarloPc.Run(encounter, new() { Samples = 20_000, Seed = 1 });
        Assert.Equal(run, MonteCarloPc.Run(encounter, new() { Samples = 20_000, Seed = 1 }));
        Assert.NotEqual(run.Result.Value, MonteCarloPc.Run(encounter, new() { Samples = 20_000, Seed = 2 }).Result.Value);
    }

    [Fact]
    public void Overlap_at_the_start_is_a_number_of_its_own()
    {
        var encounter = Encounters.Crossing(1e5);
        var run = MonteCarloPc.Run(encounter, new() { Samples = 2_000 }, -1, 1);
        Assert.Equal(1, run.StartOverlapProbability, 1e-12);
        Assert.Equal(0, run.Result.Value);
        Assert.Contains("window's start", run.Result.Remark, StringComparison.Ordinal);

        // From far enough away every trial enters.
        run = MonteCarloPc.Run(encounter, new() { Samples = 2_000 }, -60, 60);
        Assert.Equal(0, run.StartOverlapProbability);
        Assert.Equal(1, run.Result.Value);
    }

    [Fact]
    public void Faults_are_refused()
    {
        var encounter = Encounters.Crossing();
        Assert.Throws<ArgumentOutOfRangeException>(() => MonteCarloPc.Run(encounter, new() { Samples = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => MonteCarloPc.Run(encounter, new() { Samples = 1, Confidence = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => MonteCarloPc.Run(encounter, new() { Samples = 1 }, 1, 1));
        Assert.Equal("no hard-body radius", MonteCarloPc.Run(encounter with { HardBodyRadiusM = null }, new() { Samples = 1 }).Result.Reason);
    }
}
