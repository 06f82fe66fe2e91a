using System.Globalization;
using System.Text.Json;
using Ssa.Cli.Terminal;
using Ssa.Service.Access;
using Ssa.Service.Hosting;

namespace Ssa.Cli.Commands;

/// <summary>A setting of the service: from the command line, else the environment, else the file, else its default.</summary>
internal sealed record ServeSetting(string Name, string ValueName, string Description, Func<string> Default)
{
    private const string Yes = "true";
    private const string No = "false";

    private static readonly CallLimitSettings UsualLimits = new();
    private static readonly EphemerisLimitSettings UsualEphemerides = new();

    /// <summary>All settings, in the order in which they are shown.</summary>
    public static IReadOnlyList<ServeSetting> All { get; } =
    [
        new("urls", "URL", "Where to listen; https needs --tls-certificate, and http a loopback address or --behind-proxy.", () => "http://127.0.0.1:5080"),
        new("store", "PATH", "An SQLite file, or postgres://user:password@host:port/database.", DefaultStore),
        new("concurrent_screenings", "N", "Screenings that run at the same time.", () => "1"),
        new("max_open_screenings", "N", "Screenings that may wait or run; more are refused for a while.", () => "1000"),
        new("max_events", "N", "The most conjunctions of a screening.", () => "20000000"),
        new("max_import_bytes", "N", "The largest import.", () => "268435456"),
        new("max_ephemeris_bytes", "N", "The largest ephemeris.", () => Text(UsualEphemerides.Bytes)),
        new("max_ephemeris_states", "N", "The most tabulated states of an ephemeris.", () => Text(UsualEphemerides.States)),
        new("max_ephemerides_per_participant", "N", "The most ephemerides of a participant.", () => Text(UsualEphemerides.OfParticipant)),
        new("threads", "N", "Threads of a screening; 0 for one a processor.", () => "0"),
        new("auth", "auto|required", "Whether callers show a key or token; auto: not on a loopback address while the store never had a key, no issuer is set and no proxy stands in front.", () => "auto"),
        new("behind_proxy", "true|false", "A proxy terminates TLS, names callers in x-forwarded-for, and alone reaches this port.", () => No) { IsFlag = true },
        new("jwt_issuer", "URL", "OpenID Connect issuer whose tokens are taken, to the letter as they write it; https unless on this machine.", Nothing),
        new("jwt_audience", "NAME", "For whom its tokens must be.", Nothing),
        new("jwt_role_claim", "NAME", "The claim of its tokens that holds the role.", () => "role"),
        new("jwt_participant_claim", "NAME", "The claim of its tokens that holds the participant.", () => "participant"),
        new("tls_certificate", "FILE", "Certificate for https: PEM, or PKCS #12 as .pfx.", Nothing),
        new("tls_key", "FILE", "Its private key as PEM, where the certificate's file does not hold it.", Nothing),
        new("tls_password", "TEXT", "What the key is encrypted with.", Nothing) { IsSecret = true },
        new("tls_client_ca", "FILE", "PEM of the authorities of clients' certificates; with it clients must have one, besides a key.", Nothing),
        new("max_calls_per_minute", "N", "Calls of a caller a minute, in the long run.", () => Text(UsualLimits.CallsPerMinute)),
        new("max_call_burst", "N", "Calls of a caller at once, after a pause.", () => Text(UsualLimits.CallBurst)),
        new("max_failed_calls_per_minute", "N", "Calls of an address a minute without a credential that holds.", () => Text(UsualLimits.FailuresPerMinute)),
        new("max_streams", "N", "Streams of a caller that are open at the same time.", () => Text(UsualLimits.Streams)),
        new("max_open_screenings_per_participant", "N", "Screenings of a participant that may wait or run.", () => Text(UsualLimits.OpenScreenings)),
        new("max_page_size", "N", "The most of a page of any list.", () => Text(UsualLimits.PageSize)),
        new("max_connections", "N", "Connections at the same time, of each protocol.", () => Text(UsualLimits.Connections)),
    ];

    /// <summary>Whether it is on or off, and its option stands without a value.</summary>
    public bool IsFlag { get; init; }

