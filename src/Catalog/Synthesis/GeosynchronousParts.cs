namespace Ssa.Catalog;

/// <summary>Active satellites of the geostationary belt: longitude slots all around, held to a tenth of a degree.</summary>
internal sealed class GeostationaryBelt(string family, int weight) : PopulationPart(family, weight)
{
    /// <summary>Earth's rotation against the stars, degrees per day.</summary>
    private const double SiderealDegPerDay = 360.98564736629;

    public override OrbitMaker Prepare(int count, SplitMix64 random)
    {
        // Where the belt's first slot stands at the population's epoch.
        var first = random.NextBetween(0, 360);
        return (int index, double ageDays, ref SplitMix64 own) => Make(first + 360.0 * index / count, ageDays, ref own);
    }

    private static SyntheticOrbit Make(double slotDeg, double ageDays, ref SplitMix64 random)
    {
        var place = slotDeg + random.NextBetween(-0.06, 0.06);
        var node = random.NextBetween(0, 360);
        var perigee = random.NextBetween(0, 360);
        return new SyntheticOrbit
        {
            MeanMotionRevPerDay = SiderealDegPerDay / 360 + random.NextBetween(-2e-5, 2e-5),
            Eccentricity = random.NextBetween(0.5e-4, 5e-4),
            InclinationDeg = random.NextBetween(0.005, 0.1),
            RightAscensionDeg = node,
            ArgumentOfPerigeeDeg = perigee,
            // Element sets are carried back with the rotating Earth.
            MeanAnomalyDeg = place - SiderealDegPerDay * ageDays - node - perigee,
            BStarPerEarthRadius = 0,
        };
    }
}

/// <summary>
/// Geosynchronous objects that nobody holds: the pole of such an orbit circles the Laplace plane's, 7.4 degrees from Earth's, in about 53 years (Allan and Cook
/// 1964), so that the inclination is about 14.8 degrees times the cosine of the node.
/// </summary>
internal sealed class GeosynchronousDrift(string family, int weight) : PopulationPart(family, weight)
{
    private const double LargestInclinationDeg = 14.8;

    private const double SiderealDayMinutes = 1436.068;

    private const double MinutesPerDay = 1440;

    private static readonly QuantileCurve Eccentricities = QuantileCurve.OfSeven(1.8e-5, 8.4e-5, 3.0e-4, 7.3e-4, 2.3e-3, 0.025, 0.105);

    /// <summary>By how much the period is longer than a sidereal day, minutes.</summary>
    public required QuantileCurve PeriodOffsetMinutes { get; init; }

    public override OrbitMaker Prepare(int count, SplitMix64 random) => (int _, double _, ref SplitMix64 own) => Make(ref own);

    private SyntheticOrbit Make(ref SplitMix64 random)
    {
        var node = random.NextBetween(-90, 90);
        var inclination = LargestInclinationDeg * SyntheticOrbit.Cosine(node) + random.NextBetween(-0.8, 0.8);
        return new SyntheticOrbit
        {
            MeanMotionRevPerDay = MinutesPerDay / (SiderealDayMinutes + PeriodOffsetMinutes.At(random.NextUnit())),
            Eccentricity = Eccentricities.At(random.NextUnit()),
            InclinationDeg = Math.Abs(inclination),
            RightAscensionDeg = node,
            ArgumentOfPerigeeDeg = random.NextBetween(0, 360),
            MeanAnomalyDeg = random.NextBetween(0, 360),
            BStarPerEarthRadius = 0,
        };
    }
}
