using Google.Protobuf;
using Ssa.Assessment;
using Ssa.Catalog;
using Ssa.Cli.Jobs;
using Ssa.Cli.Terminal;
using Ssa.Client;
using Ssa.Risk;

namespace Ssa.Cli.Remote;

/// <summary>The use case behind <c>ssa risk --server</c>: files are read here, and what they hold is assessed by the service.</summary>
/// <param name="server">The service.</param>
/// <param name="request">How.</param>
/// <param name="session">The surroundings.</param>
internal sealed class RemoteRisk(ServerAddress server, RiskRequest request, Session session)
{
    private const int LongestName = 255;

    /// <summary>Assesses files, one after the other.</summary>
    /// <param name="paths">The files; <c>-</c> is standard input.</param>
    /// <returns>What could not be read, and the reports of the rest.</returns>
    /// <exception cref="CommandFailure">The service cannot be reached or refuses, or a file is none that it takes.</exception>
    public (RiskInput Input, IReadOnlyList<RiskReport> Reports) Run(IReadOnlyList<string> paths)
    {
        var input = new RiskInput();
        var reports = new List<RiskReport>();
        using var client = server.Open();
        input.ReadEach(paths, Console.OpenStandardInput, file => reports.AddRange(Assess(client, file, input)), session.Cancellation);
        return (input, reports);
    }

    private IEnumerable<RiskReport> Assess(SsaClient client, WholeFile file, RiskInput input)
    {
        if (RiskCaseFile.IsOne(file.Text.Span))
        {
            throw new CommandFailure($"{file.Name}: cases in SI units are assessed here alone; leave out --server for this file", ExitCode.Usage);
        }

        var asked = new V1.AssessCdmRequest
        {
            Data = ByteString.CopyFrom(file.Text.Span),
            FileName = file.Name.Length <= LongestName ? file.Name : file.Name[^LongestName..],
            MonteCarloSamples = request.MonteCarlo?.Samples ?? 0,
            MonteCarloSeed = unchecked((long)(request.MonteCarlo?.Seed ?? 0)),
        };
        if (request.RadiusM is { } radiusM)
        {
            asked.HardBodyRadiusM = radiusM;
        }

        var answer = ServiceCall.Wait(server, () => client.AssessCdmAsync(asked, session.Cancellation), session.Cancellation);
        input.SetAside.AddRange(answer.SetAside.Select(record => ContractReader.Of(record) with { File = file.Name }));
        return answer.Assessments.Select(one => Of(one, file.Name));
    }

    private RiskReport Of(V1.CdmAssessment one, string file)
    {
        var risk = one.Assessment;
        var subject = new RiskSubject
        {
            File = file,
            Id = one.MessageId.Length > 0 ? one.MessageId : null,
            Objects = one.Objects.Length > 0 ? one.Objects : null,
            Tca = risk.Tca?.ToInstant(),
            MissDistanceKm = risk.HasMissDistanceKm ? risk.MissDistanceKm : null,
            RelativeSpeedKmPerS = risk.HasRelativeSpeedKmS ? risk.RelativeSpeedKmS : null,
            Stated = one.HasStatedProbability ? (one.StatedProbability, one.StatedMethod) : null,
        };

        // The service says that its request gave the radius; what gave it here is an option.
        CombinedRadius? radius = risk.HasHardBodyRadiusM ? new CombinedRadius(risk.HardBodyRadiusM, request.RadiusM is null ? risk.HardBodyRadiusSource : request.RadiusSource) : null;
        var maximum = risk.HasMaxProbability ? new LargestProbability(risk.MaxProbability, risk.HasDilutionSigmaKm ? risk.DilutionSigmaKm : null, risk.MaxProbabilityOver) : null;
        return new RiskReport(subject, radius, [.. risk.Results.Select(Of)], maximum, [.. risk.Flags]);
    }

    private static MethodAnswer Of(V1.MethodResult result) => new()
    {
        Name = result.Method,
        Method = Enum.GetValues<PcMethod>().FirstOrDefault(method => AllMethods.NameOf(method) == result.Method),
        Status = result.Status switch
        {
            V1.RiskStatus.Ok => PcStatus.Ok,
            V1.RiskStatus.NotApplicable => PcStatus.NotApplicable,
            _ => PcStatus.NotComputable,
        },
        Value = result.HasValue ? result.Value : null,
        Lower = result.HasLower ? result.Lower : null,
        Upper = result.HasUpper ? result.Upper : null,
        Reason = result.Reason.Length > 0 ? result.Reason : null,
    };
}
