using CsCheck;

namespace Ssa.Catalog.Tests;

public class OrbitRegimeTests
{
    [Theory]
    [InlineData("ISS", 15.50886758, 0.0009, OrbitRegime.Leo)]
    [InlineData("STARLETTE", 13.82, 0.0206, OrbitRegime.Leo)]
    [InlineData("VANGUARD 1", 10.8574679, 0.1843421, OrbitRegime.Meo)]
    [InlineData("NAVSTAR", 2.00565, 0.01, OrbitRegime.Meo)]
    [InlineData("geostationary satellite", 1.00273791, 0.0002, OrbitRegime.Geo)]
    [InlineData("QZS-2, inclined geosynchronous", 1.0027, 0.075, OrbitRegime.Geo)]
    [InlineData("geostationary graveyard", 0.985, 0.001, OrbitRegime.Geo)]
    [InlineData("Molniya", 2.00612, 0.72, OrbitRegime.Heo)]
    [InlineData("transfer orbit", 2.27, 0.73, OrbitRegime.Heo)]
    [InlineData("Vela, 111,000 km high", 0.2145, 0.1, OrbitRegime.Heo)]
    public void Known_kinds_of_orbit_are_sorted_where_the_field_has_them(string kind, double revPerDay, double eccentricity, OrbitRegime regime)
    {
        Assert.True(regime == OrbitRegimes.Of(Sets.Orbit(revPerDay, eccentricity)), kind);
    }

    [Theory]
    [InlineData(11.25, 0.2499, OrbitRegime.Leo)]
    [InlineData(11.2499, 0.2499, OrbitRegime.Meo)]
    [InlineData(11.25, 0.25, OrbitRegime.Heo)]
    [InlineData(1440.0 / 1299, 0.0, OrbitRegime.Meo)]
    [InlineData(1440.0 / 1301, 0.0, OrbitRegime.Geo)]
    [InlineData(1440.0 / 1799, 0.0, OrbitRegime.Geo)]
    [InlineData(1440.0 / 1801, 0.0, OrbitRegime.Heo)]
    public void The_bounds_belong_to_one_regime_each(double revPerDay, double eccentricity, OrbitRegime regime)
    {
        Assert.Equal(regime, OrbitRegimes.Of(Sets.Orbit(revPerDay, eccentricity)));
    }

    [Fact]
    public void Every_bound_orbit_has_a_regime_with_a_spelling()
    {
        Gen.Select(Gen.Double[1e-6, 20], Gen.Double[0, 0.999999]).Sample((revPerDay, eccentricity) =>
            Assert.Contains(OrbitRegimes.TextOf(OrbitRegimes.Of(Sets.Orbit(revPerDay, eccentricity))), (string[])["LEO", "MEO", "GEO", "HEO"]));
    }
}
