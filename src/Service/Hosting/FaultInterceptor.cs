using System.Data.Common;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;
using Ssa.Service.Mapping;

namespace Ssa.Service.Hosting;

/// <summary>What goes wrong inside the service, as clients get it: a store that fails is UNAVAILABLE and worth another try; anything else is INTERNAL, told in the log alone.</summary>
internal sealed partial class FaultInterceptor(ILogger<FaultInterceptor> log) : Interceptor
{
    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        Run(() => continuation(request, context), context);

    /// <inheritdoc/>
    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        Run(() => continuation(requestStream, context), context);

    /// <inheritdoc/>
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Run(
            async () =>
            {
                await continuation(request, responseStream, context).ConfigureAwait(false);
                return true;
            },
            context);

    private async Task<T> Run<T>(Func<Task<T>> call, ServerCallContext context)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (DbException fault)
        {
            StoreFailed(context.Method, fault.Message);
            throw Refusal.Unavailable("The store does not answer; nothing was changed. Try again later.", TimeSpan.FromSeconds(5));
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, "The call was cancelled."));
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            Failed(fault, context.Method);
            throw new RpcException(new Status(StatusCode.Internal, "The service failed; its log says more."));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method}: the store failed: {Reason}")]
    private partial void StoreFailed(string method, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} failed.")]
    private partial void Failed(Exception fault, string method);
}
