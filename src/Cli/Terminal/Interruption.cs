using System.Runtime.InteropServices;

namespace Ssa.Cli.Terminal;

/// <summary>
/// Ctrl-C and SIGTERM: the first asks the run to stop, so that it can tidy up. A run that has not stopped soon after, because it waits for a pipe
/// that says nothing, or a second signal, ends the process; what must not be left behind is tidied up even then.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly Lock tidying = new();
    private readonly Timer lastResort;
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;
    private Action? tidyUp;

    /// <summary>Starts to listen.</summary>
    public Interruption()
    {
        lastResort = new Timer(_ => GiveUp());
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Take);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take);
    }

    /// <summary>How long a run has to stop. Work looks at its token far more often than the usual time; only a blocked read or write waits longer.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Names what to do before the process is ended from outside the run.</summary>
    public void BeforeGivingUp(Action tidyUp)
    {
        lock (tidying)
        {
            this.tidyUp += tidyUp;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        lastResort.Dispose();
        source.Dispose();
    }

    private void Take(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (source.IsCancellationRequested)
        {
            GiveUp();
        }

        lastResort.Change(Patience, Timeout.InfiniteTimeSpan);
        source.Cancel();
    }

    private void GiveUp()
    {
        lock (tidying)
        {
            tidyUp?.Invoke();
            Environment.Exit(ExitCode.Interrupted);
        }
    }
}
