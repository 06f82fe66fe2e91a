using NodaTime;
using Ssa.Propagation.Tests.Elements;

namespace Ssa.Propagation.Tests.Sgp4;

public class Sgp4ModeTests
{
    // A transfer-orbit debris and a Starlink satellite of February 2025. SOCRATES, whose SGP4 works in AFSPC mode, lists them at
    // 2025-02-26T14:23:41.901Z with 4.898 km; in improved mode Vallado's code gives 6.445 km.
    private const string Debris1 = "1 25541U          25053.26376711  .00000000  00000-0  48065-2 0    03";
    private const string Debris2 = "2 25541   7.2593   0.4196 7073454 171.4819 214.8548  2.39999221    04";
    private const string Starlink1 = "1 46172U          25055.07880679  .00000000  00000-0  17505-3 0    06";
    private const string Starlink2 = "2 46172  53.0525 196.2605 0001187  60.4679 299.6428 15.06411185    02";

    [Theory]
    [InlineData(Sgp4Mode.Afspc, 4.898)]
    [InlineData(Sgp4Mode.Improved, 6.445)]
    public void The_mode_moves_a_transfer_orbit_near_the_equator_by_kilometres(Sgp4Mode mode, double leastKm)
    {
        var debris = new Sgp4Propagator(Read(Debris1, Debris2), mode);
        var starlink = new Sgp4Propagator(Read(Starlink1, Starlink2), mode);
        var least = double.PositiveInfinity;
        for (var k = -2000; k <= 2000; k++)
        {
            var time = Instant.FromUtc(2025, 2, 26, 14, 23, 41).PlusNanoseconds(901_000_000 + (k * 1_000_000L));
            least = Math.Min(least, (debris.At(time).PositionKm - starlink.At(time).PositionKm).Norm);
        }

        Assert.Equal(leastKm, least, 0.001);
    }

    [Fact]
    public void Near_the_earth_both_modes_are_the_same_to_the_bit()
    {
        var set = Read(Starlink1, Starlink2);
        var (improved, afspc) = (new Sgp4Propagator(set, Sgp4Mode.Improved), new Sgp4Propagator(set, Sgp4Mode.Afspc));
        for (var t = -20_000.0; t < 20_000; t += 77)
        {
            Assert.Equal(improved.At(t), afspc.At(t));
        }
    }

    private static MeanElements Read(string line1, string line2) =>
        Assert.Single(TleText.Read($"{line1}\n{line2}\n", lenient: true).Accepted);
}
