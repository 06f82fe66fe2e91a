using Ssa.Risk.Tests.ReferenceData;

namespace Ssa.Risk.Tests;

/// <summary>Which rung stands, and what the ladder says about those that do not.</summary>
public sealed class LadderTests
{
    [Fact]
    public void Operational_encounters_end_near_the_expected_ingresses()
    {
        var ledger = new Ledger();
        var ends = new SortedDictionary<PcMethod, int>();
        foreach (var c in ReferenceCase.All)
        {
            foreach (var e in c.Expected.Where(e => e.Method == "Nc3D Hall" && c.Id.StartsWith("cara-cdm", StringComparison.Ordinal)))
            {
                var result = CollisionProbabilityLadder.Assess(c.Encounter());
                Assert.True(result.IsAccepted);
                Assert.NotNull(result.LinearDuration);
                Assert.Equal(result.Result, result.Rungs[^1].Result);
                Assert.All(result.Rungs.SkipLast(1), r => Assert.NotNull(r.Rejection));
                var method = result.Result.Method;
                ends[method] = ends.GetValueOrDefault(method) + 1;
                // The plane is let pass where it is within 2 %.
                ledger.Compare($"ends at {method}", c.Id, e.Value!.Value, result.Result.Value, method == PcMethod.DirectQuadrature ? 0.025 : 3e-3);
            }
        }

        ledger.Close(43);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", ends));
        Assert.Equal("[DirectQuadrature, 20], [Nc2D, 21], [Nc3D, 2]", string.Join(", ", ends));
    }

    [Fact]
    public void A_plain_crossing_ends_in_the_plane_between_bounds()
    {
        var result = CollisionProbabilityLadder.Assess(Encounters.Crossing());
        Assert.Equal((PcMethod.DirectQuadrature, true), (result.Result.Method, result.IsAccepted));
        Assert.InRange(result.Result.Value!.Value, result.Result.Lower!.Value, result.Result.Upper!.Value);
        var rung = Assert.Single(result.Rungs);
        Assert.Null(rung.Rejection);
        Assert.Equal([UsageConcern.NotPositiveDefinite, UsageConcern.Extended, UsageConcern.Offset, UsageConcern.Blended, UsageConcern.Inaccurate], rung.Checks.Select(c => c.Concern));
        Assert.Empty(result.Flags);
        Assert.Equal(MissConvention.Refined, result.Convention);
    }

    [Fact]
    public void Positions_alone_leave_the_plane_unchecked()
    {
        var encounter = Encounters.Crossing();
        encounter = encounter with { First = encounter.First with { Covariance = StateCovariance.OfPosition(CovarianceAxes.Rtn, new(900, 0, 0, 160_000, 0, 400)) } };
        var result = CollisionProbabilityLadder.Assess(encounter);
        Assert.Equal((PcStatus.Ok, false), (result.Result.Status, result.IsAccepted));
        Assert.Contains("its use is not checked: needs covariances of position and velocity", Assert.Single(result.Rungs).Rejection, StringComparison.Ordinal);
        Assert.Contains("not-accepted", result.Flags);
    }

    [Fact]
    public void Without_a_radius_no_rung_stands()
    {
        var result = CollisionProbabilityLadder.Assess(Encounters.Crossing() with { HardBodyRadiusM = null });
        Assert.Equal((PcStatus.NotComputable, false, "no hard-body radius"), (result.Result.Status, result.IsAccepted, result.Result.Reason));
    }

    [Theory]
    [InlineData("alfano2009-01", PcMethod.Nc3D)]
    [InlineData("alfano2009-02", PcMethod.Nc3D)] // A second peak three hours later, which the published checks pass over.
    [InlineData("alfano2009-03", PcMethod.DirectQuadrature)]
    [InlineData("alfano2009-05", PcMethod.Nc3D)]
    public void Long_encounters_end_near_published_trials(string id, PcMethod method)
    {
        var c = ReferenceCase.All.Single(c => c.Id == id);
        var result = CollisionProbabilityLadder.Assess(c.Encounter());
        Assert.Equal((method, true), (result.Result.Method, result.IsAccepted));
        var published = c.Expected.Single(e => e.Method.StartsWith("Monte Carlo two-body (CARA", StringComparison.Ordinal)).Value!.Value;
        Assert.Equal(published, result.Result.Value!.Value, 3e-3 * published);
    }

    [Fact]
    public void Trials_are_the_last_rung()
    {
        // A long encounter whose expected ingresses are refused: a zero relative velocity leaves no plane and no peak to check.
        var encounter = Encounters.Crossing();
        encounter = encounter with { Second = encounter.First with { PositionM = new(7_000_090, 60, -104) } };
        var result = CollisionProbabilityLadder.Assess(encounter, new() { Samples = 500 });
        Assert.Equal(PcMethod.DirectQuadrature, result.Rungs[0].Result.Method);
        Assert.Equal(PcMethod.Nc2D, result.Rungs[1].Result.Method);
        Assert.All(result.Rungs.Take(2), r => Assert.StartsWith("zero relative velocity", r.Rejection, StringComparison.Ordinal));
        Assert.True(result.Result.Method is PcMethod.Nc3D or PcMethod.MonteCarlo);
        Assert.True(result.IsAccepted);
    }
}
