using System.Diagnostics;
using NodaTime;
using Ssa.Catalog;
using Ssa.Cli.Terminal;
using Ssa.Cli.Values;
using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Time;
using Ssa.Risk;
using Ssa.Screening;

namespace Ssa.Cli.Jobs;

/// <summary>The use case behind <c>ssa screen</c>: files to close approaches.</summary>
internal static class ScreeningJob
{
    /// <summary>Runs a screening.</summary>
    /// <param name="request">What to screen.</param>
    /// <param name="clock">The clock behind <c>now</c>.</param>
    /// <param name="progress">Told how far the screening has come; may be null.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <exception cref="CommandFailure">No element set can be used, a selector matches nothing, or an ephemeris moves as nothing in orbit does.</exception>
    public static ScreeningReport Run(ScreeningRequest request, IClock clock, IProgress<ScreeningProgress>? progress, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var plan = Plan(request, LoadedCatalogue.Read(request.Catalogue, cancellation), clock, cancellation);
        var reading = watch.Elapsed;
        ScreeningResult ScreenWith(ScreeningSettings settings, IProgress<ScreeningProgress>? progress, CancellationToken cancellation) =>
            Screen(plan, settings, progress, cancellation);

        var result = ScreenWith(plan.Settings, progress, cancellation);
        return Report(plan, result, [new("read", reading), .. result.Stages], cancellation) with { ScreenAgain = ScreenWith };
    }

    /// <summary>Chooses what is screened, and refuses what cannot be.</summary>
    /// <param name="request">What to screen.</param>
    /// <param name="loaded">The catalogue.</param>
    /// <param name="clock">The clock behind <c>now</c>.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <exception cref="CommandFailure">No element set can be used, or a selector matches nothing.</exception>
    public static ScreeningPlan Plan(ScreeningRequest request, LoadedCatalogue loaded, IClock clock, CancellationToken cancellation)
    {
        var catalogue = loaded.RequireElementSets();
        var sets = catalogue.Input.Batch.Accepted;
        var ephemerides = LoadedEphemerides.Read(request.EphemerisFiles, EarthOrientationFile.Read(request.EarthOrientationPath), cancellation);
        var bodies = request.BodyTablePath is { } bodiesPath ? ReadBodies(bodiesPath) : BodyTable.Empty;
        var start = request.Start.Resolve(clock, () => EpochOf(sets, ephemerides.Objects));
        var selection = CatalogueSelection.Choose(sets, start, request.MaxAge);
        if (selection.Objects.Count == 0)
        {
            throw new CommandFailure($"--max-age: every one of the {selection.TooOld} objects has an element set further than that from the start; raise it, or move --start");
        }

        // As selectors see them.
        var objects = ephemerides.Objects.Count == 0
            ? selection.Objects
            : [.. selection.Objects, .. ephemerides.Objects.Zip(EphemerisNumbers.Of(selection.Objects, ephemerides.Objects), EphemerisStandIn.Of)];
        var pairs = SelectPairs(request, objects, ephemerides.Objects.Count, catalogue.Satcat);
        var exclusions = request.Exclusions.Select(argument => RuleOf(argument, objects, catalogue.Satcat)).ToArray();
        var cloud = request.Cloud.Count == 0 ? null : Select("--cloud", request.Cloud, selection.Objects, catalogue.Satcat);
        var settings = new ScreeningSettings
        {
            Start = start,
            Duration = request.Duration,
            ThresholdKm = request.ThresholdKm,
            Volume = request.Volume,
            Sgp4Mode = request.Sgp4Mode,
            MaxEvents = request.MaxEvents,
            Threads = request.Threads,
        };
        RequireWithinBounds(settings);
        return new ScreeningPlan(request, catalogue, selection, settings)
        {
            Ephemerides = ephemerides,
            Bodies = bodies,
            Pairs = pairs,
            Exclusions = exclusions,
            Cloud = cloud is null ? null : [.. selection.Objects.Where((_, i) => cloud[i])],
        };
    }

