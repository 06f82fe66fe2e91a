using System.Globalization;
using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;

namespace Ssa.Screening;

/// <summary>
/// A volume around the first object of a pair, in its radial, transverse, normal frame, in which the second object makes an approach. Its metric is 1 on the
/// surface: √((r/R)² + (t/T)² + (n/N)²) for an ellipsoid, max(|r|/R, |t|/T, |n|/N) for a box.
/// </summary>
public sealed record ScreeningVolume
{
    private ScreeningVolume(VolumeSize? size) => Size = size;

    /// <summary>An ellipsoid by the regime of the first object: <see cref="HandbookVolumes"/>.</summary>
    public static ScreeningVolume Handbook { get; } = new((VolumeSize?)null);

    /// <summary>An ellipsoid of the same size around every object.</summary>
    /// <param name="radialKm">Half-length along R, km.</param>
    /// <param name="transverseKm">Half-length along T, km.</param>
    /// <param name="normalKm">Half-length along N, km.</param>
    public static ScreeningVolume Ellipsoid(double radialKm, double transverseKm, double normalKm) =>
        new(new VolumeSize(VolumeShape.Ellipsoid, radialKm, transverseKm, normalKm));

    /// <summary>A box of the same size around every object.</summary>
    /// <param name="radialKm">Half-length along R, km.</param>
    /// <param name="transverseKm">Half-length along T, km.</param>
    /// <param name="normalKm">Half-length along N, km.</param>
    public static ScreeningVolume Box(double radialKm, double transverseKm, double normalKm) =>
        new(new VolumeSize(VolumeShape.Box, radialKm, transverseKm, normalKm));

    /// <summary>The shape and the half-lengths around every object; null where they follow the first object's regime.</summary>
    public VolumeSize? Size { get; }

    /// <summary>The volume as the command line writes it: <c>ellipsoid:0.4,25,25</c>, <c>box:2,25,25</c> or <c>handbook</c>.</summary>
    public string Text => Size is { } size
        ? string.Create(CultureInfo.InvariantCulture, $"{(size.Shape == VolumeShape.Box ? "box" : "ellipsoid")}:{size.RadialKm},{size.TransverseKm},{size.NormalKm}")
        : "handbook";

    /// <summary>The volume around an object.</summary>
    /// <param name="first">The element set of the first object.</param>
    public VolumeSize Around(MeanElements first) => Size ?? HandbookVolumes.Around(first);

    /// <summary>The volume around an object.</summary>
    /// <param name="first">The ephemeris of the first object.</param>
    public VolumeSize Around(InterpolatedEphemeris first) => Size ?? HandbookVolumes.Around(first);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>The shape of a volume.</summary>
public enum VolumeShape
{
    /// <summary>An ellipsoid.</summary>
    Ellipsoid,

    /// <summary>A box.</summary>
    Box,
}

/// <summary>The shape of a volume and its half-lengths along R, T and N, km.</summary>
/// <param name="Shape">Ellipsoid or box.</param>
/// <param name="RadialKm">Half-length along R, km.</param>
/// <param name="TransverseKm">Half-length along T, km.</param>
/// <param name="NormalKm">Half-length along N, km.</param>
public readonly record struct VolumeSize(VolumeShape Shape, double RadialKm, double TransverseKm, double NormalKm)
{
    /// <summary>The least half-length, km.</summary>
    public double LeastKm => Math.Min(RadialKm, Math.Min(TransverseKm, NormalKm));

    /// <summary>The radius of the sphere that holds the volume, km: the largest half-length of an ellipsoid, the half diagonal of a box.</summary>
    public double GrossRadiusKm => Shape == VolumeShape.Box
        ? Math.Sqrt((RadialKm * RadialKm) + (TransverseKm * TransverseKm) + (NormalKm * NormalKm))
        : Math.Max(RadialKm, Math.Max(TransverseKm, NormalKm));
}
