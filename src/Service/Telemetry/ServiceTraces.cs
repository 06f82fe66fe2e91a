using System.Diagnostics;

namespace Ssa.Service.Telemetry;

/// <summary>Spans of the service's own work.</summary>
internal static class ServiceTraces
{
    public const string SourceName = "Ssa.Service";

    public static readonly ActivitySource Source = new(SourceName);

    /// <summary>A run of a screening: a trace of its own, since it outlives the call that asked for it, with a link to that call.</summary>
    public static Activity? StartScreening(long id, string? traceParent)
    {
        var links = ActivityContext.TryParse(traceParent, null, isRemote: true, out var call) ? new[] { new ActivityLink(call) } : null;
        Activity.Current = null;
        return Source.StartActivity("screening", ActivityKind.Consumer, default(ActivityContext), [new("ssa.screening", id)], links);
    }

    /// <summary>A batch of rows of the running screening: rated and kept.</summary>
    public static Activity? StartBatch(int rows) => Source.StartActivity("screening batch", ActivityKind.Internal, default(ActivityContext), [new("ssa.conjunctions", rows)]);

    /// <summary>A look at a provider or folder.</summary>
    public static Activity? StartFetch(string provider) => Source.StartActivity("fetch", ActivityKind.Client, default(ActivityContext), [new("ssa.source", provider)]);

    /// <summary>A write of the store that has ended; only as part of a trace, not by itself.</summary>
    public static void NoteStoreWrite(TimeSpan elapsed, bool hasFailed)
    {
        if (Activity.Current is not { } parent || !Source.HasListeners())
        {
            return;
        }

        using var write = Source.StartActivity("store write", ActivityKind.Client, parent.Context, startTime: DateTimeOffset.UtcNow - elapsed);
        if (hasFailed)
        {
            write?.SetStatus(ActivityStatusCode.Error);
        }
    }
}
