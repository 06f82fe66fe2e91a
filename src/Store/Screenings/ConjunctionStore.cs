using NodaTime;
using Ssa.Store.Databases;

namespace Ssa.Store;

/// <summary>The close approaches that screenings have kept. Safe for several threads.</summary>
public sealed class ConjunctionStore
{
    private const long MostBytesKept = 256L << 20;
    private const long MostDetailBytesKept = 128L << 20;

    private readonly Database _database;
    private readonly SearchBlocks _blocks = new(MostBytesKept);
    private readonly BlockMemory<DetailBlock> _details = new(MostDetailBytesKept, block => block.Size);

    internal ConjunctionStore(Database database) => _database = database;

    /// <summary>A page of a screening's close approaches; empty where the screening is not there for the viewer.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="screening">The screening.</param>
    /// <param name="query">Which and in which order.</param>
    public IReadOnlyList<NumberedConjunction> Find(ScreeningViewer viewer, long screening, ConjunctionQuery query)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(query);
        return _database.Read<List<NumberedConjunction>>(session =>
        {
            if (!viewer.CanSee(session, screening))
            {
                return [];
            }

            var filter = new Filter(
                query,
                Marked(session, screening, query.CatalogNumber is { } number ? OrdinalsOf(session, screening, number) : null),
                Marked(session, screening, query.Owner is { } owner
                    ? session.Query(
                        "SELECT ordinal FROM screening_object WHERE screening_id = @p0 AND owner = @p1 UNION ALL SELECT ordinal FROM screening_ephemeris WHERE screening_id = @p0 AND owner = @p1",
                        row => (int)row.GetInt64(0), screening, owner)
                    : null));
            var places = query.Order == ConjunctionOrder.Tca ? InOrder(session, screening, query, filter) : Best(session, screening, query, filter);
            return places.ConvertAll(found => new NumberedConjunction(found.Place, DetailsOf(session, screening, found.Block).RowOf(found.Block, found.Row)));
        });
    }

    /// <summary>One close approach; null where there is none of that number for the viewer.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="screening">The screening.</param>
    /// <param name="number">Its number in the screening, from 1.</param>
    public StoredConjunction? Find(ScreeningViewer viewer, long screening, long number) => _database.Read<StoredConjunction?>(session =>
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.CanSee(session, screening))
        {
            return null;
        }

        var stored = session.First(
            "SELECT block, first_number, search_columns, other_columns FROM conjunction_block WHERE screening_id = @p0 AND first_number <= @p1 ORDER BY first_number DESC LIMIT 1",
            row => (Search: new SearchBlock(row.GetInt64(0), row.GetInt64(1), (byte[])row.GetValue(2)), Other: (byte[])row.GetValue(3)), screening, number);
        return stored.Search is { } block && number - block.FirstNumber < block.Count ? new DetailBlock(stored.Other, block.Count).RowOf(block, (int)(number - block.FirstNumber)) : null;
    });

    /// <summary>What screenings that are there for the viewer found of a pair around a time, the oldest screening first.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="one">A catalogue number.</param>
    /// <param name="other">The other.</param>
    /// <param name="near">The time, UTC.</param>
    /// <param name="reach">How far around it.</param>
    public IReadOnlyList<(ScreeningRow Screening, NumberedConjunction Found)> History(ScreeningViewer viewer, int one, int other, Instant near, Duration reach) => _database.Read(session =>
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var (from, to) = (Time.ToMicroseconds(near - reach), Time.ToMicroseconds(near + reach));
        var found = new List<(ScreeningRow, NumberedConjunction)>();
        foreach (var (id, createUs) in session.Query(
            $"""
            SELECT id, create_us FROM screening WHERE {ScreeningViewer.Sees} AND id IN (SELECT screening_id FROM conjunction_block WHERE last_tca_us >= @p2 AND first_tca_us <= @p3)
            ORDER BY create_us, id
            """,
            row => (row.GetInt64(0), row.GetInt64(1)), viewer.Participant, viewer.All, from, to))
        {
            var (ones, others) = (OrdinalsOf(session, id, one), OrdinalsOf(session, id, other));
            if (ones.Count == 0 || others.Count == 0)
            {
                continue;
            }

            foreach (var block in _blocks.Of(session, id, from, to + 1))
            {
                // Rows stand in the order of their times.
                var searched = block.Columns;
                for (var i = FirstAt(searched.TcaUs, from); i < searched.Count && searched.TcaUs[i] <= to; i++)
                {
                    var (a, b) = (searched.First[i], searched.Second[i]);
                    if ((ones.Contains(a) && others.Contains(b)) || (ones.Contains(b) && others.Contains(a)))
                    {
                        found.Add((new ScreeningRow(id, Time.OfMicroseconds(createUs)), new NumberedConjunction(
                            new ConjunctionPlace(0, block.FirstNumber + i), DetailsOf(session, id, block).RowOf(block, i))));
                    }
                }
            }
        }

        return found;
    });

    /// <summary>The first row at or after a time: several rows may have the same.</summary>
    private static int FirstAt(ReadOnlySpan<long> times, long time)
    {
        var (low, high) = (0, times.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = times[middle] < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    // A cross join holds SQLite to the order of the tables: few element sets first, and not all objects of the screening.
    private static HashSet<int> OrdinalsOf(Session session, long screening, int number) => [.. session.Query(
        """
        SELECT o.ordinal FROM element_set e CROSS JOIN screening_object o WHERE e.number = @p0 AND o.set_id = e.id AND o.screening_id = @p1
        UNION ALL SELECT ordinal FROM screening_ephemeris WHERE number = @p0 AND screening_id = @p1
        """,
        row => (int)row.GetInt64(0), (long)number, screening)];

    /// <summary>Per ordinal whether a pair that has the object meets a condition; null where there is none.</summary>
    private static bool[]? Marked(Session session, long screening, IEnumerable<int>? ordinals)
    {
        if (ordinals is null)
        {
            return null;
        }

        var marked = new bool[session.Number("SELECT object_count FROM screening WHERE id = @p0", screening)];
        foreach (var ordinal in ordinals)
        {
            marked[ordinal] = true;
        }

        return marked;
    }

    private List<(ConjunctionPlace Place, SearchBlock Block, int Row)> InOrder(Session session, long screening, ConjunctionQuery query, Filter filter)
    {
        var found = new List<(ConjunctionPlace, SearchBlock, int)>();
        var after = query.After?.Number ?? 0;
        var firstBlock = after == 0
            ? 0
            : session.First("SELECT block FROM conjunction_block WHERE screening_id = @p0 AND first_number <= @p1 ORDER BY first_number DESC LIMIT 1", row => row.GetInt64(0), screening, after);
        foreach (var block in _blocks.Of(session, screening, filter.FromUs, filter.ToUs, firstBlock))
        {
            var columns = block.Columns;
            for (var i = (int)Math.Max(FirstAt(columns.TcaUs, filter.FromUs), after + 1 - block.FirstNumber); i < columns.Count; i++)
            {
                if (filter.Holds(columns, i))
                {
                    found.Add((new ConjunctionPlace(0, block.FirstNumber + i), block, i));
                    if (found.Count == query.Limit)
                    {
                        return found;
                    }
                }
            }
        }

        return found;
    }

    private List<(ConjunctionPlace Place, SearchBlock Block, int Row)> Best(Session session, long screening, ConjunctionQuery query, Filter filter)
    {
        // The worst of the best on top, to be thrown out first.
        var best = new PriorityQueue<(SearchBlock Block, int Row), ConjunctionPlace>(Comparer<ConjunctionPlace>.Create((a, b) => b.CompareTo(a)));
        var after = query.After ?? new ConjunctionPlace(double.NegativeInfinity, 0);
        var worst = new ConjunctionPlace(double.PositiveInfinity, long.MaxValue);
        var isByMiss = query.Order == ConjunctionOrder.MissDistance;
        foreach (var block in _blocks.Of(session, screening, filter.FromUs, filter.ToUs))
        {
            var columns = block.Columns;
            for (var i = 0; i < columns.Count; i++)
            {
                // Most rows are too far down the list to be looked at any closer.
                var key = isByMiss ? columns.MissKm[i] : KeyOfProbability(columns.MaxProbability[i]);
                if (key > worst.Key || key < after.Key || !filter.Holds(columns, i))
                {
                    continue;
                }

                var place = new ConjunctionPlace(key, block.FirstNumber + i);
                if (place <= after || place >= worst)
                {
                    continue;
                }

                if (best.Count < query.Limit)
                {
                    best.Enqueue((block, i), place);
                }
                else
                {
                    best.DequeueEnqueue((block, i), place);
                }

                if (best.Count == query.Limit && best.TryPeek(out _, out var last))
                {
                    worst = last;
                }
            }
        }

        var found = new List<(ConjunctionPlace Place, SearchBlock Block, int Row)>(best.Count);
        while (best.TryDequeue(out var one, out var place))
        {
            found.Add((place, one.Block, one.Row));
        }

        found.Reverse();
        return found;
    }

    private static double KeyOfProbability(double most) => double.IsNaN(most) ? double.PositiveInfinity : -most;

    private DetailBlock DetailsOf(Session session, long screening, SearchBlock block) => _details.Of(screening, block.Block, () => new DetailBlock(
        session.First("SELECT other_columns FROM conjunction_block WHERE screening_id = @p0 AND block = @p1", row => (byte[])row.GetValue(0), screening, block.Block)!, block.Count));

    private sealed class Filter(ConjunctionQuery query, bool[]? hasNumber, bool[]? hasOwner)
    {
        private readonly double _mostKm = query.MaxMissKm ?? double.PositiveInfinity;
        private readonly bool _hasLeast = query.MinMaxProbability is not null;
        private readonly double _least = query.MinMaxProbability ?? 0;
        private readonly int _kind = query.Kind is { } kind ? (int)kind : -1;

        public long FromUs { get; } = query.TcaFrom is { } from ? Time.ToMicrosecondsUp(from) : long.MinValue;

        public long ToUs { get; } = query.TcaTo is { } to ? Time.ToMicrosecondsUp(to) : long.MaxValue;

        public bool Holds(in SearchColumns columns, int row) =>
            columns.MissKm[row] <= _mostKm
            && columns.TcaUs[row] >= FromUs && columns.TcaUs[row] < ToUs
            && (hasNumber is null || hasNumber[columns.First[row]] || hasNumber[columns.Second[row]])
            && (hasOwner is null || hasOwner[columns.First[row]] || hasOwner[columns.Second[row]])
            && (!_hasLeast || columns.MaxProbability[row] >= _least)
            && (_kind < 0 || columns.Kind[row] == _kind);
    }
}

/// <summary>Which screening a row belongs to.</summary>
/// <param name="Id">The screening.</param>
/// <param name="CreateTime">When it was asked for, UTC.</param>
public readonly record struct ScreeningRow(long Id, Instant CreateTime);
