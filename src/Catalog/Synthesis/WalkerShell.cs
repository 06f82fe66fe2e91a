namespace Ssa.Catalog;

/// <summary>
/// A constellation on circular orbits: planes with evenly spaced nodes, evenly spaced satellites in each, phased from plane to plane (Walker 1984) so that crossing planes stay clear of each other. The pattern holds
/// at the population's epoch; each element set is carried back to its own epoch by the secular rates. A population larger than the real one gets
/// more shells, each 1.5 km from the next, as operators stack them, not more crowded planes.
/// </summary>
internal sealed class WalkerShell(string family, int weight) : PopulationPart(family, weight)
{
    private const double ShellSpacingKm = 1.5;

    public required double HeightKm { get; init; }

    public required double InclinationDeg { get; init; }

    public required int Planes { get; init; }

    /// <summary>Satellites of a full shell.</summary>
    public required int Capacity { get; init; }

    /// <summary>How much higher each plane is than the one before it, km; zero for one height.</summary>
    public double HeightStepKm { get; init; }

    /// <summary>The right ascensions over which the planes spread: 360 degrees (delta pattern) or 180 (star pattern of polar orbits).</summary>
    public double NodeSpanDeg { get; init; } = 360;

    /// <summary>B* of satellites that hold their height by thrust, which the element sets take for drag of either sign.</summary>
    public required QuantileCurve BStar { get; init; }

    public override OrbitMaker Prepare(int count, SplitMix64 random)
    {
        var shells = Math.Max(1, (count + Capacity - 1) / Capacity);
        var perShell = (count + shells - 1) / shells;
        var slots = Math.Max(1, (perShell + Planes - 1) / Planes);
        var phasing = WalkerPhasing.Widest(Planes, slots, NodeSpanDeg, InclinationDeg);
        var firstNode = random.NextBetween(0, 360);
        return (int index, double ageDays, ref SplitMix64 own) =>
        {
            var (shell, place) = (index / perShell, index % perShell);
            var (slot, plane) = (place / Planes, place % Planes);

            // Shells alternate above and below the first: 0, +1, −1, +2, −2 …
            var storey = shell % 2 == 0 ? -(shell / 2) : (shell + 1) / 2;
            var height = HeightKm + storey * ShellSpacingKm + (plane - 0.5 * (Planes - 1)) * HeightStepKm;
            var node = firstNode + NodeSpanDeg * (plane + 0.37 * shell) / Planes;
            var latitude = 360.0 * slot / slots + 360.0 * phasing * plane / (Planes * slots);
            return Make(height, node, latitude, ageDays, ref own);
        };
    }

    /// <param name="heightKm">Mean height, km.</param>
    /// <param name="nodeDeg">Right ascension of the plane's node at the population's epoch.</param>
    /// <param name="latitudeDeg">The satellite's argument of latitude at the population's epoch.</param>
    /// <param name="ageDays">How long before that the set's own epoch is, days.</param>
    /// <param name="random">The object's own stream.</param>
    private SyntheticOrbit Make(double heightKm, double nodeDeg, double latitudeDeg, double ageDays, ref SplitMix64 random)
    {
        var height = heightKm + random.NextBetween(-0.01, 0.01);
        var (nodeRate, perigeeRate) = SyntheticOrbit.RatesAt(height, InclinationDeg);
        var meanMotion = SyntheticOrbit.MeanMotionAt(height);
        var node = nodeDeg + random.NextBetween(-0.02, 0.02);
        var latitude = latitudeDeg + random.NextBetween(-0.05, 0.05);

        // Small eccentricities settle where the odd zonal harmonics balance: the perigee stays near 90 degrees.
        var perigee = random.NextBetween(75, 105);
        return new SyntheticOrbit
        {
            MeanMotionRevPerDay = meanMotion,
            Eccentricity = random.NextBetween(0.8e-4, 2.0e-4),
            InclinationDeg = InclinationDeg + random.NextBetween(-0.005, 0.005),
            RightAscensionDeg = node - nodeRate * ageDays,
            ArgumentOfPerigeeDeg = perigee,
            MeanAnomalyDeg = latitude - (360 * meanMotion + perigeeRate) * ageDays - perigee,
            BStarPerEarthRadius = BStar.At(random.NextUnit()),
        };
    }
}
