using System.IO.Compression;

namespace Ssa.Propagation.Tests.Sgp4;

/// <summary>Reads a compressed catalogue of the large reference folder.</summary>
internal static class RealSets
{
    public static IReadOnlyList<MeanElements> Read(string path)
    {
        using var content = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var text = new MemoryStream();
        content.CopyTo(text);
        var batch = new ElementSetBatch();
        TleReader.Read(text.GetBuffer().AsSpan(0, (int)text.Length), path, lenient: false, batch);
        return batch.Accepted;
    }
}
