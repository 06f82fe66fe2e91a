namespace Ssa.Propagation;

/// <summary>Why a record of a catalogue was set aside: the fixed vocabulary of reports.</summary>
public enum SetAsideReason
{
    /// <summary>A TLE line's checksum is wrong or missing.</summary>
    Checksum,

    /// <summary>A line is too short, or the record ends too early.</summary>
    Length,

    /// <summary>A field is missing or is not of its form.</summary>
    Field,

    /// <summary>The lines of a TLE do not belong together: a line without its partner, or two of different objects.</summary>
    LinePair,

    /// <summary>A value is a number, but outside what an element set can hold.</summary>
    Range,

    /// <summary>The catalogue number is zero, malformed or too long.</summary>
    Number,

    /// <summary>The record is well formed but its theory, frame, centre or time system is not SGP4's.</summary>
    Unsupported,
}

/// <summary>One record that could not be used; the rest of its catalogue goes on.</summary>
/// <param name="File">The file's name as the user gave it, or <c>-</c> for standard input.</param>
/// <param name="Line">The line of the record's fault, from 1.</param>
/// <param name="Field">The field, by its OMM keyword or a TLE term such as <c>checksum</c>.</param>
/// <param name="Reason">The reason, of the fixed vocabulary.</param>
/// <param name="Message">What is wrong, with the text that was found.</param>
/// <param name="Remedy">What the user can do about it.</param>
public sealed record SetAsideRecord(string File, int Line, string Field, SetAsideReason Reason, string Message, string Remedy)
{
    /// <summary>The reason as reports spell it: lower case with hyphens.</summary>
    public string ReasonText => TextOf(Reason);

    /// <summary>A reason as reports spell it: <c>checksum</c>, <c>length</c>, <c>field</c>, <c>line-pair</c>, <c>range</c>, <c>number</c>, <c>unsupported</c>.</summary>
    /// <param name="reason">The reason.</param>
    public static string TextOf(SetAsideReason reason) => reason switch
    {
        SetAsideReason.Checksum => "checksum",
        SetAsideReason.Length => "length",
        SetAsideReason.Field => "field",
        SetAsideReason.LinePair => "line-pair",
        SetAsideReason.Range => "range",
        SetAsideReason.Number => "number",
        SetAsideReason.Unsupported => "unsupported",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}
