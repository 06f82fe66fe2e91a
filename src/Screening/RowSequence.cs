using Ssa.Screening.Fine;

namespace Ssa.Screening;

/// <summary>
/// Puts the rows of slabs, which finish in any order, into the one order of a result, and hands them on as soon as no slab that is still missing can have an earlier
/// one. Safe for several threads.
/// </summary>
internal sealed class RowSequence
{
    private readonly int[] _numbers;
    private readonly int[] _inputIndex;
    private readonly Func<int, long> _slabStartNs;
    private readonly long _earlyNs;
    private readonly long _maxEvents;
    private readonly Action<FinalRows>? _onRows;
    private readonly CloseApproach[]?[] _waiting;
    private readonly List<CloseApproach> _pending;
    private readonly List<CloseApproach> _rows = [];
    private int _next;
    private long _distinct;

    // False while a slab is taken in, and for good where that failed.
    private bool _isWhole = true;

    /// <summary>Makes the sequence.</summary>
    /// <param name="numbers">Catalogue number per object index of the rows.</param>
    /// <param name="inputIndex">Per object index of the rows, the index that users know.</param>
    /// <param name="firstSlab">The first slab that will come.</param>
    /// <param name="slabs">The slab past the last that will come.</param>
    /// <param name="slabStartNs">Start of a slab; of the one past the last, the window's end.</param>
    /// <param name="earlyNs">How much earlier than its slab's cells a row may be, as where a volume is entered long after the closest approach.</param>
    /// <param name="maxEvents">The most rows allowed.</param>
    /// <param name="first">Rows that are known beforehand.</param>
    /// <param name="onRows">Gets each batch of final rows, in order; may be null.</param>
    public RowSequence(
        int[] numbers, int[] inputIndex, int firstSlab, int slabs, Func<int, long> slabStartNs, long earlyNs, long maxEvents,
        IEnumerable<CloseApproach> first, Action<FinalRows>? onRows)
    {
        _numbers = numbers;
        _inputIndex = inputIndex;
        _slabStartNs = slabStartNs;
        _earlyNs = earlyNs;
        _maxEvents = maxEvents;
        _onRows = onRows;
        _waiting = new CloseApproach[slabs][];
        Done = _next = firstSlab;
        _pending = [.. first];
        _distinct = _pending.Count;
    }

    /// <summary>Rows before this time are known, count as <see cref="KnownCount"/> and are left out; nanoseconds since 1970.</summary>
    public long KnownUntilNs { get; init; } = long.MinValue;

    /// <summary>How many rows are known.</summary>
    public long KnownCount { get; init; }

    /// <summary>Slabs that came or are known.</summary>
    public int Done { get; private set; }

    /// <summary>Rows found up to now; a minimum near a slab's edge may count twice until it is merged.</summary>
    public long Found { get; private set; }

    /// <summary>The rows that are final.</summary>
    public IReadOnlyList<CloseApproach> Rows => _rows;

    /// <summary>Takes the rows of a slab.</summary>
    /// <param name="slab">The slab.</param>
    /// <param name="rows">Its rows, each once.</param>
    /// <param name="stop">Set when the run is to end: the receiver then gets nothing more, not even from a thread that waited here.</param>
    /// <returns>How far the sequence has come: slabs done and rows found.</returns>
    /// <exception cref="TooManyEventsException">There are more rows than allowed.</exception>
    /// <exception cref="OperationCanceledException">The run is to end, or failed in another thread.</exception>
    public (int Done, long Found) Add(int slab, CloseApproach[] rows, CancellationToken stop)
    {
        lock (_waiting)
        {
            // The thread that failed has left the lock before it can tell the others.
            if (!_isWhole)
            {
                throw new OperationCanceledException();
            }

            stop.ThrowIfCancellationRequested();
            _isWhole = false;
            _waiting[slab] = rows;
            Done++;
            Found += rows.Length;

            // Rows of a slab's own time stand in no other, so that their sum passes the limit no earlier than the list: no need to wait for a slab that is late. The time
            // of a volume's row is that of its least metric.
            var (startNs, endNs) = (_slabStartNs(slab), _slabStartNs(slab + 1));
            _distinct += rows.Count(row => TimeGrid.ToNanoseconds(row.VolumeTime ?? row.Tca) is var timeNs && timeNs >= Math.Max(startNs, KnownUntilNs) && timeNs < endNs);
            if (KnownCount + _distinct > _maxEvents)
            {
                throw new TooManyEventsException(_maxEvents);
            }

            while (_next < _waiting.Length && _waiting[_next] is { } ready)
            {
                _pending.AddRange(ready);
                _waiting[_next] = null;
                _next++;
                Release(_next == _waiting.Length ? long.MaxValue : TimeGrid.CellStart(_slabStartNs(_next)) - TimeGrid.MarginNs - _earlyNs);
            }

            RefuseTooManyPending();
            _isWhole = true;
            return (Done, Found);
        }
    }

    /// <summary>Rows of volumes may wait for long: they are counted, each once, before they fill the memory.</summary>
    private void RefuseTooManyPending()
    {
        if (_pending.Count / 2 <= _maxEvents)
        {
            return;
        }

        var distinct = CloseApproachOrder.SortAndMerge([.. _pending], _numbers);
        if (KnownCount + _rows.Count + distinct.Length > _maxEvents)
        {
            throw new TooManyEventsException(_maxEvents);
        }

        _pending.Clear();
        _pending.AddRange(distinct);
    }

    // What a later slab can still find lies in the cells that it touches, or within the margin before them.
    private void Release(long beforeNs)
    {
        var ready = _pending.FindAll(row => TimeGrid.ToNanoseconds(row.Tca) is var timeNs && timeNs >= KnownUntilNs && timeNs < beforeNs);
        _pending.RemoveAll(row => TimeGrid.ToNanoseconds(row.Tca) < beforeNs);
        var batch = CloseApproachOrder.SortAndMerge([.. ready], _numbers);
        for (var i = 0; i < batch.Length; i++)
        {
            batch[i] = batch[i] with { First = _inputIndex[batch[i].First], Second = _inputIndex[batch[i].Second] };
        }

        if (KnownCount + _rows.Count + batch.Length > _maxEvents)
        {
            throw new TooManyEventsException(_maxEvents);
        }

        _rows.AddRange(batch);
        if (batch.Length > 0 || beforeNs > KnownUntilNs)
        {
            _onRows?.Invoke(new FinalRows(batch, beforeNs == long.MaxValue ? null : TimeGrid.ToInstant(beforeNs)));
        }
    }
}
