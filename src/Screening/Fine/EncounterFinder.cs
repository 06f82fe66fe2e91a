using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Frames;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Catalogue;

namespace Ssa.Screening.Fine;

/// <summary>
/// Turns a pair and a cell into rows: minima, window edges and state edges, each with the exact SGP4 states at its time. One instance serves a thread.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
internal sealed class EncounterFinder<T>
    where T : unmanaged, ILane<T>
{
    // A minimum of the polynomial this much above the threshold is still looked at by exact SGP4, whose word counts.
    private const double SlackKm = 0.001;

    private readonly ScreenedCatalogue<T> _catalogue;
    private readonly IntervalScan<T> _scan;
    private readonly SeamScan<T> _seam;
    private readonly ThresholdCrossing<T> _crossing;
    private readonly VolumeFrame<T>? _volume;
    private readonly NearestMinimum<T>? _nearest;
    private readonly double _thresholdKm;
    private readonly long _startNs;
    private readonly long _endNs;
    private readonly long _maxEvents;
    private long _mostRows;

    /// <summary>Makes a finder.</summary>
    /// <param name="catalogue">The objects.</param>
    /// <param name="settings">Window, threshold and volume; with a volume the threshold is the radius of the sphere that holds it.</param>
    public EncounterFinder(ScreenedCatalogue<T> catalogue, ScreeningSettings settings)
    {
        _catalogue = catalogue;
        if (settings.Volume is { } volume)
        {
            _volume = new VolumeFrame<T>(catalogue, volume, StateOf);
            _nearest = new NearestMinimum<T>(catalogue, settings.ThresholdKm);
        }

        _scan = new IntervalScan<T>(catalogue, settings.ThresholdKm, _volume);
        _seam = new SeamScan<T>(new IntervalScan<T>(catalogue, settings.ThresholdKm, _volume));
        _crossing = new ThresholdCrossing<T>(catalogue, _scan, settings.ThresholdKm, _volume);
        _thresholdKm = settings.ThresholdKm;
        _startNs = TimeGrid.ToNanoseconds(settings.Start);
        _endNs = TimeGrid.ToNanoseconds(settings.Start + settings.Duration);
        _maxEvents = _mostRows = settings.MaxEvents;
    }

    /// <summary>The rows found, in no order; the same minimum may stand twice where two cells found it, with the same digits.</summary>
    public List<CloseApproach> Rows { get; } = [];

    /// <summary>Hands over the rows in the order of a list, each once, and begins anew.</summary>
    public CloseApproach[] TakeRows()
    {
        var rows = CloseApproachOrder.SortAndMerge([.. Rows], _catalogue.Numbers);
        Rows.Clear();
        return rows;
    }

    /// <summary>Adds the rows of a pair in a cell.</summary>
    /// <param name="a">The object of the lower index.</param>
    /// <param name="b">The other object.</param>
    /// <param name="cellStartNs">Start of the cell.</param>
    public void Examine(int a, int b, long cellStartNs)
    {
        var cellEndNs = cellStartNs + TimeGrid.CellNs;
        var limitKm = (_volume?.LimitKm(a, b) ?? _thresholdKm) + SlackKm;
        _scan.Scan(a, b, cellStartNs);
        foreach (var (timeNs, squared) in _scan.Minima)
        {
            if (squared <= limitKm * limitKm)
            {
                AddRow(a, b, CloseApproachKind.Minimum, TimeGrid.RoundToMicrosecond(_seam.Settle(a, b, timeNs, cellStartNs)));
            }
        }

        foreach (var edge in _scan.Edges)
        {
            // An end at the cell's end belongs to it too: beyond it the window may have no cell.
            if (edge.TimeNs >= cellStartNs && (edge.TimeNs < cellEndNs || (!edge.IsStart && edge.TimeNs == cellEndNs)))
            {
                AddStateEdge(a, b, edge);
            }
        }

        if (_startNs >= cellStartNs && _startNs < cellEndNs)
        {
            AddWindowEdge(a, b, cellStartNs, _startNs, isStart: true);
        }

        if (_endNs > cellStartNs && _endNs <= cellEndNs)
        {
            AddWindowEdge(a, b, cellStartNs, _endNs, isStart: false);
        }
    }

    /// <summary>Adds the one row of two objects with the same element set: distance zero at the window's start.</summary>
    public void AddTwins(int a, int b) => AddRow(a, b, CloseApproachKind.WindowStart, _startNs);

    private void AddWindowEdge(int a, int b, long cellStartNs, long timeNs, bool isStart)
    {
        if (_scan.PointAt(a, b, cellStartNs, timeNs) is not { } point
            || (point.Slope >= 0 || IntervalScan<T>.IsLevel(point)) != isStart)
        {
            return;
        }

        // A minimum that rounds to the very start is a row of its own already.
        foreach (var (minimum, _) in _scan.Minima)
        {
            if (isStart && TimeGrid.RoundToMicrosecond(_seam.Settle(a, b, minimum, cellStartNs)) == timeNs)
            {
                return;
            }
        }

        AddRow(a, b, isStart ? CloseApproachKind.WindowStart : CloseApproachKind.WindowEnd, timeNs);
    }

    private void AddStateEdge(int a, int b, StateEdge edge)
    {
        // States that begin or end with the window, as those of an ephemeris made for it, have that edge.
        if (edge.TimeNs == (edge.IsStart ? _startNs : _endNs))
        {
            AddRow(a, b, edge.IsStart ? CloseApproachKind.WindowStart : CloseApproachKind.WindowEnd, edge.TimeNs);
            return;
        }

        // To the whole microsecond on the side where both states are valid, which the cut has found to within two.
        var step = edge.IsStart ? TimeGrid.Microsecond : -TimeGrid.Microsecond;
        var timeNs = TimeGrid.FloorDivide(edge.TimeNs, TimeGrid.Microsecond) * TimeGrid.Microsecond;
        for (var i = 0; i < 4 && timeNs >= _startNs && timeNs < _endNs; i++, timeNs += step)
        {
            if (StateOf(a, timeNs).Status == PropagationStatus.Ok && StateOf(b, timeNs).Status == PropagationStatus.Ok)
            {
                AddRow(a, b, edge.IsStart ? CloseApproachKind.StateStart : CloseApproachKind.StateEnd, timeNs);
                return;
            }
        }
    }

    private void AddRow(int a, int b, CloseApproachKind kind, long timeNs)
    {
        if (timeNs < _startNs || (kind != CloseApproachKind.WindowEnd && timeNs >= _endNs))
        {
            return;
        }

        var first = _catalogue.FirstOf(a, b);
        var second = first == a ? b : a;
        if (_volume is null)
        {
            AddRow(a, b, first, second, kind, timeNs, null);
        }
        else if (_volume.DistanceKm(a, b, timeNs) <= _volume.LimitKm(a, b))
        {
            // A minimum at the last valid state may round to the refused side.
            var nearestNs = kind == CloseApproachKind.Minimum ? _nearest!.Find(a, b, timeNs, _catalogue.PeriodNs(first, timeNs)) : null;
            var isValid = nearestNs is { } t && StateOf(a, t).Status == PropagationStatus.Ok && StateOf(b, t).Status == PropagationStatus.Ok;
            AddRow(a, b, first, second, kind, isValid ? nearestNs!.Value : timeNs, timeNs);
        }
    }

    private void AddRow(int a, int b, int first, int second, CloseApproachKind kind, long timeNs, long? volumeNs)
    {
        var one = StateOf(first, timeNs);
        var two = StateOf(second, timeNs);
        var relative = two.PositionKm - one.PositionKm;
        var rangeKm = relative.Norm;
        if (one.Status != PropagationStatus.Ok || two.Status != PropagationStatus.Ok || (volumeNs is null && !(rangeKm <= _thresholdKm)))
        {
            return;
        }

        var speedKmPerS = (two.VelocityKmPerS - one.VelocityKmPerS).Norm;
        if (_catalogue.Filter is { } filter && speedKmPerS <= filter.SlowestKmPerS)
        {
            filter.AddCoMoving(a, b);
            return;
        }

        var radial = (1 / one.PositionKm.Norm) * one.PositionKm;
        var normal = Vector3.Cross(one.PositionKm, one.VelocityKmPerS);
        normal = (1 / normal.Norm) * normal;
        var (startNs, stopNs) = _crossing.Find(a, b, first, volumeNs ?? timeNs);
        Rows.Add(new CloseApproach
        {
            First = first,
            Second = second,
            Kind = kind,
            Tca = TimeGrid.ToInstant(timeNs),
            VolumeTime = ToMicrosecond(volumeNs),
            RangeKm = rangeKm,
            RelativeSpeedKmPerS = speedKmPerS,
            RadialKm = Vector3.Dot(relative, radial),
            TransverseKm = Vector3.Dot(relative, Vector3.Cross(normal, radial)),
            NormalKm = Vector3.Dot(relative, normal),
            Start = ToMicrosecond(startNs),
            Stop = ToMicrosecond(stopNs),
        });
        if (Rows.Count > _mostRows)
        {
            RefuseTooMany();
        }
    }

    /// <summary>Ends the run at once where the rows of one slab are more than allowed, instead of when the slab is through.</summary>
    private void RefuseTooMany()
    {
        var rows = TakeRows();
        if (rows.Length > _maxEvents)
        {
            throw new TooManyEventsException(_maxEvents);
        }

        // Some stood twice: look again only when there is as much to merge.
        Rows.AddRange(rows);
        _mostRows = Math.Max(_maxEvents, 2L * rows.Length);
    }

    private TemeState StateOf(int index, long timeNs) => _catalogue.StateAt(index, timeNs);

    private static Instant? ToMicrosecond(long? timeNs) => timeNs is { } t ? TimeGrid.ToInstant(TimeGrid.RoundToMicrosecond(t)) : null;
}
