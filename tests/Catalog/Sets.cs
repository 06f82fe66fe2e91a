using NodaTime;
using Ssa.Propagation;

namespace Ssa.Catalog.Tests;

/// <summary>Element sets for tests: the ISS of 2024-10-31 with other numbers, epochs and shapes.</summary>
internal static class Sets
{
    public static readonly Instant Start = Instant.FromUtc(2024, 11, 1, 0, 0);

    public static MeanElements Of(int number, double hoursAfterStart = 0) => new()
    {
        Number = new CatalogNumber(number),
        Name = $"OBJECT {number}",
        ObjectId = "1998-067A",
        Epoch = Start + Duration.FromMinutes(Math.Round(60 * hoursAfterStart)),
        MeanMotionRevPerDay = 15.50886758,
        Eccentricity = 0.0009221,
        InclinationDeg = 51.6392,
        RightAscensionDeg = 12.3456,
        ArgumentOfPerigeeDeg = 75.4321,
        MeanAnomalyDeg = 237.9710,
        BStarPerEarthRadius = 3.1e-4,
        ElementSetNumber = 999,
    };

    public static MeanElements Orbit(double revPerDay, double eccentricity) =>
        Of(1) with { MeanMotionRevPerDay = revPerDay, Eccentricity = eccentricity };
}
