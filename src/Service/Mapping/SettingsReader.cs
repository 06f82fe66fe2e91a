using NodaTime;
using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Screening;
using Engine = Ssa.Screening;

namespace Ssa.Service.Mapping;

/// <summary>The settings of a request as the engine takes them, and the request again with every default filled in.</summary>
internal static class SettingsReader
{
    /// <summary>The most rules that leave pairs out.</summary>
    public const int MostExclusions = 16;

    /// <summary>The most selectors of a side.</summary>
    public const int MostSelectors = 100;

    /// <summary>The most ephemerides of a screening.</summary>
    public const int MostEphemerides = 100;

    private const int LongestSelector = 10_000;

    /// <summary>The window, region and mode; the start must be known.</summary>
    /// <exception cref="Grpc.Core.RpcException">A field is out of its range; it is named.</exception>
    public static Engine.ScreeningSettings ToEngine(V1.ScreeningSettings from, Instant start, long mostEvents)
    {
        var settings = new Engine.ScreeningSettings
        {
            Start = start,
            Duration = ProtoTime.Read(from.Duration, "settings.duration") ?? Duration.FromHours(24),
            ThresholdKm = from.RegionCase == V1.ScreeningSettings.RegionOneofCase.ThresholdKm ? from.ThresholdKm : 5,
            Volume = from.RegionCase == V1.ScreeningSettings.RegionOneofCase.Volume ? VolumeOf(from.Volume) : null,
            Sgp4Mode = ModeOf(from.Sgp4Mode, "settings.sgp4_mode"),
            MaxEvents = from.MaxEvents switch
            {
                0 => mostEvents,
                < 0 => throw Refusal.Field("settings.max_events", "it is more than 0, or 0 for the server's limit"),
                var asked => asked <= mostEvents ? asked : throw Refusal.Field("settings.max_events", $"it is at most {mostEvents} on this server"),
            },
        };
        try
        {
            settings.Validate();
        }
        catch (ArgumentException fault)
        {
            var field = fault.ParamName switch
            {
                nameof(Engine.ScreeningSettings.ThresholdKm) => "settings.threshold_km",
                nameof(Engine.ScreeningSettings.Volume) => "settings.volume",
                nameof(Engine.ScreeningSettings.Duration) => "settings.duration",
                nameof(Engine.ScreeningSettings.Start) => "settings.start_time",
                _ => "settings",
            };
            throw Refusal.Field(field, fault.Message);
        }

        return settings;
    }

    /// <summary>Which pairs; null for all. Without selectors ephemerides are the primaries where there are any.</summary>
    /// <param name="from">The settings.</param>
    /// <param name="objects">The objects, the last of which stand in for ephemerides.</param>
    /// <param name="ephemerides">How many of them do.</param>
    /// <param name="satcat">The satellite catalogue; null for none.</param>
    /// <exception cref="Grpc.Core.RpcException">A selector cannot be read, matches nothing, or needs a SATCAT that is not there.</exception>
    public static PairSelection? Pairs(V1.ScreeningSettings from, IReadOnlyList<MeanElements> objects, int ephemerides, Satcat? satcat) =>
        from.Primaries.Count == 0 && from.Secondaries.Count == 0
            ? ephemerides == 0 ? null : new PairSelection([.. Enumerable.Range(0, objects.Count).Select(i => i >= objects.Count - ephemerides)], [.. Enumerable.Repeat(true, objects.Count)])
            : new PairSelection(Select("settings.primaries", from.Primaries, objects, satcat), Select("settings.secondaries", from.Secondaries, objects, satcat));

    /// <summary>The rules that leave pairs out.</summary>
    /// <exception cref="Grpc.Core.RpcException">A rule is empty or cannot be read.</exception>
    public static IReadOnlyList<ExclusionRule> Exclusions(V1.ScreeningSettings from, IReadOnlyList<MeanElements> objects, Satcat? satcat)
    {
        if (from.Exclusions.Count > MostExclusions)
        {
            throw Refusal.Field("settings.exclusions", $"there are at most {MostExclusions} rules");
        }

        if (from.Exclusions.Count(rule => rule.RuleCase == V1.ExclusionRule.RuleOneofCase.CoMovingBelowKmS) > 1)
        {
            throw Refusal.Field("settings.exclusions", "there is one limit of co-moving pairs");
        }

        return [.. from.Exclusions.Select((rule, i) => RuleOf(rule, $"settings.exclusions[{i}]", objects, satcat))];
    }

