using System.Data.Common;
using Microsoft.Data.Sqlite;
using Ssa.Store.Databases;

namespace Ssa.Store;

/// <summary>Copies of a store in an SQLite file, made while services use it.</summary>
public static class StoreBackup
{
    /// <summary>
    /// Writes a copy of a store as it stands at one moment (SQLite's VACUUM INTO, which reads in one transaction), checks it, and only then gives it its name. The copy is a store as it is: open it to restore.
    /// </summary>
    /// <param name="location">The store's file.</param>
    /// <param name="path">The copy's; it must not exist.</param>
    /// <returns>What the copy holds.</returns>
    /// <exception cref="StoreException">The store is not an SQLite file or cannot be read, the copy cannot be written, or it is not in order.</exception>
    public static StoreReport Make(string location, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Dialect.Of(location) is not SqliteDialect dialect)
        {
            throw new StoreException("A PostgreSQL store is backed up with PostgreSQL's own pg_dump, which knows its roles and settings.");
        }

        if (Path.Exists(path))
        {
            throw new StoreException($"{path} exists already. Choose another name, or remove it first.");
        }

        var unfinished = path + ".part";
        try
        {
            File.Delete(unfinished);
            using (var connection = OpenExisting(dialect))
            {
                using var command = connection.CreateCommand();
                command.CommandText = "VACUUM INTO @to";
                command.Parameters.AddWithValue("@to", unfinished);
                command.CommandTimeout = 0;
                command.ExecuteNonQuery();
            }

            // On the disk, not in the system's memory, before the copy counts as made.
            using (var file = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite))
            {
                file.Flush(flushToDisk: true);
            }

            var report = StoreCheck.Run(unfinished) with { Name = path };
            if (!report.IsInOrder)
            {
                throw new StoreException($"The copy of {location} is not in order, and was not kept: {report.Faults[0]} Check the store itself with ssa store check.");
            }

            foreach (var rest in (string[])["-wal", "-shm", "-journal"])
            {
                File.Delete(unfinished + rest);
            }

            File.Move(unfinished, path);
            return report;
        }
        catch (Exception fault) when (fault is DbException or IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{location} cannot be copied to {path}: {fault.Message.TrimEnd('.')}. Check that there is room and that the folder may be written.", fault);
        }
    }

    /// <summary>Opens a store that is there.</summary>
    /// <exception cref="StoreException">There is none.</exception>
    internal static SqliteConnection OpenExisting(SqliteDialect dialect)
    {
        if (!File.Exists(dialect.Name))
        {
            throw new StoreException($"There is no store {dialect.Name}. Name it with --store.");
        }

        return dialect.OpenToRead();
    }
}
