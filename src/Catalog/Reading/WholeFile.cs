namespace Ssa.Catalog;

/// <summary>A file that is held as a whole: messages, which are short.</summary>
/// <param name="Name">The name as the user gave it, <c>-</c> for standard input.</param>
/// <param name="Text">The content, unpacked.</param>
/// <param name="StoredBytes">Bytes read, before any decompression.</param>
/// <param name="Sha256">SHA-256 of the bytes as read, lower-case hexadecimal.</param>
public sealed record WholeFile(string Name, ReadOnlyMemory<byte> Text, long StoredBytes, string Sha256)
{
    private const int MostBytes = 1 << 28;

    /// <summary>Reads a file, plain or gzip.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CatalogueReadException">The file cannot be read, or is larger than 256 MiB, stored or unpacked.</exception>
    public static WholeFile Read(string path)
    {
        using var stream = CatalogueReader.Open(path);
        return Read(stream, path);
    }

    /// <summary>Reads a content, plain or gzip.</summary>
    /// <param name="source">The content; stays open.</param>
    /// <param name="name">Its name for reports.</param>
    /// <exception cref="CatalogueReadException">The content cannot be read, or is larger than 256 MiB, stored or unpacked.</exception>
    public static WholeFile Read(Stream source, string name)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(name);
        using var content = new CatalogueContent(source, MostBytes);
        var text = new byte[1 << 16];
        var length = 0;
        try
        {
            while (true)
            {
                length += content.Fill(text.AsSpan(length));
                if (length > MostBytes || content.IsOverLimit)
                {
                    throw new CatalogueReadException(name, "The file is larger than 256 MiB, stored or unpacked.", "Split it, or give the days of interest only.");
                }

                if (length < text.Length)
                {
                    return new WholeFile(name, text.AsMemory(0, length), content.StoredBytes, content.FinishHash());
                }

                Array.Resize(ref text, 2 * text.Length);
            }
        }
        catch (InvalidDataException exception)
        {
            throw new CatalogueReadException(name, "The gzip data is damaged or cut short.", "Take the file from its source again.", exception);
        }
        catch (IOException exception)
        {
            throw new CatalogueReadException(name, $"Reading failed: {exception.Message}", "Check the device or the connection and try again.", exception);
        }
    }
}
