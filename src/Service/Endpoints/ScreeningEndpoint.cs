using System.Globalization;
using Grpc.Core;
using NodaTime;
using Ssa.Screening;
using Ssa.Service.Jobs;
using Ssa.Service.Mapping;
using Ssa.Store;

namespace Ssa.Service.Endpoints;

/// <summary>ScreeningService: validates, asks the store or the queue, maps.</summary>
internal sealed class ScreeningEndpoint(SsaStore store, ScreeningQueue queue, ScreeningNews news, ScreeningObjects objects, IClock clock) : V1.ScreeningService.ScreeningServiceBase
{
    private const int ConjunctionsPerMessage = 1000;

    // How often a watcher looks for news of a screening that runs on another service.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override Task<V1.CreateScreeningResponse> CreateScreening(V1.CreateScreeningRequest request, ServerCallContext context) =>
        Task.FromResult(new V1.CreateScreeningResponse { Screening = ProtoScreenings.Of(queue.Add(request)) });

    /// <inheritdoc/>
    public override Task<V1.GetScreeningResponse> GetScreening(V1.GetScreeningRequest request, ServerCallContext context) =>
        Task.FromResult(new V1.GetScreeningResponse { Screening = ProtoScreenings.Of(Find(request.Name)) });

    /// <inheritdoc/>
    public override Task<V1.ListScreeningsResponse> ListScreenings(V1.ListScreeningsRequest request, ServerCallContext context)
    {
        var size = PageToken.Size(request.PageSize, 100, 1000);
        var key = new V1.ListScreeningsRequest();
        var page = store.Screenings.List(PageToken.Read(key, request.PageToken)?.Number, size + 1);
        var response = new V1.ListScreeningsResponse();
        response.Screenings.AddRange(page.Take(size).Select(ProtoScreenings.Of));
        if (page.Count > size)
        {
            response.NextPageToken = PageToken.Of(key, 0, page[size - 1].Id);
        }

        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override Task<V1.CancelScreeningResponse> CancelScreening(V1.CancelScreeningRequest request, ServerCallContext context)
    {
        var id = Find(request.Name).Id;
        var screening = store.Screenings.AskCancel(id, clock.GetCurrentInstant())!;
        news.Stop(id);
        news.Tell(id);
        return Task.FromResult(new V1.CancelScreeningResponse { Screening = ProtoScreenings.Of(screening) });
    }

    /// <inheritdoc/>
    public override async Task WatchScreening(V1.WatchScreeningRequest request, IServerStreamWriter<V1.WatchScreeningResponse> responseStream, ServerCallContext context)
    {
        var id = Find(request.Name).Id;
        var sent = request.Cursor.Length == 0
            ? 0
            : long.TryParse(request.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : throw Refusal.Field("cursor", "it is not a cursor of this stream; send the one last seen");
        V1.Screening? told = null;
        while (true)
        {
            // Asked before looking, so that what comes in between is not missed.
            var next = news.Next(id);
            var screening = store.Screenings.Find(id)!;
            if (sent > screening.ConjunctionCount)
            {
                throw Refusal.Field("cursor", "it lies behind the last conjunction; send the one last seen");
            }

            while (sent < screening.ConjunctionCount)
            {
                var rows = store.Conjunctions.Find(id, new ConjunctionQuery { Limit = ConjunctionsPerMessage, After = new ConjunctionPlace(0, sent) });
                if (rows.Count == 0)
                {
                    break;
                }

                var known = objects.Of(id);
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

            await Task.WhenAny(next, Task.Delay(Look, context.CancellationToken)).ConfigureAwait(false);
            context.CancellationToken.ThrowIfCancellationRequested();
        }

        static string CursorAt(long number) => number.ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public override Task<V1.ListConjunctionsResponse> ListConjunctions(V1.ListConjunctionsRequest request, ServerCallContext context)
    {
        var id = Find(request.Parent, "parent").Id;
        var size = PageToken.Size(request.PageSize, 100, 1000);
        var key = new V1.ListConjunctionsRequest(request) { PageToken = "", PageSize = 0 };
        var after = PageToken.Read(key, request.PageToken);
        if (request.CatalogNumber is < 0 or > 999_999_999)
        {
            throw Refusal.Field("catalog_number", "it is 0 for any, or 1 to 999,999,999");
        }

        var found = store.Conjunctions.Find(id, new ConjunctionQuery
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
        var known = objects.Of(id);
        var response = new V1.ListConjunctionsResponse();
        response.Conjunctions.AddRange(found.Take(size).Select(row => ProtoScreenings.Of(id, row.Number, row.Row, known)));
        if (found.Count > size)
        {
            response.NextPageToken = PageToken.Of(key, found[size - 1].Place.Key, found[size - 1].Number);
        }

        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override Task<V1.GetConjunctionResponse> GetConjunction(V1.GetConjunctionRequest request, ServerCallContext context)
    {
        var (id, number, row) = FindConjunction(request.Name);
        var known = objects.Of(id);
        return Task.FromResult(new V1.GetConjunctionResponse
        {
            Conjunction = ProtoScreenings.Of(id, number, row, known),
            FirstElementSet = ProtoCatalogue.Of(known[row.First].Set),
            SecondElementSet = ProtoCatalogue.Of(known[row.Second].Set),
        });
    }

    /// <inheritdoc/>
    public override Task<V1.ListRefusedObjectsResponse> ListRefusedObjects(V1.ListRefusedObjectsRequest request, ServerCallContext context)
    {
        var id = Find(request.Parent, "parent").Id;
        var size = PageToken.Size(request.PageSize, 1000, 10_000);
        var key = new V1.ListRefusedObjectsRequest(request) { PageToken = "", PageSize = 0 };
        var from = (int)(PageToken.Read(key, request.PageToken)?.Number ?? 0);
        var refusals = store.Screenings.RefusalsOf(id);
        var known = refusals.Count > 0 ? objects.Of(id) : [];
        var response = new V1.ListRefusedObjectsResponse();
        response.RefusedObjects.AddRange(refusals.Skip(from).Take(size).Select(refusal => ProtoScreenings.Of(refusal, known)));
        if (refusals.Count - from > size)
        {
            response.NextPageToken = PageToken.Of(key, 0, from + size);
        }

        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override Task<V1.ReplayConjunctionResponse> ReplayConjunction(V1.ReplayConjunctionRequest request, ServerCallContext context)
    {
        var (id, number, row) = FindConjunction(request.Name);
        var again = ConjunctionReplay.Run(store, store.Screenings.Find(id)!, row, context.CancellationToken);
        return Task.FromResult(new V1.ReplayConjunctionResponse
        {
            Conjunction = ProtoScreenings.Of(id, number, again, objects.Of(id)),
            TcaDifference = ProtoTime.Of(Duration.FromTicks(10 * (again.TcaUs - row.TcaUs))),
            MissDistanceDifferenceKm = again.MissKm - row.MissKm,
        });
    }

    /// <inheritdoc/>
    public override Task<V1.ExportConjunctionResponse> ExportConjunction(V1.ExportConjunctionRequest request, ServerCallContext context)
    {
        var (id, _, row) = FindConjunction(request.Name);
        return Task.FromResult(ConjunctionExport.Of(store, store.Screenings.Find(id)!, row, request.Format));
    }

    private static double Number(double value, string field) => double.IsFinite(value) && value >= 0 ? value : throw Refusal.Field(field, "it is a number of 0 or more");

    private ScreeningRecord Find(string name, string field = "name") => name.Length == 0
        ? throw Refusal.Field(field, "a screening is named: screenings/{id}")
        : ResourceName.TryScreening(name, out var id) && store.Screenings.Find(id) is { } screening ? screening : throw Refusal.NotFound("Screening", name);

    private (long Screening, long Number, StoredConjunction Row) FindConjunction(string name) =>
        ResourceName.TryConjunction(name, out var id, out var number) && store.Conjunctions.Find(id, number) is { } row ? (id, number, row) : throw Refusal.NotFound("Conjunction", name);
}
