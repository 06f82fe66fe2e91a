using Ssa.Catalog;
using Ssa.Cli.Jobs;
using Ssa.Cli.Terminal;

namespace Ssa.Cli.Remote;

/// <summary>A passport from a service.</summary>
/// <param name="Passport">The passport, files under the names that they have here.</param>
/// <param name="Files">The files as they were read here; null where the service's newest snapshot was asked for.</param>
/// <param name="Unlisted">Records that were set aside and that the service only counts.</param>
internal sealed record RemotePassport(CataloguePassport Passport, LoadedCatalogue? Files, int Unlisted)
{
    /// <summary>The use case behind <c>ssa catalog check --server</c>: what a service says of its newest snapshot, or of files that it takes in. Files without a usable element set are not sent.</summary>
    /// <param name="server">The service.</param>
    /// <param name="request">The files; none for the newest snapshot.</param>
    /// <param name="session">The surroundings.</param>
    /// <exception cref="CommandFailure">The service cannot be reached or refuses.</exception>
    public static RemotePassport Find(ServerAddress server, CatalogueRequest request, Session session) => ServiceCall.Wait(server, () => FindAsync(server, request, session), session.Cancellation);

    private static async Task<RemotePassport> FindAsync(ServerAddress server, CatalogueRequest request, Session session)
    {
        using var client = server.Open();
        if (request.Files.Count == 0)
        {
            var newest = await client.GetCatalogReportAsync(cancellation: session.Cancellation).ConfigureAwait(false);
            session.Reporter.Note($"No FILE given: the service's newest snapshot, {newest.Snapshot} ({newest.Source}).");
            return Of(newest, null);
        }

        var catalogue = await RemoteCatalogue.Load(client, request, session).ConfigureAwait(false);
        if (catalogue.Loaded.Input.Batch.Accepted.Count == 0)
        {
            return new RemotePassport(CataloguePassport.Of(catalogue.Loaded.Input), catalogue.Loaded, 0);
        }

        var report = await catalogue.EnsureTakenIn(client, session).ConfigureAwait(false);

        // It may have been taken in under other names.
        var names = report.Files.Zip(request.Files).DistinctBy(pair => pair.First.Name).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        foreach (var (file, name) in report.Files.Zip(request.Files))
        {
            file.Name = name;
        }

        foreach (var record in report.SetAside)
        {
            record.File = names.GetValueOrDefault(record.File, record.File);
        }

        return Of(report, catalogue.Loaded);
    }

    private static RemotePassport Of(V1.CatalogReport report, LoadedCatalogue? files) => new(ContractReader.Of(report), files, report.SetAsideCounts.Values.Sum() - report.SetAside.Count);
}
