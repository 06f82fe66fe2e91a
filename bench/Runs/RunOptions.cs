using NodaTime;
using Ssa.Propagation;

namespace Ssa.Bench.Runs;

/// <summary>What <c>runs</c> was asked for.</summary>
internal sealed record RunOptions
{
    /// <summary>The catalogue file; null for a synthetic one.</summary>
    public required string? Catalogue { get; init; }

    /// <summary>Start of every window; null for the catalogue's own epoch.</summary>
    public required Instant? Start { get; init; }

    /// <summary>Measured runs of each row.</summary>
    public required int Repeat { get; init; }

    /// <summary>Where the results are written; null for nowhere.</summary>
    public required string? Out { get; init; }

    /// <summary>Measure only rows whose group or name contains one of these; empty for all.</summary>
    public required IReadOnlyList<string> Only { get; init; }

    /// <summary>The program to run; null to publish the checkout's.</summary>
    public required string? Program { get; init; }

    /// <summary>Length of the window in which the baselines search, hours.</summary>
    public required double BaselineHours { get; init; }

    /// <summary>A list that is taken for true; null for none.</summary>
    public required TruthRequest? Truth { get; init; }
}

/// <summary>A list of close approaches that is taken for true, and what it was computed for.</summary>
/// <param name="File">The file: CSV, plain or gzip.</param>
/// <param name="Hours">Length of its window, which begins at the start of the runs.</param>
/// <param name="ThresholdKm">Its threshold.</param>
/// <param name="Mode">Its mode of SGP4.</param>
internal sealed record TruthRequest(string File, double Hours, double ThresholdKm, Sgp4Mode Mode);
