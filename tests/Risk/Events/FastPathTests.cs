using CsCheck;
using Ssa.Propagation.Frames;
using Ssa.Risk.ShortEncounter;

namespace Ssa.Risk.Tests.Events;

/// <summary>What long lists are computed with, against the reference methods.</summary>
public sealed class FastPathTests
{
    // Sigmas of metres to 100 km, stretched up to 300 times; radii of a thousandth to four smaller sigmas; up to 14 sigmas away.
    private static readonly Gen<EncounterPlane> Planes =
        from major in Gen.Double[0, 5]
        from aspect in Gen.Double[0, 2.5]
        from radius in Gen.Double[-3, 0.6]
        from angle in Gen.Double[0, 6.3]
        from mahalanobis in Gen.Double[0, 14]
        let sx = Math.Pow(10, major)
        let sy = sx * Math.Pow(10, -aspect)
        select EncounterPlane.OfPrincipalAxes(mahalanobis * sx * Math.Cos(angle), mahalanobis * sy * Math.Sin(angle), sx, sy, sy * Math.Pow(10, radius));

    [Fact]
    public void The_series_agrees_with_the_quadrature_wherever_it_answers()
    {
        var answered = 0;
        Planes.Sample(
            plane =>
            {
                if (SeriesProbability.TryLog(plane.MissMajorM, plane.MissMinorM, plane.SigmaMajorM, plane.SigmaMinorM, plane.HardBodyRadiusM, out var log))
                {
                    Interlocked.Increment(ref answered);
                    Assert.Equal(DirectQuadrature.LogProbability(plane), log, 1e-9);
                }
            },
            iter: 3000);
        Assert.True(answered > 2000, $"only {answered} answers");
    }

    [Fact]
    public void A_series_that_would_be_long_is_declined_and_the_quadrature_answers()
    {
        var plane = EncounterPlane.OfPrincipalAxes(50, 0, 400, 1, 20);
        Assert.False(SeriesProbability.TryLog(50, 0, 400, 1, 20, out _));
        Assert.Equal(DirectQuadrature.LogProbability(plane), SeriesProbability.Log(plane, 1));
        Assert.Equal(DirectQuadrature.LogProbability(plane.Scaled(2)), SeriesProbability.Log(plane, 2));
    }

    [Fact]
    public void The_maximum_over_the_scale_is_the_one_that_quadratures_find() => Planes.Sample(
        plane =>
        {
            if (plane.HardBodyRadiusM >= plane.MissDistanceM || plane.MahalanobisSquared == 0)
            {
                return;
            }

            var reference = DilutionCurve.MaximumOverScale(plane);
            var (factor, log) = ScaleMaximum.Of(plane);
            Assert.Equal(Math.Log(reference.Maximum.Value), log, 2e-9);

            // The reference's golden sections end where the value is flat to rounding: 1e-5 of the factor.
            Assert.Equal(Math.Log(reference.SigmaFactor), factor, 3e-5);
        },
        iter: 400);

    [Fact]
    public void The_geometry_in_doubles_is_that_in_twice_the_digits()
    {
        var states =
            from angle in Gen.Double[0.01, 3.1]
            from height in Gen.Double[0, 2000]
            from x in Gen.Double[-5000, 5000]
            from y in Gen.Double[-5000, 5000]
            from z in Gen.Double[-5000, 5000]
            from age in Gen.Double[0, 20]
            select (angle, height, new Vector3(x, y, z), age);
        states.Sample(
            s =>
            {
                var (angle, heightKm, offset, age) = s;
                var radius = 6_500_000 + (1000 * heightKm);
                var speed = Math.Sqrt(3.986e14 / radius);
                var first = new ObjectState
                {
                    PositionM = new(radius, 0, 0),
                    VelocityMPerS = new(1, speed, 0),
                    Covariance = ElementSetCovariance.Of(heightKm, 0.001, 55, age).ToStateCovariance(),
                };
                var second = new ObjectState
                {
                    PositionM = first.PositionM + offset,
                    VelocityMPerS = speed * new Vector3(0.001, Math.Cos(angle), Math.Sin(angle)),
                    Covariance = ElementSetCovariance.Of(heightKm, 0.001, 98, age + 1).ToStateCovariance(),
                };
                var encounter = new Encounter { First = first, Second = second, HardBodyRadiusM = 6 };
                var reference = PlaneProjection.Of(encounter).Plane!.Value;
                var geometry = new EncounterGeometry(first.PositionM, first.VelocityMPerS, second.PositionM, second.VelocityMPerS);
                var plane = geometry.Plane(first.Covariance!.Position, second.Covariance!.Position, 6)!.Value;
                Assert.Equal(reference.SigmaMajorM, plane.SigmaMajorM, 1e-9 * reference.SigmaMajorM);
                Assert.Equal(reference.SigmaMinorM, plane.SigmaMinorM, 1e-9 * reference.SigmaMinorM);
                Assert.Equal(DirectQuadrature.LogProbability(reference), DirectQuadrature.LogProbability(plane), 1e-8 * (1 + reference.MahalanobisSquared));
                var bounds = CoppolaBounds.Of(encounter)!.Value;
                var seconds = geometry.DurationSeconds(first.Covariance.Position, second.Covariance.Position, 6);
                Assert.Equal(bounds.EndSeconds - bounds.StartSeconds, seconds, 1e-8 * seconds);
            },
            iter: 500);
    }
}