    /// <summary>What outputs tell of a result.</summary>
    /// <param name="plan">What was screened.</param>
    /// <param name="result">What was found.</param>
    /// <param name="stages">Wall time of each stage up to the result.</param>
    /// <param name="cancellation">Ends the run early.</param>
    public static ScreeningReport Report(ScreeningPlan plan, ScreeningResult result, IReadOnlyList<StageTime> stages, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var histories = LoadedHistories.Read(plan.Request.HistoryFiles, plan.Request.Catalogue.Lenient, result, cancellation);
        return new ScreeningReport(plan.Request, plan.Catalogue, plan.Selection, result, histories.Files.Count == 0 ? stages : [.. stages, new("histories", watch.Elapsed)])
        {
            Ephemerides = plan.Ephemerides,
            Cloud = plan.Cloud,
            Risk = RiskOf(result, plan.Catalogue.Satcat, plan.Bodies, histories),
            Bodies = plan.Bodies,
            Histories = histories,
        };
    }

    /// <summary>The risk of a result's rows: classes from the satellite catalogue, radii and masses from the table, else by class and radar cross-section.</summary>
    public static ConjunctionRiskAssessor RiskOf(ScreeningResult result, Satcat? satcat, BodyTable bodies, LoadedHistories histories)
    {
        return new(
            result,
            index => EntryOf(index) is { } entry ? ClassOf(entry.Type) : BodyClass.Unknown,
            new ConjunctionRiskSettings { HardBodyRadiiM = bodies.RadiusM },
            MassOf,
            histories.Of);

        SatcatEntry? EntryOf(int index) => result.ObjectAt(index).Number is { } number ? satcat?.Find(number) : null;

        ObjectMass? MassOf(int index)
        {
            var entry = EntryOf(index);
            double? table = result.ObjectAt(index).Number is { } number && bodies.MassKg.TryGetValue(number.Value, out var mass) ? mass : null;
            return ObjectMass.Of(table, entry?.RcsM2, entry is null ? BodyClass.Unknown : ClassOf(entry.Type));
        }
    }

    private static BodyClass ClassOf(ObjectType type) => type switch
    {
        ObjectType.Payload => BodyClass.Payload,
        ObjectType.RocketBody => BodyClass.RocketBody,
        ObjectType.Debris => BodyClass.Debris,
        _ => BodyClass.Unknown,
    };

    private static BodyTable ReadBodies(string path)
    {
        try
        {
            using var content = File.OpenRead(path);
            return BodyTable.Read(content, path);
        }
        catch (InvalidDataException fault)
        {
            throw new CommandFailure($"--hbr-table: {fault.Message}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"--hbr-table: '{path}' cannot be read: {fault.Message} Check the path.");
        }
    }

    private static ScreeningResult Screen(ScreeningPlan plan, ScreeningSettings settings, IProgress<ScreeningProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            return Screener.Screen(plan.Selection.Objects, plan.Ephemerides.Objects, settings, plan.Pairs, progress, exclusions: plan.Exclusions, cancellation: cancellation);
        }
        catch (UnusableEphemerisException fault)
        {
            throw new CommandFailure($"--ephemeris: {plan.Ephemerides.FileOf(fault.Ephemeris)}: {fault.Message}");
        }
    }

    /// <summary>The catalogue's epoch, or the time at which the first ephemeris begins where that is later: before it there would be nothing to look at.</summary>
    private static Instant EpochOf(IReadOnlyList<MeanElements> sets, IReadOnlyList<InterpolatedEphemeris> ephemerides)
    {
        var epoch = EpochRule.Of(sets);
        return ephemerides.Count == 0 ? epoch : Instant.Max(epoch, ephemerides.Min(ephemeris => ephemeris.Start));
    }

    /// <summary>Only the start can still be out of bounds: it may come from the element sets.</summary>
    private static void RequireWithinBounds(ScreeningSettings settings)
    {
        try
        {
            settings.Validate();
        }
        catch (ArgumentException fault)
        {
            throw new CommandFailure($"--start: {UtcText.Format(settings.Start)} is out of range: {fault.Message}", ExitCode.Usage);
        }
    }

