using System.Text;
using Grpc.Core;
using NodaTime;
using Ssa.Assessment;
using Ssa.Messages;
using Ssa.Risk;
using Ssa.Service.Access;
using Ssa.Service.Jobs;
using Ssa.Service.Mapping;
using Ssa.Store;

namespace Ssa.Service.Endpoints;

/// <summary>RiskService: validates, computes, maps.</summary>
internal sealed class RiskEndpoint(SsaStore store, EphemerisShelf shelf, ScreeningObjects objects) : V1.RiskService.RiskServiceBase
{
    private const long MostSamples = 100_000_000;
    private const int LargestFile = 1 << 20;
    private const int MostMessages = 100;
    private const int LongestName = 255;

    // Conjunctions of a pair within this are one event: half of a low orbit's revolution apart they are two.
    private static readonly Duration EventReach = Duration.FromMinutes(20);

    /// <inheritdoc/>
    public override Task<V1.AssessConjunctionResponse> AssessConjunction(V1.AssessConjunctionRequest request, ServerCallContext context)
    {
        var viewer = context.Caller().Viewer;
        if (!ResourceName.TryConjunction(request.Name, out var id, out var number) || store.Conjunctions.Find(viewer, id, number) is not { } row)
        {
            throw Refusal.NotFound("Conjunction", request.Name);
        }

        RequireMonteCarlo(request.MonteCarloSamples, messages: 1);
        RequireRadius(request.HasHardBodyRadiusM, request.HardBodyRadiusM);

        var work = ScreeningWork.Of(store, shelf, store.Screenings.Find(viewer, id)!, threads: 1);
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
            throw Refusal.Precondition("conjunction", "A state of the pair is refused at the time of closest approach.");
        }

        encounter = encounter with { HardBodyRadiusM = assessment.HardBodyRadiusM };
        var comparison = AllMethods.Compute(encounter, request.MonteCarloSamples == 0 ? null : new MonteCarloSettings { Samples = request.MonteCarloSamples, Seed = (ulong)request.MonteCarloSeed });
        assessment.Results.AddRange(comparison.Answers.Select(ProtoRisk.Of));
        assessment.Flags.AddRange(comparison.Flags);
        if (DilutionCurve.MaximumOverScale(encounter) is { } maximum)
        {
            assessment.MaxProbability = maximum.Maximum.Value;
            assessment.DilutionSigmaKm = maximum.Maximum.DilutionSigmaM / 1000;
            assessment.MaxProbabilityOver = "covariance-size";
            assessment.Flags.Add(maximum.IsDiluted ? "diluted" : "robust");
        }

        return Task.FromResult(new V1.AssessConjunctionResponse { Assessment = assessment });
    }

    /// <inheritdoc/>
    public override Task<V1.AssessCdmResponse> AssessCdm(V1.AssessCdmRequest request, ServerCallContext context)
    {
        var (field, data) = request.CdmCase switch
        {
            V1.AssessCdmRequest.CdmOneofCase.Text => ("text", Encoding.UTF8.GetBytes(request.Text)),
            V1.AssessCdmRequest.CdmOneofCase.Data => ("data", request.Data.ToByteArray()),
            _ => throw Refusal.Field("text", "a file of conjunction data messages is needed, as text or data"),
        };
        if (data.Length > LargestFile)
        {
            throw Refusal.Field(field, $"a file has at most {LargestFile} bytes; this one has {data.Length}");
        }

        if (request.FileName.Length > LongestName)
        {
            throw Refusal.Field("file_name", $"a name has at most {LongestName} characters");
        }

        RequireRadius(request.HasHardBodyRadiusM, request.HardBodyRadiusM);
        var batch = new CdmBatch();
        CdmReader.Read(data, request.FileName.Length > 0 ? request.FileName : "cdm", batch);
        if (batch.Accepted.Count + batch.SetAside.Count > MostMessages)
        {
            throw Refusal.Field(field, $"a file has at most {MostMessages} messages; this one has {batch.Accepted.Count + batch.SetAside.Count}");
        }

        RequireMonteCarlo(request.MonteCarloSamples, batch.Accepted.Count);
        var reports = RiskAssessor.Run(
            [.. batch.Accepted.Select(CdmRiskSubject.Of)],
            new RiskRequest(
                request.HasHardBodyRadiusM ? request.HardBodyRadiusM : null,
                "request",
                request.MonteCarloSamples == 0 ? null : new MonteCarloSettings { Samples = request.MonteCarloSamples, Seed = (ulong)request.MonteCarloSeed }),
            context.CancellationToken);
        var response = new V1.AssessCdmResponse();
        response.Assessments.AddRange(reports.Select(ProtoRisk.Of));
        response.SetAside.AddRange(batch.SetAside.Select(ProtoRisk.Of));
        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override Task<V1.GetEventHistoryResponse> GetEventHistory(V1.GetEventHistoryRequest request, ServerCallContext context)
    {
        var near = ProtoTime.Read(request.NearTime, "near_time") ?? throw Refusal.Field("near_time", "a time near the closest approach is needed");
        RequireNumber(request.CatalogNumber1, "catalog_number_1");
        RequireNumber(request.CatalogNumber2, "catalog_number_2");
        var viewer = context.Caller().Viewer;
        var response = new V1.GetEventHistoryResponse();
        foreach (var (screening, found) in store.Conjunctions.History(viewer, request.CatalogNumber1, request.CatalogNumber2, near, EventReach))
        {
            var known = objects.Of(viewer, screening.Id);
            var record = new V1.EventRecord { ScreeningTime = ProtoTime.Of(screening.CreateTime), Conjunction = ProtoScreenings.Of(screening.Id, found.Number, found.Row, known) };
            if (AgeDays(found.Row.First) is { } first)
            {
                record.FirstAgeDays = first;
            }

            if (AgeDays(found.Row.Second) is { } second)
            {
                record.SecondAgeDays = second;
            }

            response.Records.Add(record);

            double? AgeDays(int ordinal) => known[ordinal].Set is { } set ? (ScreeningWork.Load(found.Row).Tca - set.Elements.Epoch).TotalDays : null;
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

    private static void RequireMonteCarlo(long samples, int messages)
    {
        if (samples < 0 || samples > MostSamples / Math.Max(1, messages))
        {
            throw Refusal.Field("monte_carlo_samples", $"it is 0 for none, or at most {MostSamples} of all messages together");
        }
    }

    private static void RequireRadius(bool isGiven, double radiusM)
    {
        if (isGiven && !(radiusM is > 0 and <= 100_000))
        {
            throw Refusal.Field("hard_body_radius_m", "it is more than 0 and at most 100,000 m");
        }
    }
}
