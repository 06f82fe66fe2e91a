using System.Diagnostics.CodeAnalysis;

namespace Ssa.Cli.Values;

/// <summary>What reading a value from the command line gives: the value, or a sentence that says what was found and what helps; never half of one.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
internal readonly struct Parsed<T>
    where T : notnull
{
    private readonly T? value;
    private readonly string? fault;

    private Parsed(T? value, string? fault)
    {
        this.value = value;
        this.fault = fault;
    }

    /// <summary>A value that was read.</summary>
    public static implicit operator Parsed<T>(T value) => new(value, null);

    /// <summary>A text that is not such a value.</summary>
    public static implicit operator Parsed<T>(ParseFault fault) => new(default, fault.Sentence);

    /// <summary>The value, or the fault.</summary>
    public bool TryGet([NotNullWhen(true)] out T? read, [NotNullWhen(false)] out string? sentence)
    {
        (read, sentence) = (value, fault);
        return fault is null;
    }
}

/// <summary>Why a text is not a value.</summary>
/// <param name="Sentence">What was found, and the remedy.</param>
internal readonly record struct ParseFault(string Sentence)
{
    /// <summary>A fault in the wording that every option uses.</summary>
    public static ParseFault Of(string found, string wanted) => new($"'{found}' is not {wanted}");
}

/// <summary>Reads a value of an option from its text.</summary>
internal delegate Parsed<T> ValueParser<T>(string text)
    where T : notnull;
