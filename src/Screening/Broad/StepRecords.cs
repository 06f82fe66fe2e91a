using System.Runtime.CompilerServices;

namespace Ssa.Screening.Broad;

/// <summary>An object's positions at both ends of the step, km, and the pads that its pairs take: eight numbers side by side for the last test.</summary>
internal record struct Chord(float X0, float Y0, float Z0, float X1, float Y1, float Z1, float Pad, float Tide);

/// <summary>
/// What bounds an object over a step, and where that puts it: eight whole numbers of 16 bits side by side. Both ends of an interval pass through the same map, which
/// never falls (<see cref="BoundScale"/>), so that intervals that overlap still do. An upper end stands as what it lacks of <see cref="BoundScale.Top"/>: then both
/// tests of an overlap ask whether a number of one object is above that of the other.
/// </summary>
internal record struct Bounds(
    ushort RadiusLow, ushort RadiusHighLack, ushort XLow, ushort XHighLack, ushort AngleLow, ushort AngleHighLack, ushort Cells, ushort Unused)
{
    /// <summary>Where <see cref="Cells"/> keeps the first layer.</summary>
    public const int LayerBits = 0x000F;

    /// <summary>Where it keeps the first band.</summary>
    public const int BandBits = 0x0F00;

    /// <summary>Whether the object has a chord; else it stands in no cell.</summary>
    public readonly bool HasChord => (Cells & LayerBits) != 0;

    /// <summary>First and last layer and first and last band, each from 0.</summary>
    public readonly (int FirstLayer, int LastLayer, int FirstBand, int LastBand) CellRange =>
        ((Cells & 0xF) - 1, ((Cells >> 4) & 0xF) - 1, (Cells >> 8) & 0xF, Cells >> 12);

    /// <summary>The number that <see cref="CellRange"/> reads. Layers count from 1, so that zero is left for an object without a chord.</summary>
    public static ushort CellsOf(int firstLayer, int lastLayer, int firstBand, int lastBand) =>
        (ushort)(firstLayer + 1 + ((lastLayer + 1) << 4) + (firstBand << 8) + (lastBand << 12));
}

/// <summary>Per place its bounds and its chord in the last step, each within a cache line, since entries are gathered in random order.</summary>
/// <param name="places">How many places.</param>
internal sealed class StepRecords(int places)
{
    private readonly AlignedColumn<Bounds> _bounds = new(places);
    private readonly AlignedColumn<Chord> _chords = new(places);

    /// <summary>The bounds of a place.</summary>
    public ref Bounds BoundsOf(int place) => ref _bounds[place];

    /// <summary>The chord of a place.</summary>
    public ref Chord ChordOf(int place) => ref _chords[place];
}

/// <summary>Sizes of the grid of cells: radial layers times bands along x, each sorted by the angle about the x axis.</summary>
internal static class CellGrid
{
    /// <summary>Radial layers, at most 15.</summary>
    public const int Layers = 6;

    /// <summary>Bands along x, at most 16.</summary>
    public const int Bands = 8;

    /// <summary>Cells, the bands of a layer side by side.</summary>
    public const int Cells = Layers * Bands;

    /// <summary>Buckets of a turn: <see cref="BoundScale.AnglesPerTurn"/> must be a multiple of it.</summary>
    public const int Buckets = 128;

    /// <summary>The bucket of an angle; beyond the last one where it is more than a turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int BucketOf(int angle) => (int)((uint)(angle - BoundScale.AngleOrigin) / (BoundScale.AnglesPerTurn / Buckets));
}