    /// <summary>Which objects are selected.</summary>
    /// <exception cref="Grpc.Core.RpcException">As for <see cref="Pairs"/>.</exception>
    public static IReadOnlyList<bool> Select(string field, IReadOnlyList<string> texts, IReadOnlyList<MeanElements> objects, Satcat? satcat)
    {
        if (texts.Count == 0)
        {
            return [.. Enumerable.Repeat(true, objects.Count)];
        }

        if (texts.Count > MostSelectors)
        {
            throw Refusal.Field(field, $"there are at most {MostSelectors} selectors");
        }

        try
        {
            var selectors = texts.Select((text, i) => text.Length <= LongestSelector ? ObjectSelector.Parse(text) : throw Refusal.Field($"{field}[{i}]", $"a selector has at most {LongestSelector} characters")).ToArray();
            var unmatched = selectors.SelectMany(selector => selector.FindUnmatched(objects, satcat)).Distinct().ToArray();
            return unmatched.Length == 0
                ? ObjectSelector.Any(selectors, objects, satcat)
                : throw Refusal.Field(field, $"{string.Join(", ", unmatched)} matches none of the {objects.Count} objects");
        }
        catch (FormatException fault)
        {
            throw Refusal.Field(field, fault.Message);
        }
        catch (SelectorNeedsSatcatException fault)
        {
            throw Refusal.Field(field, fault.Message);
        }
    }

    /// <summary>SGP4's mode.</summary>
    public static Sgp4Mode ModeOf(V1.Sgp4Mode mode, string field) => mode switch
    {
        V1.Sgp4Mode.Unspecified or V1.Sgp4Mode.Afspc => Sgp4Mode.Afspc,
        V1.Sgp4Mode.Improved => Sgp4Mode.Improved,
        _ => throw Refusal.Field(field, "it is SGP4_MODE_AFSPC or SGP4_MODE_IMPROVED"),
    };

    private static ExclusionRule RuleOf(V1.ExclusionRule rule, string field, IReadOnlyList<MeanElements> objects, Satcat? satcat) => rule.RuleCase switch
    {
        V1.ExclusionRule.RuleOneofCase.Between => ExclusionRule.Between(
            $"{rule.Between.One}:{rule.Between.Other}",
            Select($"{field}.between.one", [rule.Between.One], objects, satcat),
            Select($"{field}.between.other", [rule.Between.Other], objects, satcat)),
        V1.ExclusionRule.RuleOneofCase.SameNamePrefix when rule.SameNamePrefix => ExclusionRule.SameNamePrefix,
        V1.ExclusionRule.RuleOneofCase.CoMovingBelowKmS when rule.CoMovingBelowKmS is >= 0 and <= 100 => ExclusionRule.CoMoving(rule.CoMovingBelowKmS),
        V1.ExclusionRule.RuleOneofCase.CoMovingBelowKmS => throw Refusal.Field($"{field}.co_moving_below_km_s", "it is a speed of 0 to 100 km/s"),
        _ => throw Refusal.Field(field, "it says between, same_name_prefix: true, or co_moving_below_km_s"),
    };

    private static Engine.ScreeningVolume VolumeOf(V1.ScreeningVolume volume) => volume.Shape switch
    {
        V1.VolumeShape.Handbook => Engine.ScreeningVolume.Handbook,
        V1.VolumeShape.Ellipsoid when AreLengths(volume) => Engine.ScreeningVolume.Ellipsoid(volume.RadialKm, volume.TransverseKm, volume.NormalKm),
        V1.VolumeShape.Box when AreLengths(volume) => Engine.ScreeningVolume.Box(volume.RadialKm, volume.TransverseKm, volume.NormalKm),
        V1.VolumeShape.Ellipsoid or V1.VolumeShape.Box => throw Refusal.Field("settings.volume", "each half-length is more than 0 km"),
        _ => throw Refusal.Field("settings.volume.shape", "it is VOLUME_SHAPE_ELLIPSOID, VOLUME_SHAPE_BOX or VOLUME_SHAPE_HANDBOOK"),
    };

    private static bool AreLengths(V1.ScreeningVolume volume) => volume.RadialKm > 0 && volume.TransverseKm > 0 && volume.NormalKm > 0;
}
