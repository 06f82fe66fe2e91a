using System.CommandLine;
using NodaTime.Text;
using Ssa.Cli.Terminal;

namespace Ssa.Cli.Commands;

/// <summary><c>ssa keys revoke</c>: a key is refused from now on; running services hear of it within seconds, and cut the streams that it has opened.</summary>
internal sealed class KeysRevokeCommand : SsaCommand
{
    private readonly Argument<string> which = new("NAME|ID") { Description = "The key's name, or its id as 'ssa keys list' shows it." };
    private readonly KeysOptions shared = new();

    /// <summary>Makes the command.</summary>
    public KeysRevokeCommand(CommandHost host)
        : base("revoke", "Revoke a key, for good. Running services refuse it within seconds.", host)
    {
        Arguments.Add(which);
        AddOptions(shared.All);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Purpose, string Line)> Examples =>
    [
        ("By name", "ssa keys revoke flight-dynamics"),
        ("By id, as the list shows it", "ssa keys revoke 0123456789ab --store ssa.db"),
    ];

    /// <inheritdoc/>
    public override int Run(ParseResult line, Session session)
    {
        var asked = line.GetRequiredValue(which);
        var key = shared.With(line, session, keys => keys.Revoke(asked)) ?? throw new CommandFailure($"There is no key '{asked}' that could be revoked; 'ssa keys list' shows all.");
        session.Reporter.Note($"Key {key.Id} '{key.Name}' of {key.Participant} is revoked since {InstantPattern.General.Format(key.RevokeTime!.Value)}.");
        return ExitCode.Done;
    }
}
