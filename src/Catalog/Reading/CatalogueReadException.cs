namespace Ssa.Catalog;

/// <summary>A file cannot be used as a catalogue at all; the message names the file and the remedy.</summary>
/// <param name="file">The file's name as the user gave it, <c>-</c> for standard input.</param>
/// <param name="fault">What is wrong.</param>
/// <param name="remedy">What the user can do about it.</param>
/// <param name="inner">The cause, if another exception tells it.</param>
public sealed class CatalogueReadException(string file, string fault, string remedy, Exception? inner = null)
    : Exception($"{(file == "-" ? "standard input" : file)}: {fault} {remedy}", inner)
{
    /// <summary>The file's name as the user gave it, <c>-</c> for standard input.</summary>
    public string File { get; } = file;

    /// <summary>What the user can do about it.</summary>
    public string Remedy { get; } = remedy;
}
