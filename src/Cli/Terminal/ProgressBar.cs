using System.Diagnostics;
using System.Globalization;
using Ssa.Screening;

namespace Ssa.Cli.Terminal;

/// <summary>One line on a terminal that tells how far a screening has come; it vanishes when disposed.</summary>
internal sealed class ProgressBar : IProgress<ScreeningProgress>, IDisposable
{
    private const int Cells = 30;

    /// <summary>Ten pictures a second are enough for an eye, and cost nothing beside the work.</summary>
    private static readonly TimeSpan BetweenPictures = TimeSpan.FromMilliseconds(100);

    private readonly TextWriter to;
    private readonly string what;
    private readonly Lock drawing = new();
    private readonly Stopwatch sinceStart = Stopwatch.StartNew();
    private TimeSpan nextPicture = BetweenPictures;
    private bool isShown;

    /// <summary>Makes a bar; it appears with the first report that comes late enough to be worth a picture.</summary>
    public ProgressBar(TextWriter to, string what) => (this.to, this.what) = (to, what);

    /// <summary>Takes a report from any thread; reports that come while another is drawn are dropped.</summary>
    public void Report(ScreeningProgress value)
    {
        if (sinceStart.Elapsed < nextPicture || !drawing.TryEnter())
        {
            return;
        }

        try
        {
            nextPicture = sinceStart.Elapsed + BetweenPictures;
            var filled = (int)(Math.Clamp(value.Done, 0, 1) * Cells);
            var line = string.Create(CultureInfo.InvariantCulture,
                $"\r{what} [{new string('#', filled)}{new string('.', Cells - filled)}] {value.Done,4:P0}  {value.Found} found  {sinceStart.Elapsed.TotalSeconds:F0} s");
            to.Write(line);
            isShown = true;
        }
        finally
        {
            drawing.Exit();
        }
    }

    /// <summary>Wipes the line.</summary>
    public void Dispose()
    {
        lock (drawing)
        {
            nextPicture = TimeSpan.MaxValue;
            if (isShown)
            {
                to.Write("\r\e[K");
            }
        }
    }
}
