using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ssa.Screening.Broad;

/// <summary>
/// The last test of the broad phase: of the pairs whose bounds overlap those whose chords come within the threshold and what the orbits may do beside them.
/// Eight pairs go together. One instance serves a thread.
/// </summary>
/// <typeparam name="TSingle">The lane type.</typeparam>
internal sealed class NearPairs<TSingle>
    where TSingle : unmanaged, ISingleLane<TSingle>
{
    private readonly float _thresholdKm;
    private readonly float _tideOfThreshold;
    private readonly float _tideOfSpeed;

    /// <summary>Makes the test.</summary>
    /// <param name="thresholdKm">Threshold, km.</param>
    /// <param name="stepSeconds">Length of a step, s.</param>
    public NearPairs(double thresholdKm, double stepSeconds)
    {
        // The boxes' pads allow for any relative speed; here it is known.
        _thresholdKm = (float)thresholdKm;
        _tideOfThreshold = (float)(thresholdKm * stepSeconds * stepSeconds / 8);
        _tideOfSpeed = (float)(stepSeconds * stepSeconds / 48);
    }

    /// <summary>Pairs of entries that are near; valid until the next run.</summary>
    public List<(int One, int Two)> Pairs { get; } = [];

    /// <summary>Fills <see cref="Pairs"/>.</summary>
    /// <param name="entries">The entries of a cell.</param>
    /// <param name="records">Per place its chord.</param>
    /// <param name="overlapping">Pairs of entries whose bounds overlap.</param>
    public void Run(CellEntries entries, StepRecords records, ReadOnlySpan<(int Earlier, int Later)> overlapping)
    {
        Pairs.Clear();
        var at = 0;
        if (TSingle.Width >= Transposition.Size && Transposition.IsSupported)
        {
            for (; at + Transposition.Size <= overlapping.Length; at += Transposition.Size)
            {
                var eight = overlapping.Slice(at, Transposition.Size);
                for (var bits = NearBits(entries, records, eight); bits != 0; bits &= bits - 1)
                {
                    Pairs.Add(eight[BitOperations.TrailingZeroCount(bits)]);
                }
            }
        }

        foreach (var (one, two) in overlapping[at..])
        {
            if (IsNear(records.ChordOf(entries.Place[one]), records.ChordOf(entries.Place[two])))
            {
                Pairs.Add((one, two));
            }
        }
    }

    private bool IsNear(in Chord a, in Chord b)
    {
        var px = b.X0 - a.X0;
        var py = b.Y0 - a.Y0;
        var pz = b.Z0 - a.Z0;
        var cx = b.X1 - a.X1 - px;
        var cy = b.Y1 - a.Y1 - py;
        var cz = b.Z1 - a.Z1 - pz;
        var chordSquared = (cx * cx) + (cy * cy) + (cz * cz);
        var projection = -((px * cx) + (py * cy) + (pz * cz));
        var at = float.MinNative(float.MaxNative(projection / float.MaxNative(chordSquared, 1e-12f), 0), 1);
        var mx = px + (at * cx);
        var my = py + (at * cy);
        var mz = pz + (at * cz);
        var missSquared = (mx * mx) + (my * my) + (mz * mz);
        var tide = float.MaxNative(a.Tide, b.Tide) * (_tideOfThreshold + (MathF.Sqrt(chordSquared) * _tideOfSpeed));
        var limit = _thresholdKm + tide + a.Pad + b.Pad;
        return missSquared <= limit * limit;
    }

    /// <summary>The same for eight pairs: one bit each.</summary>
    private uint NearBits(CellEntries entries, StepRecords records, ReadOnlySpan<(int One, int Two)> pairs)
    {
        Load(entries, records, pairs, isSecond: false, out var ax0, out var ay0, out var az0, out var ax1, out var ay1, out var az1, out var aPad, out var aTide);
        Load(entries, records, pairs, isSecond: true, out var bx0, out var by0, out var bz0, out var bx1, out var by1, out var bz1, out var bPad, out var bTide);
        var px = bx0 - ax0;
        var py = by0 - ay0;
        var pz = bz0 - az0;
        var cx = bx1 - ax1 - px;
        var cy = by1 - ay1 - py;
        var cz = bz1 - az1 - pz;
        var chordSquared = (cx * cx) + (cy * cy) + (cz * cz);
        var projection = -((px * cx) + (py * cy) + (pz * cz));
        var at = Vector256.MinNative(
            Vector256.MaxNative(projection / Vector256.MaxNative(chordSquared, Vector256.Create(1e-12f)), Vector256<float>.Zero), Vector256<float>.One);
        var mx = px + (at * cx);
        var my = py + (at * cy);
        var mz = pz + (at * cz);
        var missSquared = (mx * mx) + (my * my) + (mz * mz);
        var tide = Vector256.MaxNative(aTide, bTide)
            * (Vector256.Create(_tideOfThreshold) + (Vector256.Sqrt(chordSquared) * Vector256.Create(_tideOfSpeed)));
        var limit = Vector256.Create(_thresholdKm) + tide + aPad + bPad;
        return Vector256.LessThanOrEqual(missSquared, limit * limit).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(
        CellEntries entries, StepRecords records, ReadOnlySpan<(int One, int Two)> pairs, bool isSecond,
        out Vector256<float> a, out Vector256<float> b, out Vector256<float> c, out Vector256<float> d,
        out Vector256<float> e, out Vector256<float> f, out Vector256<float> g, out Vector256<float> h)
    {
        a = Load(entries, records, isSecond ? pairs[0].Two : pairs[0].One);
        b = Load(entries, records, isSecond ? pairs[1].Two : pairs[1].One);
        c = Load(entries, records, isSecond ? pairs[2].Two : pairs[2].One);
        d = Load(entries, records, isSecond ? pairs[3].Two : pairs[3].One);
        e = Load(entries, records, isSecond ? pairs[4].Two : pairs[4].One);
        f = Load(entries, records, isSecond ? pairs[5].Two : pairs[5].One);
        g = Load(entries, records, isSecond ? pairs[6].Two : pairs[6].One);
        h = Load(entries, records, isSecond ? pairs[7].Two : pairs[7].One);
        Transposition.Turn(ref a, ref b, ref c, ref d, ref e, ref f, ref g, ref h);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(CellEntries entries, StepRecords records, int at) =>
        Unsafe.ReadUnaligned<Vector256<float>>(ref Unsafe.As<Chord, byte>(ref records.ChordOf(entries.Place[at])));
}
