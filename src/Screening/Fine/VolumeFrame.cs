using Ssa.Propagation;
using Ssa.Propagation.Frames;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Catalogue;

namespace Ssa.Screening.Fine;

/// <summary>
/// The frame in which a volume is a sphere or a cube: the second object's position in the first's radial, transverse, normal axes, each component divided by its
/// half-length and multiplied by the least of the three. There the metric of the volume, times that least half-length, is a distance in km: the Euclidean one for
/// an ellipsoid, the largest component for a box. No component is longer than in space, so that bounds on rounding hold here too. One instance serves a thread.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
internal sealed class VolumeFrame<T>
    where T : unmanaged, ILane<T>
{
    /// <summary>A minimum of the polynomial's metric this much beyond the surface is still looked at by exact SGP4, whose word counts, km.</summary>
    public const double SlackKm = 0.001;

    private readonly ScreenedCatalogue<T> _catalogue;
    private readonly Func<int, long, TemeState> _stateOf;
    private readonly VolumeSize[] _sizes;

    /// <summary>Makes the frame.</summary>
    /// <param name="catalogue">The objects.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="stateOf">The exact state of an object, by index, at a time in nanoseconds since 1970.</param>
    public VolumeFrame(ScreenedCatalogue<T> catalogue, ScreeningVolume volume, Func<int, long, TemeState> stateOf)
    {
        _catalogue = catalogue;
        _stateOf = stateOf;
        _sizes = VolumeSizes.Of(catalogue, volume);
    }

    /// <summary>The volume around the first object of a pair.</summary>
    public VolumeSize SizeOf(int a, int b) => _sizes[_catalogue.FirstOf(a, b)];

    /// <summary>The stretched distance, km, up to which a pair is inside the volume.</summary>
    public double LimitKm(int a, int b) => SizeOf(a, b).LeastKm;

    /// <summary>Stretches the relative positions of a pair at eight nodes.</summary>
    /// <param name="a">An object.</param>
    /// <param name="b">The other.</param>
    /// <param name="nodesNs">The times.</param>
    /// <param name="positionsOfA">Its positions at the nodes: eight x, eight y, eight z, km.</param>
    /// <param name="positionsOfB">The other's.</param>
    /// <param name="stretched">Gets eight of each stretched component, km; NaN where a state is refused.</param>
    public void Stretch(int a, int b, ReadOnlySpan<long> nodesNs, ReadOnlySpan<double> positionsOfA, ReadOnlySpan<double> positionsOfB, Span<double> stretched)
    {
        const int n = Chebyshev.Count;
        var first = _catalogue.FirstOf(a, b);
        for (var j = 0; j < n; j++)
        {
            // Which of the two the difference points to does not matter: volumes are symmetric.
            var relative = new Vector3(positionsOfB[j] - positionsOfA[j], positionsOfB[n + j] - positionsOfA[n + j], positionsOfB[(2 * n) + j] - positionsOfA[(2 * n) + j]);
            var components = Stretch(_sizes[first], _stateOf(first, nodesNs[j]), relative);
            (stretched[j], stretched[n + j], stretched[(2 * n) + j]) = (components.X, components.Y, components.Z);
        }
    }

    /// <summary>The stretched distance of a pair by SGP4 itself, km; NaN where a state is refused.</summary>
    public double DistanceKm(int a, int b, long timeNs)
    {
        var first = _catalogue.FirstOf(a, b);
        var one = _stateOf(first, timeNs);
        var two = _stateOf(first == a ? b : a, timeNs);
        if (one.Status != PropagationStatus.Ok || two.Status != PropagationStatus.Ok)
        {
            return double.NaN;
        }

        return DistanceKm(_sizes[first].Shape, Stretch(_sizes[first], one, two.PositionKm - one.PositionKm));
    }

    /// <summary>The stretched distance of stretched components, km.</summary>
    public static double DistanceKm(VolumeShape shape, Vector3 stretched) => shape == VolumeShape.Box
        ? Math.Max(Math.Abs(stretched.X), Math.Max(Math.Abs(stretched.Y), Math.Abs(stretched.Z)))
        : stretched.Norm;

    private static Vector3 Stretch(VolumeSize size, TemeState first, Vector3 relativeKm)
    {
        var components = RtnBasis.Of(first).Resolve(relativeKm);
        var least = size.LeastKm;
        return new Vector3(components.X * (least / size.RadialKm), components.Y * (least / size.TransverseKm), components.Z * (least / size.NormalKm));
    }
}
