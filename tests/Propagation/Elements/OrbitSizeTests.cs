using NodaTime;

namespace Ssa.Propagation.Tests.Elements;

/// <summary>Sizes of orbits, held to what satellite catalogues print.</summary>
public class OrbitSizeTests
{
    // SATCAT's own columns for objects whose orbits hardly change: period in minutes, apogee and perigee in whole kilometres.
    [Theory]
    [InlineData(10.85873516, 0.1841322, 132.61, 3819, 649)] // 5, Vanguard 1
    [InlineData(1.00273791, 0, 1436.07, 35786, 35786)] // a geostationary orbit: 42,164 km
    [InlineData(2.00561923, 0.01, 717.98, 20450, 19919)] // a navigation satellite's
    public void Heights_and_periods_are_those_of_the_satellite_catalogue(double meanMotionRevPerDay, double eccentricity, double periodMinutes, double apogeeKm, double perigeeKm)
    {
        var size = OrbitSize.Of(Elements(meanMotionRevPerDay, eccentricity));
        Assert.Equal(periodMinutes, size.PeriodMinutes, 0.01);

        // The catalogue rounds, and counts heights from a radius some metres larger.
        Assert.Equal(apogeeKm, size.ApogeeHeightKm, 6.0);
        Assert.Equal(perigeeKm, size.PerigeeHeightKm, 6.0);
    }

    [Fact]
    public void The_axis_lies_half_way_between_the_apsides()
    {
        var size = OrbitSize.Of(Elements(14.2, 0.03));
        Assert.Equal(size.SemiMajorAxisKm, 6378.135 + ((size.ApogeeHeightKm + size.PerigeeHeightKm) / 2), 1e-9);
        Assert.Equal(0.03, (size.ApogeeHeightKm - size.PerigeeHeightKm) / 2 / size.SemiMajorAxisKm, 1e-12);

        // Kepler's third law, the other way round.
        Assert.Equal(14.2, 86_400 / (2 * Math.PI) * Math.Sqrt(398600.8 / Math.Pow(size.SemiMajorAxisKm, 3)), 1e-11);
    }

    private static MeanElements Elements(double meanMotionRevPerDay, double eccentricity) => new()
    {
        Number = new CatalogNumber(5),
        Epoch = Instant.FromUtc(2026, 1, 1, 0, 0),
        MeanMotionRevPerDay = meanMotionRevPerDay,
        Eccentricity = eccentricity,
        InclinationDeg = 34,
        RightAscensionDeg = 0,
        ArgumentOfPerigeeDeg = 0,
        MeanAnomalyDeg = 0,
        BStarPerEarthRadius = 0,
    };
}
