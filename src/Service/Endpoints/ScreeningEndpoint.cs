using System.Globalization;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using NodaTime;
using Ssa.Screening;
using Ssa.Service.Access;
using Ssa.Service.Hosting;
using Ssa.Service.Jobs;
using Ssa.Service.Mapping;
using Ssa.Service.Schedules;
using Ssa.Store;

namespace Ssa.Service.Endpoints;

/// <summary>ScreeningService: validates, asks the store or the queue, maps.</summary>
internal sealed partial class ScreeningEndpoint(
    SsaStore store,
    EphemerisShelf shelf,
    ScreeningQueue queue,
    ScheduleDesk schedules,
    ScreeningNews news,
    ScreeningObjects objects,
    PageTokens tokens,
    ServiceSettings settings,
    IHostApplicationLifetime lifetime,
    IClock clock) : V1.ScreeningService.ScreeningServiceBase
{
    private const int ConjunctionsPerMessage = 1000;

    // How often a watcher looks for news of a screening that runs on another service.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override Task<V1.CreateScreeningResponse> CreateScreening(V1.CreateScreeningRequest request, ServerCallContext context) =>
        Task.FromResult(new V1.CreateScreeningResponse { Screening = ProtoScreenings.Of(queue.Add(request, context.Caller())) });

    /// <inheritdoc/>
    public override Task<V1.GetScreeningResponse> GetScreening(V1.GetScreeningRequest request, ServerCallContext context) =>
        Task.FromResult(new V1.GetScreeningResponse { Screening = ProtoScreenings.Of(Find(context, request.Name)) });

    /// <inheritdoc/>
    public override Task<V1.ListScreeningsResponse> ListScreenings(V1.ListScreeningsRequest request, ServerCallContext context)
    {
        var size = PageTokens.Size(request.PageSize, 100, Math.Min(1000, settings.Limits.PageSize));
        var key = new V1.ListScreeningsRequest();
        var page = store.Screenings.List(context.Caller().Viewer, tokens.Read(context.Caller(), key, request.PageToken)?.Number, size + 1);
        var response = new V1.ListScreeningsResponse();
        response.Screenings.AddRange(page.Take(size).Select(ProtoScreenings.Of));
        if (page.Count > size)
        {
            response.NextPageToken = tokens.Of(context.Caller(), key, 0, page[size - 1].Id);
        }

        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override Task<V1.CancelScreeningResponse> CancelScreening(V1.CancelScreeningRequest request, ServerCallContext context)
    {
        var found = Find(context, request.Name);
        if (!context.Caller().MayChange(found.Participant))
        {
            throw Refusal.Denied("NOT_YOURS", $"'{request.Name}' belongs to the participant '{found.Participant}': its own analysts stop it, or the role admin.");
        }

        var id = found.Id;
        var screening = store.Screenings.AskCancel(context.Caller().Viewer, id, clock.GetCurrentInstant()) ?? throw Refusal.NotFound("Screening", request.Name);
        news.Stop(id);
        news.Tell(id);
        return Task.FromResult(new V1.CancelScreeningResponse { Screening = ProtoScreenings.Of(screening) });
    }

    /// <inheritdoc/>
    public override async Task WatchScreening(V1.WatchScreeningRequest request, IServerStreamWriter<V1.WatchScreeningResponse> responseStream, ServerCallContext context)
    {
        var id = Find(context, request.Name).Id;
        var sent = request.Cursor.Length == 0
            ? 0
            : long.TryParse(request.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : throw Refusal.Field("cursor", "it is not a cursor of this stream; send the one last seen");
        var viewer = context.Caller().Viewer;
        V1.Screening? told = null;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        while (true)
        {
            // Asked before looking, so that what comes in between is not missed.
            var next = news.Next(id);
            var screening = store.Screenings.Find(viewer, id) ?? throw Refusal.NotFound("Screening", request.Name);
            if (sent > screening.ConjunctionCount)
            {
                throw Refusal.Field("cursor", "it lies behind the last conjunction; send the one last seen");
            }

            while (sent < screening.ConjunctionCount)
            {
                var rows = store.Conjunctions.Find(viewer, id, new ConjunctionQuery { Limit = ConjunctionsPerMessage, After = new ConjunctionPlace(0, sent) });
                if (rows.Count == 0)
                {
                    // Deleted in between, as kept long enough.
                    throw Refusal.NotFound("Screening", request.Name);
                }

                var known = objects.Of(viewer, id);
                var batch = new V1.ConjunctionBatch();
                batch.Conjunctions.AddRange(rows.Select(row => ProtoScreenings.Of(id, row.Number, row.Row, known)));
                sent = rows[^1].Number;
                await responseStream.WriteAsync(new V1.WatchScreeningResponse { Cursor = CursorAt(sent), Conjunctions = batch }, context.CancellationToken).ConfigureAwait(false);
            }

            var state = ProtoScreenings.Of(screening);
            if (!state.Equals(told))
            {
                await responseStream.WriteAsync(new V1.WatchScreeningResponse { Cursor = CursorAt(sent), Screening = told = state }, context.CancellationToken).ConfigureAwait(false);
            }

            if (screening.HasEnded)
            {
                return;
            }

            await Task.WhenAny(next, Task.Delay(Look, ends.Token)).ConfigureAwait(false);
            context.CancellationToken.ThrowIfCancellationRequested();
            if (ends.IsCancellationRequested)
            {
                throw new RpcException(new Status(StatusCode.Unavailable, "The service is shutting down; take the stream up again with the cursor last seen."));
            }
        }

        static string CursorAt(long number) => number.ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public override Task<V1.ListConjunctionsResponse> ListConjunctions(V1.ListConjunctionsRequest request, ServerCallContext context)
    {
        var id = Find(context, request.Parent, "parent").Id;
        var size = PageTokens.Size(request.PageSize, 100, Math.Min(1000, settings.Limits.PageSize));
        var key = new V1.ListConjunctionsRequest(request) { PageToken = "", PageSize = 0 };
        var after = tokens.Read(context.Caller(), key, request.PageToken);
        if (request.CatalogNumber is < 0 or > 999_999_999)
        {
            throw Refusal.Field("catalog_number", "it is 0 for any, or 1 to 999,999,999");
        }

        var found = store.Conjunctions.Find(context.Caller().Viewer, id, new ConjunctionQuery
        {
            Order = request.Order switch
            {
                V1.ConjunctionOrder.Unspecified or V1.ConjunctionOrder.Tca => ConjunctionOrder.Tca,
                V1.ConjunctionOrder.MissDistance => ConjunctionOrder.MissDistance,
                V1.ConjunctionOrder.MaxProbability => ConjunctionOrder.MaxProbability,
                _ => throw Refusal.Field("order", "it is one of the enumeration's"),
            },
            CatalogNumber = request.CatalogNumber == 0 ? null : request.CatalogNumber,
            Owner = request.Owner.Length == 0 ? null : request.Owner,
            MaxMissKm = request.HasMaxMissDistanceKm ? Number(request.MaxMissDistanceKm, "max_miss_distance_km") : null,
            MinMaxProbability = request.HasMinMaxProbability ? Number(request.MinMaxProbability, "min_max_probability") : null,
            TcaFrom = ProtoTime.Read(request.TcaStartTime, "tca_start_time"),
            TcaTo = ProtoTime.Read(request.TcaEndTime, "tca_end_time"),
            Kind = request.Kind switch
            {
                V1.ConjunctionKind.Unspecified => null,
                >= V1.ConjunctionKind.Minimum and <= V1.ConjunctionKind.StateEnd => (CloseApproachKind)((int)request.Kind - 1),
                _ => throw Refusal.Field("kind", "it is one of the enumeration's"),
            },
            After = after is { } place ? new ConjunctionPlace(place.Key, place.Number) : null,
            Limit = size + 1,
        });
        var known = objects.Of(context.Caller().Viewer, id);
        var response = new V1.ListConjunctionsResponse();
        response.Conjunctions.AddRange(found.Take(size).Select(row => ProtoScreenings.Of(id, row.Number, row.Row, known)));
        if (found.Count > size)
        {
            response.NextPageToken = tokens.Of(context.Caller(), key, found[size - 1].Place.Key, found[size - 1].Number);
        }

        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override Task<V1.GetConjunctionResponse> GetConjunction(V1.GetConjunctionRequest request, ServerCallContext context)
    {
        var (id, number, row) = FindConjunction(context, request.Name);
        var known = objects.Of(context.Caller().Viewer, id);
        return Task.FromResult(new V1.GetConjunctionResponse
        {
            Conjunction = ProtoScreenings.Of(id, number, row, known),
            FirstElementSet = known[row.First].Set is { } first ? ProtoCatalogue.Of(first) : null,
            SecondElementSet = known[row.Second].Set is { } second ? ProtoCatalogue.Of(second) : null,
        });
    }

    /// <inheritdoc/>
    public override Task<V1.ListRefusedObjectsResponse> ListRefusedObjects(V1.ListRefusedObjectsRequest request, ServerCallContext context)
    {
        var id = Find(context, request.Parent, "parent").Id;
        var size = PageTokens.Size(request.PageSize, 1000, Math.Min(10_000, settings.Limits.PageSize));
        var key = new V1.ListRefusedObjectsRequest(request) { PageToken = "", PageSize = 0 };
        var from = (int)(tokens.Read(context.Caller(), key, request.PageToken)?.Number ?? 0);
        var refusals = store.Screenings.RefusalsOf(context.Caller().Viewer, id);
        var known = refusals.Count > 0 ? objects.Of(context.Caller().Viewer, id) : [];
        var response = new V1.ListRefusedObjectsResponse();
        response.RefusedObjects.AddRange(refusals.Skip(from).Take(size).Select(refusal => ProtoScreenings.Of(refusal, known)));
        if (refusals.Count - from > size)
        {
            response.NextPageToken = tokens.Of(context.Caller(), key, 0, from + size);
        }

        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override Task<V1.ReplayConjunctionResponse> ReplayConjunction(V1.ReplayConjunctionRequest request, ServerCallContext context)
    {
        var (id, number, row) = FindConjunction(context, request.Name);
        var again = ConjunctionReplay.Run(objects.Of(context.Caller().Viewer, id), shelf, store.Screenings.Find(context.Caller().Viewer, id) ?? throw Refusal.NotFound("Screening", request.Name), row, context.CancellationToken);
        return Task.FromResult(new V1.ReplayConjunctionResponse
        {
            Conjunction = ProtoScreenings.Of(id, number, again, objects.Of(context.Caller().Viewer, id)),
            TcaDifference = ProtoTime.Of(Duration.FromTicks(10 * (again.TcaUs - row.TcaUs))),
            MissDistanceDifferenceKm = again.MissKm - row.MissKm,
        });
    }

    /// <inheritdoc/>
    public override Task<V1.ExportConjunctionResponse> ExportConjunction(V1.ExportConjunctionRequest request, ServerCallContext context)
    {
        var (id, _, row) = FindConjunction(context, request.Name);
        return Task.FromResult(ConjunctionExport.Of(objects.Of(context.Caller().Viewer, id), shelf, store.Screenings.Find(context.Caller().Viewer, id) ?? throw Refusal.NotFound("Screening", request.Name), row, request.Format));
    }

    private static double Number(double value, string field) => double.IsFinite(value) && value >= 0 ? value : throw Refusal.Field(field, "it is a number of 0 or more");

    private ScreeningRecord Find(ServerCallContext context, string name, string field = "name") => name.Length == 0
        ? throw Refusal.Field(field, "a screening is named: screenings/{id}")
        : ResourceName.TryScreening(name, out var id) && store.Screenings.Find(context.Caller().Viewer, id) is { } screening ? screening : throw Refusal.NotFound("Screening", name);

    private (long Screening, long Number, StoredConjunction Row) FindConjunction(ServerCallContext context, string name) =>
        ResourceName.TryConjunction(name, out var id, out var number) && store.Conjunctions.Find(context.Caller().Viewer, id, number) is { } row ? (id, number, row) : throw Refusal.NotFound("Conjunction", name);
}
