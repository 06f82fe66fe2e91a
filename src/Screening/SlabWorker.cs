using System.Numerics;
using Ssa.Propagation;
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
    // No orbit dips farther between two grid points: a bend of 0.01 km/s² over the longest step of 300 s is 110 km.
    private const float LowKm = 300;

    // Candidates that wait for the end of their slab: more than a slab of all objects has, while a swarm that flies together has as many in every step.
    private const int MostWaiting = 1 << 18;

    private readonly ScreenedCatalogue<T> _catalogue;
    private readonly StepGrid _grid;
    private readonly SlabStates<T> _states;
    private readonly StepSweep<T, TSingle> _sweep;
    private readonly IrregularPairs<T> _irregular;
    private readonly EncounterFinder<T> _finder;
    private readonly bool[] _suspects;
    private readonly int[] _indexOfPlace;
    private readonly List<Candidate> _candidates = [];

    /// <summary>Makes a worker.</summary>
    /// <param name="catalogue">The objects.</param>
    /// <param name="settings">Window and threshold.</param>
    /// <param name="grid">The steps.</param>
    /// <param name="suspects">Per object, set where SGP4 refused a state; shared by all workers, which only ever set it.</param>
    public SlabWorker(ScreenedCatalogue<T> catalogue, ScreeningSettings settings, StepGrid grid, bool[] suspects)
    {
        _catalogue = catalogue;
        _suspects = suspects;
        _indexOfPlace = catalogue.Blocks.IndexOfPlace;
        _grid = grid;
        _states = new SlabStates<T>(catalogue, grid);
        _sweep = new StepSweep<T, TSingle>(catalogue, _states, grid, settings.ThresholdKm);
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
        _states.Fill(first, steps, cancellation);
        SuspectLowObjects(steps);
        clock = Count(0, clock);

        _sweep.ChooseLayers(steps);
        _candidates.Clear();
        for (var step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            _sweep.Run(step);
            foreach (var place in _sweep.Irregular)
            {
                _suspects[_indexOfPlace[place]] = true;
            }

            _irregular.Add(_sweep.Irregular, step, first + step, _sweep.Candidates);
            AddCells(_sweep.Candidates, first + step, cancellation);
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

    /// <summary>
    /// Suspects the objects that may dip below the surface between two grid points, where no refused state is met: which objects are asked for refusals must not depend
    /// on the steps.
    /// </summary>
    private void SuspectLowObjects(int steps)
    {
        var low = new Vector<float>((float)Wgs72.EarthRadiusKm + LowKm);
        for (var row = 1; row <= steps + 1; row++)
        {
            var radius = _states.Radius[row].AsSpan(0, _states.Places);
            var bend = _states.Bend[row];
            for (var from = 0; from < radius.Length; from += Vector<float>.Count)
            {
                var bundle = radius[from..Math.Min(from + Vector<float>.Count, radius.Length)];
                if (bundle.Length == Vector<float>.Count && !Vector.LessThanAny(new Vector<float>(bundle), low))
                {
                    continue;
                }

                for (var i = 0; i < bundle.Length; i++)
                {
                    // Twice the bend's own share of a step covers what the bend changes by inside it.
                    var index = _indexOfPlace[from + i];
                    if (bundle[i] - (0.25f * MathF.Abs(bend[from + i])) - 2 < Wgs72.EarthRadiusKm
                        && index >= 0 && (_catalogue.IsPrimary[index] || _catalogue.IsSecondary[index]))
                    {
                        _suspects[index] = true;
                    }
                }
            }
        }
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
