using Ssa.Catalog;
using Ssa.Cli.Jobs;
using Ssa.Cli.Terminal;
using Ssa.Client;
using Ssa.Propagation;

namespace Ssa.Cli.Remote;

/// <summary>The catalogue that a service is to screen: files that are read here and sent, or what the service has, fetched.</summary>
internal sealed class RemoteCatalogue
{
    private const int LongestName = 200;

    private readonly CatalogueRequest request;
    private readonly MemoryStream? standardInput;
    private V1.CatalogReport? report;

    private RemoteCatalogue(CatalogueRequest request, LoadedCatalogue loaded, MemoryStream? standardInput) => (this.request, Loaded, this.standardInput) = (request, loaded, standardInput);

    /// <summary>The element sets and what is known of their objects.</summary>
    public LoadedCatalogue Loaded { get; }

    /// <summary>Whether owners and types are the service's own.</summary>
    public bool HasServicesSatcat { get; private init; }

    /// <summary>Reads the files that were named; without one, fetches the service's newest snapshot and says which that is.</summary>
    public static async Task<RemoteCatalogue> Load(SsaClient client, CatalogueRequest request, Session session)
    {
        if (request.Files.Count > 0)
        {
            // Kept whole: it is read here, and sent.
            var standardInput = request.Files.Contains(CatalogueReader.StandardInput) ? ReadAll(Console.OpenStandardInput()) : null;
            return new RemoteCatalogue(request, LoadedCatalogue.Read(request, standardInput, session.Cancellation), standardInput);
        }

        var report = await client.GetCatalogReportAsync(cancellation: session.Cancellation).ConfigureAwait(false);
        session.Reporter.Note($"No FILE given: using the service's newest snapshot, {report.Snapshot} ({report.Source}).");
        var batch = new ElementSetBatch();
        var entries = new List<KeyValuePair<CatalogNumber, SatcatEntry>>();
        await foreach (var part in client.ExportElementSetsAsync(report.Snapshot, session.Cancellation).ConfigureAwait(false))
        {
            batch.Accepted.AddRange(part.ElementSets.Select(ContractReader.Of));
            entries.AddRange(part.SatcatRecords.Select(ContractReader.Of));
        }

        batch.SetAside.AddRange(report.SetAside.Select(ContractReader.Of));
        var ours = request.SatcatPath is { } path ? LoadedCatalogue.ReadSatcat(path) : null;
        var satcat = ours ?? (entries.Count == 0 ? null : Satcat.Of(entries));
        return new RemoteCatalogue(request, new LoadedCatalogue(new CatalogueInput([.. report.Files.Select(ContractReader.Of)], batch), satcat), null) { report = report, HasServicesSatcat = ours is null };
    }

    /// <summary>The service's passport of the catalogue: of the snapshot that its files make up already, or that they become now.</summary>
    /// <exception cref="CommandFailure">What the service took in is not what was read here.</exception>
    public async Task<V1.CatalogReport> EnsureTakenIn(SsaClient client, Session session)
    {
        if (report is not null)
        {
            return report;
        }

        var sha256 = string.Join('+', Loaded.Input.Files.Select(file => file.Sha256));
        report = await client.FindSnapshotAsync(sha256, session.Cancellation).ConfigureAwait(false);

        // The same bytes read less leniently are another catalogue.
        if (report?.AcceptedCount == Loaded.Input.Batch.Accepted.Count)
        {
            session.Reporter.Note($"The service holds the catalogue as {report.Snapshot}.");
            return report;
        }

        report = await Import(client, session.Cancellation).ConfigureAwait(false);
        if (report.ContentSha256 != sha256)
        {
            throw new CommandFailure($"{string.Join(", ", request.Files)}: what the service took in as {report.Snapshot} is not what was read here before; leave the files alone while they are sent");
        }

        if (report.AcceptedCount != Loaded.Input.Batch.Accepted.Count)
        {
            throw new CommandFailure(
                $"{string.Join(", ", request.Files)}: the service accepted {report.AcceptedCount} element sets, this program {Loaded.Input.Batch.Accepted.Count}; use the same version for both");
        }

        session.Reporter.Note($"The service took the catalogue in as {report.Snapshot}.");
        return report;
    }

    private async Task<V1.CatalogReport> Import(SsaClient client, CancellationToken cancellation)
    {
        var opened = new List<Stream>();
        try
        {
            return await client.ImportAsync(Files(), cancellation).ConfigureAwait(false);
        }
        finally
        {
            opened.ForEach(stream => stream.Dispose());
        }

        IEnumerable<(V1.ImportHeader Header, Stream Content)> Files()
        {
            foreach (var path in request.Files)
            {
                Stream content = path == CatalogueReader.StandardInput ? new MemoryStream(standardInput!.ToArray()) : File.OpenRead(path);
                opened.Add(content);
                yield return (new V1.ImportHeader { Name = path.Length <= LongestName ? path : path[^LongestName..], Lenient = request.Lenient, Mode = V1.ImportMode.Replace }, content);
            }
        }
    }

    private static MemoryStream ReadAll(Stream stream)
    {
        var all = new MemoryStream();
        stream.CopyTo(all);
        all.Position = 0;
        return all;
    }
}
