using CsCheck;
using NodaTime;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Frames;
using static Ssa.Propagation.Tests.Frames.EarthOrientations;

namespace Ssa.Propagation.Tests.Ephemerides;

/// <summary>A path that is a polynomial of time is met exactly by an interpolation of its degree, wherever the nodes stand.</summary>
public class PolynomialExactnessTests
{
    private static readonly Instant Origin = Instant.FromUtc(2025, 6, 1, 12, 0);

    private static readonly Gen<Vector3> Coefficients =
        Gen.Select(Gen.Double[-1, 1], Gen.Double[-1, 1], Gen.Double[-1, 1], (x, y, z) => new Vector3(x, y, z));

    private static readonly Gen<(InterpolationMethod Method, int Degree)> Methods = Gen.OneOf(
        Gen.Int[1, 12].Select(degree => (InterpolationMethod.Lagrange, degree)),
        Gen.Int[1, 6].Select(half => (InterpolationMethod.Hermite, (2 * half) + 1)));

    /// <summary>Spacings of nodes, ms, that differ by up to a factor of two.</summary>
    private static readonly Gen<int[]> Spacings = Gen.Int[30_000, 60_000].Array[13, 30];

    [Fact]
    public void A_polynomial_of_the_interpolations_degree_is_met_between_all_nodes() =>
        Gen.Select(Methods, Spacings, Coefficients.Array[13], Gen.Double[0, 1].Array[40]).Sample((method, spacings, coefficients, parts) =>
        {
            var path = new Path([.. coefficients.Take(method.Degree + 1)], Duration.FromMilliseconds(spacings.Sum()));
            var times = new List<Instant> { Origin };
            times.AddRange(spacings.Select((_, i) => Origin + Duration.FromMilliseconds(spacings.Take(i + 1).Sum())));
            var segment = new EphemerisSegment([.. times.Select(path.At)], new(method.Method, method.Degree));
            var ephemeris = new InterpolatedEphemeris(default, [segment]);
            foreach (var part in parts)
            {
                var time = Origin + Duration.FromNanoseconds((long)(part * (ephemeris.Stop - Origin).ToInt64Nanoseconds()));
                var (expected, state) = (path.At(time), ephemeris.StateAt(time));
                Assert.Equal(PropagationStatus.Ok, state.Status);

                // Values of thirteen thousand kilometres at most, 2e-12 of rounding each, which one-sided windows of thirteen nodes amplify a thousandfold.
                AssertNear(expected.PositionKm, state.PositionKm, 1e-7);
                AssertNear(expected.VelocityKmPerS, state.VelocityKmPerS, 1e-8);
            }
        });

    [Fact]
    public void One_degree_more_is_not_met()
    {
        // The first term that a degree of 5 leaves out is the sixth power: what is tested above is the degree and not smoothness.
        var path = new Path([.. Enumerable.Repeat(new Vector3(1, 1, 1), 7)], Duration.FromMinutes(10));
        EphemerisPoint[] points = [.. Enumerable.Range(0, 11).Select(minute => path.At(Origin + Duration.FromMinutes(minute)))];
        foreach (var method in new[] { InterpolationMethod.Hermite, InterpolationMethod.Lagrange })
        {
            var ephemeris = new InterpolatedEphemeris(default, [new EphemerisSegment(points, new(method, 5))]);
            var time = Origin + Duration.FromSeconds(330);
            Assert.True((ephemeris.StateAt(time).PositionKm - path.At(time).PositionKm).Norm > 1e-5);
        }
    }

    /// <summary>Positions c₀ + c₁ s + c₂ s² + … thousand kilometres, s from 0 to 1 over a length of time.</summary>
    private sealed record Path(Vector3[] Coefficients, Duration Length)
    {
        public EphemerisPoint At(Instant time)
        {
            var s = (time - Origin).ToInt64Nanoseconds() / (double)Length.ToInt64Nanoseconds();
            var (r, v) = (default(Vector3), default(Vector3));
            for (var i = Coefficients.Length - 1; i >= 0; i--)
            {
                v = (s * v) + r;
                r = (s * r) + (1000 * Coefficients[i]);
            }

            return new EphemerisPoint(time, r, 1 / Length.TotalSeconds * v);
        }
    }
}
