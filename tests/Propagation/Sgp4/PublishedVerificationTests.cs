namespace Ssa.Propagation.Tests.Sgp4;

public class PublishedVerificationTests
{
    // The file prints 8 decimals of km and 9 of km/s: half a unit of rounding, and as much again for the arithmetic.
    private const double PositionKm = 1.05e-8;
    private const double VelocityKmPerS = 1.05e-9;

    // 1,280 days from its epoch, the digits of this set depend on the order of the arithmetic.
    private const double FarFromEpochKm = 1e-6;

    public static TheoryData<string> Names => [.. VerificationSets.All.Select(set => set.Name)];

    [Fact]
    public void The_verification_has_33_sets_and_667_states()
    {
        Assert.Equal(33, VerificationSets.All.Count);
        Assert.Equal(667, VerificationSets.All.Sum(set => set.Published.Length));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_published_state_is_reproduced_in_improved_mode(string name)
    {
        var set = VerificationSets.Of(name);
        var propagator = new Sgp4Propagator(set.Elements, Sgp4Mode.Improved);
        if (name == "33334")
        {
            // Its one printed row is a stale copy of the row before it.
            Assert.Equal(PropagationStatus.PerturbedEccentricity, propagator.At(0).Status);
            return;
        }

        var toleranceKm = name == "20413 (second)" ? FarFromEpochKm : PositionKm;
        var toleranceKmPerS = name == "20413 (second)" ? FarFromEpochKm : VelocityKmPerS;
        Assert.NotEmpty(set.Published);
        foreach (var expected in set.Published)
        {
            var actual = propagator.At(expected.Minutes);
            Assert.Equal(PropagationStatus.Ok, actual.Status);
            var where = $"{name} at {expected.Minutes} min: {actual}";
            Assert.True(Math.Abs(actual.PositionKm.X - expected.X) <= toleranceKm, where);
            Assert.True(Math.Abs(actual.PositionKm.Y - expected.Y) <= toleranceKm, where);
            Assert.True(Math.Abs(actual.PositionKm.Z - expected.Z) <= toleranceKm, where);
            Assert.True(Math.Abs(actual.VelocityKmPerS.X - expected.Vx) <= toleranceKmPerS, where);
            Assert.True(Math.Abs(actual.VelocityKmPerS.Y - expected.Vy) <= toleranceKmPerS, where);
            Assert.True(Math.Abs(actual.VelocityKmPerS.Z - expected.Vz) <= toleranceKmPerS, where);
        }
    }

    // What Vallado's code reports on the verification's own grids of time; the file ends each set at its first error.
    [Theory]
    [InlineData("22312", PropagationStatus.MeanEccentricity, 494.2028672)]
    [InlineData("28350", PropagationStatus.MeanEccentricity, 1560)]
    [InlineData("28872", PropagationStatus.Decayed, 55)]
    [InlineData("29141", PropagationStatus.Decayed, 440)]
    [InlineData("33333", PropagationStatus.SemilatusRectum, 25)]
    [InlineData("33334", PropagationStatus.PerturbedEccentricity, 0)]
    [InlineData("20413 (second)", PropagationStatus.Decayed, 1_844_345)]
    public void The_first_refusal_of_a_set_comes_when_the_reference_code_refuses(string name, PropagationStatus status, double minutes)
    {
        var set = VerificationSets.Of(name);
        var propagator = new Sgp4Propagator(set.Elements, Sgp4Mode.Improved);
        var first = set.Times.First(t => propagator.At(t).Status != PropagationStatus.Ok);
        Assert.Equal(minutes, first);
        Assert.Equal(status, propagator.At(first).Status);
    }

    [Fact]
    public void No_other_set_is_ever_refused_on_its_grid()
    {
        string[] refused = ["22312", "28350", "28872", "29141", "33333", "33334", "20413 (second)"];
        foreach (var set in VerificationSets.All.Where(set => !refused.Contains(set.Name)))
        {
            var propagator = new Sgp4Propagator(set.Elements, Sgp4Mode.Improved);
            Assert.All(set.Times, t => Assert.Equal(PropagationStatus.Ok, propagator.At(t).Status));
        }
    }

    [Fact]
    public void An_element_set_that_no_orbit_belongs_to_is_refused_at_all_times()
    {
        var propagator = new Sgp4Propagator(VerificationSets.Of("33334").Elements, Sgp4Mode.Improved);
        for (var t = -1440; t <= 1440; t++)
        {
            Assert.NotEqual(PropagationStatus.Ok, propagator.At(t).Status);
        }
    }

    [Fact]
    public void Refused_states_can_be_followed_by_valid_ones()
    {
        var far = new Sgp4Propagator(VerificationSets.Of("20413 (second)").Elements, Sgp4Mode.Improved);
        for (var t = 1_844_345; t <= 1_844_355; t += 5)
        {
            Assert.Equal(PropagationStatus.Decayed, far.At(t).Status);
        }

        for (var t = 1_844_360; t <= 1_845_100; t += 5)
        {
            Assert.Equal(PropagationStatus.Ok, far.At(t).Status);
        }

        var wild = new Sgp4Propagator(VerificationSets.Of("33333").Elements, Sgp4Mode.Improved);
        for (var t = 25; t <= 150; t += 5)
        {
            var isValid = t is (>= 50 and <= 80) or (>= 115 and <= 140);
            Assert.Equal(isValid, wild.At(t).Status == PropagationStatus.Ok);
        }
    }

    [Fact]
    public void The_modes_differ_where_the_paper_says_and_nowhere_near_the_earth()
    {
        var largestKm = 0.0;
        var largestName = "";
        foreach (var set in VerificationSets.All)
        {
            var improved = new Sgp4Propagator(set.Elements, Sgp4Mode.Improved);
            var afspc = new Sgp4Propagator(set.Elements, Sgp4Mode.Afspc);
            foreach (var t in set.Times)
            {
                var (one, two) = (improved.At(t), afspc.At(t));
                if (!improved.IsDeepSpace)
                {
                    Assert.Equal(one, two);
                }

                var differenceKm = (one.PositionKm - two.PositionKm).Norm;
                (largestKm, largestName) = differenceKm > largestKm ? (differenceKm, set.Name) : (largestKm, largestName);
            }
        }

        Assert.Equal("23599", largestName);
        Assert.Equal(0.96, largestKm, 0.005);
    }
}
