using Grpc.Core;
using Ssa.Service.Access;
using Ssa.Service.Mapping;
using Ssa.Store;

namespace Ssa.Service.Endpoints;

/// <summary>The schedules of ScreeningService.</summary>
internal sealed partial class ScreeningEndpoint
{
    /// <inheritdoc/>
    public override Task<V1.CreateScheduleResponse> CreateSchedule(V1.CreateScheduleRequest request, ServerCallContext context) =>
        Task.FromResult(new V1.CreateScheduleResponse { Schedule = schedules.Show(schedules.Add(request)) });

    /// <inheritdoc/>
    public override Task<V1.GetScheduleResponse> GetSchedule(V1.GetScheduleRequest request, ServerCallContext context) =>
        Task.FromResult(new V1.GetScheduleResponse { Schedule = schedules.Show(FindSchedule(request.Name)) });

    /// <inheritdoc/>
    public override Task<V1.ListSchedulesResponse> ListSchedules(V1.ListSchedulesRequest request, ServerCallContext context)
    {
        var size = PageTokens.Size(request.PageSize, 100, Math.Min(1000, settings.Limits.PageSize));
        var key = new V1.ListSchedulesRequest();
        var page = store.Schedules.List(tokens.Read(context.Caller(), key, request.PageToken)?.Number ?? 0, size + 1);
        var response = new V1.ListSchedulesResponse();
        response.Schedules.AddRange(page.Take(size).Select(schedules.Show));
        if (page.Count > size)
        {
            response.NextPageToken = tokens.Of(context.Caller(), key, 0, page[size - 1].Id);
        }

        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override Task<V1.DeleteScheduleResponse> DeleteSchedule(V1.DeleteScheduleRequest request, ServerCallContext context) =>
        store.Schedules.Delete(FindSchedule(request.Name).Id)
            ? Task.FromResult(new V1.DeleteScheduleResponse())
            : throw Refusal.NotFound("Schedule", request.Name);

    private ScheduleRecord FindSchedule(string name) => name.Length == 0
        ? throw Refusal.Field("name", "a schedule is named: schedules/{id}")
        : ResourceName.TrySchedule(name, out var id) && store.Schedules.Find(id) is { } schedule ? schedule : throw Refusal.NotFound("Schedule", name);
}
