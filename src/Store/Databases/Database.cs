using System.Data.Common;
using System.Diagnostics;

namespace Ssa.Store.Databases;

/// <summary>A database, opened and brought to the schema of this program. Safe for several threads.</summary>
internal sealed class Database
{
    private readonly Dialect _dialect;
    private readonly Lock _writer = new();

    private readonly Action<StoreCall>? _onCall;

    private Database(Dialect dialect, Action<StoreCall>? onCall) => (_dialect, _onCall) = (dialect, onCall);

    /// <summary>The location in words, without secrets.</summary>
    public string Name => _dialect.Name;

    /// <summary>Whether its users all run on one machine: SQLite's write-ahead log lies in shared memory.</summary>
    public bool IsOfOneMachine => _dialect.HasSingleWriter;

    /// <summary>Opens a database and migrates it.</summary>
    /// <param name="location">A path for SQLite, or <c>postgres://user:password@host:port/database</c>.</param>
    /// <param name="onCall">Told of every call as it ends; null for nobody.</param>
    /// <exception cref="StoreException">It cannot be reached, or a newer program has made it.</exception>
    public static Database Open(string location, Action<StoreCall>? onCall = null)
    {
        var dialect = Dialect.Of(location);
        var database = new Database(dialect, onCall);
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
    public T Read<T>(Func<Session, T> body) => Told(isWrite: false, () =>
    {
        using var connection = _dialect.Open();
        using var transaction = _dialect.BeginRead(connection);
        return body(new Session(connection, transaction));
    });

    /// <summary>Runs a change: all of it stands afterwards, or nothing.</summary>
    public T Write<T>(Func<Session, T> body) => Told(isWrite: true, () =>
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
    });

    /// <inheritdoc cref="Write{T}"/>
    public void Write(Action<Session> body) => Write(session =>
    {
        body(session);
        return true;
    });

    /// <summary>Lets one import at a time go on from the newest snapshot; until the transaction ends.</summary>
    public void LockImports(Session session) => _dialect.LockImports(session);

    /// <summary>How large the database is, bytes.</summary>
    public long SizeBytes(Session session) => session.Number(_dialect.SizeQuery);

    private T Told<T>(bool isWrite, Func<T> call)
    {
        if (_onCall is null)
        {
            return call();
        }

        var began = Stopwatch.GetTimestamp();
        DbException? fault = null;
        try
        {
            return call();
        }
        catch (DbException failed)
        {
            fault = failed;
            throw;
        }
        finally
        {
            _onCall(new StoreCall(isWrite, Stopwatch.GetElapsedTime(began), fault is not null));
        }
    }

    private T WriteNow<T>(Func<Session, T> body)
    {
        using var connection = _dialect.Open();
        using var transaction = _dialect.BeginWrite(connection);
        var result = body(new Session(connection, transaction));
        transaction.Commit();
        return result;
    }
}
