using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Catalogue;

namespace Ssa.Screening.Broad;

/// <summary>
/// The broad phase of a stretch of steps where one side of all wanted pairs is few objects: each bundle of objects against the seekers whose shells touch its own,
/// by the distance of the chords' middles and then by the chords' least distance. The pads are those of the sweep. Bundles are computed and looked through a few at a time, while
/// their rows are in the second cache. One instance serves a thread.
/// </summary>
/// <typeparam name="T">The lane type of the states.</typeparam>
/// <typeparam name="TSingle">The lane type of the scan.</typeparam>
internal sealed class SeekerScan<T, TSingle>
    where T : unmanaged, ILane<T>
    where TSingle : unmanaged, ISingleLane<TSingle>
{
    // Rows of 31 times and so many bundles are some 60 KB.
    private const int BundlesPerPanel = 16;

    private readonly ScreenedCatalogue<T> _catalogue;
    private readonly SlabStates<T> _states;
    private readonly ShellSelection<T> _shells;
    private readonly int[] _seekerPlaces;
    private readonly StepPads<TSingle> _pads;

    // Step after step and seeker after seeker: twice the middle of its chord, NaN where it has none, and its pads; time after time its position.
    private readonly Rows _middles;
    private readonly Rows _positions;
    private readonly float[] _own;
    private readonly float[] _tide;
    private readonly float[] _lanes = new float[TSingle.Width];
    private readonly List<(int First, int Second)>[] _candidates;
    private readonly List<int>[] _irregular;

    // Which seekers one bundle is near, and which places of each bundle hold an object that takes part.
    private readonly int[] _hits;
    private readonly uint[] _members;

    /// <summary>Makes the scan.</summary>
    public SeekerScan(ScreenedCatalogue<T> catalogue, SlabStates<T> states, ShellSelection<T> shells, StepGrid grid, double thresholdKm)
    {
        _catalogue = catalogue;
        _states = states;
        _shells = shells;
        _pads = new StepPads<TSingle>(thresholdKm, grid.StepSeconds);
        var places = new int[catalogue.Count];
        for (var place = 0; place < catalogue.IndexOfPlace.Length; place++)
        {
            if (catalogue.IndexOfPlace[place] is >= 0 and var index)
            {
                places[index] = place;
            }
        }

        _seekerPlaces = Array.ConvertAll(catalogue.Seekers!, seeker => places[seeker]);
        var count = _seekerPlaces.Length * (states.StretchSteps + 1);
        _middles = new Rows(count);
        _positions = new Rows(count);
        (_own, _tide) = (new float[count], new float[count]);
        _candidates = MakeLists<(int, int)>(states.StretchSteps);
        _irregular = MakeLists<int>(states.StretchSteps);
        _hits = new int[_seekerPlaces.Length + 1];
        _members = new uint[(states.PaddedPlaces + TSingle.Width - 1) / TSingle.Width];
    }

    /// <summary>Stopwatch ticks of the last run that went into states.</summary>
    public long StateTicks { get; private set; }

    /// <summary>Candidates of a step: pairs of objects, the lower index first; a pair of two seekers stands twice.</summary>
    public List<(int First, int Second)> Candidates(int step) => _candidates[step];

    /// <summary>Places of active objects without a chord in a step.</summary>
    public List<int> Irregular(int step) => _irregular[step];

    /// <summary>Computes the states of a stretch and fills <see cref="Candidates"/> and <see cref="Irregular"/> for its steps.</summary>
    /// <param name="offset">The stretch's first step, counted from the slab's; see <see cref="SlabStates{T}.Fill"/>.</param>
    /// <param name="steps">Its number of steps.</param>
    /// <param name="cancellation">Asked now and then.</param>
    public void Run(int offset, int steps, CancellationToken cancellation)
    {
        for (var step = 0; step < steps; step++)
        {
            _candidates[step].Clear();
            _irregular[step].Clear();
        }

        StateTicks = -Stopwatch.GetTimestamp();
        _states.FillFirst(offset, steps, _seekerPlaces, cancellation);
        StateTicks += Stopwatch.GetTimestamp();
        if (offset == 0)
        {
            FindMembers();
        }

        for (var step = 0; step < steps; step++)
        {
            FindSeekers(step);
        }

        var bundles = CollectionsMarshal.AsSpan(_shells.Bundles);
        var near = CollectionsMarshal.AsSpan(_shells.Near);
        while (bundles.Length > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var panel = bundles[..Math.Min(BundlesPerPanel, bundles.Length)];
            bundles = bundles[panel.Length..];
            StateTicks -= Stopwatch.GetTimestamp();
            _states.FillPlaces(panel[0].Place, panel[^1].Place + TSingle.Width);
            StateTicks += Stopwatch.GetTimestamp();
            for (var step = 0; step < steps; step++)
            {
                var (start, end) = (RowsAt(step), RowsAt(step + 1));
                foreach (var (bundle, seekers) in panel)
                {
                    LookAround(bundle, near[seekers], step, start, end);
                }
            }
        }
    }

    private static List<TItem>[] MakeLists<TItem>(int count)
    {
        var lists = new List<TItem>[count];
        for (var i = 0; i < count; i++)
        {
            lists[i] = [];
        }

        return lists;
    }

    private Rows RowsAt(int row) => new(_states.X[row], _states.Y[row], _states.Z[row]);

    /// <summary>Which objects take part in the slab.</summary>
    private void FindMembers()
    {
        Array.Clear(_members);
        var indices = _catalogue.IndexOfPlace;
        for (var place = 0; place < indices.Length; place++)
        {
            var index = indices[place];
            if (index >= 0 && _shells.IsActive(place / T.Width) && (_catalogue.IsPrimary[index] || _catalogue.IsSecondary[index]))
            {
                _members[place / TSingle.Width] |= 1u << (place % TSingle.Width);
            }
        }
    }

    /// <summary>The seekers' rows of a step, one beside the other.</summary>
    private void FindSeekers(int step)
    {
        var (start, end) = (RowsAt(step), RowsAt(step + 1));
        var defect = _states.Defect(step);
        for (var seeker = 0; seeker < _seekerPlaces.Length; seeker++)
        {
            var place = _seekerPlaces[seeker];
            var at = (step * _seekerPlaces.Length) + seeker;
            _middles.X[at] = defect[place] <= StepPads.LargestDefectKm ? start.X[place] + end.X[place] : float.NaN;
            _middles.Y[at] = start.Y[place] + end.Y[place];
            _middles.Z[at] = start.Z[place] + end.Z[place];
            (_positions.X[at], _positions.Y[at], _positions.Z[at]) = (start.X[place], start.Y[place], start.Z[place]);
            var after = at + _seekerPlaces.Length;
            (_positions.X[after], _positions.Y[after], _positions.Z[after]) = (end.X[place], end.Y[place], end.Z[place]);
            var pads = PadsOf(place / TSingle.Width * TSingle.Width, step, start, end);
            TSingle.Store(pads.Own, ref _lanes[0]);
            _own[at] = _lanes[place % TSingle.Width];
            TSingle.Store(pads.Tide, ref _lanes[0]);
            _tide[at] = _lanes[place % TSingle.Width];
        }
    }

    private void LookAround(int bundle, ReadOnlySpan<(int Seeker, float ReachSquared)> near, int step, in Rows startRows, in Rows endRows)
    {
        var (start, end) = (startRows.Load(bundle), endRows.Load(bundle));
        var hasChord = TSingle.LessOrEqualBits(TSingle.Load(ref _states.Defect(step)[bundle]), TSingle.Of(StepPads.LargestDefectKm));
        for (var lacking = _members[bundle / TSingle.Width] & ~hasChord; lacking != 0; lacking &= lacking - 1)
        {
            _irregular[step].Add(bundle + BitOperations.TrailingZeroCount(lacking));
        }

        var (x, y, z) = (start.X + end.X, start.Y + end.Y, start.Z + end.Z);
        var first = step * _seekerPlaces.Length;
        ref var mx = ref _middles.X[first];
        ref var my = ref _middles.Y[first];
        ref var mz = ref _middles.Z[first];
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

        var pads = PadsOf(bundle, step, startRows, endRows);
        for (var hit = 0; hit < count; hit++)
        {
            TestChords(_hits[hit], bundle, step, start, end, pads);
        }
    }

    private void TestChords(
        int seeker, int bundle, int step, in (TSingle X, TSingle Y, TSingle Z) start, in (TSingle X, TSingle Y, TSingle Z) end, in StepPads<TSingle>.Pads pads)
    {
        var from = (step * _seekerPlaces.Length) + seeker;
        var to = from + _seekerPlaces.Length;
        var p = _positions;
        var (px, py, pz) = (start.X - TSingle.Of(p.X[from]), start.Y - TSingle.Of(p.Y[from]), start.Z - TSingle.Of(p.Z[from]));
        var (cx, cy, cz) = (end.X - TSingle.Of(p.X[to]) - px, end.Y - TSingle.Of(p.Y[to]) - py, end.Z - TSingle.Of(p.Z[to]) - pz);
        var zero = TSingle.Of(0);
        var chordSquared = (cx * cx) + (cy * cy) + (cz * cz);
        var projection = zero - ((px * cx) + (py * cy) + (pz * cz));
        var at = TSingle.Min(TSingle.Max(projection / TSingle.Max(chordSquared, TSingle.Of(1e-12f)), zero), TSingle.Of(1));
        var mx = px + (at * cx);
        var my = py + (at * cy);
        var mz = pz + (at * cz);
        var missSquared = (mx * mx) + (my * my) + (mz * mz);
        var limit = _pads.Limit(TSingle.Max(TSingle.Of(_tide[from]), pads.Tide), chordSquared, TSingle.Of(_own[from]) + pads.Own);
        for (var bits = TSingle.LessOrEqualBits(missSquared, limit * limit); bits != 0; bits &= bits - 1)
        {
            Add(_seekerPlaces[seeker], bundle + BitOperations.TrailingZeroCount(bits), step);
        }
    }

    private StepPads<TSingle>.Pads PadsOf(int bundle, int step, in Rows start, in Rows end) => _pads.Of(
        RadiusOf(start.Load(bundle)), RadiusOf(end.Load(bundle)), TSingle.Load(ref _states.Defect(step)[bundle]), TSingle.Load(ref _states.Bend(step)[bundle]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSingle RadiusOf((TSingle X, TSingle Y, TSingle Z) r) => TSingle.Sqrt((r.X * r.X) + (r.Y * r.Y) + (r.Z * r.Z));

    private void Add(int a, int b, int step)
    {
        var indices = _catalogue.IndexOfPlace;

        // Bundles may reach past the last place, and some places are empty.
        var other = b < indices.Length ? indices[b] : -1;
        var (first, second) = indices[a] < other ? (indices[a], other) : (other, indices[a]);
        if (other >= 0 && _catalogue.IsScreened(first, second))
        {
            _candidates[step].Add((first, second));
        }
    }

    /// <summary>Positions of all places at one time, km.</summary>
    private readonly struct Rows(float[] x, float[] y, float[] z)
    {
        public readonly float[] X = x, Y = y, Z = z;

        public Rows(int count)
            : this(new float[count], new float[count], new float[count])
        {
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (TSingle X, TSingle Y, TSingle Z) Load(int bundle) => (TSingle.Load(ref X[bundle]), TSingle.Load(ref Y[bundle]), TSingle.Load(ref Z[bundle]));
    }
}
