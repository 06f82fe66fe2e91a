using NodaTime;
using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Risk;
using Ssa.Screening;

namespace Ssa.Cli.Jobs;

/// <summary>Histories of element sets and the covariances that were fitted to them.</summary>
/// <param name="Files">The files, in the order given.</param>
/// <param name="SetAside">Records of them that could not be used.</param>
/// <param name="Fitted">Per object of the screening its fitted covariance; null where there is none.</param>
/// <param name="Objects">How many objects of the screening have more than one set in the files.</param>
internal sealed record LoadedHistories(IReadOnlyList<CatalogueFile> Files, IReadOnlyList<SetAsideRecord> SetAside, IReadOnlyList<CovarianceModel?> Fitted, int Objects)
{
    /// <summary>How far back a history is used, days: orbits, drag and practice of tracking change over years.</summary>
    public const int LongestDays = 365;

    /// <summary>No history.</summary>
    public static LoadedHistories None { get; } = new([], [], [], 0);

    /// <summary>The fitted covariance of an object of the screening.</summary>
    public CovarianceModel? Of(int index) => index < Fitted.Count ? Fitted[index] : null;

    /// <summary>Reads histories and fits a covariance to the year before each screened set; what is newer than that set is not used.</summary>
    /// <exception cref="CatalogueReadException">A file cannot be read, or is of no known format.</exception>
    public static LoadedHistories Read(IReadOnlyList<string> paths, bool lenient, ScreeningResult screening, CancellationToken cancellation)
    {
        if (paths.Count == 0)
        {
            return None;
        }

        var input = CatalogueReader.Read(paths, lenient, standardInput: null, cancellation);
        var histories = input.Batch.Accepted.ToLookup(set => set.Number);
        var fitted = new CovarianceModel?[screening.Objects.Count];
        var objects = 0;
        var threads = screening.Settings.Threads > 0 ? screening.Settings.Threads : Environment.ProcessorCount;
        Parallel.For(0, fitted.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, i =>
        {
            var current = screening.Objects[i];
            MeanElements[] past = [.. histories[current.Number].Where(set => set.Epoch <= current.Epoch && current.Epoch - set.Epoch <= Duration.FromDays(LongestDays))];
            if (past.Length > 1)
            {
                Interlocked.Increment(ref objects);
                fitted[i] = Fit(past, current, screening.Settings.Sgp4Mode);
            }
        });
        return new(input.Files, input.Batch.SetAside, fitted, objects);
    }

    private static HistoryCovariance? Fit(MeanElements[] past, MeanElements current, Sgp4Mode mode) =>
        RiskObject.Of(ScreenedObject.Of(current), BodyClass.Unknown).Covariance is TableCovariance floor
            ? HistoryCovariance.Fit(new ElementSetHistory(past, mode: mode), floor)
            : null;
}
