using System.CommandLine;
using System.CommandLine.Parsing;
using Ssa.Cli.Formats;
using Ssa.Cli.Terminal;
using Ssa.Cli.Values;
using Ssa.Screening;

namespace Ssa.Cli.Commands;

/// <summary>The options that leave pairs out of a screening and list them.</summary>
internal sealed class ExclusionOptions
{
    /// <summary>The engine keeps one bit a rule.</summary>
    private const int MostRules = 64;

    private readonly RepeatedOption<ExclusionArgument> exclude = new("--exclude", "RULE", ExclusionArgument.Parse,
        "Pairs to leave out: SEL:SEL (one object in each), same-name-prefix (one fleet or station by its names), co-moving or co-moving:10m/s (approaches no faster "
        + "than that); the option repeated adds rules.");

    private readonly ValueOption<string> list = new("--list-excluded", "PATH", ParseFile, "Write every excluded pair with its rule to this file, as CSV.");
    private readonly ValueOption<string> output;

    /// <summary>Makes the options and adds their checks to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="output">Its option --output, whose file must be another one.</param>
    public ExclusionOptions(Command command, ValueOption<string> output)
    {
        this.output = output;
        command.Validators.Add(RefuseContradictions);
    }

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> Options => [exclude, list];

    /// <summary>The rules, in the order given.</summary>
    public IReadOnlyList<ExclusionArgument> RulesOf(ParseResult line) => exclude.GetAll(line);

    /// <summary>Opens the file of --list-excluded; null where it was not asked for.</summary>
    public OutputTarget? OpenList(ParseResult line, Session session) => list.TryGet(line, out var path) ? session.OpenOutput(path, list.Name) : null;

    /// <summary>Refuses the list, which a service counts and does not keep.</summary>
    public void RefuseAtService(CommandResult line)
    {
        if (line.GetResult(list) is not null)
        {
            line.AddError($"{list.Name} with {ServerOptions.Server}: a service counts excluded pairs and keeps no list of them. Leave out one of the two.");
        }
    }

    /// <summary>Writes the list.</summary>
    public static void Write(OutputTarget? to, ExcludedPairs excluded, CancellationToken cancellation)
    {
        if (to is not null)
        {
            ExcludedPairsCsv.Write(to.Stream, excluded, cancellation);
            to.Commit();
        }
    }

    private static Parsed<string> ParseFile(string text) =>
        text == "-" ? new ParseFault("standard output holds the close approaches; give the path of a file") : CommonOptions.ParsePath(text);

    private void RefuseContradictions(CommandResult line)
    {
        // From the words as typed: the values are read later, and a word that is no value has its own complaint.
        var rules = WordsOf(exclude);
        if (rules.Count(rule => ExclusionArgument.Parse(rule).TryGet(out var argument, out _) && argument.IsCoMoving) > 1)
        {
            line.AddError("--exclude: co-moving stands more than once. Give one limit.");
        }

        if (rules.Length > MostRules)
        {
            line.AddError($"--exclude: {rules.Length} rules are more than the {MostRules} that can be kept apart. Join selectors: numbers by commas, names by patterns.");
        }

        if (WordsOf(list) is [{ Length: > 0 } listed] && WordsOf(output) is [{ Length: > 0 } written] && Path.GetFullPath(listed) == Path.GetFullPath(written))
        {
            line.AddError("--list-excluded: is the file of --output. Give each a path of its own.");
        }

        string[] WordsOf(Option option) => line.GetResult(option) is { } result ? [.. result.Tokens.Select(token => token.Value)] : [];
    }
}
