namespace Ssa.Catalog;

/// <summary>
/// Objects that share a kind of orbit but keep no pattern: debris clouds around a parent's orbit, navigation satellites and their retired kin, transfer orbits,
/// Molniya orbits. Perigee and apogee heights are drawn each from its own distribution.
/// </summary>
internal sealed class OrbitBand(string family, int weight) : PopulationPart(family, weight)
{
    public required QuantileCurve PerigeeKm { get; init; }

    public required QuantileCurve ApogeeKm { get; init; }

    public required QuantileCurve InclinationDeg { get; init; }

    /// <summary>Degrees by which nodes lie about their centres, which the seed places; 360 for anywhere.</summary>
    public double NodeSpreadDeg { get; init; } = 360;

    /// <summary>Centres of the nodes, evenly spaced.</summary>
    public int Planes { get; init; } = 1;

    /// <summary>The argument of perigee; anywhere if not given.</summary>
    public QuantileCurve PerigeeArgumentDeg { get; init; } = QuantileCurve.Uniform(0, 360);

    /// <summary>B*; by height of perigee if not given.</summary>
    public QuantileCurve? BStar { get; init; }

    public override OrbitMaker Prepare(int count, SplitMix64 random)
    {
        var firstCentre = random.NextBetween(0, 360);
        return (int index, double _, ref SplitMix64 own) => Make(firstCentre + 360.0 * (index % Planes) / Planes, ref own);
    }

    private SyntheticOrbit Make(double nodeCentre, ref SplitMix64 random)
    {
        var first = PerigeeKm.At(random.NextUnit());
        var second = ApogeeKm.At(random.NextUnit());
        var (perigee, apogee) = first <= second ? (first, second) : (second, first);
        var height = 0.5 * (perigee + apogee);

        // The mean of two draws makes a cloud dense in its middle; a full turn stays even.
        var spread = NodeSpreadDeg >= 360 ? random.NextUnit() - 0.5 : 0.5 * (random.NextUnit() + random.NextUnit()) - 0.5;
        return new SyntheticOrbit
        {
            MeanMotionRevPerDay = SyntheticOrbit.MeanMotionAt(height),
            Eccentricity = (apogee - perigee) / (2 * (SyntheticOrbit.EarthRadiusKm + height)),
            InclinationDeg = InclinationDeg.At(random.NextUnit()),
            RightAscensionDeg = nodeCentre + NodeSpreadDeg * spread,
            ArgumentOfPerigeeDeg = PerigeeArgumentDeg.At(random.NextUnit()),
            MeanAnomalyDeg = random.NextBetween(0, 360),
            BStarPerEarthRadius = BStar?.At(random.NextUnit()) ?? DragTable.Draw(perigee, ref random),
        };
    }
}
