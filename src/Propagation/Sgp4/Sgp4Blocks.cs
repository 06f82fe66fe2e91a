using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ssa.Propagation.Lanes;

namespace Ssa.Propagation;

/// <summary>
/// The constants of many element sets, packed so that each lane of a block holds another satellite. Near-earth blocks come first, then the deep-space
/// ones. Like stands beside like: near-earth sets by eccentricity, so that Kepler's iteration ends early in most blocks, and then by perigee, so that
/// few blocks reach into a given shell; deep-space sets by kind of resonance and then by perigee. Empty places at the end of a run repeat its last satellite
/// and have no index. Immutable once made.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
[SkipLocalsInit]
internal sealed class Sgp4Blocks<T>
    where T : unmanaged, ILane<T>
{
    private readonly NearEarthConstants<T>[] _near;
    private readonly DeepSpaceConstants<T>[] _deep;

    /// <summary>Packs initialised element sets.</summary>
    /// <param name="propagators">The element sets.</param>
    /// <param name="mode">Their operation mode.</param>
    /// <param name="cancellation">Asked now and then.</param>
    public Sgp4Blocks(IReadOnlyList<Sgp4Propagator> propagators, Sgp4Mode mode, CancellationToken cancellation = default)
    {
        Mode = mode;
        var near = new List<int>();
        var deep = new List<int>();
        for (var i = 0; i < propagators.Count; i++)
        {
            (propagators[i].IsDeepSpace ? deep : near).Add(i);
        }

        near = [.. near.OrderBy(i => EccentricityOrder(propagators[i])).ThenBy(i => Perigee(propagators[i]))];
        deep = [.. deep.OrderBy(i => ResonanceOrder(propagators[i])).ThenBy(i => Perigee(propagators[i]))];
        _near = new NearEarthConstants<T>[BlocksFor(near.Count)];
        _deep = new DeepSpaceConstants<T>[BlocksFor(deep.Count)];
        IndexOfPlace = new int[(_near.Length + _deep.Length) * T.Width];
        IndexOfPlace.AsSpan().Fill(-1);
        for (var place = 0; place < _near.Length * T.Width; place++)
        {
            Ask(place, cancellation);
            var index = near[Math.Min(place, near.Count - 1)];
            Put(in propagators[index].Constants.near, ref _near[place / T.Width], place % T.Width);
            IndexOfPlace[place] = place < near.Count ? index : -1;
        }

        for (var place = 0; place < _deep.Length * T.Width; place++)
        {
            Ask(place, cancellation);
            var index = deep[Math.Min(place, deep.Count - 1)];
            Put(in propagators[index].Constants, ref _deep[place / T.Width], place % T.Width);
            IndexOfPlace[(_near.Length * T.Width) + place] = place < deep.Count ? index : -1;
        }
    }

    /// <summary>The operation mode.</summary>
    public Sgp4Mode Mode { get; }

    /// <summary>How many blocks there are.</summary>
    public int Count => _near.Length + _deep.Length;

    /// <summary>How many of them, from the first, are near-earth blocks.</summary>
    public int NearCount => _near.Length;

    /// <summary>Per place, blocks one after another: the index of the element set, or -1 where the place is empty.</summary>
    public int[] IndexOfPlace { get; }

    /// <summary>The states of one block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="minutesSinceEpoch">Minutes since each satellite's own epoch.</param>
    /// <param name="resonance">The resonance integrator's state of this block, kept by the caller from call to call.</param>
    /// <param name="state">The states.</param>
    public void Propagate(int block, T minutesSinceEpoch, ref ResonanceState<T> resonance, out StateLanes<T> state)
    {
        if (block < _near.Length)
        {
            Sgp4Kernel<T>.NearEarth(_near[block], minutesSinceEpoch, out state);
        }
        else
        {
            DeepSpaceKernel<T>.DeepSpace(_deep[block - _near.Length], minutesSinceEpoch, Mode, ref resonance, out state);
        }
    }

    /// <summary>The states of two blocks, or of one at two times, side by side; each has the bits that it has alone.</summary>
    /// <param name="first">One block.</param>
    /// <param name="firstMinutes">Minutes since each of its satellites' epochs.</param>
    /// <param name="firstResonance">The resonance integrator's state of this block.</param>
    /// <param name="second">The other block, or the same.</param>
    /// <param name="secondMinutes">Minutes since each of its satellites' epochs.</param>
    /// <param name="secondResonance">The resonance integrator's state of that block.</param>
    /// <param name="firstState">The states of the first.</param>
    /// <param name="secondState">The states of the second.</param>
    public void Propagate(
        int first, T firstMinutes, ref ResonanceState<T> firstResonance, int second, T secondMinutes, ref ResonanceState<T> secondResonance,
        out StateLanes<T> firstState, out StateLanes<T> secondState)
    {
        if (first < _near.Length && second < _near.Length)
        {
            Sgp4Kernel<T>.NearEarth(_near[first], firstMinutes, _near[second], secondMinutes, out firstState, out secondState);
        }
        else if (first >= _near.Length && second >= _near.Length)
        {
            DeepSpaceKernel<T>.DeepSpace(
                _deep[first - _near.Length], firstMinutes, ref firstResonance, _deep[second - _near.Length], secondMinutes, ref secondResonance, Mode,
                out firstState, out secondState);
        }
        else
        {
            Propagate(first, firstMinutes, ref firstResonance, out firstState);
            Propagate(second, secondMinutes, ref secondResonance, out secondState);
        }
    }

    /// <summary>The slowly changing elements of one block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="minutesSinceEpoch">Minutes since each satellite's own epoch.</param>
    /// <param name="resonance">The resonance integrator's state of this block, kept by the caller from call to call.</param>
    /// <param name="orbit">The elements.</param>
    public void OrbitAt(int block, T minutesSinceEpoch, ref ResonanceState<T> resonance, out OrbitLanes<T> orbit)
    {
        if (block < _near.Length)
        {
            Sgp4Kernel<T>.NearEarthOrbit(_near[block], minutesSinceEpoch, out orbit);
        }
        else
        {
            DeepSpaceKernel<T>.DeepSpaceOrbit(_deep[block - _near.Length], minutesSinceEpoch, Mode, ref resonance, out orbit);
        }
    }

    private static void Ask(int place, CancellationToken cancellation)
    {
        if ((place & 1023) == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private static int BlocksFor(int count) => (count + T.Width - 1) / T.Width;

    // A Newton step of Kepler's equation more for each of these.
    private static int EccentricityOrder(Sgp4Propagator p) => p.Elements.Eccentricity switch
    {
        < 0.0015 => 0,
        < 0.005 => 1,
        < 0.02 => 2,
        < 0.1 => 3,
        _ => 4,
    };

    private static double Perigee(Sgp4Propagator p) =>
        p.Constants.near.ao.Value * (1 - p.Constants.near.ecco.Value);

    private static int ResonanceOrder(Sgp4Propagator p) =>
        ScalarLane.Any(p.Constants.isOneDay) ? 1 : ScalarLane.Any(p.Constants.isHalfDay) ? 2 : 0;

    // Both structures consist of lanes alone, in the same order, so that field f of the scalar one is row f of the block.
    private static void Put<TScalar, TBlock>(in TScalar source, ref TBlock target, int lane)
        where TScalar : struct
        where TBlock : struct
    {
        var fields = MemoryMarshal.Cast<TScalar, double>(MemoryMarshal.CreateReadOnlySpan(in source, 1));
        var rows = MemoryMarshal.Cast<TBlock, double>(MemoryMarshal.CreateSpan(ref target, 1));
        for (var f = 0; f < fields.Length; f++)
        {
            rows[(f * T.Width) + lane] = fields[f];
        }
    }
}
