using CsCheck;
using NodaTime;
using Ssa.Propagation.Frames;
using Ssa.Propagation.Time;
using static Ssa.Propagation.Tests.Frames.EarthOrientations;

namespace Ssa.Propagation.Tests.Frames;

public class FramePropertyTests
{
    private static readonly Gen<Instant> Times = Gen.Long[Instant.FromUtc(1957, 1, 1, 0, 0).ToUnixTimeSeconds(), Instant.FromUtc(2056, 12, 31, 0, 0).ToUnixTimeSeconds()]
        .Select(Instant.FromUnixTimeSeconds);

    private static readonly Gen<Vector3> Positions = Vectors(50_000).Where(r => r.Norm > 6000);
    private static readonly Gen<Vector3> Velocities = Vectors(8);

    private static readonly Gen<EarthOrientationParameters> Parameters = Gen.Select(
        Gen.Double[-0.6, 0.6],
        Gen.Double[-0.6, 0.6],
        Gen.Double[-0.9, 0.9],
        Gen.Double[-0.004, 0.004],
        Gen.Double[-0.1, 0.1],
        Gen.Double[-0.02, 0.02],
        (x, y, ut1, lod, dpsi, deps) => new EarthOrientationParameters(x, y, ut1, lod, dpsi, deps, EarthOrientationSource.Observed));

    [Fact]
    public void Every_frame_and_back_gives_the_same_state() =>
        Gen.Select(Times, Positions, Velocities, Gen.Enum<Frame>(), Parameters).Sample((utc, r, v, frame, parameters) =>
        {
            var orientation = Of(utc, parameters);
            var there = FrameTransform.FromTeme(frame, utc, orientation, r, v);
            var back = FrameTransform.ToTeme(frame, utc, orientation, there.PositionKm, there.VelocityKmPerS);

            // A few roundings of 1e-16 of the vectors' lengths.
            AssertNear(r, back.PositionKm, 1e-10);
            AssertNear(v, back.VelocityKmPerS, 1e-14);
            Assert.Equal(frame, there.Frame);
        });

    [Fact]
    public void Every_rotation_is_orthonormal_and_right_handed() =>
        Gen.Select(Times, Parameters).Sample((utc, parameters) =>
        {
            AssertRotation(PrecessionNutation.TemeToGcrf(utc, parameters));
            AssertRotation(PrecessionNutation.MeanOfDateToTeme(utc, parameters));
            AssertRotation(EarthRotation.TemeToPef(TimeScales.Ut1(utc, parameters.Ut1MinusUtcS)));
            AssertRotation(EarthRotation.PefToItrf(parameters));
        });

    [Fact]
    public void Distances_from_the_Earths_centre_are_the_same_in_every_frame() =>
        Gen.Select(Times, Positions, Velocities, Gen.Enum<Frame>(), Parameters).Sample((utc, r, v, frame, parameters) =>
            Assert.Equal(r.Norm, FrameTransform.FromTeme(frame, utc, Of(utc, parameters), r, v).PositionKm.Norm, 1e-10));

    [Fact]
    public void Earth_fixed_velocity_is_the_derivative_of_Earth_fixed_position() =>
        Gen.Select(Times, Positions, Velocities).Sample((utc, r, v) =>
        {
            // Straight motion in TEME over ±10 s; what differs is the turning of the Earth, whose third derivative bounds the error of the quotient.
            const double StepS = 10;
            var step = Duration.FromSeconds(10);
            var state = FrameTransform.FromTeme(Frame.Itrf, utc, EarthOrientation.None, r, v);
            var before = FrameTransform.FromTeme(Frame.Itrf, utc - step, EarthOrientation.None, r - (StepS * v), v);
            var after = FrameTransform.FromTeme(Frame.Itrf, utc + step, EarthOrientation.None, r + (StepS * v), v);
            var slope = 1 / (2 * StepS) * (after.PositionKm - before.PositionKm);

            // ω² (ω r + 3 v) h² / 6 is at most 4.3e-6 km/s, at 86,600 km and 13.9 km/s. Sidereal time runs 8e-12 rad/s ahead of the constant rate, which leaves
            // precession out: 0.7e-6 km/s there.
            AssertNear(slope, state.VelocityKmPerS, 5e-6);
        });

    [Fact]
    public void A_geostationary_satellite_stands_still_over_the_turning_Earth()
    {
        const double RadiusKm = 42_164;
        var r = new Vector3(RadiusKm, 0, 0);
        var v = new Vector3(0, RadiusKm * EarthRotation.MeanRateRadPerS, 0);
        var state = FrameTransform.FromTeme(Frame.Itrf, Instant.FromUtc(2024, 11, 1, 0, 0), EarthOrientation.None, r, v);
        Assert.Equal(0, state.VelocityKmPerS.Norm, 1e-12);
    }

    [Fact]
    public void A_refused_state_stays_not_a_number_in_every_frame()
    {
        var nan = new Vector3(double.NaN, double.NaN, double.NaN);
        foreach (var frame in Enum.GetValues<Frame>())
        {
            var state = FrameTransform.FromTeme(
                frame, Instant.FromUtc(2024, 1, 1, 0, 0), EarthOrientation.None, new TemeState(nan, nan, PropagationStatus.Decayed));
            Assert.True(double.IsNaN(state.PositionKm.X) && double.IsNaN(state.PositionKm.Y) && double.IsNaN(state.PositionKm.Z));
            Assert.True(double.IsNaN(state.VelocityKmPerS.X) && double.IsNaN(state.VelocityKmPerS.Y) && double.IsNaN(state.VelocityKmPerS.Z));
        }
    }

    private static Gen<Vector3> Vectors(double bound) =>
        Gen.Select(Gen.Double[-bound, bound], Gen.Double[-bound, bound], Gen.Double[-bound, bound], (x, y, z) => new Vector3(x, y, z));

    private static EarthOrientation Of(Instant utc, EarthOrientationParameters parameters) =>
        Constant((int)Math.Floor(TimeScales.Utc(utc).Days - 2_400_000.5), 37, parameters);

    private static void AssertRotation(RotationMatrix m)
    {
        // Up to seven rotations in a row, each rounding by some 1e-16.
        const double Roundings = 5e-15;
        var product = m * m.Transposed;
        AssertNear(new Vector3(1, 0, 0), product.RowX, Roundings);
        AssertNear(new Vector3(0, 1, 0), product.RowY, Roundings);
        AssertNear(new Vector3(0, 0, 1), product.RowZ, Roundings);
        AssertNear(m.RowZ, Vector3.Cross(m.RowX, m.RowY), Roundings);
    }
}
