using Ssa.Store;

namespace Ssa.Service.Telemetry;

/// <summary>Hears of the store's calls. The store is opened before there is anything that counts; until then nothing is.</summary>
internal sealed class StoreWatch
{
    private volatile ServiceMetrics? _metrics;

    public void CountIn(ServiceMetrics metrics) => _metrics = metrics;

    public void Note(StoreCall call)
    {
        _metrics?.StoreCalled(call);
        if (call.IsWrite)
        {
            ServiceTraces.NoteStoreWrite(call.Elapsed, call.HasFailed);
        }
    }
}
