using System.Globalization;
using Ssa.Catalog;
using Ssa.Cli.Jobs;
using Ssa.Cli.Terminal;
using Ssa.Client;
using Ssa.Propagation;
using Ssa.Screening;

namespace Ssa.Cli.Remote;

/// <summary>What a service is asked to look for.</summary>
/// <param name="plan">What is screened.</param>
/// <param name="hasServicesSatcat">Whether owners and types are the service's own.</param>
internal sealed class ContractSettings(ScreeningPlan plan, bool hasServicesSatcat)
{
    // What the service takes of one selector.
    private const int LongestSelector = 10_000;
    private const int NumbersPerSelector = LongestSelector / 10;

    private static readonly long UsualMaxEvents = new ScreeningRequest { Catalogue = new CatalogueRequest([], Lenient: false) }.MaxEvents;

    /// <summary>The settings.</summary>
    /// <param name="snapshot">The snapshot to screen.</param>
    /// <exception cref="CommandFailure">An exclusion names more objects than can be said.</exception>
    public V1.ScreeningSettings Of(string snapshot)
    {
        var (request, engine) = (plan.Request, plan.Settings);
        var settings = new V1.ScreeningSettings
        {
            StartTime = engine.Start.ToTimestamp(),
            Duration = engine.Duration.ToProtobuf(),
            Sgp4Mode = engine.Sgp4Mode == Sgp4Mode.Improved ? V1.Sgp4Mode.Improved : V1.Sgp4Mode.Afspc,
            MaxAge = request.MaxAge?.ToProtobuf(),
            Snapshot = snapshot,

            // Not asked for, the service's own limit holds.
            MaxEvents = engine.MaxEvents == UsualMaxEvents ? 0 : engine.MaxEvents,
        };
        if (engine.Volume is { } volume)
        {
            settings.Volume = Of(volume);
        }
        else
        {
            settings.ThresholdKm = engine.ThresholdKm;
        }

        settings.Primaries.AddRange(request.Primaries.SelectMany(Texts));
        settings.Secondaries.AddRange(request.Secondaries.SelectMany(Texts));
        settings.Exclusions.AddRange(request.Exclusions.Select(argument => argument.Groups is { } groups
            ? new V1.ExclusionRule { Between = new V1.SelectorPair { One = Single(groups.One), Other = Single(groups.Other) } }
            : argument.Rule!.CoMovingBelowKmPerS is { } speed ? new V1.ExclusionRule { CoMovingBelowKmS = speed } : new V1.ExclusionRule { SameNamePrefix = true }));
        return settings;
    }

    private static V1.ScreeningVolume Of(ScreeningVolume volume) => volume.Size is { } size
        ? new V1.ScreeningVolume
        {
            Shape = size.Shape == VolumeShape.Box ? V1.VolumeShape.Box : V1.VolumeShape.Ellipsoid,
            RadialKm = size.RadialKm,
            TransverseKm = size.TransverseKm,
            NormalKm = size.NormalKm,
        }
        : new V1.ScreeningVolume { Shape = V1.VolumeShape.Handbook };

    /// <summary>A selector as the service reads it alike: by numbers, where owners and types are known here and may be others there.</summary>
    private IEnumerable<string> Texts(ObjectSelector selector)
    {
        if (!selector.NeedsSatcat || hasServicesSatcat)
        {
            return [selector.Text];
        }

        var chosen = selector.Select(plan.Selection.Objects, plan.Catalogue.Satcat);
        return plan.Selection.Objects.Where((_, i) => chosen[i]).Select(one => one.Number.Value.ToString(CultureInfo.InvariantCulture)).Chunk(NumbersPerSelector).Select(part => string.Join(',', part));
    }

    private string Single(ObjectSelector selector) => Texts(selector).ToArray() is [var one]
        ? one
        : throw new CommandFailure($"--exclude: '{selector.Text}' means more than {NumbersPerSelector} objects by --satcat, which is more than a rule sent to a service can name; exclude by name, or screen without --server");
}
