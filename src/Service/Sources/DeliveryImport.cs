using System.Security.Cryptography;
using NodaTime;
using Ssa.Catalog;
using Ssa.Catalog.Sources;
using Ssa.Store;

namespace Ssa.Service.Sources;

/// <summary>What became of a delivery.</summary>
/// <param name="SnapshotId">The snapshot that it became; null for none.</param>
/// <param name="Objects">Element sets or entries of SATCAT that it brought.</param>
/// <param name="Fault">Why it cannot be used; null where it can.</param>
internal readonly record struct Delivery(long? SnapshotId, int Objects, string? Fault);

/// <summary>Takes deliveries of sources into the store, each content once.</summary>
internal sealed class DeliveryImport(SsaStore store, IClock clock)
{
    private readonly HashSet<(string Source, string Sha256)> _seen = [];

    /// <summary>Takes a file in.</summary>
    /// <param name="source">The source.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>What became of it; null where its content was dealt with before, or it has changed or gone in between and comes again.</returns>
    public Delivery? TakeIn(SourceSetting source, FetchedFile file, CancellationToken cancellation)
    {
        if (_seen.Contains((source.Name, file.Sha256)))
        {
            return null;
        }

        Delivery? delivery;
        if (source.Kind == SourceKind.Satcat ? store.Catalogue.SatcatOrigin()?.Sha256 == file.Sha256 : store.Sources.HasSeen(source.Name, file.Sha256))
        {
            delivery = null;
        }
        else
        {
            try
            {
                delivery = source.Kind == SourceKind.Satcat ? TakeInSatcat(source, file) : TakeInSets(source, file, cancellation);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException || (fault is CatalogueReadException or SatcatReadException && fault.InnerException is IOException or UnauthorizedAccessException))
            {
                // Not its content's fault: the next look tries again.
                return new Delivery(null, 0, $"{file.Path} cannot be read: {fault.Message}");
            }
            catch (Exception fault) when (fault is CatalogueReadException or SatcatReadException)
            {
                delivery = new Delivery(null, 0, fault.Message);
            }

            if (delivery is { Fault: not null })
            {
                store.Sources.NoteSeen(source.Name, file.Sha256, clock.GetCurrentInstant());
            }
        }

        _seen.Add((source.Name, file.Sha256));
        return delivery;
    }

    /// <summary>Takes SATCAT in at the start, where it is another than the store has.</summary>
    /// <exception cref="SatcatReadException">It cannot be read.</exception>
    public static void TakeInSatcatNow(SsaStore store, SourceSetting source, Instant now)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(source.Subject);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SatcatReadException(source.Subject, $"The file cannot be read: {fault.Message}", "Check the path and the rights.", fault);
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (store.Catalogue.SatcatOrigin()?.Sha256 != sha256)
        {
            using var content = new MemoryStream(bytes, writable: false);
            store.Catalogue.ReplaceSatcat(Satcat.Read(content, source.Subject), source.Name, sha256, now);
        }
    }

    private Delivery? TakeInSets(SourceSetting source, FetchedFile file, CancellationToken cancellation)
    {
        var input = CatalogueReader.Read([file.Path], lenient: false, cancellation: cancellation);
        if (input.Files[0].Sha256 != file.Sha256)
        {
            throw new IOException("it changes while it is read.");
        }

        if (input.Batch.Accepted.Count == 0)
        {
            var first = input.Batch.SetAside.Count > 0 ? $" The first of {input.Batch.SetAside.Count} set aside: line {input.Batch.SetAside[0].Line}: {input.Batch.SetAside[0].Message} {input.Batch.SetAside[0].Remedy}" : "";
            return new Delivery(null, 0, $"{file.Path} holds no usable element set.{first}");
        }

        return store.Catalogue.ImportPart(input, source.Name, file.Sha256, clock.GetCurrentInstant()) is { } snapshot ? new Delivery(snapshot.Id, input.Batch.Accepted.Count, null) : null;
    }

    private Delivery TakeInSatcat(SourceSetting source, FetchedFile file)
    {
        using var content = File.OpenRead(file.Path);
        var satcat = Satcat.Read(content, file.Path);
        if (satcat.Count == 0)
        {
            return new Delivery(null, 0, $"{file.Path} lists no object.");
        }

        store.Catalogue.ReplaceSatcat(satcat, source.Name, file.Sha256, clock.GetCurrentInstant());
        return new Delivery(null, satcat.Count, null);
    }
}
