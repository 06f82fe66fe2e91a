namespace Ssa.Cli.Values;

/// <summary>An option's value out of a few words.</summary>
/// <typeparam name="T">What a word stands for.</typeparam>
internal sealed class Choice<T>(params (string Word, T Meaning)[] words)
    where T : notnull
{
    /// <summary>The words, as help shows them.</summary>
    public string Help { get; } = string.Join('|', words.Select(word => word.Word));

    /// <summary>Reads one of the words.</summary>
    public Parsed<T> Parse(string text)
    {
        foreach (var (word, meaning) in words)
        {
            if (word == text)
            {
                return meaning;
            }
        }

        var names = words.Select(word => word.Word).ToArray();
        var nearest = NearestWord.Find(text, names);
        return new ParseFault($"'{text}' is none of {string.Join(", ", names)}{(nearest is null ? "" : $"; did you mean '{nearest}'?")}");
    }
}
