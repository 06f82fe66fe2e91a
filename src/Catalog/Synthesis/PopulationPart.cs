namespace Ssa.Catalog;

/// <summary>One part of the synthetic population: objects of one kind.</summary>
/// <param name="family">The word in the objects' names.</param>
/// <param name="weight">How many such objects the catalogue of 2024-11-01 holds, of 26,834.</param>
internal abstract class PopulationPart(string family, int weight)
{
    public string Family { get; } = family;

    public int Weight { get; } = weight;

    /// <summary>Makes one orbit.</summary>
    /// <param name="index">The object's place in its part, from 0.</param>
    /// <param name="count">Objects of this part.</param>
    /// <param name="ageDays">How long before the population's epoch the element set's own epoch is, days.</param>
    /// <param name="random">The object's own stream.</param>
    /// <param name="shared">A stream that starts alike for all objects of the part, for what they have in common.</param>
    public abstract SyntheticOrbit Make(int index, int count, double ageDays, ref SplitMix64 random, SplitMix64 shared);
}
