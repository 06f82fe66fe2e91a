using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Ssa.Client;
using Ssa.Service.Access;
using Ssa.Service.Hosting;
using Ssa.Store;

namespace Ssa.Service.Tests.Security;

/// <summary>A service that asks callers who they are, with keys, an issuer, and every method that it has.</summary>
internal sealed class GuardedService : IAsyncDisposable
{
    private readonly RunningService _service;
    private readonly List<IDisposable> _opened = [];

    private GuardedService(RunningService service, TestIssuer issuer)
    {
        (_service, Issuer) = (service, issuer);
        Channel = GrpcChannel.ForAddress(service.Url);
        _opened.Add(Channel);
    }

    public TestIssuer Issuer { get; }

    public GrpcChannel Channel { get; }

    public Uri Url => _service.Url;

    public SsaStore Store => _service.Services.GetRequiredService<SsaStore>();

    /// <summary>Every method that the server has a way to, whichever protocol it belongs to.</summary>
    public IReadOnlyList<IMethod> Methods => [.. _service.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method).OfType<IMethod>().DistinctBy(method => method.FullName).OrderBy(method => method.FullName, StringComparer.Ordinal)];

    public static async Task<GuardedService> Start(Func<ServiceSettings, ServiceSettings>? change = null)
    {
        var issuer = await TestIssuer.Start();
        var service = await RunningService.Start(change: settings =>
        {
            var guarded = settings with
            {
                Access = new AccessSettings
                {
                    Auth = AuthMode.Required,
                    KeyMemory = Duration.Zero,
                    Jwt = new JwtSettings { Issuer = new Uri(issuer.Url), IssuerText = issuer.Url, Audience = TestIssuer.Audience },
                },
                Limits = new CallLimitSettings { FailuresPerMinute = 1_000_000, CallBurst = 1_000_000 },
            };
            return change?.Invoke(guarded) ?? guarded;
        });
        return new GuardedService(service, issuer);
    }

    /// <summary>A new key.</summary>
    public string Key(Role role, string participant = "one", Duration? lifetime = null, IClock? clock = null) =>
        new KeyRing(Store, clock ?? SystemClock.Instance).Create($"{RoleText.Of(role)}-{Guid.NewGuid():N}", participant, role, lifetime)!.Value.Text;

    /// <summary>A client with a credential.</summary>
    public SsaClient Client(string? credential)
    {
        var client = new SsaClient(Url, new SsaClientOptions { ApiKey = credential });
        _opened.Add(client);
        return client;
    }

    /// <summary>Calls a method with an empty request; what comes back first decides.</summary>
    public Task<RpcException?> Call(IMethod method, Metadata headers) => Call(Channel, method, headers);

    /// <inheritdoc cref="Call(IMethod, Metadata)"/>
    public static async Task<RpcException?> Call(GrpcChannel channel, IMethod method, Metadata headers)
    {
        var bytes = Marshallers.Create(value => value, value => value);
        var call = new Method<byte[], byte[]>(method.Type, method.ServiceName, method.Name, bytes, bytes);
        var options = new CallOptions(headers, cancellationToken: TestContext.Current.CancellationToken);
        var calls = channel.CreateCallInvoker();
        try
        {
            switch (method.Type)
            {
                case MethodType.Unary:
                    await calls.AsyncUnaryCall(call, null, options, []);
                    break;
                case MethodType.ServerStreaming:
                    using (var stream = calls.AsyncServerStreamingCall(call, null, options, []))
                    {
                        await stream.ResponseStream.MoveNext(options.CancellationToken);
                    }

                    break;
                case MethodType.ClientStreaming:
                    using (var stream = calls.AsyncClientStreamingCall(call, null, options))
                    {
                        await stream.RequestStream.CompleteAsync();
                        await stream.ResponseAsync;
                    }

                    break;
                default:
                    using (var stream = calls.AsyncDuplexStreamingCall(call, null, options))
                    {
                        await stream.RequestStream.CompleteAsync();
                        await stream.ResponseStream.MoveNext(options.CancellationToken);
                    }

                    break;
            }

            return null;
        }
        catch (RpcException fault)
        {
            return fault;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in _opened)
        {
            one.Dispose();
        }

        await _service.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}

/// <summary>What is said of a call that was refused.</summary>
internal static class Refused
{
    /// <summary>The reason for programs; empty where there is none.</summary>
    public static string Reason(this RpcException fault) => fault.GetRpcStatus()?.GetDetail<Google.Rpc.ErrorInfo>()?.Reason ?? "";

    /// <summary>The header of a credential.</summary>
    public static Metadata Bearer(string credential) => new() { { "authorization", $"Bearer {credential}" } };
}
