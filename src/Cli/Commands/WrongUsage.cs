using System.CommandLine;
using System.CommandLine.Invocation;
using Ssa.Cli.Terminal;
using Ssa.Cli.Values;

namespace Ssa.Cli.Commands;

/// <summary>Says what is wrong with a command line: the option, what was found, the remedy.</summary>
internal static class WrongUsage
{
    /// <summary>Every fault of a command line, none where it can be run.</summary>
    public static IReadOnlyList<string> FindFaults(ParseResult line)
    {
        // --help and --version stand above faults; the library gives them their action even then.
        if (line.Action is not (null or ParseErrorAction) && line.CommandResult.Command is not SsaCommand)
        {
            return [];
        }

        var command = line.CommandResult.Command;
        var unknown = line.UnmatchedTokens.Take(1).Select(word => UnknownWord(word, command)).ToArray();
        return unknown.Length > 0 ? unknown : [.. line.Errors.Select(error => error.Message)];
    }

    /// <summary>The fault of a word that no option and no command takes.</summary>
    public static string UnknownWord(string word, Command command)
    {
        var name = CommandLineOf(command);
        var isOption = word.StartsWith('-') && word.Length > 1;
        var typed = isOption ? word.Split('=', ':')[0] : word;
        var known = isOption
            ? command.Options.Where(option => !option.Hidden).Select(option => option.Name)
            : command.Subcommands.Select(subcommand => subcommand.Name);
        var nearest = NearestWord.Find(typed, known);
        var what = isOption ? $"{typed}: '{name}' has no such option" : $"'{typed}': '{name}' takes no such word";
        return $"{what}{(nearest is null ? "" : $"; did you mean '{nearest}'?")}{(nearest is null ? ";" : "")} '{name} --help' lists all.";
    }

    /// <summary>The words that call a command.</summary>
    public static string CommandLineOf(Command command)
    {
        var parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? "ssa" : $"{CommandLineOf(parent)} {command.Name}";
    }
}
