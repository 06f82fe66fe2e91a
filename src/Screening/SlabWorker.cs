using Ssa.Propagation.Lanes;
using Ssa.Screening.Broad;
using Ssa.Screening.Catalogue;
using Ssa.Screening.Fine;

namespace Ssa.Screening;

/// <summary>What one thread needs to screen slabs: states, sweep and finder, made once and used for one slab after another.</summary>
/// <typeparam name="T">The lane type of the states.</typeparam>
/// <typeparam name="TSingle">The lane type of the scan.</typeparam>
internal sealed class SlabWorker<T, TSingle>
    where T : unmanaged, ILane<T>
    where TSingle : unmanaged, ISingleLane<TSingle>
{
    // Candidates that wait for the end of their slab: more than a slab of all objects has, while a swarm that flies together has as many in every step.
    private const int MostWaiting = 1 << 18;

    private readonly StepGrid _grid;
    private readonly SlabStates<T> _states;
    private readonly ShellSelection<T>? _shells;
    private readonly SeekerScan<T, TSingle>? _seekers;
    private readonly StepSweep<T, TSingle>? _sweep;
    private readonly IrregularPairs<T> _irregular;
    private readonly EncounterFinder<T> _finder;
    private readonly List<Candidate> _candidates = [];

    /// <summary>Makes a worker.</summary>
    /// <param name="catalogue">The objects.</param>
    /// <param name="settings">Window and threshold.</param>
    /// <param name="grid">The steps.</param>
    /// <param name="isEverNear">With seekers, per object whether it can come near one; null to sweep all.</param>
    public SlabWorker(ScreenedCatalogue<T> catalogue, ScreeningSettings settings, StepGrid grid, bool[]? isEverNear)
    {
        _grid = grid;
        _states = new SlabStates<T>(catalogue, grid, steps => new OrbitFits<T, TSingle>(catalogue.Blocks, grid, steps));
        if (isEverNear is null)
        {
            _sweep = new StepSweep<T, TSingle>(catalogue, _states, grid, settings.ThresholdKm);
        }
        else
        {
            _shells = new ShellSelection<T>(catalogue, grid, settings.ThresholdKm, Math.Max(TSingle.Width, T.Width), isEverNear);
            _seekers = new SeekerScan<T, TSingle>(catalogue, _states, _shells, grid, settings.ThresholdKm);
        }

        _irregular = new IrregularPairs<T>(catalogue, _states, grid, settings.ThresholdKm);
        _finder = new EncounterFinder<T>(catalogue, settings);
    }

    /// <summary>Stopwatch ticks spent in states, sweep and refinement.</summary>
    public long[] Ticks { get; } = new long[3];

    /// <summary>Pairs and cells examined by exact SGP4.</summary>
    public long Examined { get; private set; }

    /// <summary>Screens a slab.</summary>
    /// <param name="slab">Its number.</param>
    /// <param name="cancellation">Asked between steps.</param>
    /// <returns>Its rows, in the order of a list.</returns>
    public CloseApproach[] Screen(int slab, CancellationToken cancellation)
    {
        var first = slab * _grid.StepsPerSlab;
        var steps = Math.Min(_grid.StepsPerSlab, _grid.Steps - first);
        var clock = System.Diagnostics.Stopwatch.GetTimestamp();
        _shells?.Choose(first, steps);
        _states.Begin(first, steps, _shells, cancellation);
        clock = Count(0, clock);
        _candidates.Clear();
        for (var offset = 0; offset < steps; offset += _states.StretchSteps)
        {
            var stretch = Math.Min(_states.StretchSteps, steps - offset);
            if (_seekers is not null)
            {
                _seekers.Run(offset, stretch, cancellation);
                Ticks[0] += _seekers.StateTicks;
                Ticks[1] -= _seekers.StateTicks;
            }
            else
            {
                _states.Fill(offset, stretch, cancellation);
                clock = Count(0, clock);
                _sweep!.Begin(isFirst: offset == 0);
            }

            for (var step = 0; step < stretch; step++)
            {
                cancellation.ThrowIfCancellationRequested();
                var (candidates, irregular) = Search(step);
                _irregular.Add(irregular, step, first + offset + step, candidates);
                AddCells(candidates, first + offset + step, cancellation);
            }

            clock = Count(1, clock);
        }

        Refine(cancellation);
        Count(1, clock);
        return _finder.TakeRows();
    }

    private void Refine(CancellationToken cancellation)
    {
        var clock = System.Diagnostics.Stopwatch.GetTimestamp();

        // Pair by pair and cell by cell, so that the first object's constants stay loaded; adjoining steps may name the same cell.
        _candidates.Sort();
        var previous = default(Candidate);
        for (var i = 0; i < _candidates.Count; i++)
        {
            var candidate = _candidates[i];
            if (i > 0 && candidate.Equals(previous))
            {
                continue;
            }

            if ((i & 31) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            _finder.Examine(candidate.First, candidate.Second, candidate.CellStartNs);
            Examined++;
            previous = candidate;
        }

        // Refined in the midst of the sweep, whose time it is not.
        _candidates.Clear();
        Ticks[1] -= Count(2, clock) - clock;
    }

    private (List<(int First, int Second)> Candidates, List<int> Irregular) Search(int step)
    {
        if (_seekers is not null)
        {
            return (_seekers.Candidates(step), _seekers.Irregular(step));
        }

        _sweep!.Run(step);
        return (_sweep.Candidates, _sweep.Irregular);
    }

    private void AddCells(List<(int First, int Second)> pairs, int gridStep, CancellationToken cancellation)
    {
        var endNs = _grid.TimeNs(gridStep + 1);
        for (var cell = TimeGrid.CellStart(_grid.TimeNs(gridStep)); cell < endNs; cell += TimeGrid.CellNs)
        {
            foreach (var (a, b) in pairs)
            {
                _candidates.Add(new Candidate(a, b, cell));
                if (_candidates.Count == MostWaiting)
                {
                    Refine(cancellation);
                }
            }
        }
    }

    private long Count(int stage, long since)
    {
        var now = System.Diagnostics.Stopwatch.GetTimestamp();
        Ticks[stage] += now - since;
        return now;
    }

    private readonly record struct Candidate(int First, int Second, long CellStartNs) : IComparable<Candidate>
    {
        public int CompareTo(Candidate other)
        {
            var by = First.CompareTo(other.First);
            by = by != 0 ? by : Second.CompareTo(other.Second);
            return by != 0 ? by : CellStartNs.CompareTo(other.CellStartNs);
        }
    }
}
