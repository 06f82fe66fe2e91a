using System.CommandLine;
using System.CommandLine.Parsing;
using Ssa.Cli.Remote;
using Ssa.Cli.Terminal;
using Ssa.Cli.Values;

namespace Ssa.Cli.Commands;

/// <summary>The options of commands that can leave their work to a service.</summary>
internal sealed class ServerOptions
{
    /// <summary>The option that names the service.</summary>
    public const string Server = "--server";

    private readonly ValueOption<Uri> server = new(Server, "URL", ParseUrl,
        $"Leave the work to the service at this address, such as http://127.0.0.1:5080. A key is taken from {ServerAddress.KeyVariable}.");

    private readonly ValueOption<string> keyFile = new("--api-key-file", "FILE", CommonOptions.ParsePath, $"Take the service's key from this file's first line instead of {ServerAddress.KeyVariable}.");
    private readonly ValueOption<string> authority = new("--server-ca", "FILE", CommonOptions.ParsePath,
        "The authority that has signed the service's certificate, as PEM, in place of the machine's authorities.");

    /// <summary>Makes the options and adds their checks to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="refuse">Refuses what the command cannot leave to a service.</param>
    public ServerOptions(Command command, Action<CommandResult> refuse)
    {
        command.Validators.Add(line =>
        {
            if (line.GetResult(server) is not null)
            {
                refuse(line);
                return;
            }

            foreach (var option in new Option[] { keyFile, authority })
            {
                if (line.GetResult(option) is not null)
                {
                    line.AddError($"{option.Name}: has no bearing without a service. Add {Server} URL, or leave it out.");
                }
            }
        });
    }

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> Options => [server, keyFile, authority];

    /// <summary>The service; null where the work is done here.</summary>
    /// <exception cref="CommandFailure">The key or the authority cannot be read.</exception>
    public ServerAddress? Find(ParseResult line, Session session) => server.TryGet(line, out var url)
        ? ServerAddress.Read(url, keyFile.TryGet(line, out var key) ? key : null, authority.TryGet(line, out var ca) ? ca : null, session.Reporter)
        : null;

    private static Parsed<Uri> ParseUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url is { PathAndQuery: "/", UserInfo: "" }
            ? url
            : ParseFault.Of(text, "the address of a service: give one such as http://127.0.0.1:5080 or https://ssa.example.org");
}
