namespace Ssa.Catalog;

/// <summary>
/// Low orbits outside constellations and large clouds: satellites, stages and debris of six decades, drawn from a map of inclination bands by mean height in steps of
/// 100 km. The map holds counts of the catalogue of 2024-11-01; objects take its cells in proportion, by their index, so that shares hold at any size.
/// The five real objects below 200 km, hours from re-entry, are counted in the next step.
/// </summary>
internal sealed class LowOrbitMap(string family) : PopulationPart(family, Total)
{
    private const double LowestKm = 100;

    private const double CellKm = 100;

    /// <summary>Below this perigee an orbit would last days: eccentricities are drawn smaller instead, km.</summary>
    private const double LowestPerigeeKm = 250;

    /// <summary>Above this height the objects of the sun-synchronous band are debris that keeps the inclination of a lower parent, km.</summary>
    private const double HighestSunSynchronousKm = 880;

    /// <summary>
    /// Inclination bands: 0, 10, 50, 90 and 100 % quantiles of the inclination in degrees, and the objects in each step of mean height from 100 km up.
    /// The band of the sun-synchronous orbits has its inclinations by height instead: its quantiles are of the difference to the sun-synchronous inclination.
    /// </summary>
    private static readonly Band[] Bands =
    [
        new(Around(1, 6, 10, 19.9, 20), [0, 0, 0, 3, 11, 4, 0, 4, 0, 0, 0, 0, 2, 1, 1, 0, 1]),
        new(Around(20, 27.1, 32.2, 35, 36), [0, 2, 5, 99, 69, 26, 29, 11, 21, 19, 16, 5, 9, 9, 4, 3, 3, 3, 2]),
        new(Around(36, 38.8, 45, 47, 48), [0, 3, 14, 33, 43, 15, 60, 24, 8, 6, 5, 0, 0, 0, 5, 1]),
        new(Around(48, 50, 51.4, 53, 55), [0, 2, 9, 25, 52, 23, 16, 6, 8, 4, 12, 0, 7, 11, 21, 17, 11, 9, 11, 6]),
        new(Around(55, 56, 58.3, 62, 62.2), [0, 0, 1, 3, 11, 6, 16, 1, 4, 1, 3, 3, 2, 18, 15, 4, 2]),
        new(Around(62.2, 62.3, 63.3, 63.4, 64), [0, 0, 1, 0, 11, 2, 9, 12, 38, 93, 21, 33, 20, 3, 2, 4, 0, 0, 1]),
        new(Around(64, 64.8, 65.8, 66.7, 67), [0, 0, 0, 11, 27, 42, 108, 85, 213, 69, 33, 24, 32, 43, 40, 8, 2, 4, 8, 15]),
        new(Around(67, 67.6, 70.9, 71.2, 72), [0, 0, 1, 2, 28, 38, 74, 165, 185, 22, 8, 3, 6, 5, 4, 2, 2, 0, 1]),
        new(Around(72, 73.75, 74.02, 74.06, 75), [0, 1, 1, 7, 14, 53, 162, 3, 23, 2, 14, 1, 22, 367, 188, 34, 3]),
        new(Around(75, 75.8, 77.6, 79.9, 80), [0, 0, 0, 1, 3, 4, 9, 4, 6, 2, 0, 0, 0, 1, 4, 1]),
        new(Around(80, 81, 81.2, 82, 82.2), [0, 1, 1, 6, 16, 31, 59, 115, 32, 8, 9, 5, 7, 5, 6, 3, 1, 1]),
        new(Around(82.2, 82.5, 82.7, 83, 84), [0, 0, 4, 31, 26, 62, 58, 193, 574, 79, 85, 58, 79, 260, 27, 37, 10, 2]),
        new(Around(84, 86, 86.4, 86.9, 88), [0, 0, 1, 7, 13, 14, 45, 13, 1, 2, 4, 1]),
        new(Around(88, 89.1, 90.2, 90.3, 92), [0, 0, 1, 5, 2, 12, 15, 32, 42, 77, 40, 234, 5, 0, 0, 2, 0, 0, 2, 1]),
        new(Around(92, 92.7, 95.4, 95.9, 96), [0, 0, 1, 2, 2, 7, 3, 0, 0, 0, 0, 2, 2, 4]),
        new(
            QuantileCurve.OfSeven(-1.84, -0.74, -0.04, 0.11, 0.34, 0.81, 1.36),
            [0, 32, 137, 779, 760, 619, 826, 624, 184, 131, 94, 53, 39, 16, 6, 9, 1],
            IsSunSynchronous: true),
        new(Around(100, 100.1, 101.6, 102.5, 103), [0, 0, 0, 0, 1, 3, 18, 28, 63, 116, 62, 44, 69, 175, 180, 63, 22, 19, 9, 3]),
        new(Around(103, 103.3, 108, 144.5, 145), [0, 0, 0, 2, 8, 3, 9, 7, 7, 4, 6, 6, 6, 2, 3, 3, 2, 1, 1]),
    ];

