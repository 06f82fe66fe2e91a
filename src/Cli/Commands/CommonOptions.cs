using Ssa.Cli.Values;
using Ssa.Propagation;

namespace Ssa.Cli.Commands;

/// <summary>Options that several commands share; each command makes its own, since help lists them per command.</summary>
internal static class CommonOptions
{
    private static readonly Choice<Sgp4Mode> Modes = new(("afspc", Sgp4Mode.Afspc), ("improved", Sgp4Mode.Improved));

    /// <summary>--output.</summary>
    public static ValueOption<string> Output() => new("--output", "PATH", ParsePath,
        "Write to this file instead of standard output; it appears only when complete.");

    /// <summary>--sgp4-mode.</summary>
    public static ValueOption<Sgp4Mode> Mode() => new("--sgp4-mode", Modes.Help, Modes.Parse,
        "afspc: as the producer of the element sets and SOCRATES; improved: as the published test vectors. They differ in deep space. [default: afspc]");

    /// <summary>--format.</summary>
    public static ValueOption<T> Format<T>(Choice<T> formats, string usual)
        where T : notnull => new("--format", formats.Help, formats.Parse, $"Form of the output. [default: {usual}]");

    /// <summary>Reads the path of a file.</summary>
    public static Parsed<string> ParsePath(string text) =>
        string.IsNullOrWhiteSpace(text) ? new ParseFault("an empty text is not the path of a file") : text;
}
