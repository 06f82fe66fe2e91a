using Ssa.Propagation.Lanes;

namespace Ssa.Screening.Catalogue;

/// <summary>The volume around each object of a screening, should it be the first of a pair.</summary>
internal static class VolumeSizes
{
    /// <summary>Per object its volume.</summary>
    public static VolumeSize[] Of<T>(ScreenedCatalogue<T> catalogue, ScreeningVolume volume)
        where T : unmanaged, ILane<T>
    {
        var sizes = new VolumeSize[catalogue.Count];
        for (var i = 0; i < sizes.Length; i++)
        {
            sizes[i] = catalogue.EphemerisOf(i) is { } ephemeris ? volume.Around(ephemeris) : volume.Around(catalogue.Propagators[i].Elements);
        }

        return sizes;
    }

    /// <summary>The radius of the sphere that holds the volume around every primary, km: no other object is the first of a pair.</summary>
    public static double GrossRadiusKm<T>(ScreenedCatalogue<T> catalogue, ScreeningVolume volume)
        where T : unmanaged, ILane<T> =>
        Of(catalogue, volume).Where((_, i) => catalogue.IsPrimary[i]).Select(size => size.GrossRadiusKm).DefaultIfEmpty(HandbookVolumes.LargestRadiusKm).Max();
}
