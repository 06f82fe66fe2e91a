namespace Ssa.Catalog.Tests.Sources;

/// <summary>A folder of its own for one test, removed afterwards.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("ssa-sources-").FullName;

    public string PathOf(params string[] names) => Path.Combine([Root, .. names]);

    public string Write(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);
        return PathOf(name);
    }

    /// <summary>The text of every file in the folder and below.</summary>
    public IReadOnlyList<string> AllTexts() => [.. Directory.GetFiles(Root, "*", SearchOption.AllDirectories).Select(File.ReadAllText)];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
