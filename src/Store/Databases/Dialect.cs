using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Ssa.Store.Databases;

/// <summary>In what the two databases differ. Everything else is one text of SQL for both.</summary>
internal abstract class Dialect
{
    /// <summary>The dialect for a location: <c>postgres://</c> or <c>postgresql://</c> is PostgreSQL's, all else the path of an SQLite file.</summary>
    public static Dialect Of(string location) =>
        location.StartsWith("postgres://", StringComparison.Ordinal) || location.StartsWith("postgresql://", StringComparison.Ordinal)
            ? new PostgresDialect(new Uri(location))
            : new SqliteDialect(location);

    /// <summary>The location in words, without secrets.</summary>
    public abstract string Name { get; }

    /// <summary>Type of a column of bytes.</summary>
    public abstract string Bytes { get; }

    /// <summary>Type and rule of a column that numbers its rows by itself, and is the key.</summary>
    public abstract string IdentityKey { get; }

    /// <summary>Whether one writer at a time is all that the database takes.</summary>
    public abstract bool HasSingleWriter { get; }

    /// <summary>A new connection, open.</summary>
    /// <exception cref="DbException">The database is not there.</exception>
    public abstract DbConnection Open();

    /// <summary>Begins a transaction that only reads, in which the database stands still.</summary>
    public abstract DbTransaction BeginRead(DbConnection connection);

    /// <summary>Begins a transaction that may write.</summary>
    public abstract DbTransaction BeginWrite(DbConnection connection);

    /// <summary>Takes the lock that lets one process at a time change the schema; held until the transaction ends.</summary>
    public abstract void LockSchema(Session session);

    /// <summary>Takes the lock that lets one import at a time go on from the newest snapshot; held until the transaction ends.</summary>
    public abstract void LockImports(Session session);

    /// <summary>A query for the size of the database, bytes.</summary>
    public abstract string SizeQuery { get; }
}

/// <summary>SQLite in a file, with a write-ahead log, so that readers never wait for the writer.</summary>
internal sealed class SqliteDialect : Dialect
{
    private readonly string _connectionString;

    public SqliteDialect(string path)
    {
        Name = path;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, DefaultTimeout = 30 }.ToString();
    }

    public override string Name { get; }

    public override string Bytes => "BLOB";

    public override string IdentityKey => "INTEGER PRIMARY KEY AUTOINCREMENT";

    public override bool HasSingleWriter => true;

    public override DbConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();

            // FULL: what was committed survives a loss of power, not only of the process.
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 30000";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override DbTransaction BeginRead(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    public override DbTransaction BeginWrite(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: false);

    public override void LockSchema(Session session)
    {
        // A transaction that may write holds the file's only write lock.
    }

    public override void LockImports(Session session)
    {
        // As above.
    }

    public override string SizeQuery => "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";

    /// <summary>The file as it is, to be looked at and not changed; nothing is made where there is none.</summary>
    /// <exception cref="DbException">It cannot be opened.</exception>
    public SqliteConnection OpenToRead()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Name, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = 30, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}

/// <summary>PostgreSQL, which several services may share.</summary>
internal sealed class PostgresDialect : Dialect
{
    // Any number will do, as long as no other program of the same database has it.
    private const long SchemaLock = 0x5353_4153_544F_5245;
    private const long ImportLock = SchemaLock + 1;

    private readonly NpgsqlDataSource _source;

    public PostgresDialect(Uri location)
    {
        var user = location.UserInfo.Split(':', 2);
        var parts = new NpgsqlConnectionStringBuilder
        {
            Host = Uri.UnescapeDataString(location.Host),
            Port = location.Port > 0 ? location.Port : 5432,
            Database = Uri.UnescapeDataString(location.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        };
        foreach (var option in location.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = option.Split('=', 2);
            parts[pair[0]] = pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : "";
        }

        Name = $"postgres://{parts.Username}@{parts.Host}:{parts.Port}/{parts.Database}";
        _source = NpgsqlDataSource.Create(parts);
    }

    public override string Name { get; }

    public override string Bytes => "BYTEA";

    public override string IdentityKey => "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY";

    public override bool HasSingleWriter => false;

    public override DbConnection Open() => _source.OpenConnection();

    public override DbTransaction BeginRead(DbConnection connection) => connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);

    public override DbTransaction BeginWrite(DbConnection connection) => connection.BeginTransaction();

    public override void LockSchema(Session session) => session.Execute($"SELECT pg_advisory_xact_lock({SchemaLock})");

    public override void LockImports(Session session) => session.Execute($"SELECT pg_advisory_xact_lock({ImportLock})");

    public override string SizeQuery => "SELECT pg_database_size(current_database())";
}
