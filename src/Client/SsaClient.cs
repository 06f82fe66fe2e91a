using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using NodaTime;
using Ssa.V1;

namespace Ssa.Client;

/// <summary>
/// Calls a service. The contract's own clients are there as they are (<see cref="Catalog"/>, <see cref="Screening"/>, <see cref="Risk"/>); the methods turn what streams or comes in pages into sequences, and take cut
/// streams up again. Safe for several threads.
/// </summary>
public sealed class SsaClient : IDisposable
{
    private const int PieceBytes = 256 << 10;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly GrpcChannel _channel;

    /// <summary>Makes a client; nothing is sent yet.</summary>
    /// <param name="address">The service, as <c>http://127.0.0.1:5080</c>.</param>
    /// <param name="options">The channel's options; null for the usual.</param>
    /// <param name="credential">A key, <c>ssa_…</c>, or a token of the service's issuer, sent with every call; null for none, as development mode asks for none.</param>
    /// <exception cref="ArgumentException">A credential would cross a network in the clear: the address is http, and not of this machine.</exception>
    public SsaClient(Uri address, GrpcChannelOptions? options = null, string? credential = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (credential is not null && address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
        {
            throw new ArgumentException($"A credential is sent over https only, and {address} is not.", nameof(address));
        }

        _channel = GrpcChannel.ForAddress(address, options ?? new GrpcChannelOptions());
        var calls = credential is null ? _channel.CreateCallInvoker() : _channel.Intercept(metadata =>
        {
            metadata.Add("authorization", $"Bearer {credential}");
            return metadata;
        });
        Catalog = new CatalogService.CatalogServiceClient(calls);
        Screening = new ScreeningService.ScreeningServiceClient(calls);
        Risk = new RiskService.RiskServiceClient(calls);
    }

    /// <summary>The catalogue's methods.</summary>
    public CatalogService.CatalogServiceClient Catalog { get; }

    /// <summary>The screenings' methods.</summary>
    public ScreeningService.ScreeningServiceClient Screening { get; }

    /// <summary>The methods of risk.</summary>
    public RiskService.RiskServiceClient Risk { get; }

    /// <summary>Imports a file of element sets.</summary>
    /// <param name="content">TLE, or OMM as JSON, CSV, XML or KVN, plain or gzip; read to its end.</param>
    /// <param name="header">What it is called and how it is read.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>The passport of the snapshot that it became.</returns>
    /// <exception cref="RpcException">The service refuses it.</exception>
    public async Task<CatalogReport> ImportAsync(Stream content, ImportHeader header, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var call = Catalog.ImportElementSets(cancellationToken: cancellation);
        try
        {
            await call.RequestStream.WriteAsync(new ImportElementSetsRequest { Header = header }, cancellation).ConfigureAwait(false);
            var piece = new byte[PieceBytes];
            for (var count = await content.ReadAsync(piece, cancellation).ConfigureAwait(false); count > 0; count = await content.ReadAsync(piece, cancellation).ConfigureAwait(false))
            {
                await call.RequestStream.WriteAsync(new ImportElementSetsRequest { Content = ByteString.CopyFrom(piece, 0, count) }, cancellation).ConfigureAwait(false);
            }

            await call.RequestStream.CompleteAsync().ConfigureAwait(false);
        }
        catch (RpcException)
        {
            // The service has answered before it had everything: its answer says why.
        }

        return (await call.ResponseAsync.ConfigureAwait(false)).Report;
    }

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

    /// <summary>Every object that is asked for, page after page.</summary>
    /// <param name="request">Which; its page token is not used.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async IAsyncEnumerable<SpaceObject> ListObjectsAsync(ListObjectsRequest request, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var page = new ListObjectsRequest(request) { PageToken = "" };
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

    /// <summary>Every conjunction that is asked for, page after page.</summary>
    /// <param name="request">Which, in which order; its page token is not used.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async IAsyncEnumerable<Conjunction> ListConjunctionsAsync(ListConjunctionsRequest request, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var page = new ListConjunctionsRequest(request) { PageToken = "" };
        do
        {
            var response = await Screening.ListConjunctionsAsync(page, cancellationToken: cancellation).ConfigureAwait(false);
            foreach (var one in response.Conjunctions)
            {
                yield return one;
            }

            page.PageToken = response.NextPageToken;
        }
        while (page.PageToken.Length > 0);
    }

    /// <summary>
    /// Every conjunction of a screening as soon as it is final, each once, in order, until the screening has ended. A stream that is cut, as by a restart of the service, is taken up again where it was.
    /// </summary>
    /// <param name="name">The screening: <c>screenings/{id}</c>.</param>
    /// <param name="progress">Told the screening whenever it changes, and as it ended; may be null.</param>
    /// <param name="cancellation">Ends the call, not the screening.</param>
    /// <exception cref="RpcException">The service refuses, or cannot be reached for longer than a minute.</exception>
    public async IAsyncEnumerable<Conjunction> FollowAsync(string name, IProgress<Screening>? progress = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var request = new WatchScreeningRequest { Name = name };
        var pause = FirstPause;
        var waited = TimeSpan.Zero;
        while (true)
        {
            using var call = Screening.WatchScreening(request, cancellationToken: cancellation);
            while (true)
            {
                bool isThere;
                try
                {
                    isThere = await call.ResponseStream.MoveNext(cancellation).ConfigureAwait(false);
                }
                catch (RpcException fault) when (fault.StatusCode is StatusCode.Unavailable or StatusCode.Internal && waited < TimeSpan.FromMinutes(1) && !cancellation.IsCancellationRequested)
                {
                    break;
                }

                if (!isThere)
                {
                    yield break;
                }

                (pause, waited) = (FirstPause, TimeSpan.Zero);
                var news = call.ResponseStream.Current;
                request.Cursor = news.Cursor;
                if (news.NewsCase == WatchScreeningResponse.NewsOneofCase.Screening)
                {
                    progress?.Report(news.Screening);
                }

                foreach (var conjunction in news.Conjunctions?.Conjunctions ?? [])
                {
                    yield return conjunction;
                }
            }

            await Task.Delay(pause, cancellation).ConfigureAwait(false);
            waited += pause;
            pause = TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, LongestPause.Ticks));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();
}

/// <summary>Times of the contract as NodaTime has them.</summary>
public static class ContractTime
{
    /// <summary>A time of the contract, UTC.</summary>
    /// <param name="time">The time.</param>
    public static Instant ToInstant(this Google.Protobuf.WellKnownTypes.Timestamp time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return NodaConstants.UnixEpoch + Duration.FromSeconds(time.Seconds) + Duration.FromNanoseconds(time.Nanos);
    }

    /// <summary>A time for the contract.</summary>
    /// <param name="time">The time, UTC.</param>
    public static Google.Protobuf.WellKnownTypes.Timestamp ToTimestamp(this Instant time)
    {
        var seconds = time.ToUnixTimeSeconds();
        return new() { Seconds = seconds, Nanos = (int)(time - Instant.FromUnixTimeSeconds(seconds)).ToInt64Nanoseconds() };
    }

    /// <summary>A duration for the contract.</summary>
    /// <param name="duration">The duration.</param>
    public static Google.Protobuf.WellKnownTypes.Duration ToProtobuf(this Duration duration)
    {
        var nanoseconds = duration.ToInt64Nanoseconds();
        return new() { Seconds = nanoseconds / 1_000_000_000, Nanos = (int)(nanoseconds % 1_000_000_000) };
    }
}
