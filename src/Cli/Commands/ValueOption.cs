using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics.CodeAnalysis;
using Ssa.Cli.Values;

namespace Ssa.Cli.Commands;

/// <summary>An option with one value, whose faults name the option, what was found and the remedy.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
internal sealed class ValueOption<T> : Option<T>
    where T : notnull
{
    /// <summary>Makes the option.</summary>
    /// <param name="name">The name, with its hyphens.</param>
    /// <param name="value">How help writes the value.</param>
    /// <param name="parser">Reads the value.</param>
    /// <param name="description">What it means, its default included.</param>
    public ValueOption(string name, string value, ValueParser<T> parser, string description)
        : base(name)
    {
        HelpName = value;
        Description = description;
        CustomParser = result => Read(name, parser, result);
    }

    /// <summary>The value where the option was given.</summary>
    public bool TryGet(ParseResult line, [NotNullWhen(true)] out T? value)
    {
        value = line.GetResult(this) is null ? default : line.GetValue(this);
        return line.GetResult(this) is not null && value is not null;
    }

    /// <summary>The value where the option was given, else another.</summary>
    public T GetOr(ParseResult line, T otherwise) => TryGet(line, out var value) ? value : otherwise;

    private static T Read(string name, ValueParser<T> parser, ArgumentResult result)
    {
        if (!parser(result.Tokens[0].Value).TryGet(out var value, out var fault))
        {
            result.AddError($"{name}: {fault}.");
        }

        return value!;
    }
}

/// <summary>An option that may be given several times; the values add up.</summary>
/// <typeparam name="T">The type of one value.</typeparam>
internal sealed class RepeatedOption<T> : Option<IReadOnlyList<T>>
    where T : notnull
{
    /// <summary>Makes the option.</summary>
    /// <param name="name">The name, with its hyphens.</param>
    /// <param name="value">How help writes one value.</param>
    /// <param name="parser">Reads one value.</param>
    /// <param name="description">What it means.</param>
    public RepeatedOption(string name, string value, ValueParser<T> parser, string description)
        : base(name)
    {
        HelpName = value;
        Description = description;
        Arity = ArgumentArity.OneOrMore;
        AllowMultipleArgumentsPerToken = false;
        CustomParser = result =>
        {
            var values = new List<T>();
            foreach (var token in result.Tokens)
            {
                if (parser(token.Value).TryGet(out var one, out var fault))
                {
                    values.Add(one);
                }
                else
                {
                    result.AddError($"{name}: {fault}.");
                }
            }

            return values;
        };
    }

    /// <summary>The values, empty where the option was not given.</summary>
    public IReadOnlyList<T> GetAll(ParseResult line) => line.GetResult(this) is null ? [] : line.GetValue(this) ?? [];
}
