using Ssa.Propagation;

namespace Ssa.Report.Figures;

/// <summary>
/// How many objects there are per volume of space at each height: each object counts in a shell with the fraction of its time that it spends there, and the sum is divided by the shell's volume.
/// </summary>
internal static class AltitudeDensity
{
    private const double CubicKmPerUnit = 1e9;

    /// <summary>The density of shells.</summary>
    /// <param name="orbits">The objects' orbits.</param>
    /// <param name="edgesKm">The heights that divide the shells, ascending, km.</param>
    /// <returns>Per shell the objects in 10⁹ km³.</returns>
    public static double[] Of(IReadOnlyList<OrbitHeights> orbits, IReadOnlyList<double> edgesKm)
    {
        var objects = ObjectsWithin(orbits, edgesKm);
        return [.. objects.Select((count, i) => count * CubicKmPerUnit / (VolumeBelow(edgesKm[i + 1]) - VolumeBelow(edgesKm[i])))];
    }

    /// <summary>The mean number of objects in each shell.</summary>
    public static double[] ObjectsWithin(IReadOnlyList<OrbitHeights> orbits, IReadOnlyList<double> edgesKm)
    {
        var objects = new double[edgesKm.Count - 1];
        foreach (var orbit in orbits)
        {
            var below = orbit.TimeBelow(edgesKm[0]);
            for (var i = 0; i < objects.Length && below < 1; i++)
            {
                var next = orbit.TimeBelow(edgesKm[i + 1]);
                objects[i] += next - below;
                below = next;
            }
        }

        return objects;
    }

    private static double VolumeBelow(double heightKm)
    {
        var radius = heightKm + Wgs72.EarthRadiusKm;
        return 4 * Math.PI / 3 * radius * radius * radius;
    }
}
