namespace Ssa.Risk.Tests;

/// <summary>Inputs that break formulas: every method answers rightly or says why not, and nothing is NaN.</summary>
public sealed class HardCasesTests
{
    private static readonly MonteCarloSettings Trials = new() { Samples = 500 };

    [Fact]
    public void Zero_relative_velocity_is_refused_in_the_plane_and_followed_along_the_paths()
    {
        var encounter = Encounters.Crossing();
        // In step: same orbit but for 150 m, the velocity the same.
        encounter = encounter with { Second = encounter.First with { PositionM = new(7_000_090, 60, -104) } };
        var answers = Answers(encounter);
        Assert.All(answers.Where(a => a.Method is not (PcMethod.Nc3D or PcMethod.MonteCarlo)), a => Assert.StartsWith("zero relative velocity", a.Reason, StringComparison.Ordinal));
        Assert.Equal(PcStatus.Ok, answers.Single(a => a.Method == PcMethod.MonteCarlo).Status);
    }

    [Fact]
    public void Identical_objects_are_refused_in_the_plane()
    {
        var encounter = Encounters.Crossing();
        Assert.All(
            Answers(encounter with { Second = encounter.First }).Where(a => a.Method is not (PcMethod.Nc3D or PcMethod.MonteCarlo)),
            a => Assert.StartsWith("zero relative velocity", a.Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(5_000)]
    [InlineData(2e4)]
    public void A_radius_beyond_the_miss_is_answered(double radiusM)
    {
        var answers = Answers(Encounters.Crossing(radiusM));
        var reference = answers[0].Value!.Value;
        foreach (var answer in answers.Where(a => a.Status == PcStatus.Ok && a.Method is not (PcMethod.Chan or PcMethod.Alfriend)))
        {
            // Trials within their interval; the ingresses within the curvature's share.
            Assert.InRange(reference, answer.Method == PcMethod.MonteCarlo ? answer.Lower!.Value - 0.02 : answer.Value!.Value - 0.02, answer.Method == PcMethod.MonteCarlo ? answer.Upper!.Value + 0.02 : answer.Value!.Value + 0.02);
        }

        Assert.Equal(PcStatus.Ok, answers.Single(a => a.Method == PcMethod.Nc2D).Status);
        Assert.Equal(PcStatus.Ok, answers.Single(a => a.Method == PcMethod.Nc3D).Status);
        Assert.Equal(PcStatus.Ok, answers.Single(a => a.Method == PcMethod.MonteCarlo).Status);
    }

    [Fact]
    public void No_radius_and_a_negative_one_are_no_probability_and_zero()
    {
        Assert.All(Answers(Encounters.Crossing(0)), a => Assert.Equal((PcStatus.Ok, 0.0), (a.Status, a.Value)));
        Assert.All(Answers(Encounters.Crossing(-5)), a => Assert.Equal((PcStatus.Ok, 0.0), (a.Status, a.Value)));
        Assert.All(Answers(Encounters.Crossing(double.NaN)), a => Assert.Equal("the hard-body radius is not a number", a.Reason));
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(double.PositiveInfinity, 14)]
    [InlineData(double.NaN, 21)]
    [InlineData(double.NaN, 35)]
    public void A_covariance_that_is_not_a_number_is_refused(double fault, int element)
    {
        var answers = Answers(WithFirst(c => c[element] = fault));
        var concerned = element is 0 or 14 ? answers : answers.Where(a => a.Method is PcMethod.Nc2D or PcMethod.Nc3D or PcMethod.MonteCarlo);
        Assert.All(concerned, a => Assert.Equal("the covariance of the first object is not a number", a.Reason));
    }

    [Fact]
    public void A_covariance_without_variances_of_velocity_is_followed_but_no_ground_for_a_verdict()
    {
        var encounter = WithFirst(c =>
        {
            for (var i = 0; i < 36; i++)
            {
                c[i] = i / 6 > 2 || i % 6 > 2 ? 0 : c[i];
            }
        });
        Assert.All(Answers(encounter), a => Assert.Equal(PcStatus.Ok, a.Status));
        var ladder = CollisionProbabilityLadder.Assess(encounter);
        Assert.False(ladder.IsAccepted);
        Assert.Equal("its use is not checked: the velocity of the first object has no variance", ladder.Rungs.Single().Rejection);
    }

    [Fact]
    public void A_negative_definite_covariance_and_an_open_orbit_give_no_NaN()
    {
        Answers(WithFirst(c =>
        {
            for (var i = 0; i < 36; i++)
            {
                c[i] = -c[i];
            }
        }));
        var encounter = Encounters.Crossing();
        var open = Answers(encounter with { First = encounter.First with { VelocityMPerS = new(0, 11_000, 0) } });
        Assert.All(open.Where(a => a.Method is PcMethod.Nc2D or PcMethod.Nc3D or PcMethod.MonteCarlo), a => Assert.Equal("an orbit is not an ellipse about the Earth", a.Reason));
    }

    private static Encounter WithFirst(Action<double[]> change)
    {
        var encounter = Encounters.Crossing();
        var full = encounter.First.Covariance!.Full!;
        double[] elements = [.. Enumerable.Range(0, 36).Select(i => full[i / 6, i % 6])];
        change(elements);
        return encounter with { First = encounter.First with { Covariance = StateCovariance.OfState(CovarianceAxes.Rtn, elements) } };
    }

    /// <summary>Every method's answer, each checked for form, and the ladder's too.</summary>
    private static IReadOnlyList<MethodAnswer> Answers(Encounter encounter)
    {
        var answers = AllMethods.Compute(encounter, Trials).Answers;
        Assert.Equal(["pc2d", "foster", "chan", "alfano", "patera", "laas", "alfriend", "nc2d", "nc3d", "monte-carlo"], answers.Select(a => a.Name));
        foreach (var a in answers)
        {
            Assert.Equal(a.Status == PcStatus.Ok, a.Value is not null);
            Assert.Equal(a.Status == PcStatus.Ok, a.Reason is null);
            Assert.All(new[] { a.Value, a.Lower, a.Upper }, x => Assert.True(x is null or (>= 0 and <= 1), $"{a.Name}: {x}"));
        }

        var ladder = CollisionProbabilityLadder.Assess(encounter, Trials);
        Assert.True(ladder.Result.Value is null or (>= 0 and <= 1));
        Assert.True(ladder.IsAccepted || ladder.Flags.Contains("not-accepted"));
        Assert.All(ladder.Rungs.SelectMany(r => r.Checks), c => Assert.False(double.IsNaN(c.Indicator)));
        return answers;
    }
}
