using NodaTime;
using Ssa.Messages;
using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Frames;

namespace Ssa.EndToEnd.Tests.Program;

/// <summary>What <c>ssa propagate --format oem</c> writes is read back as the same motion.</summary>
public class EphemerisReadBackTests
{
    private static readonly Instant Start = Instant.FromUtc(2009, 2, 10, 16, 0);

    [Theory]
    [InlineData("teme", 1e-9, 1e-12)]
    [InlineData("gcrf", 2e-9, 1e-7)]
    [InlineData("itrf", 2e-9, 1e-7)]
    public void States_come_back_in_TEME_from_every_frame(string frame, double positionKm, double velocityKmPerS)
    {
        var batch = Exported(frame);
        Assert.Empty(batch.SetAside);
        Assert.Equal([(24946, "IRIDIUM 33", "1997-051C"), (22675, "COSMOS 2251", "1993-036A")], batch.Accepted.Select(e => (e.Identity.Number!.Value.Value, e.Identity.Name, e.Identity.ObjectId)));
        foreach (var (ephemeris, propagator) in batch.Accepted.Zip(Propagators()))
        {
            Assert.Equal((Start, Start + Duration.FromHours(2)), (ephemeris.Start, ephemeris.Stop));
            for (var minute = 0; minute <= 120; minute++)
            {
                // Nine decimals of a kilometre and twelve of a kilometre per second; TEME's own motion is in the rate of what was turned into another frame.
                var time = Start + Duration.FromMinutes(minute);
                var (expected, state) = (propagator.At(time), ephemeris.StateAt(time));
                Assert.True((expected.PositionKm - state.PositionKm).Norm < positionKm, $"{time}: {(expected.PositionKm - state.PositionKm).Norm:E2} km");
                Assert.True((expected.VelocityKmPerS - state.VelocityKmPerS).Norm < velocityKmPerS, $"{time}: {(expected.VelocityKmPerS - state.VelocityKmPerS).Norm:E2} km/s");
            }
        }
    }

    [Fact]
    public void Between_the_states_the_motion_is_SGP4s_within_a_millimetre()
    {
        foreach (var (ephemeris, propagator) in Exported("gcrf").Accepted.Zip(Propagators()))
        {
            Assert.Equal(InterpolationMethod.Lagrange, Assert.Single(ephemeris.Segments).Interpolation.Method);
            for (var time = Start; time <= ephemeris.Stop; time += Duration.FromSeconds(7))
            {
                Assert.True((propagator.At(time).PositionKm - ephemeris.StateAt(time).PositionKm).Norm < 1e-6, $"{time}");
            }
        }
    }

    [Fact]
    public void Two_ephemerides_meet_where_the_satellites_did()
    {
        // 2009-02-10T16:55:59.795Z at 0.698 km, by direct SGP4 of the same sets.
        var batch = Exported("itrf");
        var (least, when) = (double.MaxValue, Start);
        for (var time = Start; time <= Start + Duration.FromHours(2); time += Duration.FromMilliseconds(5))
        {
            var distance = (batch.Accepted[0].StateAt(time).PositionKm - batch.Accepted[1].StateAt(time).PositionKm).Norm;
            (least, when) = distance < least ? (distance, time) : (least, when);
        }

        Assert.Equal(0.698, least, 0.001);
        Assert.Equal(Instant.FromUtc(2009, 2, 10, 16, 55, 59) + Duration.FromMilliseconds(795), when);
    }

    private static EphemerisBatch Exported(string frame)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("collision.tle", ElementSets.Collision2009);
        var text = SsaProcess.Run("propagate", file, "--start", "2009-02-10T16:00:00Z", "--duration", "2h", "--step", "1min", "--frame", frame, "--format", "oem").Expect(0).Bytes;
        var batch = new EphemerisBatch();
        OemReader.Read(text, "collision.oem", EarthOrientation.None, batch);
        return batch;
    }

    private static IEnumerable<Sgp4Propagator> Propagators()
    {
        var batch = new ElementSetBatch();
        TleReader.Read(System.Text.Encoding.ASCII.GetBytes(ElementSets.Collision2009), "collision.tle", lenient: false, batch);
        return batch.Accepted.Select(elements => new Sgp4Propagator(elements, Sgp4Mode.Afspc));
    }
}
