namespace Ssa.Messages;

/// <summary>Something in a message that is not as the standard has it, but leaves its meaning certain.</summary>
/// <param name="File">The file's name as the user gave it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Field">The keyword or element.</param>
/// <param name="Message">What is amiss.</param>
/// <param name="ReadAs">How it was read.</param>
public sealed record MessageDefect(string File, int Line, string Field, string Message, string ReadAs);
