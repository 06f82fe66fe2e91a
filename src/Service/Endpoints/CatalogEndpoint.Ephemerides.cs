using Grpc.Core;
using NodaTime;
using Ssa.Service.Access;
using Ssa.Service.Mapping;
using Ssa.Store;

namespace Ssa.Service.Endpoints;

/// <summary>The ephemerides of CatalogService.</summary>
internal sealed partial class CatalogEndpoint
{
    private const string EphemerisType = "Ephemeris";

    /// <inheritdoc/>
    public override Task<V1.ImportEphemerisResponse> ImportEphemeris(IAsyncStreamReader<V1.ImportEphemerisRequest> requestStream, ServerCallContext context) =>
        intake.Take(requestStream, context.Caller(), context.CancellationToken);

    /// <inheritdoc/>
    public override Task<V1.ListEphemeridesResponse> ListEphemerides(V1.ListEphemeridesRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var size = PageTokens.Size(request.PageSize, 100, Math.Min(1000, settings.Limits.PageSize));
        var key = new V1.ListEphemeridesRequest();
        (Instant, long)? after = null;
        if (tokens.Read(caller, key, request.PageToken) is { } place)
        {
            // The key holds the import time's microseconds as the bits of a number.
            after = (Instant.FromUnixTimeTicks(10 * BitConverter.DoubleToInt64Bits(place.Key)), place.Number);
        }

        var page = store.Ephemerides.List(caller.Viewer, after, size + 1);
        var response = new V1.ListEphemeridesResponse();
        response.Ephemerides.AddRange(page.Take(size).Select(ProtoEphemerides.Of));
        if (page.Count > size)
        {
            var last = page[size - 1];
            response.NextPageToken = tokens.Of(caller, key, BitConverter.Int64BitsToDouble(last.ImportTime.ToUnixTimeTicks() / 10), last.Id);
        }

        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override Task<V1.GetEphemerisResponse> GetEphemeris(V1.GetEphemerisRequest request, ServerCallContext context) =>
        Task.FromResult(new V1.GetEphemerisResponse { Ephemeris = ProtoEphemerides.Of(FindEphemeris(context, request.Name)) });

    /// <inheritdoc/>
    public override Task<V1.DeleteEphemerisResponse> DeleteEphemeris(V1.DeleteEphemerisRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var found = FindEphemeris(context, request.Name);
        if (!caller.MayChange(found.Participant))
        {
            throw Refusal.Denied("NOT_YOURS", $"'{request.Name}' belongs to the participant '{found.Participant}': its own analysts delete it, or the role admin.");
        }

        return store.Ephemerides.Delete(caller.Viewer, found.Id, clock.GetCurrentInstant())
            ? Task.FromResult(new V1.DeleteEphemerisResponse())
            : throw Refusal.NotFound(EphemerisType, request.Name);
    }

    private StoredEphemeris FindEphemeris(ServerCallContext context, string name) => name.Length == 0
        ? throw Refusal.Field("name", "an ephemeris is named: ephemerides/{id}")
        : ResourceName.TryEphemeris(name, out var id) && store.Ephemerides.Find(context.Caller().Viewer, id) is { } found ? found : throw Refusal.NotFound(EphemerisType, name);
}
