using System.CommandLine;
using System.Globalization;
using Ssa.Cli.Terminal;
using Ssa.Cli.Values;
using Ssa.Service.Access;
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
    private readonly (ServeSetting Setting, Option? Option, Func<ParseResult, string?> Given)[] settings = [.. ServeSetting.All.Select(MakeOption)];

    /// <summary>Makes the command.</summary>
    public ServeCommand(CommandHost host)
        : base("serve", "Serve screenings over gRPC, gRPC-Web and JSON on one port. Starts with the bundled sample; needs no configuration.", host)
    {
        AddOptions([.. settings.Select(one => one.Option).OfType<Option>(), config, showConfig]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Purpose, string Line)> Examples =>
    [
        ("On this machine, with the bundled sample", "ssa serve"),
        ("A store and a port of one's own", "ssa serve --urls http://127.0.0.1:8080 --store ssa.db"),
        ("For others, with keys and TLS", "ssa serve --urls https://0.0.0.0:5080 --tls-certificate chain.pem --tls-key key.pem"),
        ("What it would run with", "ssa serve --show-config"),
    ];

    /// <inheritdoc/>
    public override int Run(ParseResult line, Session session)
    {
        var file = ServeSetting.ReadFile(config.TryGet(line, out var path) ? path : null);
        var values = settings.Select(one => one.Setting.Find(one.Given(line), file)).ToArray();
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

        var told = ServeSetting.Build(values);
        session.Interruption.Patience = Farewell;
        try
        {
            using var app = SsaServer.Build(told, session.Clock);
            app.StartAsync(session.Cancellation).GetAwaiter().GetResult();
            session.Reporter.Note($"Serving {string.Join(", ", app.Urls.Distinct())} with the store {app.StoreName()}.");
            session.Reporter.Note(app.WhoMayCall());
            session.Cancellation.WaitHandle.WaitOne();
            app.StopAsync().GetAwaiter().GetResult();
        }
        catch (StoreException fault)
        {
            throw new CommandFailure($"--store: {fault.Message}");
        }
        catch (TlsFilesException fault)
        {
            throw new CommandFailure(fault.Message);
        }
        catch (IOException fault)
        {
            throw new CommandFailure($"--urls: {told.Url} cannot be listened on: {fault.Message} Choose another port, or stop what uses it.");
        }

        return ExitCode.Done;
    }

    private static (ServeSetting Setting, Option? Option, Func<ParseResult, string?> Given) MakeOption(ServeSetting setting)
    {
        var usual = setting.Default() is { Length: > 0 } text ? text : "none";
        var description = $"{setting.Description} Also {setting.Variable}. [default: {usual}]";
        if (setting.IsSecret)
        {
            return (setting, null, _ => null);
        }

        if (setting.IsFlag)
        {
            var flag = new Option<bool>(setting.Option) { Description = description };
            return (setting, flag, line => line.GetResult(flag) is not { Implicit: false } ? null : line.GetValue(flag) ? "true" : "false");
        }

        var option = new ValueOption<string>(setting.Option, setting.ValueName, Text, description);
        return (setting, option, line => option.TryGet(line, out var given) ? given : null);
    }

    private static Parsed<string> Text(string text) => text.Length > 0 ? text : new ParseFault("it is empty");
}
