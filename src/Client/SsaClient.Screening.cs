using System.Runtime.CompilerServices;
using Grpc.Core;
using Ssa.V1;

namespace Ssa.Client;

/// <content>Screenings and their conjunctions.</content>
public sealed partial class SsaClient
{
    /// <summary>Queues a screening. Made again where the service cannot be reached: the request's name keeps it one screening.</summary>
    /// <param name="settings">What to look for; null for the defaults.</param>
    /// <param name="requestId">Names the request, so that sent again it gives the same screening; null for a name that no other request has.</param>
    /// <param name="cancellation">Ends the call, not the screening.</param>
    public async Task<Screening> CreateScreeningAsync(ScreeningSettings? settings = null, string? requestId = null, CancellationToken cancellation = default)
    {
        var request = new CreateScreeningRequest { Settings = settings ?? new(), RequestId = requestId ?? $"client-{Guid.NewGuid():N}" };
        var pause = ServiceChannel.FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (await Screening.CreateScreeningAsync(request, cancellationToken: cancellation).ConfigureAwait(false)).Screening;
            }
            catch (RpcException fault) when (fault.StatusCode == StatusCode.Unavailable && attempt < _options.Attempts && !cancellation.IsCancellationRequested)
            {
                await Task.Delay(pause, cancellation).ConfigureAwait(false);
                pause = Longer(pause);
            }
        }
    }

    /// <summary>A screening as it stands.</summary>
    /// <param name="name">The screening: <c>screenings/{id}</c>.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<Screening> GetScreeningAsync(string name, CancellationToken cancellation = default) =>
        (await Screening.GetScreeningAsync(new GetScreeningRequest { Name = name }, cancellationToken: cancellation).ConfigureAwait(false)).Screening;

    /// <summary>Every screening, page after page, the newest first.</summary>
    /// <param name="cancellation">Ends the call.</param>
    public async IAsyncEnumerable<Screening> ListScreeningsAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var page = new ListScreeningsRequest();
        do
        {
            var response = await Screening.ListScreeningsAsync(page, cancellationToken: cancellation).ConfigureAwait(false);
            foreach (var one in response.Screenings)
            {
                yield return one;
            }

            page.PageToken = response.NextPageToken;
        }
        while (page.PageToken.Length > 0);
    }

    /// <summary>Asks to stop a screening; what it found up to then stays.</summary>
    /// <param name="name">The screening: <c>screenings/{id}</c>.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>The screening as it stands; it is cancelled within a second.</returns>
    public async Task<Screening> CancelScreeningAsync(string name, CancellationToken cancellation = default) =>
        (await Screening.CancelScreeningAsync(new CancelScreeningRequest { Name = name }, cancellationToken: cancellation).ConfigureAwait(false)).Screening;

    /// <summary>
    /// Every conjunction of a screening as soon as it is final, each once, in order, until the screening has ended. A stream that is cut, as by a restart of the service, is taken up again where it was.
    /// </summary>
    /// <param name="name">The screening: <c>screenings/{id}</c>.</param>
    /// <param name="progress">Told the screening whenever it changes, and as it ended; may be null.</param>
    /// <param name="cancellation">Ends the call, not the screening.</param>
    /// <exception cref="RpcException">The service refuses, or cannot be reached for longer than <see cref="SsaClientOptions.ReconnectFor"/>.</exception>
    public async IAsyncEnumerable<Conjunction> FollowAsync(string name, IProgress<Screening>? progress = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var request = new WatchScreeningRequest { Name = name };
        var pause = ServiceChannel.FirstPause;
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
                catch (RpcException fault) when (
                    fault.StatusCode is StatusCode.Unavailable or StatusCode.Internal && waited < _options.ReconnectFor.ToTimeSpan() && !cancellation.IsCancellationRequested)
                {
                    break;
                }

                if (!isThere)
                {
                    yield break;
                }

                (pause, waited) = (ServiceChannel.FirstPause, TimeSpan.Zero);
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
            pause = Longer(pause);
        }
    }

    /// <summary>Waits until a screening has ended.</summary>
    /// <param name="name">The screening: <c>screenings/{id}</c>.</param>
    /// <param name="progress">Told the screening whenever it changes; may be null.</param>
    /// <param name="cancellation">Ends the call, not the screening.</param>
    /// <returns>The screening as it ended; its state says how.</returns>
    public async Task<Screening> WaitAsync(string name, IProgress<Screening>? progress = null, CancellationToken cancellation = default)
    {
        await foreach (var _ in FollowAsync(name, progress, cancellation).ConfigureAwait(false))
        {
        }

        return await GetScreeningAsync(name, cancellation).ConfigureAwait(false);
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

    /// <summary>One conjunction with the element sets that it was computed from.</summary>
    /// <param name="name">The conjunction: <c>screenings/{id}/conjunctions/{number}</c>.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<GetConjunctionResponse> GetConjunctionAsync(string name, CancellationToken cancellation = default) =>
        await Screening.GetConjunctionAsync(new GetConjunctionRequest { Name = name }, cancellationToken: cancellation).ConfigureAwait(false);

    /// <summary>A conjunction as a conjunction data message (CCSDS 508.0-B-1).</summary>
    /// <param name="name">The conjunction: <c>screenings/{id}/conjunctions/{number}</c>.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<ExportConjunctionResponse> ExportConjunctionAsync(string name, CdmFormat format = CdmFormat.Kvn, CancellationToken cancellation = default) =>
        await Screening.ExportConjunctionAsync(new ExportConjunctionRequest { Name = name, Format = format }, cancellationToken: cancellation).ConfigureAwait(false);

    /// <summary>Objects without a valid state for some or all of a screening's window, page after page, by catalogue number; none before it has succeeded.</summary>
    /// <param name="screening">The screening: <c>screenings/{id}</c>.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async IAsyncEnumerable<RefusedObject> ListRefusedObjectsAsync(string screening, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var page = new ListRefusedObjectsRequest { Parent = screening };
        do
        {
            var response = await Screening.ListRefusedObjectsAsync(page, cancellationToken: cancellation).ConfigureAwait(false);
            foreach (var one in response.RefusedObjects)
            {
                yield return one;
            }

            page.PageToken = response.NextPageToken;
        }
        while (page.PageToken.Length > 0);
    }

    /// <summary>Computes a conjunction again from its stored element sets, and says how far that is from the stored one.</summary>
    /// <param name="name">The conjunction: <c>screenings/{id}/conjunctions/{number}</c>.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<ReplayConjunctionResponse> ReplayConjunctionAsync(string name, CancellationToken cancellation = default) =>
        await Screening.ReplayConjunctionAsync(new ReplayConjunctionRequest { Name = name }, cancellationToken: cancellation).ConfigureAwait(false);
}
