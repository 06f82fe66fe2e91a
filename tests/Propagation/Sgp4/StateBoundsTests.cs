namespace Ssa.Propagation.Tests.Sgp4;

public class StateBoundsTests
{
    public static TheoryData<string> Names => [.. VerificationSets.All.Select(set => set.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Bounds_hold_every_state_of_the_published_sets(string name)
    {
        var set = VerificationSets.Of(name);
        var random = new Random(17);
        foreach (var mode in new[] { Sgp4Mode.Afspc, Sgp4Mode.Improved })
        {
            var propagator = new Sgp4Propagator(set.Elements, mode);
            for (var trial = 0; trial < 200; trial++)
            {
                // Spans of seconds to a month, up to two months before or after epoch.
                var from = 86_400 * ((2 * random.NextDouble()) - 1);
                var to = from + Math.Pow(10, (6.6 * random.NextDouble()) - 2);
                var bounds = StateBounds.Of(propagator, from, to);
                for (var k = 0; k < 30; k++)
                {
                    AssertHolds(bounds, propagator.At(from + ((to - from) * (k / 29.0))), $"{name} {mode} {from} to {to}");
                }
            }
        }
    }

    [Theory]
    [InlineData("00005", 40)]
    [InlineData("06251", 80)]
    [InlineData("28057", 50)]
    public void They_are_tight_in_low_orbit(string name, double slackKm)
    {
        // Over a revolution the radius itself sweeps most of what is allowed.
        var propagator = new Sgp4Propagator(VerificationSets.Of(VerificationSets.All.Single(set => int.Parse(set.Name.Split(' ')[0]) == int.Parse(name)).Name).Elements, Sgp4Mode.Afspc);
        var bounds = StateBounds.Of(propagator, 0, 200);
        var radii = Enumerable.Range(0, 2000).Select(k => propagator.At(k * 0.1).PositionKm.Norm).ToArray();
        Assert.InRange(bounds.RadiusLowKm, radii.Min() - slackKm, radii.Min());
        Assert.InRange(bounds.RadiusHighKm, radii.Max(), radii.Max() + slackKm);
        Assert.True(bounds.AreAllValid);
    }

    [Fact]
    public void What_decays_within_the_span_is_not_called_valid()
    {
        // 28872 is refused from 55 minutes on.
        var propagator = new Sgp4Propagator(VerificationSets.All.Single(set => set.Elements.Number.Value == 28872).Elements, Sgp4Mode.Improved);
        Assert.False(StateBounds.Of(propagator, 0, 60).AreAllValid);
        Assert.Equal(PropagationStatus.Decayed, propagator.At(55).Status);
    }

    private static void AssertHolds(StateBounds bounds, TemeState state, string what)
    {
        if (state.Status != PropagationStatus.Ok)
        {
            Assert.False(bounds.AreAllValid, $"{what}: {state.Status}, but all were called valid");
            return;
        }

        Assert.True(
            state.PositionKm.Norm >= bounds.RadiusLowKm && state.PositionKm.Norm <= bounds.RadiusHighKm && state.VelocityKmPerS.Norm <= bounds.SpeedKmPerS,
            $"{what}: radius {state.PositionKm.Norm}, speed {state.VelocityKmPerS.Norm}, bounds {bounds}");
    }
}
