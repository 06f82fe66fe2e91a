using Ssa.Report.Figures;
using Ssa.Report.Page;

namespace Ssa.Report.Pictures;

/// <summary>Pictures of the catalogue: where its objects are, and one cloud of them.</summary>
internal static class CataloguePictures
{
    private const double LowOrbitToKm = 2000;
    private const double ShellKm = 20;
    private const int ShellsPerDecade = 24;
    private const double HighestKm = 400_000;
    private const double LowestKm = 100;

    /// <summary>The density of objects up to 2,000 km in shells of 20 km; null where no object comes there.</summary>
    public static Plot? LowDensity(IReadOnlyList<OrbitHeights> orbits)
    {
        double[] edges = [.. Enumerable.Range(0, (int)(LowOrbitToKm / ShellKm) + 1).Select(i => i * ShellKm)];
        var density = AltitudeDensity.Of(orbits, edges);
        var most = density.Max();
        if (!(most > 0))
        {
            return null;
        }

        var inside = AltitudeDensity.ObjectsWithin(orbits, edges).Sum();
        var fullest = edges[Array.IndexOf(density, most)];
        var plot = new Plot(
            "density-low", "Density of objects below 2,000 km",
            Wording.Invariant($"On average {inside:#,0} objects are below 2,000 km. Space is fullest between {fullest:#,0} and {fullest + ShellKm:#,0} km, with {most:0.##} objects in a thousand million cubic kilometres."),
            Axis.Linear("height, km", 0, LowOrbitToKm),
            Axis.Linear("objects in 10⁹ km³", 0, 1.05 * most));
        plot.Bars("bar blue", density.Select((value, i) => (edges[i], edges[i + 1], value)));
        return plot;
    }

    /// <summary>The number of objects at all heights, in shells of equal factors; null where no object has a height.</summary>
    public static Plot? AllHeights(IReadOnlyList<OrbitHeights> orbits)
    {
        var decades = Math.Log10(HighestKm / LowestKm);
        double[] edges = [.. Enumerable.Range(0, (int)Math.Ceiling(decades * ShellsPerDecade) + 1).Select(i => LowestKm * Math.Pow(10, i / (double)ShellsPerDecade))];
        var objects = AltitudeDensity.ObjectsWithin(orbits, edges);
        var most = objects.Max();
        if (!(most > 0))
        {
            return null;
        }

        var (first, last) = (Array.FindIndex(objects, count => count > 0), Array.FindLastIndex(objects, count => count > 0));
        var fullest = Array.IndexOf(objects, most);
        var plot = new Plot(
            "heights", "Objects at all heights",
            Wording.Invariant($"The heights of the objects go from {edges[first]:#,0} to {edges[last + 1]:#,0} km; most are between {edges[fullest]:#,0} and {edges[fullest + 1]:#,0} km, {most:#,0.#} at a time."),
            Axis.Logarithmic("height, km", edges[first], edges[last + 1]),
            Axis.Linear("objects at a time in a bar", 0, 1.05 * most));
        plot.Bars("bar blue", objects.Select((count, i) => (edges[i], edges[i + 1], count)));
        return plot;
    }

    /// <summary>Heights of apogee and perigee against the period, as Gabbard drew them; null where the cloud has no member.</summary>
    public static Plot? Gabbard(ChosenCloud cloud)
    {
        OrbitHeights[] orbits = [.. cloud.Members.Select(OrbitHeights.Of)];
        if (orbits.Length == 0)
        {
            return null;
        }

        var (shortest, longest) = Widened(orbits.Min(orbit => orbit.PeriodMinutes), orbits.Max(orbit => orbit.PeriodMinutes), 1);
        var (lowest, highest) = Widened(orbits.Min(orbit => orbit.PerigeeKm), orbits.Max(orbit => orbit.ApogeeKm), 20);
        var plot = new Plot(
            "gabbard", $"Gabbard diagram of {Wording.Count(orbits.Length, "object")}",
            Wording.Invariant($"Periods go from {orbits.Min(orbit => orbit.PeriodMinutes):0.0} to {orbits.Max(orbit => orbit.PeriodMinutes):0.0} minutes, perigees from {orbits.Min(orbit => orbit.PerigeeKm):#,0} km up, apogees to {orbits.Max(orbit => orbit.ApogeeKm):#,0} km."),
            Axis.Linear("period, minutes", shortest, longest),
            Axis.Linear("height, km", lowest, highest))
        { AreaHeight = 240 };
        plot.Dots("dots orange", orbits.Select(orbit => (orbit.PeriodMinutes, orbit.ApogeeKm)));
        plot.Dots("dots blue", orbits.Select(orbit => (orbit.PeriodMinutes, orbit.PerigeeKm)));
        plot.Legend.Add(Swatch.Dot, "full orange", "apogee");
        plot.Legend.Add(Swatch.Dot, "full blue", "perigee");
        return plot;
    }

    private static (double From, double To) Widened(double from, double to, double least)
    {
        var margin = Math.Max(0.05 * (to - from), least);
        return (from - margin, to + margin);
    }
}
