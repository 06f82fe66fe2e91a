namespace Ssa.Cli.Terminal;

/// <summary>A folder that takes one file for each of many outputs, each of which appears only when it is complete.</summary>
internal sealed class OutputFolder
{
    private readonly string path;
    private readonly string option;

    private OutputFolder(string path, string option) => (this.path, this.option) = (path, option);

    /// <summary>Whether a path means a folder: one that exists, or one that ends with a slash.</summary>
    public static bool IsOne(string? path) => path is { Length: > 0 } && path != "-" && (Path.EndsInDirectorySeparator(path) || Directory.Exists(path));

    /// <summary>Opens a folder, which is made where there is none, before any work is done.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="option">The option that named it, for messages.</param>
    /// <exception cref="CommandFailure">The folder cannot be made.</exception>
    public static OutputFolder Open(string path, string option = "--output")
    {
        try
        {
            Directory.CreateDirectory(path);
            return new OutputFolder(path, option);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandFailure($"{option}: the folder '{path}' cannot be made ({fault.Message.TrimEnd('.')}); choose another place");
        }
    }

    /// <summary>Writes a file; one that stood under the name is replaced.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="write">Writes its content.</param>
    public void Write(string name, Action<Stream> write)
    {
        using var target = OutputTarget.Open(Path.Combine(path, name), option);
        write(target.Stream);
        target.Commit();
    }
}
