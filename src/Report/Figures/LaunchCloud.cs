using Ssa.Propagation;

namespace Ssa.Report.Figures;

/// <summary>The objects of one launch, by the year and number of their international designators: the pieces of a break-up among them.</summary>
internal static class LaunchCloud
{
    private const int DigitsOfLaunch = 8;

    /// <summary>The launch with the most objects, the earliest of several; null where no object has a designator.</summary>
    public static ChosenCloud? Largest(IEnumerable<MeanElements> objects) => objects
        .Where(elements => elements.ObjectId.Length >= DigitsOfLaunch)
        .GroupBy(elements => elements.ObjectId[..DigitsOfLaunch], StringComparer.Ordinal)
        .OrderByDescending(launch => launch.Count())
        .ThenBy(launch => launch.Key, StringComparer.Ordinal)
        .Select(launch => new ChosenCloud($"launch={launch.Key}", [.. launch]))
        .FirstOrDefault();
}
