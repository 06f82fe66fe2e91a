using System.CommandLine;
using Ssa.Cli.Terminal;

namespace Ssa.Cli.Commands;

/// <summary>A command that does something: validates its options, calls one use case, maps the answer.</summary>
internal abstract class SsaCommand : Command
{
    /// <summary>Makes the command.</summary>
    /// <param name="name">The word that calls it.</param>
    /// <param name="description">What it does, in a sentence.</param>
    /// <param name="host">Runs the command with its surroundings.</param>
    protected SsaCommand(string name, string description, CommandHost host)
        : base(name, description)
    {
        SetAction(line => host.Run(this, line));
    }

    /// <summary>--quiet.</summary>
    public Option<bool> Quiet { get; } = new("--quiet") { Description = "Say only errors on standard error: no notes, no summary, no progress." };

    /// <summary>Adds the command's options, those that every command has last.</summary>
    protected void AddOptions(params IEnumerable<Option> own)
    {
        foreach (var option in own)
        {
            Options.Add(option);
        }

        Options.Add(Quiet);
    }

    /// <summary>Command lines that help shows: each a comment and a command.</summary>
    public abstract IReadOnlyList<(string Purpose, string Line)> Examples { get; }

    /// <summary>Runs the command.</summary>
    /// <param name="line">The options, free of faults.</param>
    /// <param name="session">The surroundings.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandFailure">The run cannot go on.</exception>
    public abstract int Run(ParseResult line, Session session);
}
