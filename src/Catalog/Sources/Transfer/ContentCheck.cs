using System.Globalization;
using Ssa.Propagation;

namespace Ssa.Catalog.Sources;

/// <summary>
/// Whether a downloaded file is what was asked for: complete, of the format, and read by the same reader that every command uses. Providers answer with
/// status 200 and a sentence where they have nothing to give, and caches on the way cut files short; neither may replace a good copy.
/// </summary>
internal static class ContentCheck
{
    /// <summary>CelesTrak's sentence for a group or object that it does not know.</summary>
    private const string NoData = "No GP data found";

    /// <summary>The beginning of a file that is searched for a provider's sentences.</summary>
    private const int SentenceBytes = 4096;

    /// <summary>Checks a file; a gzip file is unpacked.</summary>
    /// <param name="path">The file as it came.</param>
    /// <param name="unpackedPath">Where to unpack it.</param>
    /// <param name="expected">The format that was asked for.</param>
    /// <param name="reply">The answer that it came with.</param>
    /// <param name="name">The file's name in messages.</param>
    /// <param name="mask">Hides secrets in the server's words.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static Answer Check(string path, string unpackedPath, SourceFormat expected, Reply reply, string name, Func<string, string> mask, CancellationToken cancellation)
    {
        string plain;
        try
        {
            plain = Unpack(path, unpackedPath);
        }
        catch (InvalidDataException)
        {
            return Wrong(StopReason.Truncated, $"{name}: the gzip data is damaged or cut short.");
        }

        var beginning = ReadBeginning(plain);
        if (Reply.Contains(beginning, NoData) || IsEmptyList(beginning))
        {
            return new Answer.Stop(StopReason.NoData, StopExtent.Item, $"{name}: the provider has no data for it{Said(beginning, mask)}.", "Check the name of the group in the provider's list of groups.");
        }

        CatalogueInput input;
        try
        {
            using var content = new FileStream(plain, FileMode.Open, FileAccess.Read);
            input = CatalogueReader.ReadStream(content, name, lenient: false, cancellation);
        }
        catch (CatalogueReadException fault)
        {
            // The reader quotes what it found, so the quote is made anew with secrets masked.
            return Wrong(StopReason.NotACatalogue, beginning.Length == 0 ? $"{name}: the answer is empty." : $"{name}: the answer is no catalogue of element sets{Said(beginning, mask)}.", fault.Remedy);
        }

        var file = input.Files[0];
        var wanted = SourceFormats.CatalogueFormatOf(expected);
        if (file.Format != wanted)
        {
            return Wrong(StopReason.NotACatalogue, $"{name}: the answer is {file.Format} where {wanted} was asked for.");
        }

        if (IsCut(plain, input.Batch, expected, reply.EndIsCertain))
        {
            return Wrong(StopReason.Truncated, string.Create(CultureInfo.InvariantCulture, $"{name}: the {file.Format} text ends before its end, after {file.Bytes:N0} bytes and {file.Records:N0} records."));
        }

        var (accepted, setAside) = (input.Batch.Accepted.Count, input.Batch.SetAside.Count);
        if (accepted <= setAside)
        {
            var first = setAside > 0 ? $" The first fault, in line {input.Batch.SetAside[0].Line}: {mask(input.Batch.SetAside[0].Message)}" : "";
            return Wrong(StopReason.NotACatalogue, string.Create(CultureInfo.InvariantCulture, $"{name}: of {file.Records:N0} records {accepted:N0} can be used.{first}"));
        }

        var remark = setAside > 0 ? string.Create(CultureInfo.InvariantCulture, $"{setAside:N0} of {file.Records:N0} records cannot be used.") : null;
        return new Answer.Data(plain, expected, file.Sha256, file.Bytes, reply.ETag, reply.LastModified, remark);
    }

    private static Answer.Stop Wrong(StopReason reason, string message, string? remedy = null) =>
        new(reason, StopExtent.SourceUntilResumed, message, $"{remedy ?? "Look at the address with a browser, and check any proxy or mirror on the way."} Then resume.");

    private static string Said(ReadOnlySpan<byte> beginning, Func<string, string> mask) =>
        Reply.QuoteFirstLine(beginning, mask) is { Length: > 0 } quote ? $"; it says {quote}" : "";

    private static bool IsEmptyList(ReadOnlySpan<byte> beginning)
    {
        var text = beginning.Trim(" \t\r\n"u8);
        return text is [(byte)'[', .., (byte)']'] && text[1..^1].Trim(" \t\r\n"u8).IsEmpty;
    }

    /// <summary>
    /// An unclosed JSON text is told by its reader. A CSV text that is cut inside a number still reads as one, so where only the connection's end marks the
    /// text's end, the last line has to be ended too.
    /// </summary>
    private static bool IsCut(string path, ElementSetBatch batch, SourceFormat format, bool endIsCertain)
    {
        if (format == SourceFormat.Json)
        {
            return batch.SetAside.Exists(record => record is { Field: "JSON", Reason: SetAsideReason.Length });
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
        file.Seek(-1, SeekOrigin.End);
        return !endIsCertain && file.ReadByte() != '\n';
    }

    /// <summary>The first 4 KiB of a file: where a provider's sentence stands.</summary>
    public static byte[] ReadBeginning(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
        var beginning = new byte[SentenceBytes];
        return beginning[..file.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false)];
    }

    private static string Unpack(string path, string unpackedPath)
    {
        using var packed = new FileStream(path, FileMode.Open, FileAccess.Read);
        Span<byte> magic = stackalloc byte[2];
        if (packed.ReadAtLeast(magic, 2, throwOnEndOfStream: false) < 2 || magic is not [0x1F, 0x8B])
        {
            return path;
        }

        packed.Position = 0;
        using var content = new CatalogueContent(packed, ProviderConnection.MostBytes);
        using var plain = new FileStream(unpackedPath, FileMode.Create, FileAccess.Write, FileShare.None);
        var piece = new byte[1 << 18];
        long total = 0;
        while (true)
        {
            var read = content.Fill(piece);
            plain.Write(piece, 0, read);
            total += read;
            if (total > ProviderConnection.MostBytes)
            {
                throw new InvalidDataException("The unpacked file is larger than any catalogue.");
            }

            if (read < piece.Length)
            {
                return unpackedPath;
            }
        }
    }
}
