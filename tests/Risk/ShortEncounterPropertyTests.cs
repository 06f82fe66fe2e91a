using CsCheck;

namespace Ssa.Risk.Tests;

/// <summary>What must hold for every encounter, and the limits.</summary>
public sealed class ShortEncounterPropertyTests
{
    private static readonly Gen<EncounterPlane> Planes =
        from major in Gen.Double[0, 4]
        from aspect in Gen.Double[0, 2.5]
        from radius in Gen.Double[-2, 0.8]
        from angle in Gen.Double[0, 6.3]
        from mahalanobis in Gen.Double[0, 12]
        let sx = Math.Pow(10, major)
        let sy = sx * Math.Pow(10, -aspect)
        select EncounterPlane.OfPrincipalAxes(mahalanobis * sx * Math.Cos(angle), mahalanobis * sy * Math.Sin(angle), sx, sy, sy * Math.Pow(10, radius));

    [Fact]
    public void Bounds_bracket_and_every_answer_agrees_with_the_reference() => Planes.Sample(
        plane =>
        {
            var reference = ShortEncounterPc.Compute(plane);
            foreach (var method in ShortEncounterPc.Methods)
            {
                var result = ShortEncounterPc.Compute(plane, method);
                Assert.Equal(result.Status == PcStatus.Ok, result.Value is not null);
                Assert.False(double.IsNaN(result.Value ?? 0));
                if (result.Status == PcStatus.Ok && method is PcMethod.Foster or PcMethod.Alfano or PcMethod.Laas)
                {
                    Assert.Equal(reference.LogValue!.Value, result.LogValue!.Value, 1e-7);
                }
            }

            var laas = ShortEncounterPc.Compute(plane, PcMethod.Laas);
            Assert.True(laas.Lower <= reference.Value * (1 + 1e-9) && laas.Upper >= reference.Value * (1 - 1e-9), $"{laas.Lower} {reference.Value} {laas.Upper}");
        },
        iter: 200);

    [Fact]
    public void Larger_radii_never_lower_the_probability_and_lengths_scale_out() => Planes.Sample(
        plane =>
        {
            var here = ShortEncounterPc.Compute(plane).LogValue!.Value;
            Assert.True(ShortEncounterPc.Compute(plane with { HardBodyRadiusM = 1.01 * plane.HardBodyRadiusM }).LogValue >= here - 1e-9);
            var tenfold = plane.Scaled(10) with { MissMajorM = 10 * plane.MissMajorM, MissMinorM = 10 * plane.MissMinorM, HardBodyRadiusM = 10 * plane.HardBodyRadiusM };
            Assert.Equal(here, ShortEncounterPc.Compute(tenfold).LogValue!.Value, 1e-9);
        },
        iter: 200);

    [Fact]
    public void Gradients_agree_with_differences() => Planes.Sample(
        plane =>
        {
            if (LogPcGradient.Of(plane) is not { } gradient)
            {
                return;
            }

            double Log(EncounterPlane p) => ShortEncounter.DirectQuadrature.LogProbability(p);
            void Check(double derivative, double step, Func<double, EncounterPlane> at) =>
                Assert.Equal((Log(at(step)) - Log(at(-step))) / 2, derivative * step, 1e-6);
            Check(gradient.PerMissMajor, 1e-4 * plane.SigmaMajorM, h => plane with { MissMajorM = plane.MissMajorM + h });
            Check(gradient.PerMissMinor, 1e-4 * plane.SigmaMinorM, h => plane with { MissMinorM = plane.MissMinorM + h });
            Check(gradient.PerSigmaMajor, 1e-4 * plane.SigmaMajorM, h => plane with { SigmaMajorM = plane.SigmaMajorM + h });
            Check(gradient.PerSigmaMinor, 1e-4 * plane.SigmaMinorM, h => plane with { SigmaMinorM = plane.SigmaMinorM + h });
            Check(gradient.PerRadius, 1e-4 * plane.HardBodyRadiusM, h => plane with { HardBodyRadiusM = plane.HardBodyRadiusM + h });
        },
        iter: 100);

    /// <summary>
    /// True of every disc that leaves out the mean: mirrored at the line halfway between the miss and the major axis, and at that line's normal, a point loses density only where the disc holds its
    /// mirror image, because a disc with both of two opposite points holds the mean.
    /// </summary>
    [Fact]
    public void The_oriented_maximum_never_exceeds_the_worst_orientation() => Planes.Sample(AssertBelowWorstOrientation, iter: 60);

    [Theory]
    [InlineData(1, 1.6e-10)]
    [InlineData(1, 1e-13)]
    [InlineData(1, 1e-3)]
    [InlineData(30, 1e-10)]
    [InlineData(300, 1e-6)]
    public void A_miss_just_above_the_radius_has_its_maximum_where_the_bend_of_the_edge_balances_the_gap(double aspect, double gap)
    {
        foreach (var angle in new[] { 0, 0.3, Math.PI / 2 })
        {
            var miss = 1 + gap;
            AssertBelowWorstOrientation(EncounterPlane.OfPrincipalAxes(miss * Math.Cos(angle), miss * Math.Sin(angle), 1, 1 / aspect, 1));
        }

        // Half the plane, less the gap's and the bend's share: 2·√(gap/2R)/(√(2π)·AR) to leading order, while sigma is small against R.
        var maximum = AlfanoMaximum.Of(1 + gap, 1, aspect);
        if (aspect * Math.Sqrt(2 * gap) < 0.01)
        {
            var share = 2 * Math.Sqrt(gap / 2) / (Math.Sqrt(2 * Math.PI) * aspect);
            Assert.Equal(0.5 - share, maximum.Value, (1e-2 * share) + 1e-7);
        }

        // One plane scaled to sigmas from far below the gap to far above the radius: none is higher.
        for (var log = -28.0; log < 5; log += 0.2)
        {
            var sigma = Math.Exp(log);
            var value = ShortEncounterPc.Compute(EncounterPlane.OfPrincipalAxes(1 + gap, 0, aspect * sigma, sigma, 1)).Value;
            Assert.True(value <= maximum.Value + 1e-6, $"{value} at sigma {sigma} above {maximum.Value}");
        }
    }

