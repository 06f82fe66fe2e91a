using Grpc.Core;
using NodaTime;
using Ssa.Risk;
using Ssa.Service.Jobs;
using Ssa.Service.Mapping;
using Ssa.Store;

namespace Ssa.Service.Endpoints;

/// <summary>RiskService: validates, computes, maps.</summary>
internal sealed class RiskEndpoint(SsaStore store, ScreeningObjects objects) : V1.RiskService.RiskServiceBase
{
    private const long MostSamples = 100_000_000;

    // Conjunctions of a pair within this are one event: half of a low orbit's revolution apart they are two.
    private static readonly Duration EventReach = Duration.FromMinutes(20);

    /// <inheritdoc/>
    public override Task<V1.AssessConjunctionResponse> AssessConjunction(V1.AssessConjunctionRequest request, ServerCallContext context)
    {
        if (!ResourceName.TryConjunction(request.Name, out var id, out var number) || store.Conjunctions.Find(id, number) is not { } row)
        {
            throw Refusal.NotFound("Conjunction", request.Name);
        }

        if (request.MonteCarloSamples is < 0 or > MostSamples)
        {
            throw Refusal.Field("monte_carlo_samples", $"it is 0 for none, or at most {MostSamples}");
        }

        if (request.HasHardBodyRadiusM && !(request.HardBodyRadiusM is > 0 and <= 100_000))
        {
            throw Refusal.Field("hard_body_radius_m", "it is more than 0 and at most 100,000 m");
        }

        var work = ScreeningWork.Of(objects.Of(id), store.Screenings.Find(id) ?? throw Refusal.NotFound("Conjunction", request.Name), threads: 1);
        var approach = ScreeningWork.Load(row);
        var risk = work.Assess(approach);
        var assessment = new V1.RiskAssessment
        {
            Tca = ProtoTime.Of(approach.Tca),
            MissDistanceKm = row.MissKm,
            RelativeSpeedKmS = row.SpeedKmPerS,
            HardBodyRadiusM = request.HasHardBodyRadiusM ? request.HardBodyRadiusM : risk.HardBodyRadius.RadiusM,
            HardBodyRadiusSource = request.HasHardBodyRadiusM ? "request" : risk.HardBodyRadius.Source,
            CovarianceSource = risk.CovarianceSource,
        };
        if (work.EncounterOf(approach) is not { } encounter)
        {
            throw Refusal.Precondition("conjunction", "A state of the pair is refused by SGP4 at the time of closest approach.");
        }

        encounter = encounter with { HardBodyRadiusM = assessment.HardBodyRadiusM };
        var comparison = AllMethods.Compute(encounter, request.MonteCarloSamples == 0 ? null : new MonteCarloSettings { Samples = request.MonteCarloSamples, Seed = (ulong)request.MonteCarloSeed });
        assessment.Results.AddRange(comparison.Answers.Select(Of));
        assessment.Flags.AddRange(comparison.Flags);
        if (DilutionCurve.MaximumOverScale(encounter) is { } maximum)
        {
            assessment.MaxProbability = maximum.Maximum.Value;
            assessment.DilutionSigmaKm = maximum.Maximum.DilutionSigmaM / 1000;
            assessment.Flags.Add(maximum.IsDiluted ? "diluted" : "robust");
        }

        return Task.FromResult(new V1.AssessConjunctionResponse { Assessment = assessment });
    }

    /// <inheritdoc/>
    public override Task<V1.GetEventHistoryResponse> GetEventHistory(V1.GetEventHistoryRequest request, ServerCallContext context)
    {
        var near = ProtoTime.Read(request.NearTime, "near_time") ?? throw Refusal.Field("near_time", "a time near the closest approach is needed");
        RequireNumber(request.CatalogNumber1, "catalog_number_1");
        RequireNumber(request.CatalogNumber2, "catalog_number_2");
        var response = new V1.GetEventHistoryResponse();
        foreach (var (screening, found) in store.Conjunctions.History(request.CatalogNumber1, request.CatalogNumber2, near, EventReach))
        {
            var known = objects.Of(screening.Id);
            response.Records.Add(new V1.EventRecord
            {
                ScreeningTime = ProtoTime.Of(screening.CreateTime),
                Conjunction = ProtoScreenings.Of(screening.Id, found.Number, found.Row, known),
                FirstAgeDays = AgeDays(found.Row.First),
                SecondAgeDays = AgeDays(found.Row.Second),
            });

            double AgeDays(int ordinal) => (ScreeningWork.Load(found.Row).Tca - known[ordinal].Set.Elements.Epoch).TotalDays;
        }

        return Task.FromResult(response);
    }

    private static void RequireNumber(int number, string field)
    {
        if (number is < 1 or > 999_999_999)
        {
            throw Refusal.Field(field, "it is 1 to 999,999,999");
        }
    }

    private static V1.MethodResult Of(MethodAnswer answer)
    {
        var result = new V1.MethodResult
        {
            Method = answer.Name,
            Status = answer.Status switch
            {
                PcStatus.Ok => V1.RiskStatus.Ok,
                PcStatus.NotApplicable => V1.RiskStatus.NotApplicable,
                _ => V1.RiskStatus.NotComputable,
            },
            Reason = answer.Reason ?? "",
        };
        if (answer.Value is { } value)
        {
            result.Value = value;
        }

        if (answer.Lower is { } lower)
        {
            result.Lower = lower;
        }

        if (answer.Upper is { } upper)
        {
            result.Upper = upper;
        }

        return result;
    }
}
