using CsCheck;
using NodaTime;
using Ssa.Risk.ShortEncounter;

namespace Ssa.Risk.Tests.Events;

/// <summary>An event followed from assessment to assessment.</summary>
public sealed class EventHistoryTests
{
    private static readonly Instant Tca = Instant.FromUtc(2026, 7, 20, 0, 0);

    private static readonly Gen<EncounterPlane> Planes =
        from sx in Gen.Double[100, 2000]
        from sy in Gen.Double[20, 100]
        from mx in Gen.Double[-3000, 3000]
        from my in Gen.Double[-300, 300]
        from radius in Gen.Double[1, 20]
        select EncounterPlane.OfPrincipalAxes(mx, my, sx, sy, radius);

    [Fact]
    public void Shares_add_up_and_reverse_with_time() => Gen.Select(Planes, Planes).Sample(
        (before, after) =>
        {
            var change = RiskChange.Between(before, after)!.Value;
            var total = DirectQuadrature.LogProbability(after) - DirectQuadrature.LogProbability(before);
            Assert.Equal(total, change.Total, 1e-9 * (1 + Math.Abs(change.Miss) + Math.Abs(change.Covariance)));
            var back = RiskChange.Between(after, before)!.Value;
            Assert.Equal(change.Miss, -back.Miss, 1e-9 * (1 + Math.Abs(change.Miss)));
            Assert.Equal(change.Covariance, -back.Covariance, 1e-9 * (1 + Math.Abs(change.Covariance)));
        },
        iter: 100);

    [Fact]
    public void What_did_not_change_has_no_share()
    {
        var plane = EncounterPlane.OfPrincipalAxes(300, 20, 500, 50, 5);
        var larger = RiskChange.Between(plane, plane with { HardBodyRadiusM = 10 })!.Value;
        Assert.Equal((0, 0), (larger.Miss, larger.Covariance));

        // A disc small against both sigmas: the probability is as its area.
        Assert.Equal(Math.Log(4), larger.Radius, 0.02);
        var nearer = RiskChange.Between(plane, plane with { MissMajorM = 0 })!.Value;
        Assert.Equal((0, 0), (nearer.Covariance, nearer.Radius));
        Assert.Equal(0.5 * 0.36, nearer.Miss, 1e-3);
    }

    [Fact]
    public void Without_a_radius_there_is_nothing_to_share() =>
        Assert.Null(RiskChange.Between(EncounterPlane.OfPrincipalAxes(300, 20, 500, 50, 0), EncounterPlane.OfPrincipalAxes(300, 20, 500, 50, 5)));

    [Fact]
    public void A_verdict_rises_at_once_and_falls_only_well_below_its_threshold() => Assert.Equal(
        [RiskVerdict.Below, RiskVerdict.Attend, RiskVerdict.Act, RiskVerdict.Act, RiskVerdict.Attend, RiskVerdict.Attend, RiskVerdict.Below],
        Follow((-2.9, 1e-8), (-2.5, 2e-7), (-2.0, 1.5e-4), (-1.8, 9e-5), (-1.5, 2e-5), (-1.0, 9e-8), (-0.5, 2e-8)));

    [Fact]
    public void A_verdict_may_fall_by_two_steps() => Assert.Equal([RiskVerdict.Act, RiskVerdict.Below], Follow((-2, 1e-3), (-1, 1e-12)));

    [Fact]
    public void What_cannot_tell_leaves_the_verdict_as_it_was() =>
        Assert.Equal([RiskVerdict.CannotTell, RiskVerdict.Attend, RiskVerdict.Attend], Follow((-2.5, null), (-2, 1e-6), (-1, null)));

    [Fact]
    public void Gates_hold_a_verdict_back_until_their_time_and_nothing_is_left_after_tca() => Assert.Equal(
        [RiskVerdict.Below, RiskVerdict.Attend, RiskVerdict.Act, RiskVerdict.Below],
        Follow((-8, 1e-3), (-5, 1e-3), (-3, 1e-3), (0.1, 1e-3)));

    [Fact]
    public void A_history_out_of_order_is_refused() => Assert.Throws<ArgumentException>(() => Follow((-1, 1e-3), (-2, 1e-3)));

    [Fact]
    public void Reports_ask_for_time_miss_and_probability()
    {
        var criteria = new ReportingCriteria();
        Assert.True(criteria.NearEarth.IsMetBy(Duration.FromDays(3), 1, 1e-7));
        Assert.False(criteria.NearEarth.IsMetBy(Duration.FromDays(3) + Duration.Epsilon, 1, 1e-7));
        Assert.False(criteria.NearEarth.IsMetBy(Duration.FromDays(1), 1.001, 1e-7));
        Assert.False(criteria.NearEarth.IsMetBy(Duration.FromDays(1), 1, 9.9e-8));
        Assert.False(criteria.NearEarth.IsMetBy(Duration.FromDays(1), 1, null));
        Assert.False(criteria.NearEarth.IsMetBy(-Duration.Epsilon, 1, 1));
        Assert.False(criteria.NearEarthEmergency.IsMetBy(Duration.FromDays(1), 1, 9.9e-5));
        Assert.True(criteria.DeepSpace.IsMetBy(Duration.FromDays(10), 5, null));
        Assert.False(criteria.DeepSpaceEmergency.IsMetBy(Duration.FromDays(4), 5, null));
    }

    private static IReadOnlyList<RiskVerdict> Follow(params (double DaysFromTca, double? Probability)[] history)
    {
        var thresholds = new VerdictThresholds();
        return EventVerdicts.Follow([.. history.Select(one => new EventAssessment(
            Tca + Duration.FromSeconds((long)Math.Round(86_400 * one.DaysFromTca)), Tca, one.Probability,
            one.Probability is not { } p ? RiskVerdict.CannotTell : p >= thresholds.Act ? RiskVerdict.Act : p >= thresholds.Attend ? RiskVerdict.Attend : RiskVerdict.Below))]);
    }
}
