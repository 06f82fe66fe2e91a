using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;
using NodaTime;
using Ssa.V1;

namespace Ssa.Client;

/// <content>The catalogue.</content>
public sealed partial class SsaClient
{
    private const int PieceBytes = 256 << 10;

    /// <summary>Every object that is asked for, page after page, by catalogue number.</summary>
    /// <param name="request">Which; its page token is not used.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async IAsyncEnumerable<SpaceObject> ListObjectsAsync(ListObjectsRequest? request = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var page = new ListObjectsRequest(request ?? new()) { PageToken = "" };
        do
        {
            var response = await Catalog.ListObjectsAsync(page, cancellationToken: cancellation).ConfigureAwait(false);
            foreach (var one in response.Objects)
            {
                yield return one;
            }

            page.PageToken = response.NextPageToken;
        }
        while (page.PageToken.Length > 0);
    }

    /// <summary>One object.</summary>
    /// <param name="catalogNumber">Its catalogue number.</param>
    /// <param name="asOf">The time for which its element set is chosen, UTC; null for the present.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<SpaceObject> GetObjectAsync(int catalogNumber, Instant? asOf = null, CancellationToken cancellation = default) =>
        (await Catalog.GetObjectAsync(new GetObjectRequest { CatalogNumber = catalogNumber, AsOf = asOf?.ToTimestamp() }, cancellationToken: cancellation).ConfigureAwait(false)).Object;

    /// <summary>The history of an object's element sets, page after page, oldest epoch first.</summary>
    /// <param name="request">Which object and epochs; its page token is not used.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async IAsyncEnumerable<ElementSet> ListElementSetsAsync(ListElementSetsRequest request, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var page = new ListElementSetsRequest(request) { PageToken = "" };
        do
        {
            var response = await Catalog.ListElementSetsAsync(page, cancellationToken: cancellation).ConfigureAwait(false);
            foreach (var one in response.ElementSets)
            {
                yield return one;
            }

            page.PageToken = response.NextPageToken;
        }
        while (page.PageToken.Length > 0);
    }

    /// <summary>Imports a file of element sets.</summary>
    /// <param name="content">TLE, or OMM as JSON, CSV, XML or KVN, plain or gzip; read to its end.</param>
    /// <param name="header">What it is called and how it is read.</param>
    /// <param name="cancellation">Ends the call; nothing is taken in then.</param>
    /// <returns>The passport of the snapshot that it became.</returns>
    public Task<CatalogReport> ImportAsync(Stream content, ImportHeader header, CancellationToken cancellation = default) => ImportAsync([(header, content)], cancellation);

    /// <summary>Imports files of element sets as one catalogue, which becomes one snapshot.</summary>
    /// <param name="files">What each is called and how it is read, and its content, read to its end. The mode of the first counts.</param>
    /// <param name="cancellation">Ends the call; nothing is taken in then.</param>
    /// <returns>The passport of the snapshot that they became.</returns>
    public async Task<CatalogReport> ImportAsync(IEnumerable<(ImportHeader Header, Stream Content)> files, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        using var call = Catalog.ImportElementSets(cancellationToken: cancellation);
        try
        {
            var piece = new byte[PieceBytes];
            foreach (var (header, content) in files)
            {
                await call.RequestStream.WriteAsync(new ImportElementSetsRequest { Header = header }, cancellation).ConfigureAwait(false);
                for (var count = await content.ReadAsync(piece, cancellation).ConfigureAwait(false); count > 0; count = await content.ReadAsync(piece, cancellation).ConfigureAwait(false))
                {
                    await call.RequestStream.WriteAsync(new ImportElementSetsRequest { Content = ByteString.CopyFrom(piece, 0, count) }, cancellation).ConfigureAwait(false);
                }
            }

            await call.RequestStream.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is RpcException or InvalidOperationException)
        {
            // The service has answered before it had everything: its answer says why.
        }

        return (await call.ResponseAsync.ConfigureAwait(false)).Report;
    }

    /// <summary>States by SGP4, in messages of up to a thousand, object by object.</summary>
    /// <param name="request">Which objects, when, in which frame.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async IAsyncEnumerable<PropagateResponse> PropagateAsync(PropagateRequest request, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var call = Catalog.Propagate(request, cancellationToken: cancellation);
        while (await call.ResponseStream.MoveNext(cancellation).ConfigureAwait(false))
        {
            yield return call.ResponseStream.Current;
        }
    }

    /// <summary>A snapshot whole: every element set to the bit, then SATCAT's records of its objects, in messages of up to a thousand.</summary>
    /// <param name="snapshot">The snapshot, as <c>snapshots/7</c>; empty for the newest.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async IAsyncEnumerable<ExportElementSetsResponse> ExportElementSetsAsync(string snapshot = "", [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var call = Catalog.ExportElementSets(new ExportElementSetsRequest { Snapshot = snapshot }, cancellationToken: cancellation);
        while (await call.ResponseStream.MoveNext(cancellation).ConfigureAwait(false))
        {
            yield return call.ResponseStream.Current;
        }
    }

    /// <summary>The passport of a snapshot.</summary>
    /// <param name="snapshot">The snapshot, as <c>snapshots/7</c>; empty for the newest.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<CatalogReport> GetCatalogReportAsync(string snapshot = "", CancellationToken cancellation = default) =>
        (await Catalog.GetCatalogReportAsync(new GetCatalogReportRequest { Snapshot = snapshot }, cancellationToken: cancellation).ConfigureAwait(false)).Report;

    /// <summary>The newest snapshot that content makes up alone; null where it has to be imported first.</summary>
    /// <param name="contentSha256">SHA-256 of the content, lower-case hexadecimal; of several files each, joined by <c>+</c>.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<CatalogReport?> FindSnapshotAsync(string contentSha256, CancellationToken cancellation = default)
    {
        try
        {
            return (await Catalog.GetCatalogReportAsync(new GetCatalogReportRequest { ContentSha256 = contentSha256 }, cancellationToken: cancellation).ConfigureAwait(false)).Report;
        }
        catch (RpcException fault) when (fault.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }
}
