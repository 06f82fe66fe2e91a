using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Ssa.Cli.Commands;

/// <summary>The library's help, followed by examples.</summary>
internal sealed class HelpWithExamples(HelpAction help, IReadOnlyList<(string Purpose, string Line)> examples) : SynchronousCommandLineAction
{
    /// <summary>Help is wanted all the more where the rest of the line is wrong.</summary>
    public override bool ClearsParseErrors => true;

    /// <summary>Gives a command, and the commands below it, help with their examples.</summary>
    /// <param name="root">The root, whose option --help all commands share.</param>
    /// <param name="rootExamples">The root's own examples.</param>
    public static void AddTo(RootCommand root, IReadOnlyList<(string Purpose, string Line)> rootExamples)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpWithExamples((HelpAction)option.Action!, rootExamples);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        help.Invoke(parseResult);
        var to = parseResult.InvocationConfiguration.Output;
        to.Write("Examples:\n");
        foreach (var (purpose, line) in ExamplesOf(parseResult.CommandResult.Command))
        {
            to.Write($"  # {purpose}\n  {line}\n");
        }

        to.Write("\n");
        return 0;
    }

    private IEnumerable<(string Purpose, string Line)> ExamplesOf(Command command) => command switch
    {
        SsaCommand own => own.Examples,
        RootCommand => examples,
        _ => command.Subcommands.OfType<SsaCommand>().SelectMany(subcommand => subcommand.Examples.Take(1)),
    };
}
