using System.Data.Common;
using System.Globalization;
using Ssa.Store.Databases;

namespace Ssa.Store;

/// <summary>What a check of a store has found.</summary>
/// <param name="Name">The store, without secrets.</param>
/// <param name="Schema">The schema that it has.</param>
/// <param name="NewestSchema">The schema that this program brings it to.</param>
/// <param name="Snapshots">Snapshots of the catalogue.</param>
/// <param name="ElementSets">Element sets.</param>
/// <param name="Screenings">Screenings.</param>
/// <param name="Conjunctions">Close approaches.</param>
/// <param name="Faults">What is not in order, in sentences; none where all is.</param>
public sealed record StoreReport(string Name, long Schema, long NewestSchema, long Snapshots, long ElementSets, long Screenings, long Conjunctions, IReadOnlyList<string> Faults)
{
    /// <summary>Whether nothing was found that is not in order.</summary>
    public bool IsInOrder => Faults.Count == 0;
}

/// <summary>Checks a store without changing it: the database's own checks, and that screenings and their blocks agree. It may be in use.</summary>
public static class StoreCheck
{
    private const int MostFaults = 100;

    /// <summary>Checks a store.</summary>
    /// <param name="location">A path for SQLite, or <c>postgres://user:password@host:port/database</c>.</param>
    /// <exception cref="StoreException">It is not there, or is no store.</exception>
    public static StoreReport Run(string location)
    {
        var dialect = Dialect.Of(location);
        var faults = new List<string>();
        try
        {
            using var connection = dialect is SqliteDialect file ? StoreBackup.OpenExisting(file) : dialect.Open();
            using var transaction = dialect.BeginRead(connection);
            var session = new Session(connection, transaction);
            if (dialect is SqliteDialect)
            {
                faults.AddRange(session.Query($"PRAGMA integrity_check({MostFaults})", row => row.GetString(0)).Where(line => line != "ok").Select(line => $"SQLite: {line}."));
                faults.AddRange(session.Query("PRAGMA foreign_key_check", row => $"SQLite: a row of {row.GetString(0)} names a row of {row.GetString(2)} that is not there.").Take(MostFaults));
            }

            var schema = session.Number("SELECT COUNT(*) FROM schema_step");
            if (schema > Migrations.Newest)
            {
                throw new StoreException($"The store {dialect.Name} has schema {schema}, and this program knows {Migrations.Newest}: a newer version made it. Check it with that version.");
            }

            faults.AddRange(Blocks(session).Take(MostFaults));
            return new StoreReport(
                dialect.Name, schema, Migrations.Newest, session.Number("SELECT COUNT(*) FROM snapshot"), session.Number("SELECT COUNT(*) FROM element_set"), session.Number("SELECT COUNT(*) FROM screening"),
                session.Number("SELECT CAST(COALESCE(SUM(conjunction_count), 0) AS BIGINT) FROM screening"), faults);
        }
        catch (DbException fault)
        {
            throw new StoreException($"The store {dialect.Name} cannot be checked: {fault.Message.TrimEnd('.')}. It is no store of ssa, is damaged at its head, or its server does not answer.", fault);
        }
    }

    /// <summary>Every screening has as many objects and rows as it says, in blocks without a gap, each of which can be read.</summary>
    private static IEnumerable<string> Blocks(Session session)
    {
        foreach (var (id, rows, blocks, objects) in session.Query(
            "SELECT id, conjunction_count, block_count, object_count FROM screening ORDER BY id", row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3))))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"Screening {id}");
            var stored = session.Number("SELECT COUNT(*) FROM screening_object WHERE screening_id = @p0", id);
            if (stored != objects)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{name} counts {objects} objects and has {stored}.");
            }

            var (next, count) = (1L, 0L);
            for (var block = 0L; block < blocks; block++)
            {
                var read = session.First(
                    "SELECT first_number, row_count, search_columns, other_columns FROM conjunction_block WHERE screening_id = @p0 AND block = @p1",
                    row => ((long First, long Count, byte[] Search, byte[] Other)?)(row.GetInt64(0), row.GetInt64(1), (byte[])row.GetValue(2), (byte[])row.GetValue(3)), id, block);
                if (read is not { } one || one.First != next || FaultOf(block, one.First, one.Count, one.Search, one.Other, objects) is not null)
                {
                    var why = read is null ? "is missing" : read.Value.First != next ? "does not follow the one before" : FaultOf(block, read.Value.First, read.Value.Count, read.Value.Search, read.Value.Other, objects)!;
                    yield return string.Create(CultureInfo.InvariantCulture, $"{name}: block {block} of its close approaches {why}.");
                    break;
                }

                (next, count) = (next + one.Count, count + one.Count);
            }

            if (count != rows)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{name} counts {rows} close approaches and has {count}.");
            }
        }
    }

    private static string? FaultOf(long block, long first, long count, byte[] search, byte[] other, long objects)
    {
        try
        {
            var columns = new SearchBlock(block, first, search);
            if (columns.Count != count)
            {
                return "has another number of rows than it says";
            }

            for (var row = 0; row < columns.Count; row++)
            {
                var one = new DetailBlock(other, columns.Count).RowOf(columns, row);
                if (one.First < 0 || one.First >= objects || one.Second < 0 || one.Second >= objects)
                {
                    return "names an object that the screening does not have";
                }
            }

            return null;
        }
        catch (Exception fault) when (fault is ArgumentException or IndexOutOfRangeException or InvalidDataException or OverflowException)
        {
            return "cannot be read";
        }
    }
}
