using System.CommandLine;
using Ssa.Cli.Values;

namespace Ssa.Cli.Commands;

/// <summary>Says what is wrong with a command line: the option, what was found, the remedy.</summary>
internal static class WrongUsage
{
    /// <summary>Every fault of a command line, none where it can be run.</summary>
    public static IReadOnlyList<string> FindFaults(ParseResult line)
    {
        if (line.Action is HelpWithExamples or VersionReport)
        {
            return [];
        }

        var command = line.CommandResult.Command;
        if (line.UnmatchedTokens.Count > 0)
        {
            return [UnknownWord(line.UnmatchedTokens[0], command)];
        }

        return command is SsaCommand
            ? [.. line.Errors.Select(error => error.Message)]
            : [$"'{CommandLineOf(command)}' needs one of the commands {string.Join(", ", command.Subcommands.Select(subcommand => subcommand.Name))}."];
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
        return nearest is null ? $"{what}." : $"{what}; did you mean '{nearest}'?";
    }

    /// <summary>The words that call a command.</summary>
    public static string CommandLineOf(Command command)
    {
        var parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? "ssa" : $"{CommandLineOf(parent)} {command.Name}";
    }
}
