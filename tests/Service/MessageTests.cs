using System.Text;
using Google.Protobuf;
using Grpc.Core;
using NodaTime;
using Ssa.Client;
using Ssa.Messages;
using Ssa.V1;

namespace Ssa.Service.Tests;

/// <summary>Conjunction data messages out of the service and into it.</summary>
public sealed class MessageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CdmFormat.Unspecified, "text/plain", ".cdm")]
    [InlineData(CdmFormat.Kvn, "text/plain", ".cdm")]
    [InlineData(CdmFormat.Xml, "application/xml", ".xml")]
    [InlineData(CdmFormat.Json, "application/json", ".json")]
    public async Task A_conjunction_goes_out_as_a_message_and_its_risk_comes_back_the_same(CdmFormat format, string mediaType, string ending)
    {
        await using var service = await RunningService.Start();
        var minima = (await Rows(service)).Where(row => row.Kind == ConjunctionKind.Minimum && row.Risk.HasPc && row.Risk.Pc > 1e-200).Take(5).ToList();
        Assert.NotEmpty(minima);
        foreach (var row in minima)
        {
            var request = new ExportConjunctionRequest { Name = row.Name, Format = format };
            var file = await service.Client.Screening.ExportConjunctionAsync(request, cancellationToken: Cancellation);
            Assert.Equal(mediaType, file.MediaType);
            Assert.EndsWith(ending, file.FileName, StringComparison.Ordinal);
            Assert.Equal(file, await service.Client.Screening.ExportConjunctionAsync(request, cancellationToken: Cancellation));

            var batch = new CdmBatch();
            CdmReader.Read(Encoding.UTF8.GetBytes(file.Cdm), file.FileName, batch);
            Assert.Empty(batch.SetAside);
            var message = Assert.Single(batch.Accepted);
            Assert.Empty(message.Defects);
            Assert.Equal(row.Tca.ToInstant(), message.Tca);
            Assert.Equal(1e3 * row.MissDistanceKm, message.MissDistanceM, 1e-9);
            Assert.Equal($"{row.First.CatalogNumber}", message.Object1.Designator);
            Assert.Equal($"{row.Second.CatalogNumber}", message.Object2.Designator);

            var assessed = Assert.Single((await service.Client.Risk.AssessCdmAsync(new AssessCdmRequest { Text = file.Cdm }, cancellationToken: Cancellation)).Assessments);
            Assert.Equal(message.MessageId, assessed.MessageId);
            Assert.Equal(row.Risk.HardBodyRadiusM, assessed.Assessment.HardBodyRadiusM, 1e-9);
            Assert.Equal(row.Risk.Pc, assessed.StatedProbability, 1e-12 * row.Risk.Pc);
            var plane = assessed.Assessment.Results.Single(result => result.Method == "pc2d");
            Assert.Equal(RiskStatus.Ok, plane.Status);
            Assert.Equal(row.Risk.Pc, plane.Value, 1e-5 * row.Risk.Pc);
        }
    }

    [Fact]
    public async Task Messages_that_cannot_be_read_are_set_aside_and_cost_no_other()
    {
        await using var service = await RunningService.Start();
        var row = (await Rows(service)).First(row => row.Kind == ConjunctionKind.Minimum);
        var whole = (await service.Client.Screening.ExportConjunctionAsync(new ExportConjunctionRequest { Name = row.Name }, cancellationToken: Cancellation)).Cdm;
        var broken = string.Join('\n', whole.Split('\n').Where(line => !line.StartsWith("TCA ", StringComparison.Ordinal)));
        Assert.NotEqual(whole, broken);
        var answer = await service.Client.Risk.AssessCdmAsync(new AssessCdmRequest { Data = ByteString.CopyFromUtf8(broken + whole), FileName = "two.cdm", HardBodyRadiusM = 25 }, cancellationToken: Cancellation);
        var assessed = Assert.Single(answer.Assessments);
        Assert.Equal(25, assessed.Assessment.HardBodyRadiusM);
        Assert.Equal("request", assessed.Assessment.HardBodyRadiusSource);
        var aside = Assert.Single(answer.SetAside);
        Assert.Equal(("two.cdm", "TCA"), (aside.File, aside.Field));
        Assert.NotEmpty(aside.Message);
        Assert.NotEmpty(aside.Remedy);
    }

    [Fact]
    public async Task A_Monte_Carlo_is_seeded()
    {
        await using var service = await RunningService.Start();
        var row = (await Rows(service)).First(row => row.Kind == ConjunctionKind.Minimum && row.Risk.HasPc);
        var cdm = (await service.Client.Screening.ExportConjunctionAsync(new ExportConjunctionRequest { Name = row.Name }, cancellationToken: Cancellation)).Cdm;
        var (one, same, other) = (await Drawn(7), await Drawn(7), await Drawn(8));
        Assert.Equal(one, same);
        Assert.NotEqual(one, other);

        async Task<MethodResult> Drawn(long seed) => (await service.Client.Risk.AssessCdmAsync(
            new AssessCdmRequest { Text = cdm, HardBodyRadiusM = 5000, MonteCarloSamples = 2000, MonteCarloSeed = seed }, cancellationToken: Cancellation)).Assessments[0].Assessment.Results.Single(result => result.Method == "monte-carlo");
    }

    [Fact]
    public async Task Wrong_requests_are_refused_by_field()
    {
        await using var service = await RunningService.Start();
        await Refused(new AssessCdmRequest(), "text");
        await Refused(new AssessCdmRequest { Text = new string(' ', (1 << 20) + 1) }, "text");
        await Refused(new AssessCdmRequest { Text = "x", HardBodyRadiusM = double.NaN }, "hard_body_radius_m");
        await Refused(new AssessCdmRequest { Text = "x", MonteCarloSamples = 100_000_001 }, "monte_carlo_samples");
        await Refused(new AssessCdmRequest { Text = string.Concat(Enumerable.Repeat("CCSDS_CDM_VERS = 1.0\n", 101)) }, "text");
        var edge = (await Rows(service)).First(row => row.Kind != ConjunctionKind.Minimum);
        var fault = await Assert.ThrowsAsync<RpcException>(() => service.Client.Screening.ExportConjunctionAsync(new ExportConjunctionRequest { Name = edge.Name }, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal(StatusCode.FailedPrecondition, fault.StatusCode);
        fault = await Assert.ThrowsAsync<RpcException>(() => service.Client.Screening.ExportConjunctionAsync(new ExportConjunctionRequest { Name = "screenings/1/conjunctions/999999" }, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, fault.StatusCode);

        async Task Refused(AssessCdmRequest request, string field)
        {
            var fault = await Assert.ThrowsAsync<RpcException>(() => service.Client.Risk.AssessCdmAsync(request, cancellationToken: Cancellation).ResponseAsync);
            Assert.Equal(StatusCode.InvalidArgument, fault.StatusCode);
            Assert.Equal(field, Assert.Single(fault.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations).Field);
        }
    }

    private static async Task<List<Conjunction>> Rows(RunningService service)
    {
        var created = await service.Client.Screening.CreateScreeningAsync(
            new CreateScreeningRequest { RequestId = "rows", Settings = new() { Duration = Duration.FromHours(6).ToProtobuf(), ThresholdKm = 20 } }, cancellationToken: Cancellation);
        return await service.Client.FollowAsync(created.Screening.Name, cancellation: Cancellation).ToListAsync(Cancellation);
    }
}
