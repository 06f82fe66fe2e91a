using System.Globalization;
using Ssa.Messages;
using Ssa.Propagation;

namespace Ssa.Catalog;

/// <summary>
/// Reads catalogues of element sets: TLE or OMM in CSV, JSON, XML or KVN, plain or gzip. The content decides the format, never the name.
/// </summary>
/// <remarks>
/// <para>A content is recognised by its first 64 KiB; one that is no catalogue is refused there and then. A catalogue is read in pieces of
/// 256 KiB, so that memory holds the element sets and not the text.</para>
/// <para>Reading stops with an exception where a content turns out to be no catalogue after all: more than 100,000 records set aside and fewer
/// accepted, or 16 MiB read with less than one usable record in 16 KiB; where a single record goes on for more than 4 MiB; and beyond 1 GiB, stored or
/// unpacked: two hundred public catalogues as TLE.</para>
/// </remarks>
public static class CatalogueReader
{
    /// <summary>The name that stands for standard input.</summary>
    public const string StandardInput = "-";

    private const long MostBytes = 1L << 30;
    private const int FirstBlock = 1 << 16;
    private const int Piece = 1 << 18;
    private const int LongestRecord = 1 << 22;
    private const int MostSetAside = 100_000;
    private const long PatienceBytes = 1L << 24;
    private const long BytesPerUsableRecord = 1L << 14;

    /// <summary>Reads files as one catalogue.</summary>
    /// <param name="paths">The files; <c>-</c> is standard input.</param>
    /// <param name="lenient">Whether records with a wrong or missing checksum are accepted.</param>
    /// <param name="standardInput">What <c>-</c> reads.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="CatalogueReadException">A file cannot be read or is no catalogue.</exception>
    /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
    public static CatalogueInput Read(IReadOnlyList<string> paths, bool lenient, Stream? standardInput = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var batch = new ElementSetBatch();
        var files = new List<CatalogueFile>();
        foreach (var path in paths)
        {
            if (path == StandardInput)
            {
                files.Add(ReadStandardInput(files, standardInput, lenient, batch, cancellation));
                continue;
            }

            using var content = Open(path);
            files.Add(ReadContent(content, path, lenient, batch, cancellation));
        }

        return new CatalogueInput(files, batch);
    }

    /// <summary>Reads one content as a catalogue.</summary>
    /// <param name="content">The content; stays open.</param>
    /// <param name="name">Its name for reports.</param>
    /// <param name="lenient">Whether records with a wrong or missing checksum are accepted.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="CatalogueReadException">The content cannot be read or is no catalogue.</exception>
    /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
    public static CatalogueInput ReadStream(Stream content, string name, bool lenient, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(name);
        var batch = new ElementSetBatch();
        return new CatalogueInput([ReadContent(content, name, lenient, batch, cancellation)], batch);
    }

    /// <summary>Reads several contents as one catalogue.</summary>
    /// <param name="contents">Each content with its name for reports, and whether records with a wrong or missing checksum are accepted; they stay open.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="CatalogueReadException">A content cannot be read or is no catalogue.</exception>
    /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
    public static CatalogueInput ReadStreams(IEnumerable<(string Name, bool Lenient, Stream Content)> contents, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(contents);
        var batch = new ElementSetBatch();
        var files = new List<CatalogueFile>();
        foreach (var (name, lenient, content) in contents)
        {
            files.Add(ReadContent(content, name, lenient, batch, cancellation));
        }

        return new CatalogueInput(files, batch);
    }

    private static CatalogueFile ReadStandardInput(
        List<CatalogueFile> earlier, Stream? standardInput, bool lenient, ElementSetBatch batch, CancellationToken cancellation)
    {
        if (standardInput is null || earlier.Exists(file => file.Name == StandardInput))
        {
            var fault = standardInput is null ? "There is no standard input." : "Standard input was read before; it can be read once.";
            throw new CatalogueReadException(StandardInput, fault, "Name each input once.");
        }

        return ReadContent(standardInput, StandardInput, lenient, batch, cancellation);
    }

