using CsCheck;
using Ssa.Propagation.Frames;
using static Ssa.Propagation.Tests.Frames.EarthOrientations;

namespace Ssa.Propagation.Tests.Frames;

public class RtnBasisTests
{
    private static readonly Gen<Vector3> Vectors = Gen.Select(
        Gen.Double[-9, 9], Gen.Double[-9, 9], Gen.Double[-9, 9], (x, y, z) => new Vector3(x, y, z));

    private static readonly Gen<(Vector3 R, Vector3 V)> States = Gen.Select(Vectors, Vectors, (r, v) => (1000 * r, v))
        .Where((r, v) => Vector3.Cross(r, v).Norm > 0.01 * r.Norm * v.Norm && r.Norm > 1);

    [Fact]
    public void Vallado_rv2rsw_axes_of_the_companion_codes_test_case()
    {
        // Companion code of Fundamentals of Astrodynamics (CelesTrak/fundamentals-of-astrodynamics, valladopy, test_rv2rsw), printed to 16 digits.
        var basis = RtnBasis.Of(
            new Vector3(1525.9870698051157, -5867.209915411114, 3499.601587508083), new Vector3(1.4830443958075603, -7.093267951700349, 0.9565730381487033));
        AssertNear(new Vector3(0.21799815282930227, -0.8381728450587307, 0.4999430839297262), basis.Radial, 1e-15);
        AssertNear(new Vector3(0.0043486171359898, -0.5114241285968169, -0.8593174327441467), basis.Transverse, 2e-15);
        AssertNear(new Vector3(0.9759394934584914, 0.18950367409403857, -0.10784462254949785), basis.Normal, 2e-15);
        AssertNear(new Vector3(6.746917593386584, 2.8121176860009087, 0), basis.Resolve(new Vector3(1.4830443958075603, -7.093267951700349, 0.9565730381487033)), 1e-14);
    }

    [Fact]
    public void The_axes_of_an_equatorial_circular_orbit()
    {
        var basis = RtnBasis.Of(new Vector3(7000, 0, 0), new Vector3(0, 7.5, 0));
        Assert.Equal(new RtnBasis(new Vector3(1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, 1)), basis);
    }

    [Fact]
    public void Components_keep_the_length_and_compose_to_the_vector() =>
        Gen.Select(States, Vectors).Sample((state, vector) =>
        {
            var basis = RtnBasis.Of(state.R, state.V);
            var components = basis.Resolve(vector);

            // The normal comes out of a cross product whose angle is at least 0.01: its roundings count a hundredfold.
            Assert.Equal(vector.Norm, components.Norm, 1e-12);
            AssertNear(vector, basis.Compose(components), 1e-12);
        });

    [Fact]
    public void Velocity_has_no_normal_part_and_a_positive_transverse_part() =>
        States.Sample((r, v) =>
        {
            var components = RtnBasis.Of(r, v).Resolve(v);
            Assert.Equal(0, components.Z, 1e-12);
            Assert.True(components.Y > 0);
        });

    [Fact]
    public void Motion_along_the_radius_has_no_axes() =>
        Assert.True(double.IsNaN(RtnBasis.Of(new Vector3(7000, 0, 0), new Vector3(1, 0, 0)).Normal.X));
}
