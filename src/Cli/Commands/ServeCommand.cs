using System.CommandLine;
using System.Globalization;
using Ssa.Cli.Terminal;
using Ssa.Cli.Values;
using Ssa.Service.Hosting;
using Ssa.Store;

namespace Ssa.Cli.Commands;

/// <summary><c>ssa serve</c>: the service, until it is interrupted.</summary>
internal sealed class ServeCommand : SsaCommand
{
    /// <summary>Runs are parked well within this; only a store that does not answer takes longer.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(30);

    private readonly ValueOption<string> config = new("--config", "FILE", Text, "Settings as a JSON object, their names as those of the options with _ for -. Options and environment variables go before it.");
    private readonly Option<bool> showConfig = new("--show-config") { Description = "Print each setting with where it comes from, secrets masked, and end." };
    private readonly (ServeSetting Setting, ValueOption<string> Option)[] settings =
        [.. ServeSetting.All.Select(setting => (setting, new ValueOption<string>(setting.Option, setting.ValueName, Text, $"{setting.Description} Also {setting.Variable}. [default: {setting.Default()}]")))];

    /// <summary>Makes the command.</summary>
    public ServeCommand(CommandHost host)
        : base("serve", "Serve screenings over gRPC, gRPC-Web and JSON on one port. Starts with the bundled sample; needs no configuration.", host)
    {
        AddOptions([.. settings.Select(one => one.Option), config, showConfig]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Purpose, string Line)> Examples =>
    [
        ("On this machine, with the bundled sample", "ssa serve"),
        ("A store and a port of one's own", "ssa serve --urls http://127.0.0.1:8080 --store ssa.db"),
        ("With CelesTrak's active satellites, screened every eight hours", "ssa serve --source celestrak:active --screen-every 8h --keep-screenings 100"),
        ("What it would run with", "ssa serve --show-config"),
    ];

    /// <inheritdoc/>
    public override int Run(ParseResult line, Session session)
    {
        var file = ServeSetting.ReadFile(config.TryGet(line, out var path) ? path : null);
        var values = settings.Select(one => one.Setting.Find(one.Option.TryGet(line, out var given) ? given : null, file)).ToArray();
        if (line.GetValue(showConfig))
        {
            using var output = session.OpenOutput(null);
            using (var text = new StreamWriter(output.Stream, leaveOpen: true))
            {
                foreach (var (setting, value) in ServeSetting.All.Zip(values))
                {
                    text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{setting.Name} = {setting.Mask(value.Text)}  ({value.Source})"));
                }
            }

            output.Commit();
            return ExitCode.Done;
        }

        var told = ServeSetting.Build(values, session.Reporter.Warning);
        session.Interruption.Patience = Farewell;
        try
        {
            using var app = SsaServer.Build(told, session.Clock);
            app.StartAsync(session.Cancellation).GetAwaiter().GetResult();

            // Who reads the log as JSON gets nothing else.
            Action<string> note = told.Operation.LogFormat == LogFormat.Json ? app.Announce : session.Reporter.Note;
            note($"Serving {string.Join(", ", app.Urls.Distinct())} with the store {app.StoreName()}.");
            note("Development mode: whoever reaches this address may do everything. It is reached from this machine alone.");
            session.Cancellation.WaitHandle.WaitOne();
            app.StopAsync().GetAwaiter().GetResult();
        }
        catch (StoreException fault)
        {
            throw new CommandFailure($"--store: {fault.Message}");
        }
        catch (IOException fault)
        {
            throw new CommandFailure($"--urls: {told.Url} cannot be listened on: {fault.Message} Choose another port, or stop what uses it.");
        }

        return ExitCode.Done;
    }

    private static Parsed<string> Text(string text) => text.Length > 0 ? text : new ParseFault("it is empty");
}
