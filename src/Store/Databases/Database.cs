using System.Data.Common;

namespace Ssa.Store.Databases;

/// <summary>A database, opened and brought to the schema of this program. Safe for several threads.</summary>
internal sealed class Database
{
    private readonly Dialect _dialect;
    private readonly Lock _writer = new();

    private Database(Dialect dialect) => _dialect = dialect;

    /// <summary>The location in words, without secrets.</summary>
    public string Name => _dialect.Name;

    /// <summary>Whether its users all run on one machine: SQLite's write-ahead log lies in shared memory.</summary>
    public bool IsOfOneMachine => _dialect.HasSingleWriter;

    /// <summary>Opens a database and migrates it.</summary>
    /// <param name="location">A path for SQLite, or <c>postgres://user:password@host:port/database</c>.</param>
    /// <exception cref="StoreException">It cannot be reached, or a newer program has made it.</exception>
    public static Database Open(string location)
    {
        var dialect = Dialect.Of(location);
        var database = new Database(dialect);
        try
        {
            database.Write(session => Migrations.Apply(session, dialect));
        }
        catch (DbException fault)
        {
            throw new StoreException($"The store {dialect.Name} cannot be opened: {fault.Message}. Check that the place exists and may be written, or that the server runs.", fault);
        }

        return database;
    }

    /// <summary>Runs a reader of one consistent state.</summary>
    public T Read<T>(Func<Session, T> body)
    {
        using var connection = _dialect.Open();
        using var transaction = _dialect.BeginRead(connection);
        return body(new Session(connection, transaction));
    }

    /// <summary>Runs a change: all of it stands afterwards, or nothing.</summary>
    public T Write<T>(Func<Session, T> body)
    {
        if (!_dialect.HasSingleWriter)
        {
            return WriteNow(body);
        }

        // Writers of this process queue here rather than in the file's busy loop.
        lock (_writer)
        {
            return WriteNow(body);
        }
    }

    /// <inheritdoc cref="Write{T}"/>
    public void Write(Action<Session> body) => Write(session =>
    {
        body(session);
        return true;
    });

    private T WriteNow<T>(Func<Session, T> body)
    {
        using var connection = _dialect.Open();
        using var transaction = _dialect.BeginWrite(connection);
        var result = body(new Session(connection, transaction));
        transaction.Commit();
        return result;
    }
}
