namespace Ssa.Catalog.Sources;

/// <summary>
/// Where element sets come from: files and folders (<see cref="FileSource"/>), CelesTrak (<see cref="CelesTrakSource"/>) or Space-Track
/// (<see cref="SpaceTrackSource"/>). A source keeps its provider's rules by itself; it may be asked as often as one likes.
/// </summary>
public interface IElementSetSource
{
    /// <summary>The source's name: <c>files</c>, <c>celestrak</c> or <c>space-track</c>.</summary>
    string Name { get; }

    /// <summary>Brings the source's files up to date, where its rules allow it, and tells what there is.</summary>
    /// <param name="cancellation">Stops waiting and transferring; a request that was under way counts as made.</param>
    /// <returns>One outcome for each file, group or query of the source, in the order of its settings.</returns>
    /// <exception cref="OperationCanceledException">Fetching was cancelled.</exception>
    Task<IReadOnlyList<FetchOutcome>> FetchAsync(CancellationToken cancellation);
}

/// <summary>A source that asks a provider over the network, and stops where the provider says that something is wrong.</summary>
public interface IProviderSource : IElementSetSource, IDisposable
{
    /// <summary>
    /// Lets a stopped source ask again: an operator's decision, once the cause is found. Copies that are in order keep their time of the next
    /// download.
    /// </summary>
    /// <param name="cancellation">Stops waiting for another process that uses the cache.</param>
    /// <returns>What held the source up, empty where nothing did.</returns>
    /// <exception cref="IOException">The cache cannot be read or written, or stays in use by another process.</exception>
    Task<IReadOnlyList<SourceStopped>> ResumeAsync(CancellationToken cancellation);
}
