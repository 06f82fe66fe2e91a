using System.Collections.Concurrent;

namespace Ssa.Service.Jobs;

/// <summary>Tells who waits that a screening of this service has something new, and a screening that it is to stop. Safe for several threads.</summary>
internal sealed class ScreeningNews
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _waiting = new();
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _running = new();
    private TaskCompletionSource _queued = Fresh();

    /// <summary>Something of a screening is new.</summary>
    public void Tell(long screening)
    {
        if (_waiting.TryRemove(screening, out var source))
        {
            source.TrySetResult();
        }
    }

    /// <summary>A task that ends with the next news of a screening; ask before looking at the store, so that nothing is missed in between.</summary>
    public Task Next(long screening) => _waiting.GetOrAdd(screening, _ => Fresh()).Task;

    /// <summary>A screening has come to the queue.</summary>
    public void TellQueued() => Interlocked.Exchange(ref _queued, Fresh()).TrySetResult();

    /// <summary>A task that ends when a screening comes to the queue.</summary>
    public Task NextQueued() => Volatile.Read(ref _queued).Task;

    /// <summary>A screening runs here, and can be stopped by this.</summary>
    public IDisposable Run(long screening, CancellationTokenSource source)
    {
        _running[screening] = source;
        return new Ended(() => _running.TryRemove(screening, out _));
    }

    /// <summary>Stops a screening that runs here; one that runs elsewhere hears of it from the store.</summary>
    public void Stop(long screening)
    {
        if (_running.TryGetValue(screening, out var source))
        {
            source.Cancel();
        }
    }

    // Continuations run elsewhere: who tells news must not be held up by who hears them.
    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Ended(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
