using System.Globalization;
using Ssa.Risk.Curvilinear;
using Ssa.Risk.Ladder;

namespace Ssa.Risk;

/// <summary>
/// From the encounter plane over Nc2D and Nc3D to Monte Carlo: each rung is kept if the checks of its use pass, else the next is tried (Hall, Baars and Casali 2023, AAS 23-398). Relative speed is no criterion: head-on encounters at
/// 15 km/s can be wrong in the plane by 10⁵.
/// </summary>
public static class CollisionProbabilityLadder
{
    private const string NoCurvedPeak = "the curved encounter has no single peak that the use of the plane could be checked against";

    /// <summary>Climbs the ladder.</summary>
    /// <param name="encounter">The encounter.</param>
    /// <param name="monteCarlo">Trials for the last rung; null for a ladder without it.</param>
    public static LadderResult Assess(Encounter encounter, MonteCarloSettings? monteCarlo = null)
    {
        ArgumentNullException.ThrowIfNull(encounter);
        var plane = WithBounds(encounter);
        var (curved, reason) = CurvedEncounter.Of(encounter);
        reason ??= WithoutVelocity(encounter.First, "first") ?? WithoutVelocity(encounter.Second, "second");
        return curved is null || reason is not null ? PlaneAlone(encounter, plane, reason!) : Climb(encounter, curved, plane, new(() => Nc2DMethod.Analyse(encounter)), new(() => CurvedEncounterPc.Nc3D(encounter)), monteCarlo);
    }

    private static LadderResult Climb(
        Encounter encounter, CurvedEncounter curved, PcResult plane, Lazy<Nc2DAnalysis> analysis, Lazy<PcResult> nc3D, MonteCarloSettings? monteCarlo)
    {
        var rungs = new List<LadderRung>();
        var checks = plane.Status == PcStatus.Ok ? UsageChecks.OfPlane(encounter, curved, analysis.Value) : [];
        if (Add(plane, checks ?? [], checks is null ? NoCurvedPeak : null))
        {
            return Close(encounter, rungs, true);
        }

        if (Add(analysis.Value.Result, UsageChecks.OfNc2D(curved, analysis.Value), null) || Add(nc3D.Value, [], nc3D.Value.Remark))
        {
            return Close(encounter, rungs, true);
        }

        return Close(encounter, rungs, monteCarlo is not null && Add(MonteCarloPc.Run(encounter, monteCarlo, analysis.Value, null).Result, [], null));

        bool Add(PcResult result, IReadOnlyList<UsageCheck> made, string? otherwise)
        {
            var rejection = result.Status != PcStatus.Ok ? result.Reason : otherwise ?? Violations(made);
            rungs.Add(new() { Result = result, Checks = made, Rejection = rejection });
            return rejection is null;
        }
    }

    /// <summary>A covariance whose velocities are left at zero, as owners' ephemerides have it, says nothing of where the object will be a minute later.</summary>
    private static string? WithoutVelocity(ObjectState state, string which) => state.Covariance!.Full is { } full && full[3, 3] == 0 && full[4, 4] == 0 && full[5, 5] == 0
        ? $"the velocity of the {which} object has no variance"
        : null;

    /// <summary>Positions alone cannot be followed along curved paths: the plane stands unchecked, and says so.</summary>
    private static LadderResult PlaneAlone(Encounter encounter, PcResult plane, string reason)
    {
        var rung = new LadderRung { Result = plane, Checks = [], Rejection = plane.Status == PcStatus.Ok ? $"its use is not checked: {reason}" : plane.Reason };
        return Close(encounter, [rung], false);
    }

    private static LadderResult Close(Encounter encounter, List<LadderRung> rungs, bool accepted)
    {
        var kept = accepted ? rungs[^1] : rungs.LastOrDefault(r => r.Result.Status == PcStatus.Ok) ?? rungs[0];
        return new()
        {
            Result = kept.Result,
            IsAccepted = accepted,
            Rungs = rungs,
            LinearDuration = CoppolaBounds.Of(encounter),
            Flags = [.. rungs.SelectMany(Flags), .. accepted ? Array.Empty<string>() : ["not-accepted"]],
        };
    }

    /// <summary>The stable words of a rung.</summary>
    internal static IEnumerable<string> Flags(LadderRung rung)
    {
        var name = AllMethods.NameOf(rung.Result.Method);
        var violated = rung.Checks.Where(c => c.IsViolated).Select(c => $"{name}-{Word(c.Concern)}");
        return rung.Result.Remark is null ? violated : violated.Append($"{name}-remark");
    }

    private static string Word(UsageConcern concern) => concern switch
    {
        UsageConcern.NotPositiveDefinite => "not-positive-definite",
        UsageConcern.Extended => "extended",
        UsageConcern.Offset => "offset",
        UsageConcern.Blended => "blended",
        _ => "inaccurate",
    };

    private static string? Violations(IReadOnlyList<UsageCheck> checks)
    {
        var texts = checks.Where(c => c.IsViolated).Select(c => string.Create(CultureInfo.InvariantCulture, $"{Word(c.Concern)}: {c.Indicator:G3} above {c.Cut:G3}")).ToArray();
        return texts.Length > 0 ? string.Join("; ", texts) : null;
    }

    /// <summary>The plane's value between Laas' analytic bounds.</summary>
    private static PcResult WithBounds(Encounter encounter)
    {
        var value = ShortEncounterPc.Compute(encounter);
        if (value.Status != PcStatus.Ok)
        {
            return value;
        }

        var laas = ShortEncounterPc.Compute(encounter, PcMethod.Laas);
        return value with { Lower = Math.Min(laas.Lower ?? 0, value.Value!.Value), Upper = Math.Max(laas.Upper ?? 1, value.Value!.Value) };
    }
}
