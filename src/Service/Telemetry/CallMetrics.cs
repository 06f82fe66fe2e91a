using System.Diagnostics;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Ssa.Service.Telemetry;

/// <summary>Counts calls by method and status, for gRPC, gRPC-Web and JSON alike. Names come from the contract, so that a client cannot invent labels.</summary>
internal sealed class CallMetrics(ServiceMetrics metrics) : Interceptor
{
    /// <summary>The methods of the contract, as <c>ssa.v1.ScreeningService/CreateScreening</c>.</summary>
    public static IReadOnlyList<string> Methods { get; } =
    [
        .. new[] { V1.CatalogServiceReflection.Descriptor, V1.ScreeningServiceReflection.Descriptor, V1.RiskServiceReflection.Descriptor }
            .SelectMany(file => file.Services).SelectMany(service => service.Methods).Select(method => $"{method.Service.FullName}/{method.Name}"),
    ];

    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        Count(context, () => continuation(request, context));

    /// <inheritdoc/>
    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) => Count(context, () => continuation(requestStream, context));

    /// <inheritdoc/>
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Count(context, async () =>
        {
            await continuation(request, responseStream, context).ConfigureAwait(false);
            return true;
        });

    /// <inheritdoc/>
    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Count(context, async () =>
        {
            await continuation(requestStream, responseStream, context).ConfigureAwait(false);
            return true;
        });

    private async Task<T> Count<T>(ServerCallContext context, Func<Task<T>> call)
    {
        var began = Stopwatch.GetTimestamp();
        var status = StatusCode.Unknown;
        try
        {
            var answer = await call().ConfigureAwait(false);
            status = context.Status.StatusCode;
            return answer;
        }
        catch (RpcException refused)
        {
            status = refused.StatusCode;
            throw;
        }
        catch (OperationCanceledException)
        {
            status = context.Deadline < DateTime.UtcNow ? StatusCode.DeadlineExceeded : StatusCode.Cancelled;
            throw;
        }
        finally
        {
            var method = context.Method.TrimStart('/');
            metrics.Called(method, Text(status), Stopwatch.GetElapsedTime(began));
        }
    }

    // As the specification of gRPC writes them.
    private static string Text(StatusCode status) => status == StatusCode.OK
        ? "OK"
        : string.Concat(status.ToString().Select((letter, i) => i > 0 && char.IsAsciiLetterUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));
}