    internal static FileStream Open(string path)
    {
        const string checkName = "Check the file's name.";
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CatalogueReadException(path, "There is no such file.", checkName, exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw Directory.Exists(path)
                ? new CatalogueReadException(path, "This is a folder.", "Name the files in it.", exception)
                : new CatalogueReadException(path, "The file may not be read.", "Give yourself the right to read it.", exception);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or NotSupportedException)
        {
            throw new CatalogueReadException(path, $"The file cannot be opened: {exception.Message}", checkName, exception);
        }
    }

    private static CatalogueFile ReadContent(Stream stream, string name, bool lenient, ElementSetBatch batch, CancellationToken cancellation)
    {
        var acceptedBefore = batch.Accepted.Count;
        var recordsBefore = batch.Records;
        using var content = new CatalogueContent(stream, MostBytes);
        try
        {
            var format = ReadPieces(content, name, lenient, batch, cancellation);
            return new CatalogueFile(
                name, format, content.StoredBytes, content.FinishHash(), batch.Records - recordsBefore, batch.Accepted.Count - acceptedBefore);
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

    private static string ReadPieces(CatalogueContent content, string name, bool lenient, ElementSetBatch batch, CancellationToken cancellation)
    {
        var acceptedBefore = batch.Accepted.Count;
        var setAsideBefore = batch.SetAside.Count;
        var buffer = new byte[Piece];
        var length = content.Fill(buffer.AsSpan(0, FirstBlock));
        var isLast = length < FirstBlock;
        var format = CatalogueFormat.Recognise(buffer.AsSpan(0, length), out var fault)
            ?? throw new CatalogueReadException(name, fault, CatalogueFormat.Formats);
        var feed = FeedOf(format, name, lenient, batch);
        long total = length;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!isLast)
            {
                var read = content.Fill(buffer.AsSpan(length));
                isLast = read < buffer.Length - length;
                length += read;
                total += read;
            }

            if (total > MostBytes || content.IsOverLimit)
            {
                throw new CatalogueReadException(name, "The file is larger than 1 GiB, stored or unpacked.", "Split it, or select the objects and dates of interest at its source.");
            }

            var consumed = feed.Feed(buffer.AsSpan(0, length), isLast);
            if (isLast)
            {
                return format;
            }

            StopWhereHopeless(name, total, batch.Accepted.Count - acceptedBefore, batch.SetAside, setAsideBefore);
            buffer.AsSpan(consumed, length - consumed).CopyTo(buffer);
            length -= consumed;
            if (length == buffer.Length)
            {
                if (length >= LongestRecord)
                {
                    throw new CatalogueReadException(name, "A record goes on for more than 4 MiB.", "Take the file from its source again.");
                }

                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }

    private static void StopWhereHopeless(string name, long total, int accepted, List<SetAsideRecord> setAside, int setAsideBefore)
    {
        var refused = setAside.Count - setAsideBefore;
        if ((refused > MostSetAside && accepted < refused) || (total > PatienceBytes && accepted < total / BytesPerUsableRecord))
        {
            var first = refused > 0 ? $" The first fault, in line {setAside[setAsideBefore].Line}: {setAside[setAsideBefore].Message}" : "";
            throw new CatalogueReadException(
                name,
                string.Create(CultureInfo.InvariantCulture, $"Reading was stopped: of the first {total:N0} bytes {accepted:N0} records can be used and {refused:N0} cannot.{first}"),
                refused > 0 ? setAside[setAsideBefore].Remedy : CatalogueFormat.Formats);
        }
    }

    private static ElementSetFeed FeedOf(string format, string name, bool lenient, ElementSetBatch batch) => format switch
    {
        CatalogueFormat.Tle => new TleFeed(name, lenient, batch),
        CatalogueFormat.OmmCsv => new OmmCsvFeed(name, batch),
        CatalogueFormat.OmmJson => new OmmJsonFeed(name, batch),
        CatalogueFormat.OmmXml => new OmmXmlFeed(name, batch),
        CatalogueFormat.OmmKvn => new OmmKvnFeed(name, batch),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };
}
