using CsCheck;
using Ssa.Propagation.Frames;

namespace Ssa.Propagation.Tests.Frames;

public class EclipseTests
{
    [Fact]
    public void Vallado_algorithm_34_a_geostationary_satellite_in_the_umbra_of_March_2008()
    {
        // Companion code of Fundamentals of Astrodynamics, valladopy, test_in_shadow: umbra.
        var light = Eclipse.Of(new Vector3(-41260.1818237031, 8684.15782134066, 0), new Vector3(148470363.19330865, -9449738.11151353, -4096753.810182002));
        Assert.Equal(Illumination.Umbra, light);
    }

    [Fact]
    public void Curtis_example_12_8_a_satellite_in_the_Earths_shadow()
    {
        // Curtis, Orbital Mechanics for Engineering Students, 3rd ed., example 12.8.
        var light = Eclipse.Of(new Vector3(2817.899, -14110.473, -7502.672), new Vector3(-11747041, 139486985, 60472278));
        Assert.Equal(Illumination.Umbra, light);
    }

    [Fact]
    public void Vallado_example_5_6_a_satellite_that_sees_the_Sun_of_15_February_1995()
    {
        // Fundamentals of Astrodynamics, 4th ed., example 5-6, with the Sun of that example's script.
        var light = Eclipse.Of(new Vector3(0, -4464.696, -5102.509), new Vector3(122233179.72368076, -76150708.25425531, -33016373.913704105));
        Assert.Equal(Illumination.Sunlit, light);
    }

    [Fact]
    public void Vallado_algorithm_34_cone_angles_bound_the_shadow_at_every_altitude() =>
        Gen.Select(Gen.Double[100, 100_000], Gen.Double[0, Math.Tau], Gen.Double[0.02, 8]).Sample((depth, around, offset) =>
        {
            // Fundamentals of Astrodynamics, 4th ed., algorithm 34: half-angles 0.264121687° (umbra) and 0.269007205° (penumbra), Earth 6378.1363 km,
            // Sun at one astronomical unit. The book takes arctangents of radii over distance where tangent cones have arcsines: 1e-5 of the angle,
            // which with the 0.7 m of radius is below 20 m at 100,000 km.
            var sun = new Vector3(149_597_870.0, 0, 0);
            var (tanUmbra, tanPenumbra) = (Math.Tan(0.264121687 * Math.PI / 180), Math.Tan(0.269007205 * Math.PI / 180));
            var (sinUmbra, sinPenumbra) = (Math.Sin(0.264121687 * Math.PI / 180), Math.Sin(0.269007205 * Math.PI / 180));
            var umbraKm = tanUmbra * ((6378.1363 / sinUmbra) - depth);
            var penumbraKm = tanPenumbra * ((6378.1363 / sinPenumbra) + depth);

            Assert.Equal(Illumination.Sunlit, At(penumbraKm + offset));
            Assert.Equal(Illumination.Penumbra, At(penumbraKm - Math.Min(offset, (penumbraKm - umbraKm) / 2)));
            if (umbraKm > offset)
            {
                Assert.Equal(Illumination.Umbra, At(umbraKm - offset));
            }

            Illumination At(double fromAxisKm)
            {
                // Below the surface or on its sunward side no cone is asked about.
                var (sin, cos) = Math.SinCos(around);
                return Eclipse.Of(new Vector3(-depth, fromAxisKm * cos, fromAxisKm * sin), sun);
            }
        });

    [Fact]
    public void STK_shadow_of_18_January_2020_agrees_but_for_the_Earths_oblateness()
    {
        // Orbit of Neta and Vallado 1998 (J. Astronautical Sciences 46, 91): p = 1.029 Earth radii, e = 0.002, i = 63.4°, node and perigee 0. STK's true anomalies, quoted in
        // valladopy, test_eclipse_entry_exit: penumbra 50.061° to 196.692°, umbra 50.747° to 196.025°. STK's Earth is oblate, ours is a sphere of the equatorial radius:
        // at 43° of latitude its limb lies 10 km lower, and at 185 km of altitude a kilometre of limb is 0.037° of orbit. So up to 0.4° longer shadow
        // here; the widths of the penumbra agree closely.
        var sun = new Vector3(67029379.328701, -120206236.987781, -52109013.709624);
        var changes = new List<double>();
        for (var i = 1; i < 36_000; i++)
        {
            if (LightAt(i / 100.0) != LightAt((i - 1) / 100.0))
            {
                changes.Add(i / 100.0);
            }
        }

        Assert.Equal(4, changes.Count);
        Assert.InRange(50.061 - changes[0], 0, 0.4);
        Assert.InRange(50.747 - changes[1], 0, 0.4);
        Assert.InRange(changes[2] - 196.025, 0, 0.4);
        Assert.InRange(changes[3] - 196.692, 0, 0.4);
        Assert.Equal(50.747 - 50.061, changes[1] - changes[0], 0.03);
        Assert.Equal(196.692 - 196.025, changes[3] - changes[2], 0.03);

        Illumination LightAt(double trueAnomalyDeg)
        {
            var (sin, cos) = Math.SinCos(trueAnomalyDeg * Math.PI / 180);
            var (sinI, cosI) = Math.SinCos(63.4 * Math.PI / 180);
            return Eclipse.Of(1.029 * 6378.1363 / (1 + (0.002 * cos)) * new Vector3(cos, sin * cosI, sin * sinI), sun);
        }
    }

    [Fact]
    public void A_state_that_is_not_a_number_is_neither_lit_nor_dark() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Eclipse.Of(new Vector3(double.NaN, 0, 0), new Vector3(1.5e8, 0, 0)));
}
