using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Catalogue;

namespace Ssa.Screening.Broad;

/// <summary>
/// The broad phase of one step where one side of all wanted pairs is few objects: each bundle of objects against the seekers whose shells touch its own,
/// by the distance of the chords' middles and then by the chords' least distance. The pads are those of the sweep. One instance serves a thread.
/// </summary>
/// <typeparam name="T">The lane type of the states.</typeparam>
/// <typeparam name="TSingle">The lane type of the scan.</typeparam>
internal sealed class SeekerScan<T, TSingle>
    where T : unmanaged, ILane<T>
    where TSingle : unmanaged, ISingleLane<TSingle>
{
    private readonly ScreenedCatalogue<T> _catalogue;
    private readonly SlabStates<T> _states;
    private readonly ShellSelection<T> _shells;
    private readonly int[] _seekerPlaces;
    private readonly StepPads<TSingle> _pads;
    private readonly float[] _own;
    private readonly float[] _tide;

    // Per seeker twice the middle of its chord, NaN where it has none, and which of them one bundle is near.
    private readonly Rows _middles;
    private readonly int[] _hits;
    private Rows _start;
    private Rows _end;

    // Per bundle the run that its pads are of.
    private readonly int[] _paddedIn;
    private int _run;

    /// <summary>Makes the scan.</summary>
    public SeekerScan(ScreenedCatalogue<T> catalogue, SlabStates<T> states, ShellSelection<T> shells, StepGrid grid, double thresholdKm)
    {
        _catalogue = catalogue;
        _states = states;
        _shells = shells;
        _pads = new StepPads<TSingle>(thresholdKm, grid.StepSeconds);
        _own = new float[states.PaddedPlaces];
        _tide = new float[states.PaddedPlaces];
        _paddedIn = new int[states.PaddedPlaces / TSingle.Width];
        var places = new int[catalogue.Count];
        for (var place = 0; place < catalogue.IndexOfPlace.Length; place++)
        {
            if (catalogue.IndexOfPlace[place] is >= 0 and var index)
            {
                places[index] = place;
            }
        }

        _seekerPlaces = Array.ConvertAll(catalogue.Seekers!, seeker => places[seeker]);
        var count = _seekerPlaces.Length;
        _middles = new Rows(new float[count], new float[count], new float[count]);
        _hits = new int[count + 1];
    }

    /// <summary>Candidates of the last step: pairs of objects, the lower index first; a pair of two seekers stands twice.</summary>
    public List<(int First, int Second)> Candidates { get; } = [];

    /// <summary>Places of active objects without a chord in the last step.</summary>
    public List<int> Irregular { get; } = [];

    /// <summary>Fills <see cref="Candidates"/> and <see cref="Irregular"/> for a step of the stretch.</summary>
    /// <param name="step">The step's number in the stretch.</param>
    public void Run(int step)
    {
        _run++;
        Candidates.Clear();
        FindIrregular(step);
        _start = new Rows(_states.X[step], _states.Y[step], _states.Z[step]);
        _end = new Rows(_states.X[step + 1], _states.Y[step + 1], _states.Z[step + 1]);
        FindMiddles(step);
        foreach (var (bundle, near) in CollectionsMarshal.AsSpan(_shells.Bundles))
        {
            LookAround(bundle, CollectionsMarshal.AsSpan(_shells.Near)[near], step);
        }
    }

    private void FindMiddles(int step)
    {
        for (var seeker = 0; seeker < _seekerPlaces.Length; seeker++)
        {
            var place = _seekerPlaces[seeker];
            var hasChord = _states.Defect(step)[place] <= StepPads.LargestDefectKm;
            _middles.X[seeker] = hasChord ? _start.X[place] + _end.X[place] : float.NaN;
            _middles.Y[seeker] = _start.Y[place] + _end.Y[place];
            _middles.Z[seeker] = _start.Z[place] + _end.Z[place];
            PadBundle(place / TSingle.Width * TSingle.Width, step);
        }
    }

    private void FindIrregular(int step)
    {
        Irregular.Clear();
        var defect = _states.Defect(step);
        var indices = _catalogue.IndexOfPlace;
        for (var block = 0; block * T.Width < indices.Length; block++)
        {
            if (!_shells.IsActive(block))
            {
                continue;
            }

            for (var place = block * T.Width; place < Math.Min((block + 1) * T.Width, indices.Length); place++)
            {
                if (!(defect[place] <= StepPads.LargestDefectKm) && indices[place] is >= 0 and var index
                    && (_catalogue.IsPrimary[index] || _catalogue.IsSecondary[index]))
                {
                    Irregular.Add(place);
                }
            }
        }
    }

    private void LookAround(int bundle, ReadOnlySpan<(int Seeker, float ReachSquared)> near, int step)
    {
        var (start, end) = (_start.Load(bundle), _end.Load(bundle));
        var (x, y, z) = (start.X + end.X, start.Y + end.Y, start.Z + end.Z);
        ref var mx = ref _middles.X[0];
        ref var my = ref _middles.Y[0];
        ref var mz = ref _middles.Z[0];
        ref var hits = ref _hits[0];
        var count = 0;
        foreach (var (seeker, reachSquared) in near)
        {
            var (dx, dy, dz) = (x - TSingle.Of(Unsafe.Add(ref mx, seeker)), y - TSingle.Of(Unsafe.Add(ref my, seeker)), z - TSingle.Of(Unsafe.Add(ref mz, seeker)));
            var bits = TSingle.LessOrEqualBits((dx * dx) + (dy * dy) + (dz * dz), TSingle.Of(reachSquared));
            Unsafe.Add(ref hits, count) = seeker;
            count += bits != 0 ? 1 : 0;
        }

        if (count == 0)
        {
            return;
        }

        PadBundle(bundle, step);
        for (var hit = 0; hit < count; hit++)
        {
            TestChords(_seekerPlaces[_hits[hit]], bundle);
        }
    }

    private void TestChords(int place, int bundle)
    {
        var (start, end) = (_start.Load(bundle), _end.Load(bundle));
        var (px, py, pz) = (start.X - TSingle.Of(_start.X[place]), start.Y - TSingle.Of(_start.Y[place]), start.Z - TSingle.Of(_start.Z[place]));
        var (cx, cy, cz) = (end.X - TSingle.Of(_end.X[place]) - px, end.Y - TSingle.Of(_end.Y[place]) - py, end.Z - TSingle.Of(_end.Z[place]) - pz);
        var zero = TSingle.Of(0);
        var chordSquared = (cx * cx) + (cy * cy) + (cz * cz);
        var projection = zero - ((px * cx) + (py * cy) + (pz * cz));
        var at = TSingle.Min(TSingle.Max(projection / TSingle.Max(chordSquared, TSingle.Of(1e-12f)), zero), TSingle.Of(1));
        var mx = px + (at * cx);
        var my = py + (at * cy);
        var mz = pz + (at * cz);
        var missSquared = (mx * mx) + (my * my) + (mz * mz);
        var limit = _pads.Limit(
            TSingle.Max(TSingle.Of(_tide[place]), TSingle.Load(ref _tide[bundle])), chordSquared, TSingle.Of(_own[place]) + TSingle.Load(ref _own[bundle]));
        for (var bits = TSingle.LessOrEqualBits(missSquared, limit * limit); bits != 0; bits &= bits - 1)
        {
            Add(place, bundle + BitOperations.TrailingZeroCount(bits));
        }
    }

    /// <summary>The pads of a bundle in the step, once for all seekers.</summary>
    private void PadBundle(int bundle, int step)
    {
        ref var paddedIn = ref _paddedIn[bundle / TSingle.Width];
        if (paddedIn == _run)
        {
            return;
        }

        paddedIn = _run;
        var pads = _pads.Of(
            RadiusOf(_start.Load(bundle)), RadiusOf(_end.Load(bundle)), TSingle.Load(ref _states.Defect(step)[bundle]), TSingle.Load(ref _states.Bend(step)[bundle]));
        TSingle.Store(pads.Own, ref _own[bundle]);
        TSingle.Store(pads.Tide, ref _tide[bundle]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSingle RadiusOf((TSingle X, TSingle Y, TSingle Z) r) => TSingle.Sqrt((r.X * r.X) + (r.Y * r.Y) + (r.Z * r.Z));

    private void Add(int a, int b)
    {
        var indices = _catalogue.IndexOfPlace;

        // Bundles may reach past the last place, and some places are empty.
        var other = b < indices.Length ? indices[b] : -1;
        var (first, second) = indices[a] < other ? (indices[a], other) : (other, indices[a]);
        if (other >= 0 && _catalogue.IsScreened(first, second))
        {
            Candidates.Add((first, second));
        }
    }

    /// <summary>Positions of all places at one time, km.</summary>
    private readonly struct Rows(float[] x, float[] y, float[] z)
    {
        public readonly float[] X = x, Y = y, Z = z;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (TSingle X, TSingle Y, TSingle Z) Load(int bundle) => (TSingle.Load(ref X[bundle]), TSingle.Load(ref Y[bundle]), TSingle.Load(ref Z[bundle]));
    }
}
