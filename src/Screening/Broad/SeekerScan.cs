using System.Numerics;
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
    private readonly ScreenedCatalogue<T> _catalogue;
    private readonly SlabStates<T> _states;
    private readonly ShellSelection<T> _shells;
    private readonly int[] _seekerPlaces;
    private readonly StepPads<TSingle> _pads;
    private readonly float[] _own;
    private readonly float[] _tide;

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

    private void LookAround(int seeker, int place, int step)
    {
        // Twice the positions in the middle of the chords, and so twice the reach.
        var (x0, y0, z0) = (_states.X[step], _states.Y[step], _states.Z[step]);
        var (x1, y1, z1) = (_states.X[step + 1], _states.Y[step + 1], _states.Z[step + 1]);
        var (ax, ay, az) = (TSingle.Of(x0[place] + x1[place]), TSingle.Of(y0[place] + y1[place]), TSingle.Of(z0[place] + z1[place]));
        PadBundle(place / TSingle.Width * TSingle.Width, step);
        var around = new Around(
            TSingle.Of(x0[place]), TSingle.Of(y0[place]), TSingle.Of(z0[place]), TSingle.Of(x1[place]), TSingle.Of(y1[place]), TSingle.Of(z1[place]),
            TSingle.Of(_own[place]), TSingle.Of(_tide[place]));
        foreach (var (bundle, reachKm) in _shells.BundlesOf(seeker))
        {
            var dx = TSingle.Load(ref x0[bundle]) + TSingle.Load(ref x1[bundle]) - ax;
            var dy = TSingle.Load(ref y0[bundle]) + TSingle.Load(ref y1[bundle]) - ay;
            var dz = TSingle.Load(ref z0[bundle]) + TSingle.Load(ref z1[bundle]) - az;
            if (TSingle.LessOrEqualBits((dx * dx) + (dy * dy) + (dz * dz), TSingle.Of(4 * reachKm * reachKm)) != 0)
            {
                TestChords(place, in around, bundle, step);
            }
        }
    }

    private void TestChords(int place, in Around a, int bundle, int step)
    {
        PadBundle(bundle, step);
        var s = _states;
        var px = TSingle.Load(ref s.X[step][bundle]) - a.X0;
        var py = TSingle.Load(ref s.Y[step][bundle]) - a.Y0;
        var pz = TSingle.Load(ref s.Z[step][bundle]) - a.Z0;
        var cx = TSingle.Load(ref s.X[step + 1][bundle]) - a.X1 - px;
        var cy = TSingle.Load(ref s.Y[step + 1][bundle]) - a.Y1 - py;
        var cz = TSingle.Load(ref s.Z[step + 1][bundle]) - a.Z1 - pz;
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
            RadiusOf(step, bundle), RadiusOf(step + 1, bundle), TSingle.Load(ref _states.Defect(step)[bundle]), TSingle.Load(ref _states.Bend(step)[bundle]));
        TSingle.Store(pads.Own, ref _own[bundle]);
        TSingle.Store(pads.Tide, ref _tide[bundle]);
    }

    private TSingle RadiusOf(int row, int bundle)
    {
        var (x, y, z) = (TSingle.Load(ref _states.X[row][bundle]), TSingle.Load(ref _states.Y[row][bundle]), TSingle.Load(ref _states.Z[row][bundle]));
        return TSingle.Sqrt((x * x) + (y * y) + (z * z));
    }

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

    /// <summary>A seeker's chord and pads, in every lane.</summary>
    private readonly struct Around(TSingle x0, TSingle y0, TSingle z0, TSingle x1, TSingle y1, TSingle z1, TSingle own, TSingle tide)
    {
        public readonly TSingle X0 = x0, Y0 = y0, Z0 = z0, X1 = x1, Y1 = y1, Z1 = z1, Own = own, Tide = tide;
    }
}
