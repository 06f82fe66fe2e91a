namespace Ssa.Risk.Tests;

/// <summary>All methods side by side.</summary>
public sealed class AllMethodsTests
{
    [Fact]
    public void Every_method_answers_under_its_name_and_the_answers_agree()
    {
        var comparison = AllMethods.Compute(Encounters.Crossing());
        Assert.Equal(["pc2d", "foster", "chan", "alfano", "patera", "laas", "alfriend", "nc3d"], comparison.Answers.Select(a => a.Name));
        var reference = comparison.Answers[0].Value!.Value;
        Assert.All(comparison.Answers, a => Assert.Equal(PcStatus.Ok, a.Status));
        Assert.All(comparison.Answers, a => Assert.Equal(reference, a.Value!.Value, 0.01 * reference));
        Assert.Empty(comparison.Flags);
    }

    [Fact]
    public void Without_a_radius_every_method_says_so()
    {
        var comparison = AllMethods.Compute(Encounters.Crossing() with { HardBodyRadiusM = null });
        Assert.All(comparison.Answers, a =>
        {
            Assert.Equal((PcStatus.NotComputable, "no hard-body radius"), (a.Status, a.Reason));
            Assert.Null(a.Value);
            Assert.Null(a.Lower);
            Assert.Null(a.Upper);
        });
    }
}
