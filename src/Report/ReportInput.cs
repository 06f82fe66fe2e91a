using NodaTime;
using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Risk;
using Ssa.Screening;

namespace Ssa.Report;

/// <summary>A setting as a page shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, with the unit.</param>
public readonly record struct SettingLine(string Name, string Value);

/// <summary>The objects that the Gabbard diagram shows.</summary>
/// <param name="Name">How they were chosen, such as <c>launch=1999-025</c>.</param>
/// <param name="Members">Their element sets.</param>
public sealed record ChosenCloud(string Name, IReadOnlyList<MeanElements> Members);

/// <summary>Everything that a page tells. The same input gives the same bytes: no clock, no machine and no count of threads stands in it.</summary>
public sealed record ReportInput
{
    /// <summary>The close approaches and the objects.</summary>
    public required ScreeningResult Result { get; init; }

    /// <summary>The files as they were read.</summary>
    public required CatalogueInput Catalogue { get; init; }

    /// <summary>The element sets that were used.</summary>
    public required CatalogueSelection Selection { get; init; }

    /// <summary>The files of ephemerides.</summary>
    public IReadOnlyList<EphemerisFile> Ephemerides { get; init; } = [];

    /// <summary>The files of earlier element sets to which position errors were fitted.</summary>
    public IReadOnlyList<CatalogueFile> Histories { get; init; } = [];

    /// <summary>Records of those files that could not be used.</summary>
    public IReadOnlyList<SetAsideRecord> HistoriesSetAside { get; init; } = [];

    /// <summary>Owners and types; null where no satellite catalogue is loaded.</summary>
    public Satcat? Satcat { get; init; }

    /// <summary>What assesses the close approaches: it knows the encounters, the covariances and its settings.</summary>
    public required ConjunctionRiskAssessor Assessor { get; init; }

    /// <summary>The settings, in the order in which they are shown.</summary>
    public required IReadOnlyList<SettingLine> Settings { get; init; }

    /// <summary>SHA-256 of the settings, as the JSON of a screening has it.</summary>
    public required string SettingsSha256 { get; init; }

    /// <summary>The program with its version.</summary>
    public required string Program { get; init; }

    /// <summary>The objects of the Gabbard diagram; null for the launch with the most objects.</summary>
    public ChosenCloud? Cloud { get; init; }

    /// <summary>How many close approaches each ranking shows, and how many are drawn, 1 to <see cref="LargestTop"/>.</summary>
    public int Top { get; init; } = 10;

    /// <summary>The largest <see cref="Top"/>: the page stays below 3 MB.</summary>
    public const int LargestTop = 100;

    /// <summary>The window's end, UTC.</summary>
    internal Instant End => Result.Settings.Start + Result.Settings.Duration;
}