    /// <summary>Whether it is a secret: it has no option, since other users of a machine see command lines, and is never shown.</summary>
    public bool IsSecret { get; init; }

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
            var values = document.RootElement.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.ValueKind == JsonValueKind.String ? one.Value.GetString()! : one.Value.GetRawText());
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
        IsSecret ? text.Length > 0 ? "***" : "" :
        Name == "store" && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.UserInfo.Contains(':', StringComparison.Ordinal) ? text.Replace(uri.UserInfo, uri.UserInfo.Split(':')[0] + ":***", StringComparison.Ordinal) : text;

    /// <summary>The settings as the service takes them.</summary>
    /// <param name="values">The values, in the order of <see cref="All"/>.</param>
    /// <exception cref="CommandFailure">A value is out of its range; it and its source are named.</exception>
    public static ServiceSettings Build(IReadOnlyList<(string Text, string Source)> values)
    {
        var url = Uri.TryCreate(values[0].Text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : throw Wrong(0, "a URL such as http://127.0.0.1:5080");
        var settings = new ServiceSettings
        {
            Url = url,
            Store = values[1].Text,
            ConcurrentScreenings = (int)Number(2, 1, 64),
            MostOpenScreenings = (int)Number(3, 1, 1_000_000),
            MostEvents = Number(4, 1, 1_000_000_000),
            LargestImport = Number(5, 1, 2_000_000_000),
            Ephemerides = new EphemerisLimitSettings
            {
                Bytes = (int)Number(IndexOf("max_ephemeris_bytes"), 1, 256 << 20),
                States = (int)Number(IndexOf("max_ephemeris_states"), 2, 10_000_000),
                OfParticipant = Limit("max_ephemerides_per_participant"),
            },
            Threads = (int)Number(IndexOf("threads"), 0, 1024),
            Access = new AccessSettings
            {
                Auth = ValueOf("auth") switch
                {
                    "auto" => AuthMode.Auto,
                    "required" => AuthMode.Required,
                    _ => throw Wrong(IndexOf("auth"), "auto or required"),
                },
                IsBehindProxy = ValueOf("behind_proxy") switch
                {
                    Yes => true,
                    No => false,
                    _ => throw Wrong(IndexOf("behind_proxy"), "true or false"),
                },
                Jwt = Jwt(),
            },
            Limits = new CallLimitSettings
            {
                CallsPerMinute = Limit("max_calls_per_minute"),
                CallBurst = Limit("max_call_burst"),
                FailuresPerMinute = Limit("max_failed_calls_per_minute"),
                Streams = Limit("max_streams"),
                OpenScreenings = Limit("max_open_screenings_per_participant"),
                PageSize = Limit("max_page_size"),
                Connections = Limit("max_connections"),
            },
            Tls = Tls(),
        };
        if (ListenAddress.FaultOf(settings) is { } fault)
        {
            throw Wrong(0, fault);
        }

        EnsureFolder(settings.Store);
        return settings;

        JwtSettings? Jwt()
        {
            var (issuer, audience) = (ValueOf("jwt_issuer"), ValueOf("jwt_audience"));
            if (issuer.Length == 0)
            {
                return audience.Length == 0 ? null : throw Wrong(IndexOf("jwt_audience"), "usable without jwt_issuer");
            }

            var address = Uri.TryCreate(issuer, UriKind.Absolute, out var one) && (one.Scheme == "https" || (one.Scheme == "http" && one.IsLoopback)) ? one : throw Wrong(IndexOf("jwt_issuer"), "an https URL, or an http one of this machine");
            return new JwtSettings
            {
                Issuer = address,
                IssuerText = issuer,
                Audience = audience.Length > 0 ? audience : throw Wrong(IndexOf("jwt_audience"), "an audience: with jwt_issuer it says for whom tokens must be, so that those of its other services are refused"),
                RoleClaim = NotEmpty("jwt_role_claim"),
                ParticipantClaim = NotEmpty("jwt_participant_claim"),
            };
        }

        TlsSettings? Tls()
        {
            if (ValueOf("tls_certificate") is { Length: > 0 } certificate)
            {
                return new TlsSettings { CertificateFile = certificate, KeyFile = Optional("tls_key"), Password = Optional("tls_password"), ClientCaFile = Optional("tls_client_ca") };
            }

            foreach (var name in new[] { "tls_key", "tls_client_ca" })
            {
                _ = Optional(name) is null ? "" : throw Wrong(IndexOf(name), "usable without tls_certificate");
            }

            return null;
        }

        string ValueOf(string name) => values[IndexOf(name)].Text;

        string? Optional(string name) => ValueOf(name) is { Length: > 0 } text ? text : null;

        string NotEmpty(string name) => Optional(name) ?? throw Wrong(IndexOf(name), "the name of a claim");

        int Limit(string name) => (int)Number(IndexOf(name), 1, 1_000_000);

        int IndexOf(string name) => All.TakeWhile(setting => setting.Name != name).Count();

        long Number(int index, long least, long most) =>
            long.TryParse(values[index].Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : throw Wrong(index, string.Create(CultureInfo.InvariantCulture, $"a whole number of {least} to {most}"));

        CommandFailure Wrong(int index, string allowed) =>
            new($"{All[index].Name}: '{All[index].Mask(values[index].Text)}' ({values[index].Source}) is not {allowed}", ExitCode.Usage);
    }

    /// <summary>The store for a command beside the service, found as the service finds it; the default's folder is made.</summary>
    /// <param name="given">The option's value; null where it was not given.</param>
    /// <param name="config">The file of settings; null for none.</param>
    public static string FindStore(string? given, string? config)
    {
        var store = All.Single(setting => setting.Name == "store").Find(given, ReadFile(config)).Text;
        EnsureFolder(store);
        return store;
    }

    private static string DefaultStore() => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "ssa", "store.db");

    private static string Nothing() => "";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void EnsureFolder(string store)
    {
        if (store == DefaultStore())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(store)!);
        }
    }
}
