using System.Runtime.CompilerServices;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Catalogue;

namespace Ssa.Screening.Broad;

/// <summary>
/// The broad phase of one step: which pairs may come within the threshold while it lasts. Each object is a chord between its positions at both ends with a pad that
/// bounds what the orbit does in between (docs/screening-margins.md derives them). Objects enter the cells that their bounds touch, radial layers times bands along x; each cell
/// is swept around the x axis; who overlaps in radius, x and angle survives if the chords' least distance is small enough. One instance serves a thread.
/// </summary>
/// <typeparam name="T">The lane type of the states.</typeparam>
/// <typeparam name="TSingle">The lane type of the scan.</typeparam>
internal sealed class StepSweep<T, TSingle>
    where T : unmanaged, ILane<T>
    where TSingle : unmanaged, ISingleLane<TSingle>
{
    // From a bucket to that of the same angle one band or one layer on.
    private const int NextBand = CellGrid.Buckets;
    private const int NextLayer = CellGrid.Bands * CellGrid.Buckets;

    private readonly ScreenedCatalogue<T> _catalogue;
    private readonly SlabStates<T> _states;
    private readonly StepBounds<TSingle> _bounds;
    private readonly int[] _ends = new int[(CellGrid.Cells * CellGrid.Buckets) + NextLayer + NextBand];
    private readonly CellScan<TSingle> _scan = new();
    private readonly NearPairs<TSingle> _near;
    private CellEntries _entries = new(0);
    private (int Bucket, int Place)[] _unsorted = [];
    private int _entryCount;
    private int[] _places = [];

    /// <summary>Makes the sweep for a catalogue, its states and a threshold.</summary>
    public StepSweep(ScreenedCatalogue<T> catalogue, SlabStates<T> states, StepGrid grid, double thresholdKm)
    {
        _catalogue = catalogue;
        _states = states;
        var isScreened = Array.ConvertAll(
            catalogue.IndexOfPlace, index => index >= 0 && (catalogue.IsPrimary[index] || catalogue.IsSecondary[index]));
        _bounds = new StepBounds<TSingle>(states.PaddedPlaces, isScreened, thresholdKm, grid.StepSeconds, grid.Shift);
        _near = new NearPairs<TSingle>(thresholdKm, grid.StepSeconds);
    }

    /// <summary>Candidates of the last step: pairs of objects, the lower index first; a pair may stand more than once.</summary>
    public List<(int First, int Second)> Candidates { get; } = [];

    /// <summary>Places whose state is refused at an end of the last step, or near it, so that no chord bounds them.</summary>
    public List<int> Irregular { get; } = [];

    /// <summary>Prepares a stretch of steps.</summary>
    /// <param name="isFirst">Whether it is a slab's first one.</param>
    public void Begin(bool isFirst)
    {
        if (isFirst)
        {
            _bounds.ChooseCells(_states.X[0], _states.Y[0], _states.Z[0]);
        }

        _bounds.Begin(_states.X[0], _states.Y[0], _states.Z[0]);
    }

    /// <summary>Fills <see cref="Candidates"/> and <see cref="Irregular"/> for a step of the stretch.</summary>
    /// <param name="step">The step's number in the stretch.</param>
    public void Run(int step)
    {
        Candidates.Clear();
        _bounds.Run(
            (_states.X[step], _states.Y[step], _states.Z[step]), (_states.X[step + 1], _states.Y[step + 1], _states.Z[step + 1]),
            _states.Defect(step), _states.Bend(step));
        Count();
        Distribute();
        for (var cell = 0; cell < CellGrid.Cells; cell++)
        {
            Sweep(cell);
        }
    }

    /// <summary>Lists the entries of all objects, an object in each cell that its bounds touch, and counts those of every bucket.</summary>
    private void Count()
    {
        Irregular.Clear();
        Array.Clear(_ends);
        _entryCount = 0;
        var records = _bounds.Records;
        for (var place = 0; place < _states.Places; place++)
        {
            ref readonly var bounds = ref records.BoundsOf(place);
            if (!bounds.HasChord)
            {
                if (_bounds.IsScreened(place))
                {
                    Irregular.Add(place);
                }

                continue;
            }

            Reserve();
            var low = CellGrid.BucketOf(bounds.AngleLow);
            var (layer, lastLayer, band, lastBand) = bounds.CellRange;
            var (layers, bands) = (lastLayer - layer, lastBand - band);
            if ((layers | bands) <= 1 && CellGrid.BucketOf(BoundScale.Top - bounds.AngleHighLack) < CellGrid.Buckets)
            {
                // Nearly all touch one or two layers and bands: four entries are written, and those that are none overwritten, without a branch.
                var bucket = (((layer * CellGrid.Bands) + band) * CellGrid.Buckets) + low;
                Put(bucket, place, 1);
                Put(bucket + NextBand, place, bands);
                Put(bucket + NextLayer, place, layers);
                Put(bucket + NextLayer + NextBand, place, layers & bands);
            }
            else
            {
                AddAll(place, bounds);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(int bucket, int place, int count)
    {
        _ends[bucket] += count;
        _unsorted[_entryCount] = (bucket, place);
        _entryCount += count;
    }

    private void AddAll(int place, in Bounds bounds)
    {
        var low = CellGrid.BucketOf(bounds.AngleLow);
        var isBeyond = CellGrid.BucketOf(BoundScale.Top - bounds.AngleHighLack) >= CellGrid.Buckets;
        var (firstLayer, lastLayer, firstBand, lastBand) = bounds.CellRange;
        for (var layer = firstLayer; layer <= lastLayer; layer++)
        {
            for (var band = firstBand; band <= lastBand; band++)
            {
                Reserve();
                var cell = ((layer * CellGrid.Bands) + band) * CellGrid.Buckets;
                Put(cell + low, place, 1);

                // Who passes the seam stands at the turn's beginning too.
                if (isBeyond)
                {
                    Put(cell, ~place, 1);
                }
            }
        }
    }

    /// <summary>Makes room for the entries of four cells.</summary>
    private void Reserve()
    {
        if (_entryCount + 4 > _unsorted.Length)
        {
            Array.Resize(ref _unsorted, Math.Max(1024, 2 * _unsorted.Length));
        }
    }

    /// <summary>Counting sort of the entries by cell and by the lower end of their angle.</summary>
    private void Distribute()
    {
        var position = 0;
        foreach (ref var slot in _ends.AsSpan())
        {
            (slot, position) = (position, position + slot);
        }

        if (_places.Length < _unsorted.Length)
        {
            _places = new int[_unsorted.Length];
        }

        var places = _places;
        foreach (var (bucket, place) in _unsorted.AsSpan(0, _entryCount))
        {
            places[_ends[bucket]++] = place;
        }
    }

    // After the sort every bucket's slot holds its end, the last one the cell's.
    private int CellEnd(int cell) => cell < 0 ? 0 : _ends[((cell + 1) * CellGrid.Buckets) - 1];

    private void Sweep(int cell)
    {
        var first = CellEnd(cell - 1);
        var places = _places.AsSpan(first, CellEnd(cell) - first);
        if (_entries.Capacity < places.Length + CellEntries.Spare)
        {
            _entries = new CellEntries((2 * places.Length) + CellEntries.Spare);
        }

        var e = _entries;
        e.Fill(cell, places, _bounds.Records, isWide: TSingle.Width > 1);
        _scan.Run(e, places.Length, first, _ends.AsSpan(cell * CellGrid.Buckets, CellGrid.Buckets));
        _near.Run(e, _bounds.Records, _scan.Pairs);
        foreach (var (i, j) in _near.Pairs)
        {
            AddCandidate(e.Place[i], e.Place[j]);
        }
    }

    private void AddCandidate(int a, int b)
    {
        var indices = _catalogue.IndexOfPlace;
        var (first, second) = indices[a] < indices[b] ? (indices[a], indices[b]) : (indices[b], indices[a]);
        if (_catalogue.IsScreened(first, second))
        {
            Candidates.Add((first, second));
        }
    }
}
