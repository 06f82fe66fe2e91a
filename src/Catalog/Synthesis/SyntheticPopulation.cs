using System.Globalization;
using NodaTime;
using Ssa.Propagation;

namespace Ssa.Catalog;

/// <summary>
/// Makes up populations of any size that are spread like the real one: constellations' planes, clouds of debris, bands of low orbits, navigation shells, the geosynchronous
/// belt, transfer and Molniya orbits. The distribution and how it compares with a real catalogue is documented in docs/synthetic-population.md.
/// </summary>
/// <remarks>
/// The same size, seed and epoch give the same element sets to the bit on every platform: the generator is SplitMix64, one stream per object, and the arithmetic is what
/// IEEE 754 fixes. Shares are those of the catalogue of 2024-11-01 at any size, by largest remainders. Sets of another size are not a prefix.
/// </remarks>
public static class SyntheticPopulation
{
    /// <summary>The first catalogue number of a synthetic population; no real object has one so high.</summary>
    public const int FirstNumber = 800_000_001;

    /// <summary>The most objects that have a number.</summary>
    public const int MostObjects = CatalogNumber.Largest - FirstNumber + 1;

    private const long MicrosecondsPerHour = 3_600_000_000;

    /// <summary>How long before the newest sets a set was made, hours, as in the catalogue of 2024-11-01 for the sets of one day.</summary>
    private static readonly QuantileCurve AgeHours = new((0, 0), (0.05, 1.25), (0.1, 1.76), (0.25, 3.58), (0.5, 8.89), (0.75, 13.56), (0.9, 18.48), (0.95, 20.56), (1, 24));

    /// <summary>Makes a population.</summary>
    /// <param name="objects">How many objects, from 1 to <see cref="MostObjects"/>.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="epoch">The time for which constellations keep their pattern, UTC; the sets' own epochs are spread over the day before it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of objects is outside that range.</exception>
    public static IReadOnlyList<MeanElements> Make(int objects, ulong seed, Instant epoch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(objects, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(objects, MostObjects);
        var parts = PopulationParts.All;
        var counts = Share(objects, parts);
        var population = new MeanElements[objects];
        var made = 0;
        for (var part = 0; part < counts.Length; part++)
        {
            // Stream 0 of a part is for what its objects have in common; they have the streams from 1.
            var maker = parts[part].Prepare(counts[part], new SplitMix64(seed, (ulong)part, 0));
            for (var index = 0; index < counts[part]; index++)
            {
                var random = new SplitMix64(seed, (ulong)part, (ulong)index + 1);
                var age = Duration.FromNanoseconds(1000L * (long)(AgeHours.At(random.NextUnit()) * MicrosecondsPerHour));
                var name = string.Create(CultureInfo.InvariantCulture, $"SYNTHETIC {parts[part].Family} {index + 1:D5}");
                var number = new CatalogNumber(FirstNumber + made);
                population[made++] = maker(index, age.TotalDays, ref random).ToElements(number, name, epoch - age);
            }
        }

        return population;
    }

    /// <summary>Shares objects among parts in proportion to their weights, the rest by the largest remainders, ties to the earlier part.</summary>
    private static int[] Share(int objects, IReadOnlyList<PopulationPart> parts)
    {
        long total = parts.Sum(part => part.Weight);
        var counts = new int[parts.Count];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = (int)((long)objects * parts[i].Weight / total);
        }

        var byRemainder = Enumerable.Range(0, counts.Length)
            .OrderByDescending(i => (long)objects * parts[i].Weight % total)
            .ThenBy(i => i);
        foreach (var i in byRemainder.Take(objects - counts.Sum()))
        {
            counts[i]++;
        }

        return counts;
    }
}
