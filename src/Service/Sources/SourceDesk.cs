using Ssa.Service.Hosting;
using Ssa.Service.Mapping;
using Ssa.Store;

namespace Ssa.Service.Sources;

/// <summary>Tells clients where sources stand, and takes in that a person has dealt with what stopped one.</summary>
internal sealed class SourceDesk(SsaStore store, OperationSettings settings)
{
    /// <summary>Every source of the settings, in their order.</summary>
    public IEnumerable<V1.CatalogSource> Show()
    {
        var known = settings.Sources.Count == 0 ? [] : store.Sources.List();
        return settings.Sources.Select(source => Of(source.Name, known.FirstOrDefault(record => record.Name == source.Name)));
    }

    /// <summary>Where SATCAT comes from; null where there is none.</summary>
    public V1.SatcatReport? ShowSatcat() => store.Catalogue.SatcatOrigin() is { } origin
        ? new V1.SatcatReport { Source = origin.Source, ImportTime = ProtoTime.Of(origin.ImportTime), ObjectCount = (int)origin.Count }
        : null;

    /// <summary>Asks to resume a source.</summary>
    /// <exception cref="Grpc.Core.RpcException">There is no such source.</exception>
    public V1.CatalogSource Resume(string name)
    {
        if (name.Length == 0)
        {
            throw Refusal.Field("source", "a source is named as CatalogSource.source has it");
        }

        if (settings.Sources.All(source => source.Name != name) || store.Sources.Find(name) is not { } record)
        {
            throw Refusal.NotFound("CatalogSource", name);
        }

        store.Sources.AskResume(name);
        return Of(name, record);
    }

    private static V1.CatalogSource Of(string name, SourceRecord? record) => new()
    {
        Source = name,
        State = (V1.CatalogSourceState)(int)(record?.State ?? SourceState.Waiting),
        LastFetchTime = ProtoTime.Of(record?.FetchTime),
        NextFetchTime = ProtoTime.Of(record?.NextTime),
        Message = record?.Message ?? "",
        NeedsResuming = record?.NeedsResuming ?? false,
        Snapshot = record?.SnapshotId is { } id ? ResourceName.OfSnapshot(id) : "",
    };
}