    private static void AssertBelowWorstOrientation(EncounterPlane plane)
    {
        if (plane.HardBodyRadiusM < plane.MissDistanceM)
        {
            var worst = AlfanoMaximum.Of(plane.MissDistanceM, plane.HardBodyRadiusM, plane.SigmaMajorM / plane.SigmaMinorM);
            var oriented = DilutionCurve.MaximumOverScale(plane);
            Assert.True(oriented.Maximum.Value <= worst.Value * (1 + 1e-6), $"{oriented.Maximum.Value} above {worst.Value}");
            Assert.True(oriented.Maximum.Value >= ShortEncounterPc.Compute(plane).Value * (1 - 1e-9));
        }
    }

    [Fact]
    public void Swapping_objects_and_turning_axes_changes_nothing()
    {
        var encounter = Encounters.Crossing();
        var here = ShortEncounterPc.Compute(encounter);
        var swapped = ShortEncounterPc.Compute(encounter with { First = encounter.Second, Second = encounter.First });
        Assert.Equal(here.LogValue!.Value, swapped.LogValue!.Value, 1e-12);
        var turned = ShortEncounterPc.Compute(Encounters.Turned(encounter));
        Assert.Equal(here.LogValue.Value, turned.LogValue!.Value, 1e-9);
    }

    [Fact]
    public void Limits_have_closed_forms()
    {
        var plane = EncounterPlane.OfPrincipalAxes(10, 0, 5, 5, 3);
        foreach (var method in ShortEncounterPc.Methods)
        {
            Assert.Equal(0, ShortEncounterPc.Compute(plane with { HardBodyRadiusM = 0 }, method).Value);
        }

        Assert.Equal(1, ShortEncounterPc.Compute(plane with { HardBodyRadiusM = double.PositiveInfinity }).Value);
        // A circular covariance without miss: 1 − exp(−R²/2σ²).
        Assert.Equal(1 - Math.Exp(-0.18), ShortEncounterPc.Compute(plane with { MissMajorM = 0 }).Value!.Value, 1e-14);
        Assert.Equal(-1.5e12, ShortEncounterPc.Compute(EncounterPlane.OfPrincipalAxes(1e9, 0, 500, 500, 1000)).LogValue!.Value / 4 * 3, 1e7);
    }

    [Fact]
    public void What_determines_no_probability_is_refused_with_the_reason()
    {
        var encounter = Encounters.Crossing();
        AssertRefused(encounter with { HardBodyRadiusM = null }, "no hard-body radius");
        AssertRefused(encounter with { Second = encounter.Second with { VelocityMPerS = encounter.First.VelocityMPerS } }, "zero relative velocity");
        AssertRefused(encounter with { Second = encounter.First }, "zero relative velocity");
        AssertRefused(encounter with { First = encounter.First with { Covariance = null } }, "no covariance of the first object");
        AssertRefused(With(new(1e16, 0, 0, 1, 0, 1)), "default covariance of the second object");
        AssertRefused(With(new(double.NaN, 0, 0, 1, 0, 1)), "the covariance of the second object is not a number");
        AssertRefused(encounter with { First = encounter.First with { PositionM = new(double.PositiveInfinity, 0, 0) } }, "the state of the first object");

        Encounter With(Covariance3 c) => encounter with { Second = encounter.Second with { Covariance = StateCovariance.OfPosition(CovarianceAxes.Rtn, c) } };
    }

    [Fact]
    public void A_radius_beyond_the_miss_and_a_negative_definite_covariance_are_answered()
    {
        var encounter = Encounters.Crossing() with { HardBodyRadiusM = 1e5 };
        Assert.Equal(1, ShortEncounterPc.Compute(encounter).Value!.Value, 1e-9);
        var flipped = StateCovariance.OfPosition(CovarianceAxes.Rtn, new(-1, 0, 0, -1, 0, -1));
        encounter = encounter with { First = encounter.First with { Covariance = flipped }, Second = encounter.Second with { Covariance = flipped } };
        var plane = PlaneProjection.Of(encounter).Plane!.Value;
        Assert.True(plane.IsRemediated);
        Assert.Equal(10, plane.SigmaMinorM, 1e-9);
        Assert.Equal(1, ShortEncounterPc.Compute(encounter).Value!.Value, 1e-12);
    }

    private static void AssertRefused(Encounter encounter, string reason)
    {
        foreach (var method in ShortEncounterPc.Methods)
        {
            var result = ShortEncounterPc.Compute(encounter, method);
            Assert.Equal(PcStatus.NotComputable, result.Status);
            Assert.Null(result.Value);
            Assert.StartsWith(reason, result.Reason, StringComparison.Ordinal);
        }
    }
}
