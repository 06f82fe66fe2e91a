namespace Ssa.Catalog;

/// <summary>A satellite catalogue cannot be used as a whole; the message names the file and the remedy.</summary>
/// <param name="file">The file's name as the user gave it.</param>
/// <param name="fault">What is wrong.</param>
/// <param name="remedy">What the user can do about it.</param>
/// <param name="inner">The cause, if another exception tells it.</param>
public sealed class SatcatReadException(string file, string fault, string remedy, Exception? inner = null)
    : Exception($"{file}: {fault} {remedy}", inner)
{
    /// <summary>The file's name as the user gave it.</summary>
    public string File { get; } = file;

    /// <summary>What the user can do about it.</summary>
    public string Remedy { get; } = remedy;
}
