using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Ssa.Store.Tests;

/// <summary>A PostgreSQL server of these tests alone, in a temporary folder, where the binaries are installed; Debian keeps them outside the path.</summary>
public sealed class PostgresServer : IDisposable
{
    private const string DebianPlace = "/usr/lib/postgresql";

    private readonly string _folder = Directory.CreateTempSubdirectory("ssa-postgres-").FullName;
    private readonly string? _binaries = Find();
    private readonly int _port = FreePort();

    public PostgresServer()
    {
        if (_binaries is null)
        {
            return;
        }

        // The server refuses to run as root; there it runs as the user that its package has made.
        if (Environment.UserName == "root")
        {
            Run("chown", "-R", "postgres", _folder);
        }

        AsServer("initdb", "-D", Data, "-U", "ssa", "--auth=trust", "-N");
        Start();
    }

    /// <summary>Whether there is a server.</summary>
    public bool IsThere => _binaries is not null;

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Starts the server, at its beginning or after a stop.</summary>
    public void Start() =>
        AsServer("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o", $"-p {_port} -k {_folder} -c listen_addresses=127.0.0.1 -c fsync=off", "start");

    /// <summary>A new database.</summary>
    public string NewDatabase()
    {
        var name = $"t{Guid.NewGuid():N}";
        using var connection = new Npgsql.NpgsqlConnection($"Host=127.0.0.1;Port={_port};Username=ssa;Database=postgres");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name}";
        command.ExecuteNonQuery();
        return $"postgres://ssa@127.0.0.1:{_port}/{name}";
    }

    /// <summary>Stops the server; clients see their connections break.</summary>
    public void Stop()
    {
        Npgsql.NpgsqlConnection.ClearAllPools();
        AsServer("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_binaries is not null)
        {
            Stop();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string? Find() => (Directory.Exists(DebianPlace) ? Directory.GetDirectories(DebianPlace) : []).Select(version => Path.Combine(version, "bin"))
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        .Where(folder => File.Exists(Path.Combine(folder, "pg_ctl")) && File.Exists(Path.Combine(folder, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void AsServer(string program, params string[] arguments)
    {
        var path = Path.Combine(_binaries!, program);
        if (Environment.UserName == "root")
        {
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        }
        else
        {
            Run(path, arguments);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        // Output goes nowhere: a server that is left running would hold a pipe open.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" > /dev/null 2>&1", program, .. arguments]) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
