using System.Globalization;
using System.Net;
using System.Text.Json;
using Ssa.Cli.Terminal;
using Ssa.Service.Hosting;

namespace Ssa.Cli.Commands;

/// <summary>A setting of the service: from the command line, else the environment, else the file, else its default.</summary>
internal sealed record ServeSetting(string Name, string ValueName, string Description, Func<string> Default)
{
    /// <summary>All settings, in the order in which they are shown.</summary>
    public static IReadOnlyList<ServeSetting> All { get; } =
    [
        new("urls", "URL", "Where to listen; a loopback address, as long as there are no access keys.", () => "http://127.0.0.1:5080"),
        new("store", "PATH", "An SQLite file, or postgres://user:password@host:port/database.", DefaultStore),
        new("concurrent_screenings", "N", "Screenings that run at the same time.", () => "1"),
        new("max_open_screenings", "N", "Screenings that may wait or run; more are refused for a while.", () => "1000"),
        new("max_events", "N", "The most conjunctions of a screening.", () => "20000000"),
        new("max_import_bytes", "N", "The largest import.", () => "268435456"),
        new("threads", "N", "Threads of a screening; 0 for one a processor.", () => "0"),
        .. OperationOptions.Settings,
    ];

    /// <summary>The option.</summary>
    public string Option => "--" + Name.Replace('_', '-');

    /// <summary>The environment variable.</summary>
    public string Variable => "SSA_" + Name.ToUpperInvariant();

    /// <summary>Reads a file of settings.</summary>
    /// <exception cref="CommandFailure">It cannot be read, or holds a setting that there is not.</exception>
    public static IReadOnlyDictionary<string, string> ReadFile(string? path)
    {
        if (path is null)
        {
            return new Dictionary<string, string>();
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var values = document.RootElement.EnumerateObject().ToDictionary(one => one.Name, one => Text(one.Value));
            return values.Keys.FirstOrDefault(name => All.All(setting => setting.Name != name)) is { } unknown
                ? throw new CommandFailure($"--config: {path}: there is no setting '{unknown}'; there are {string.Join(", ", All.Select(setting => setting.Name))}", ExitCode.Usage)
                : values;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or ArgumentException)
        {
            throw new CommandFailure($"--config: {path} cannot be read: {fault.Message} It holds one JSON object.");
        }
    }

    /// <summary>The value and its source.</summary>
    public (string Text, string Source) Find(string? given, IReadOnlyDictionary<string, string> file) =>
        given is not null ? (given, $"option {Option}")
        : Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable ? (variable, $"environment {Variable}")
        : file.TryGetValue(Name, out var text) ? (text, "file")
        : (Default(), "default");

    /// <summary>A value without its secrets.</summary>
    public string Mask(string text) =>
        Name == "store" && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.UserInfo.Contains(':', StringComparison.Ordinal) ? text.Replace(uri.UserInfo, uri.UserInfo.Split(':')[0] + ":***", StringComparison.Ordinal) : text;

    /// <summary>The settings as the service takes them.</summary>
    /// <param name="values">The values, in the order of <see cref="All"/>.</param>
    /// <param name="warn">Told what is unsafe.</param>
    /// <exception cref="CommandFailure">A value is out of its range; it and its source are named.</exception>
    public static ServiceSettings Build(IReadOnlyList<(string Text, string Source)> values, Action<string> warn)
    {
        var url = Uri.TryCreate(values[0].Text, UriKind.Absolute, out var uri) && uri.Scheme == "http" ? uri : throw Wrong(0, "a URL such as http://127.0.0.1:5080");
        if (url.Host != "localhost" && !(IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)))
        {
            throw Wrong(0, "a loopback address: without access keys the service is open to all who reach it");
        }

        return new ServiceSettings
        {
            Url = url,
            Store = EnsureFolder(values[1].Text),
            ConcurrentScreenings = (int)Number(2, 1, 64),
            MostOpenScreenings = (int)Number(3, 1, 1_000_000),
            MostEvents = Number(4, 1, 1_000_000_000),
            LargestImport = Number(5, 1, 2_000_000_000),
            Threads = (int)Number(6, 0, 1024),
            Operation = OperationOptions.Build(name => values[IndexOf(name)].Text, (name, allowed) => Wrong(IndexOf(name), allowed), warn),
        };

        static int IndexOf(string name) => All.Select((setting, index) => (setting, index)).First(one => one.setting.Name == name).index;

        long Number(int index, long least, long most) =>
            long.TryParse(values[index].Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : throw Wrong(index, string.Create(CultureInfo.InvariantCulture, $"a whole number of {least} to {most}"));

        CommandFailure Wrong(int index, string allowed) =>
            new($"{All[index].Name}: '{All[index].Mask(values[index].Text)}' ({values[index].Source}) is not {allowed}", ExitCode.Usage);
    }

    // A list as a list, or with commas as on the command line.
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Text)),
        _ => value.GetRawText(),
    };

    private static string DefaultStore() => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "ssa", "store.db");

    private static string EnsureFolder(string store)
    {
        if (store == DefaultStore())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(store)!);
        }

        return store;
    }
}
