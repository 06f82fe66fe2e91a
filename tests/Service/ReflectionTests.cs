using Google.Protobuf.Reflection;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;
using Ssa.Service.Tests.Contract;

namespace Ssa.Service.Tests;

/// <summary>What tools learn of the service by asking it: every service and method of the contract, with their types.</summary>
public sealed class ReflectionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reflection_tells_every_method_of_the_contract()
    {
        await using var service = await RunningService.Start();
        using var channel = GrpcChannel.ForAddress(service.Url);
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(cancellationToken: Cancellation);
        var listed = (await Ask(new ServerReflectionRequest { ListServices = "" })).ListServicesResponse.Service.Select(one => one.Name).Where(name => name.StartsWith("ssa.", StringComparison.Ordinal));
        var services = ContractRulesTests.Files.SelectMany(file => file.Services).ToArray();
        Assert.Equal(services.Select(one => one.FullName).Order(), listed.Order());
        foreach (var expected in services)
        {
            var answer = await Ask(new ServerReflectionRequest { FileContainingSymbol = expected.FullName });
            var described = answer.FileDescriptorResponse.FileDescriptorProto
                .Select(FileDescriptorProto.Parser.ParseFrom).SelectMany(file => file.Service.Select(one => (Name: $"{file.Package}.{one.Name}", one.Method))).Single(one => one.Name == expected.FullName);
            Assert.Equal(
                expected.Methods.Select(method => (method.Name, "." + method.InputType.FullName, "." + method.OutputType.FullName, method.IsClientStreaming, method.IsServerStreaming)),
                described.Method.Select(method => (method.Name, method.InputType, method.OutputType, method.ClientStreaming, method.ServerStreaming)));
        }

        await call.RequestStream.CompleteAsync();

        async Task<ServerReflectionResponse> Ask(ServerReflectionRequest request)
        {
            await call.RequestStream.WriteAsync(request, Cancellation);
            Assert.True(await call.ResponseStream.MoveNext(Cancellation));
            return call.ResponseStream.Current;
        }
    }
}
