using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ssa.Propagation;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Catalogue;

namespace Ssa.Screening.Fine;

/// <summary>
/// Exact positions of one object at the eight nodes of an interval: one satellite, several times in the lanes, or an ephemeris. One instance serves a thread.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
[SkipLocalsInit]
internal sealed class NodeTrack<T>
    where T : unmanaged, ILane<T>
{
    /// <summary>A jump of SGP4 larger than any known (765 m), km.</summary>
    public const double LargestJumpKm = 50;

    private const double NanosecondsPerMinute = 60e9;

    private readonly ScreenedCatalogue<T> _catalogue;
    private readonly int[] _slots;
    private readonly double[] _minutes = new double[Chebyshev.Count];
    private NearEarthConstants<T> _near;
    private DeepSpaceConstants<T> _deep;
    private int _loaded = -1;

    // Half a kilobyte each: only for the objects that a track has met, of which there are few in deep space.
    private ResonanceState<T>[] _resonance = [];
    private int _slotsUsed;

    /// <summary>Makes a track over a catalogue.</summary>
    public NodeTrack(ScreenedCatalogue<T> catalogue)
    {
        _catalogue = catalogue;
        _slots = new int[catalogue.Propagators.Length];
    }

    /// <summary>Eight x, eight y, eight z, TEME, km; NaN where the state is refused.</summary>
    public double[] PositionsKm { get; } = new double[3 * Chebyshev.Count];

    /// <summary>Propagates an object.</summary>
    /// <param name="index">The object.</param>
    /// <param name="nodesNs">The eight times.</param>
    /// <returns>How many of the eight states are valid; 0 where together they are no orbit.</returns>
    public int Propagate(int index, ReadOnlySpan<long> nodesNs)
    {
        if (_catalogue.EphemerisOf(index) is { } ephemeris)
        {
            var found = ephemeris.PositionsAt(nodesNs, PositionsKm);
            return IsOrbit(nodesNs) ? found : 0;
        }

        var isDeepSpace = _catalogue.Propagators[index].IsDeepSpace;
        if (index != _loaded)
        {
            ref readonly var constants = ref _catalogue.Propagators[index].Constants;
            if (isDeepSpace)
            {
                Broadcast(in constants, ref _deep);
            }
            else
            {
                Broadcast(in constants.near, ref _near);
            }

            _loaded = index;
        }

        var epoch = _catalogue.EpochNs[index];
        for (var j = 0; j < Chebyshev.Count; j++)
        {
            _minutes[j] = (nodesNs[j] - epoch) / NanosecondsPerMinute;
        }

        var valid = 0;
        var slot = isDeepSpace ? SlotOf(index) : 0;
        for (var j = 0; j < Chebyshev.Count; j += T.Width)
        {
            var t = Unsafe.ReadUnaligned<T>(ref Unsafe.As<double, byte>(ref _minutes[j]));
            StateLanes<T> state;
            if (isDeepSpace)
            {
                DeepSpaceKernel<T>.DeepSpace(_deep, t, _catalogue.Mode, ref _resonance[slot], out state);
            }
            else
            {
                Sgp4Kernel<T>.NearEarth(_near, t, out state);
            }

            Store(state.X, j);
            Store(state.Y, Chebyshev.Count + j);
            Store(state.Z, (2 * Chebyshev.Count) + j);
        }

        for (var j = 0; j < Chebyshev.Count; j++)
        {
            valid += double.IsNaN(PositionsKm[j]) ? 0 : 1;
        }

        return IsOrbit(nodesNs) ? valid : 0;
    }

    /// <summary>
    /// Whether no two neighbouring positions are farther apart than the largest plausible speed and a jump of SGP4 explain. Element sets used months after they
    /// expired can give states that pass each by itself but race about at a million kilometres; they are refused together.
    /// </summary>
    private bool IsOrbit(ReadOnlySpan<long> nodesNs)
    {
        var p = PositionsKm;
        for (var j = 1; j < Chebyshev.Count; j++)
        {
            var x = p[j] - p[j - 1];
            var y = p[Chebyshev.Count + j] - p[Chebyshev.Count + j - 1];
            var z = p[(2 * Chebyshev.Count) + j] - p[(2 * Chebyshev.Count) + j - 1];
            var seconds = (nodesNs[j] - nodesNs[j - 1]) / (double)TimeGrid.Second;
            var reach = LargestJumpKm + (Sgp4Kernel<T>.LargestSpeedKmPerS * seconds);
            if ((x * x) + (y * y) + (z * z) > reach * reach)
            {
                return false;
            }
        }

        return true;
    }

    private int SlotOf(int index)
    {
        // Zero means that the object has no slot yet.
        ref var slot = ref _slots[index];
        if (slot == 0)
        {
            slot = ++_slotsUsed;
            if (slot >= _resonance.Length)
            {
                Array.Resize(ref _resonance, 2 * slot);
            }
        }

        return slot;
    }

    private void Store(T value, int at) => Unsafe.WriteUnaligned(ref Unsafe.As<double, byte>(ref PositionsKm[at]), value);

    private static void Broadcast<TScalar, TBlock>(in TScalar source, ref TBlock target)
        where TScalar : struct
        where TBlock : struct
    {
        var fields = MemoryMarshal.Cast<TScalar, double>(MemoryMarshal.CreateReadOnlySpan(in source, 1));
        ref var rows = ref Unsafe.As<TBlock, T>(ref target);
        for (var f = 0; f < fields.Length; f++)
        {
            Unsafe.Add(ref rows, f) = T.Of(fields[f]);
        }
    }
}
