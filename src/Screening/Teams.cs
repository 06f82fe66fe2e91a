namespace Ssa.Screening;

/// <summary>Runs a fixed number of workers side by side, each with scratch memory of its own, and ends all when one fails.</summary>
internal static class Teams
{
    /// <summary>Runs the work on so many threads, the caller's being one of them.</summary>
    /// <param name="threads">How many.</param>
    /// <param name="work">The work of a thread; the token it gets is set when the caller cancels or another thread failed.</param>
    /// <param name="cancellation">The caller's wish to stop.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static void Run(int threads, Action<int, CancellationToken> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Exception? failure = null;
        void Guarded(int thread)
        {
            try
            {
                work(thread, stop.Token);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Interlocked.CompareExchange(ref failure, e, null);
                stop.Cancel();
            }
            catch (OperationCanceledException)
            {
                // Either the caller's wish or another thread's failure; both are told below.
            }
        }

        var others = new Task[threads - 1];
        for (var i = 0; i < others.Length; i++)
        {
            var thread = i + 1;
            others[i] = Task.Factory.StartNew(() => Guarded(thread), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        Guarded(0);
        Task.WaitAll(others, CancellationToken.None);
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        cancellation.ThrowIfCancellationRequested();
    }
}
