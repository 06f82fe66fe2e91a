using System.IO.Compression;
using Ssa.Propagation;

namespace Ssa.Catalog;

/// <summary>
/// The satellite catalogue (SATCAT): owner, type, status and radar cross-section by catalogue number. It is read from CelesTrak's CSV, or from
/// a JSON object of catalogue numbers with <c>[owner, type]</c>; plain or gzip, recognised by content.
/// </summary>
public sealed class Satcat
{
    /// <summary>The largest content that is read, bytes after decompression: twenty times the full catalogue of 2026, and a stop for bombs.</summary>
    private const int LargestContent = 256 << 20;

    private readonly Dictionary<CatalogNumber, SatcatEntry> entries;

    private Satcat(Dictionary<CatalogNumber, SatcatEntry> entries, IReadOnlyList<SetAsideRecord> setAside)
    {
        this.entries = entries;
        SetAside = setAside;
    }

    /// <summary>Objects that the catalogue knows.</summary>
    public int Count => entries.Count;

    /// <summary>All that it says, by catalogue number, in no order.</summary>
    public IReadOnlyCollection<KeyValuePair<CatalogNumber, SatcatEntry>> Entries => entries;

    /// <summary>Records that could not be used, in input order; their objects count as not listed.</summary>
    public IReadOnlyList<SetAsideRecord> SetAside { get; }

    /// <summary>A satellite catalogue of entries that were kept elsewhere.</summary>
    /// <param name="entries">The entries, each number once.</param>
    public static Satcat Of(IEnumerable<KeyValuePair<CatalogNumber, SatcatEntry>> entries) => new(new Dictionary<CatalogNumber, SatcatEntry>(entries), []);

    /// <summary>What the catalogue says of an object; null where it does not list it.</summary>
    /// <param name="number">The object's catalogue number.</param>
    public SatcatEntry? Find(CatalogNumber number) => entries.GetValueOrDefault(number);

    /// <summary>Reads a satellite catalogue.</summary>
    /// <param name="content">The content; read to its end, not closed.</param>
    /// <param name="name">The file's name as the user gave it, for messages.</param>
    /// <exception cref="SatcatReadException">The content is neither of the two formats, is empty, or cannot be read.</exception>
    public static Satcat Read(Stream content, string name)
    {
        ArgumentNullException.ThrowIfNull(content);
        var bytes = ReadAll(content, name, "Check the file and the path.");
        if (bytes.Span is [0x1F, 0x8B, ..])
        {
            using var packed = new MemoryStream(bytes.ToArray(), writable: false);
            using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
            bytes = ReadAll(unpacked, name, "Download the compressed file again: it is damaged or cut short.");
        }

        var text = bytes.Span;
        text = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
        var into = new SatcatContent(name);
        switch (text.TrimStart(" \t\r\n"u8))
        {
            case []:
                throw new SatcatReadException(name, "The file is empty.", SatcatContent.Formats);
            case [(byte)'{', ..]:
                SatcatJson.Read(text, into);
                break;
            default:
                SatcatCsv.Read(text, into);
                break;
        }

        return new Satcat(into.Entries, into.SetAside);
    }

    private static ReadOnlyMemory<byte> ReadAll(Stream content, string name, string remedy)
    {
        try
        {
            using var all = new MemoryStream();
            var block = new byte[1 << 16];
            for (var count = content.Read(block); count > 0; count = content.Read(block))
            {
                all.Write(block, 0, count);
                if (all.Length > LargestContent)
                {
                    throw new SatcatReadException(name, $"The content is larger than {LargestContent >> 20} MiB, which no satellite catalogue is.", SatcatContent.Formats);
                }
            }

            return all.GetBuffer().AsMemory(0, (int)all.Length);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new SatcatReadException(name, $"The content cannot be read: {fault.Message}", remedy, fault);
        }
    }
}
