using NodaTime;
using Ssa.Service.Hosting;
using Ssa.Store;

namespace Ssa.Service.Access;

/// <summary>
/// Whether the service is in development mode, where nobody is asked who they are. The first key that its store holds ends that, also while it runs, and for good: keys are revoked, never deleted. Safe for several threads.
/// </summary>
internal sealed class OpenDoor
{
    private readonly SsaStore _store;
    private readonly Duration _memory;
    private readonly IClock _clock;
    private readonly Action _onClosed;
    private int _isClosed;
    private long _lookedTicks = long.MinValue;

    public OpenDoor(SsaStore store, ServiceSettings settings, IClock clock, Action onClosed)
    {
        (_store, _memory, _clock, _onClosed) = (store, settings.Access.KeyMemory, clock, onClosed);
        MayOpen = settings.Access is { Auth: AuthMode.Auto, Jwt: null, IsBehindProxy: false } && ListenAddress.IsLoopback(settings.Url);
        _isClosed = MayOpen && !store.Keys.HasAny() ? 0 : 1;
    }

    /// <summary>Whether the settings allow development mode.</summary>
    public bool MayOpen { get; }

    /// <summary>Whether the service is in development mode now.</summary>
    public bool IsOpen()
    {
        if (Volatile.Read(ref _isClosed) == 1)
        {
            return false;
        }

        var now = _clock.GetCurrentInstant().ToUnixTimeTicks();
        var looked = Interlocked.Read(ref _lookedTicks);
        if (looked != long.MinValue && looked <= now && now - looked < _memory.TotalTicks)
        {
            return true;
        }

        if (_store.Keys.HasAny())
        {
            if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            {
                _onClosed();
            }

            return false;
        }

        Interlocked.Exchange(ref _lookedTicks, now);
        return true;
    }
}