    /// <summary>The upper edge of the mean height, km, and the 0, 5, 25, 50, 75, 90, 95, 99 and 100 % quantiles of the eccentricity there.</summary>
    private static readonly (double ToKm, QuantileCurve Eccentricity)[] Eccentricities =
    [
        (400, Nine(3e-5, 1.9e-4, 4.6e-4, 6.9e-4, 0.0011, 0.0023, 0.0076, 0.020, 0.026)),
        (500, Nine(3e-5, 2.4e-4, 6.7e-4, 9.0e-4, 0.0012, 0.0020, 0.0037, 0.011, 0.031)),
        (600, Nine(3e-5, 1.8e-4, 6.1e-4, 0.0011, 0.0019, 0.0063, 0.012, 0.022, 0.055)),
        (800, Nine(2e-5, 1.8e-4, 0.0011, 0.0024, 0.0060, 0.013, 0.019, 0.043, 0.081)),
        (1000, Nine(4e-5, 6.8e-4, 0.0021, 0.0042, 0.010, 0.020, 0.042, 0.068, 0.094)),
        (1300, Nine(6e-5, 0.0013, 0.0033, 0.011, 0.025, 0.066, 0.080, 0.094, 0.128)),
        (1600, Nine(2e-5, 6.3e-4, 0.0024, 0.0060, 0.017, 0.066, 0.084, 0.133, 0.167)),
        (double.PositiveInfinity, Nine(5e-5, 3.6e-4, 0.015, 0.029, 0.071, 0.146, 0.171, 0.190, 0.212)),
    ];

    private static int Total => Bands.Sum(band => band.Objects.Sum());

    public override OrbitMaker Prepare(int count, SplitMix64 random) =>
        (int index, double _, ref SplitMix64 own) => Make(index, count, ref own);

    private SyntheticOrbit Make(int index, int count, ref SplitMix64 random)
    {
        // The middle of the object's share of the map, counted in objects of the real catalogue.
        var place = (long)((2L * index + 1) * (double)Weight / (2.0 * count));
        var (band, cell) = FindCell(place);
        var height = LowestKm + CellKm * (cell + random.NextUnit());
        var inclination = band.Inclination.At(random.NextUnit());
        if (band.IsSunSynchronous)
        {
            inclination += SunSynchronousInclination(Math.Min(height, HighestSunSynchronousKm));
        }

        var eccentricity = DrawEccentricity(height, ref random);
        var perigee = height - eccentricity * (SyntheticOrbit.EarthRadiusKm + height);
        return new SyntheticOrbit
        {
            MeanMotionRevPerDay = SyntheticOrbit.MeanMotionAt(height),
            Eccentricity = eccentricity,
            InclinationDeg = inclination,
            RightAscensionDeg = random.NextBetween(0, 360),
            ArgumentOfPerigeeDeg = random.NextBetween(0, 360),
            MeanAnomalyDeg = random.NextBetween(0, 360),
            BStarPerEarthRadius = DragTable.Draw(perigee, ref random),
        };
    }

    private static (Band Band, int Cell) FindCell(long place)
    {
        foreach (var band in Bands)
        {
            for (var cell = 0; cell < band.Objects.Length; cell++)
            {
                place -= band.Objects[cell];
                if (place < 0)
                {
                    return (band, cell);
                }
            }
        }

        throw new ArgumentOutOfRangeException(nameof(place), place, "Beyond the map.");
    }

    private static double DrawEccentricity(double height, ref SplitMix64 random)
    {
        var row = 0;
        while (Eccentricities[row].ToKm <= height)
        {
            row++;
        }

        var eccentricity = Eccentricities[row].Eccentricity.At(random.NextUnit());
        var largest = Math.Max(0.001, (height - LowestPerigeeKm) / (SyntheticOrbit.EarthRadiusKm + height));
        return eccentricity <= largest ? eccentricity : largest * random.NextUnit();
    }

    /// <summary>
    /// The inclination of a circular sun-synchronous orbit, degrees: a parabola fitted to the inclination at which J2 turns the node by 360 degrees in 365.2422 days;
    /// within 0.01 degrees from 300 to 1,600 km.
    /// </summary>
    private static double SunSynchronousInclination(double heightKm)
    {
        var x = (heightKm - 800) / 100;
        return 98.6006 + x * (0.42398 + x * 0.007908);
    }

    private static QuantileCurve Around(double q0, double q10, double q50, double q90, double q100) =>
        new((0, q0), (0.1, q10), (0.5, q50), (0.9, q90), (1, q100));

    private static QuantileCurve Nine(double q0, double q5, double q25, double q50, double q75, double q90, double q95, double q99, double q100) =>
        new((0, q0), (0.05, q5), (0.25, q25), (0.5, q50), (0.75, q75), (0.9, q90), (0.95, q95), (0.99, q99), (1, q100));

    private sealed record Band(QuantileCurve Inclination, int[] Objects, bool IsSunSynchronous = false);
}
