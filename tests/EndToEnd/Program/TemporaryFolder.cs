using System.IO.Compression;

namespace Ssa.EndToEnd.Tests;

/// <summary>A folder of its own for one test, removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("ssa-test-").FullName;

    /// <summary>Names of all files in the folder.</summary>
    public string[] FileNames => [.. Directory.GetFiles(Root).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    public string PathOf(string name) => Path.Combine(Root, name);

    public string Write(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);
        return PathOf(name);
    }

    public string WriteGzip(string name, string content)
    {
        using var packed = new GZipStream(File.Create(PathOf(name)), CompressionLevel.Fastest);
        packed.Write(System.Text.Encoding.UTF8.GetBytes(content));
        return PathOf(name);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
