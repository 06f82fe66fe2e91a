namespace Ssa.Catalog;

/// <summary>Makes one orbit of a part of the population.</summary>
/// <param name="index">The object's place in its part, from 0.</param>
/// <param name="ageDays">How long before the population's epoch the element set's own epoch is, days.</param>
/// <param name="random">The object's own stream.</param>
internal delegate SyntheticOrbit OrbitMaker(int index, double ageDays, ref SplitMix64 random);

/// <summary>One part of the synthetic population: objects of one kind.</summary>
/// <param name="family">The word in the objects' names.</param>
/// <param name="weight">How many such objects the catalogue of 2024-11-01 holds, of 26,834.</param>
internal abstract class PopulationPart(string family, int weight)
{
    public string Family { get; } = family;

    public int Weight { get; } = weight;

    /// <summary>Settles what the objects of the part have in common.</summary>
    /// <param name="count">Objects of this part.</param>
    /// <param name="random">The part's stream.</param>
    public abstract OrbitMaker Prepare(int count, SplitMix64 random);
}
