using Ssa.Propagation.Frames;
using Ssa.Risk.Curvilinear;

namespace Ssa.Risk.Tests;

/// <summary>Integrals over the sphere that have closed forms.</summary>
public sealed class SphereIntegralTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(0.4)]
    [InlineData(1.2)]
    [InlineData(1.57)]
    public void A_stream_through_a_small_sphere_crosses_its_disc_whatever_its_direction(double tilt)
    {
        // A speed without spread, so that the integrand has its kink.
        var encounter = Encounters.Crossing(1e-3);
        var (curved, _) = CurvedEncounter.Of(encounter);
        var overlap = PeakOverlap.At(curved!, 0)!;
        var velocity = overlap.Velocity - SphereIntegral.Multiply(overlap.Regression, overlap.Position);
        var along = (1 / velocity.Norm) * velocity;
        var across = Vector3.Cross(along, new(0.3, -0.5, 0.8));
        across = (1 / across.Norm) * across;
        var third = Vector3.Cross(along, across);
        var (sin, cos) = Math.SinCos(tilt);
        var sphere = new SphereIntegral(overlap, 1e-3, [(cos * along) - (sin * across), third, (sin * along) + (cos * across)], [1e4, 1e3, 100]);
        Assert.Equal(Math.PI, sphere.Integrate(d => Math.Max(0, -Vector3.Dot(along, d))), 3e-6);
        Assert.Equal(4 * Math.PI / 3, sphere.Integrate(d => 2 * Math.Pow(Math.Min(0, Vector3.Dot(d, along)), 2)), 3e-6);
    }
}
