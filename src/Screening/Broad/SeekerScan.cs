using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Catalogue;

namespace Ssa.Screening.Broad;

/// <summary>
/// The broad phase of one step where one side of all wanted pairs is few objects: each seeker against the objects whose shells touch its own, a bundle at a time,
/// by the distance of the chords' middles and then by the chords' least distance. The pads are those of the sweep. One instance serves a thread.
/// </summary>
/// <typeparam name="T">The lane type of the states.</typeparam>
/// <typeparam name="TSingle">The lane type of the scan.</typeparam>
internal sealed class SeekerScan<T, TSingle>
    where T : unmanaged, ILane<T>
    where TSingle : unmanaged, ISingleLane<TSingle>
{
    // With fewer seekers a chord's middle is asked for about once.
    private const int FewestToKeepMiddles = 4;

    private readonly ScreenedCatalogue<T> _catalogue;
    private readonly SlabStates<T> _states;
    private readonly ShellSelection<T> _shells;
    private readonly int[] _seekerPlaces;
    private readonly StepPads<TSingle> _pads;
    private readonly float[] _own;
    private readonly float[] _tide;
    private readonly Rows _middles;
    private readonly bool _keepsMiddles;
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
        _middles = new Rows(new float[states.PaddedPlaces], new float[states.PaddedPlaces], new float[states.PaddedPlaces]);
        _paddedIn = new int[states.PaddedPlaces / TSingle.Width];
        var places = new int[catalogue.Count];
        for (var place = 0; place < catalogue.IndexOfPlace.Length; place++)
        {
            if (catalogue.IndexOfPlace[place] is >= 0 and var index)
            {
                places[index] = place;
            }
        }

        _keepsMiddles = catalogue.Seekers!.Length >= FewestToKeepMiddles;
        _seekerPlaces = Array.ConvertAll(catalogue.Seekers!, seeker => places[seeker]);
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
        if (_keepsMiddles)
        {
            FindMiddles();
        }

        for (var seeker = 0; seeker < _seekerPlaces.Length; seeker++)
        {
            var place = _seekerPlaces[seeker];
            if (_states.Defect(step)[place] <= StepPads.LargestDefectKm)
            {
                LookAround(seeker, place, step);
            }
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

    /// <summary>Twice the position in the middle of each chord of a bundle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (TSingle X, TSingle Y, TSingle Z) MiddleOf(int bundle)
    {
        var (start, end) = (_start.Load(bundle), _end.Load(bundle));
        return (start.X + end.X, start.Y + end.Y, start.Z + end.Z);
    }

    private void FindMiddles()
    {
        foreach (var bundle in CollectionsMarshal.AsSpan(_shells.NearBundles))
        {
            var (x, y, z) = MiddleOf(bundle);
            TSingle.Store(x, ref _middles.X[bundle]);
            TSingle.Store(y, ref _middles.Y[bundle]);
            TSingle.Store(z, ref _middles.Z[bundle]);
        }
    }

    private void LookAround(int seeker, int place, int step)
    {
        // Twice the middles, and so twice the reach.
        var (ax, ay, az) = (
            TSingle.Of(_start.X[place] + _end.X[place]), TSingle.Of(_start.Y[place] + _end.Y[place]), TSingle.Of(_start.Z[place] + _end.Z[place]));
        PadBundle(place / TSingle.Width * TSingle.Width, step);
        var around = new Around(
            TSingle.Of(_start.X[place]), TSingle.Of(_start.Y[place]), TSingle.Of(_start.Z[place]),
            TSingle.Of(_end.X[place]), TSingle.Of(_end.Y[place]), TSingle.Of(_end.Z[place]), TSingle.Of(_own[place]), TSingle.Of(_tide[place]));
        foreach (var (bundle, reachKm) in CollectionsMarshal.AsSpan(_shells.BundlesOf(seeker)))
        {
            var (x, y, z) = _keepsMiddles ? _middles.Load(bundle) : MiddleOf(bundle);
            var (dx, dy, dz) = (x - ax, y - ay, z - az);
            if (TSingle.LessOrEqualBits((dx * dx) + (dy * dy) + (dz * dz), TSingle.Of(4 * reachKm * reachKm)) != 0)
            {
                TestChords(place, in around, bundle, step);
            }
        }
    }

    private void TestChords(int place, in Around a, int bundle, int step)
    {
        PadBundle(bundle, step);
        var (start, end) = (_start.Load(bundle), _end.Load(bundle));
        var (px, py, pz) = (start.X - a.X0, start.Y - a.Y0, start.Z - a.Z0);
        var (cx, cy, cz) = (end.X - a.X1 - px, end.Y - a.Y1 - py, end.Z - a.Z1 - pz);
        var zero = TSingle.Of(0);
        var chordSquared = (cx * cx) + (cy * cy) + (cz * cz);
        var projection = zero - ((px * cx) + (py * cy) + (pz * cz));
        var at = TSingle.Min(TSingle.Max(projection / TSingle.Max(chordSquared, TSingle.Of(1e-12f)), zero), TSingle.Of(1));
        var mx = px + (at * cx);
        var my = py + (at * cy);
        var mz = pz + (at * cz);
        var missSquared = (mx * mx) + (my * my) + (mz * mz);
        var limit = _pads.Limit(TSingle.Max(a.Tide, TSingle.Load(ref _tide[bundle])), chordSquared, a.Own + TSingle.Load(ref _own[bundle]));
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

    /// <summary>A seeker's chord and pads, in every lane.</summary>
    private readonly struct Around(TSingle x0, TSingle y0, TSingle z0, TSingle x1, TSingle y1, TSingle z1, TSingle own, TSingle tide)
    {
        public readonly TSingle X0 = x0, Y0 = y0, Z0 = z0, X1 = x1, Y1 = y1, Z1 = z1, Own = own, Tide = tide;
    }
}