    /// <summary>Which pairs to screen of objects whose last are ephemerides; null for all.</summary>
    private static PairSelection? SelectPairs(ScreeningRequest request, IReadOnlyList<MeanElements> objects, int ephemerides, Satcat? satcat)
    {
        if (request.Primaries.Count == 0 && request.Secondaries.Count == 0)
        {
            return ephemerides == 0
                ? null
                : new PairSelection([.. Enumerable.Range(0, objects.Count).Select(i => i >= objects.Count - ephemerides)], [.. Enumerable.Repeat(true, objects.Count)]);
        }

        return new PairSelection(
            Select("--primaries", request.Primaries, objects, satcat),
            Select("--secondaries", request.Secondaries, objects, satcat));
    }

    private static ExclusionRule RuleOf(ExclusionArgument argument, IReadOnlyList<MeanElements> objects, Satcat? satcat) => argument.Groups is { } groups
        ? ExclusionRule.Between(argument.Text, Select("--exclude", [groups.One], objects, satcat), Select("--exclude", [groups.Other], objects, satcat))
        : argument.Rule!;

    private static IReadOnlyList<bool> Select(string option, IReadOnlyList<ObjectSelector> selectors, IReadOnlyList<MeanElements> objects, Satcat? satcat)
    {
        if (selectors.Count == 0)
        {
            return Enumerable.Repeat(true, objects.Count).ToArray();
        }

        var unmatched = selectors.SelectMany(selector => selector.FindUnmatched(objects, satcat)).Distinct().ToArray();
        return unmatched.Length == 0
            ? ObjectSelector.Any(selectors, objects, satcat)
            : throw new CommandFailure($"{option}: {string.Join(", ", unmatched)} matches none of the {objects.Count} objects; check the spelling, or add the file that holds them");
    }
}

/// <summary>What a screening looks at, chosen and checked.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Catalogue">What was read.</param>
/// <param name="Selection">The element sets that are used.</param>
/// <param name="Settings">The engine's settings.</param>
internal sealed record ScreeningPlan(ScreeningRequest Request, LoadedCatalogue Catalogue, CatalogueSelection Selection, ScreeningSettings Settings)
{
    /// <summary>The ephemerides.</summary>
    public LoadedEphemerides Ephemerides { get; init; } = LoadedEphemerides.None;

    /// <summary>Radii and masses that were given.</summary>
    public BodyTable Bodies { get; init; } = BodyTable.Empty;

    /// <summary>Which pairs; null for all.</summary>
    public PairSelection? Pairs { get; init; }

    /// <summary>Rules that leave pairs out, in order of precedence.</summary>
    public IReadOnlyList<ExclusionRule> Exclusions { get; init; } = [];

    /// <summary>The objects that a report shows apart; null where none were asked for.</summary>
    public IReadOnlyList<MeanElements>? Cloud { get; init; }
}

/// <summary>A screening with everything that its outputs tell.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Catalogue">What was read.</param>
/// <param name="Selection">The element sets that were used.</param>
/// <param name="Result">The close approaches; its objects are those of the selection.</param>
/// <param name="Stages">Wall time of each stage up to the result.</param>
internal sealed record ScreeningReport(
    ScreeningRequest Request, LoadedCatalogue Catalogue, CatalogueSelection Selection, ScreeningResult Result, IReadOnlyList<StageTime> Stages)
{
    /// <summary>The ephemerides that were screened.</summary>
    public LoadedEphemerides Ephemerides { get; init; } = LoadedEphemerides.None;

    /// <summary>The objects that a report shows apart; null where none were asked for.</summary>
    public IReadOnlyList<MeanElements>? Cloud { get; init; }

    /// <summary>What the risk of a row is.</summary>
    public required ConjunctionRiskAssessor Risk { get; init; }

    /// <summary>Radii and masses that were given.</summary>
    public BodyTable Bodies { get; init; } = BodyTable.Empty;

    /// <summary>The histories that covariances were fitted to.</summary>
    public LoadedHistories Histories { get; init; } = LoadedHistories.None;

    /// <summary>Screens the same once more, with other settings; null where there was no screening.</summary>
    public Func<ScreeningSettings, IProgress<ScreeningProgress>?, CancellationToken, ScreeningResult>? ScreenAgain { get; init; }
}
