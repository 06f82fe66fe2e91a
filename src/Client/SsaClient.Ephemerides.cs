using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;
using Ssa.V1;

namespace Ssa.Client;

/// <content>Ephemerides of participants.</content>
public sealed partial class SsaClient
{
    /// <summary>Imports the ephemeris of one object.</summary>
    /// <param name="content">A CCSDS orbit ephemeris message (OEM), KVN or XML, not packed; read to its end.</param>
    /// <param name="header">What it is called and who sees it: its participant alone unless it says otherwise.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>The ephemeris, and what to know of it.</returns>
    /// <exception cref="RpcException">The service refuses it.</exception>
    public async Task<ImportEphemerisResponse> ImportEphemerisAsync(Stream content, EphemerisHeader header, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var call = Catalog.ImportEphemeris(cancellationToken: cancellation);
        try
        {
            await call.RequestStream.WriteAsync(new ImportEphemerisRequest { Header = header }, cancellation).ConfigureAwait(false);
            var piece = new byte[PieceBytes];
            for (var count = await content.ReadAsync(piece, cancellation).ConfigureAwait(false); count > 0; count = await content.ReadAsync(piece, cancellation).ConfigureAwait(false))
            {
                await call.RequestStream.WriteAsync(new ImportEphemerisRequest { Content = ByteString.CopyFrom(piece, 0, count) }, cancellation).ConfigureAwait(false);
            }

            await call.RequestStream.CompleteAsync().ConfigureAwait(false);
        }
        catch (RpcException)
        {
            // The service has answered before it had everything: its answer says why.
        }

        return await call.ResponseAsync.ConfigureAwait(false);
    }

    /// <summary>Every ephemeris that is there for the caller, page after page, the newest first.</summary>
    /// <param name="cancellation">Ends the call.</param>
    public async IAsyncEnumerable<Ephemeris> ListEphemeridesAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var page = new ListEphemeridesRequest();
        do
        {
            var response = await Catalog.ListEphemeridesAsync(page, cancellationToken: cancellation).ConfigureAwait(false);
            foreach (var one in response.Ephemerides)
            {
                yield return one;
            }

            page.PageToken = response.NextPageToken;
        }
        while (page.PageToken.Length > 0);
    }
}
