using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using Ssa.Cli.Terminal;
using Ssa.Cli.Values;
using Ssa.Service.Access;

namespace Ssa.Cli.Commands;

/// <summary><c>ssa keys create</c>: makes a key. The key alone goes to standard output, once; nothing can show it again.</summary>
internal sealed class KeysCreateCommand : SsaCommand
{
    private static readonly Choice<Role> Roles = new([.. Enum.GetValues<Role>().Select(role => (RoleText.Of(role), role))]);

    private readonly ValueOption<string> name = new("--name", "NAME", KeysOptions.ParseName, "What it is called, for lists and logs; free again once revoked.") { Required = true };
    private readonly ValueOption<string> participant = new("--participant", "NAME", KeysOptions.ParseName, "On whose behalf its holder calls: what the holder makes is this participant's.") { Required = true };
    private readonly ValueOption<Role> role = new("--role", Roles.Help, Roles.Parse, "What its holder may do; each may do what those before it may.") { Required = true };
    private readonly ValueOption<Duration> expires = new("--expires", "DURATION", DurationText.Parse, "For how long it holds, as in 90d. [default: until revoked]");
    private readonly KeysOptions shared = new();

    /// <summary>Makes the command.</summary>
    public KeysCreateCommand(CommandHost host)
        : base("create", "Make a key for a caller of the service. It is printed once and stored as a hash alone.", host)
    {
        AddOptions([name, participant, role, expires, .. shared.All]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Purpose, string Line)> Examples =>
    [
        ("A key for an analyst, for 90 days", "ssa keys create --name flight-dynamics --participant jaxa --role analyst --expires 90d"),
        ("Straight into a file that its holder alone reads", "(umask 077; ssa keys create --name monitor --participant ops --role viewer > monitor.key)"),
    ];

    /// <inheritdoc/>
    public override int Run(ParseResult line, Session session)
    {
        var called = name.GetOr(line, "");
        var (isFirst, made) = shared.With(line, session, keys => (
            keys.List().Count == 0, keys.Create(called, participant.GetOr(line, ""), role.GetOr(line, Role.Viewer), expires.TryGet(line, out var lifetime) ? lifetime : null)));
        if (made is not { } key)
        {
            throw new CommandFailure($"--name: there is a key '{called}' already. Choose another name, or revoke it first: ssa keys revoke {called}");
        }

        using var output = session.OpenOutput(null);
        output.Stream.Write(System.Text.Encoding.ASCII.GetBytes(key.Text + "\n"));
        output.Commit();
        var until = key.Key.ExpireTime is { } end ? $"until {InstantPattern.General.Format(end)}" : "until it is revoked";
        session.Reporter.Note($"Key {key.Key.Id} '{key.Key.Name}' of {key.Key.Participant}, {key.Key.Role}, holds {until}. It is not shown again; callers send it as 'authorization: Bearer ssa_…'.");
        if (isFirst)
        {
            session.Reporter.Note("It is the store's first key: services in development mode on this store ask for a key from now on, within seconds.");
        }

        return ExitCode.Done;
    }
}
