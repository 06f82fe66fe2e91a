using NodaTime;
using Ssa.Catalog;
using Ssa.Cli.Values;
using Ssa.Propagation;
using Ssa.Screening;

namespace Ssa.Cli.Jobs;

/// <summary>A screening as a user asks for it, before any file is read.</summary>
internal sealed record ScreeningRequest
{
    /// <summary>The catalogue.</summary>
    public required CatalogueRequest Catalogue { get; init; }

    /// <summary>Files of orbit ephemeris messages, whose objects are screened too.</summary>
    public IReadOnlyList<string> EphemerisFiles { get; init; } = [];

    /// <summary>The file of Earth orientation data for ephemerides in frames other than TEME; null for none.</summary>
    public string? EarthOrientationPath { get; init; }

    /// <summary>The file of hard-body radii and masses; null for none.</summary>
    public string? BodyTablePath { get; init; }

    /// <summary>Files of earlier element sets, to which covariances are fitted.</summary>
    public IReadOnlyList<string> HistoryFiles { get; init; } = [];

    /// <summary>Start of the window; <c>epoch</c> is no earlier than the first ephemeris.</summary>
    public TimeArgument Start { get; init; } = TimeArgument.Epoch;

    /// <summary>Length of the window.</summary>
    public Duration Duration { get; init; } = Duration.FromHours(24);

    /// <summary>Largest distance of a close approach, km.</summary>
    public double ThresholdKm { get; init; } = 5;

    /// <summary>The volume that takes the place of the threshold; null for none.</summary>
    public ScreeningVolume? Volume { get; init; }

    /// <summary>The first objects of pairs; none for all, or for the ephemerides where there are any and no secondaries are asked for.</summary>
    public IReadOnlyList<ObjectSelector> Primaries { get; init; } = [];

    /// <summary>The second objects of pairs; none for all.</summary>
    public IReadOnlyList<ObjectSelector> Secondaries { get; init; } = [];

    /// <summary>Rules that leave pairs out, in order of precedence.</summary>
    public IReadOnlyList<ExclusionArgument> Exclusions { get; init; } = [];

    /// <summary>SGP4's operation mode.</summary>
    public Sgp4Mode Sgp4Mode { get; init; } = Sgp4Mode.Afspc;

    /// <summary>The greatest age of an element set at the start; null for no limit.</summary>
    public Duration? MaxAge { get; init; }

    /// <summary>The most rows that a result may hold.</summary>
    public long MaxEvents { get; init; } = 20_000_000;

    /// <summary>Threads to use, 0 for one per processor.</summary>
    public int Threads { get; init; }
}
