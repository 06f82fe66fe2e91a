using Ssa.Propagation;

namespace Ssa.Screening;

/// <summary>Screens a catalogue for close approaches.</summary>
public static class Screener
{
    /// <summary>Finds every close approach of the window.</summary>
    /// <param name="objects">One element set per object.</param>
    /// <param name="settings">Window, threshold, mode.</param>
    /// <param name="pairs">Which pairs to screen; null for all against all.</param>
    /// <param name="progress">Told as slabs finish; may be null.</param>
    /// <param name="cancellation">Ends the run early with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TooManyEventsException">More rows than <see cref="ScreeningSettings.MaxEvents"/>.</exception>
    public static ScreeningResult Screen(
        IReadOnlyList<MeanElements> objects,
        ScreeningSettings settings,
        PairSelection? pairs = null,
        IProgress<ScreeningProgress>? progress = null,
        CancellationToken cancellation = default) => throw new NotSupportedException();
}

/// <summary>Which pairs are screened: one object a primary and the other a secondary.</summary>
/// <param name="IsPrimary">Per object of the catalogue, whether it is a primary.</param>
/// <param name="IsSecondary">Per object of the catalogue, whether it is a secondary.</param>
public sealed record PairSelection(IReadOnlyList<bool> IsPrimary, IReadOnlyList<bool> IsSecondary);

/// <summary>More close approaches than the settings allow; nothing is returned, since a cut list would look complete.</summary>
/// <param name="limit">The limit that was passed.</param>
public sealed class TooManyEventsException(long limit)
    : Exception($"More than {limit:N0} close approaches: raise --max-events, lower --threshold or shorten --duration.")
{
    /// <summary>The limit that was passed.</summary>
    public long Limit { get; } = limit;
}
