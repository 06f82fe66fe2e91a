using System.Security.Authentication;
using Grpc.Core;
using Ssa.Cli.Terminal;

namespace Ssa.Cli.Remote;

/// <summary>Calls a service, and says in words what goes wrong.</summary>
internal static class ServiceCall
{
    /// <summary>Waits for what a service answers.</summary>
    /// <param name="server">The service.</param>
    /// <param name="call">The calls to make.</param>
    /// <param name="cancellation">What an interruption cancels.</param>
    /// <exception cref="CommandFailure">The service cannot be reached, or refuses.</exception>
    /// <exception cref="OperationCanceledException">The user has interrupted.</exception>
    public static T Wait<T>(ServerAddress server, Func<Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return Task.Run(call, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (RpcException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (RpcException fault)
        {
            throw Failure(server, fault);
        }
    }

    private static CommandFailure Failure(ServerAddress server, RpcException fault)
    {
        var detail = fault.Status.Detail.TrimEnd('.');
        if (CauseOf<AuthenticationException>(fault) is { } untrusted)
        {
            return new CommandFailure(
                $"{server.Text}: the connection cannot be trusted: {untrusted.Message.TrimEnd('.')}. Give the authority that has signed the certificate with --server-ca FILE, or http:// where the service has none.");
        }

        return fault.StatusCode switch
        {
            StatusCode.Unavailable when fault.Status.DebugException is null => new CommandFailure($"{server.Text} cannot serve now: {detail}."),
            StatusCode.Unavailable => Unreachable(),
            StatusCode.Internal when CauseOf<HttpRequestException>(fault) is not null => Unreachable(),
            StatusCode.Unauthenticated => new CommandFailure($"{server.Text} does not know the caller: {detail}. Set {ServerAddress.KeyVariable}, or give --api-key-file FILE."),
            StatusCode.PermissionDenied => new CommandFailure($"{server.Text} does not allow it: {detail}. Ask its operator for a key of another role."),
            StatusCode.InvalidArgument => new CommandFailure($"{server.Text} refuses: {detail}.", ExitCode.Usage),
            StatusCode.Unimplemented => new CommandFailure($"{server.Text} does not know this call ({detail}). It is an older version, or no service of ssa: check the address."),
            var status => new CommandFailure($"{server.Text} refuses ({status}): {detail}."),
        };

        CommandFailure Unreachable()
        {
            var why = fault.Status.DebugException is { } cause ? Innermost(cause).Message.TrimEnd('.') : detail;
            return new CommandFailure($"{server.Text} cannot be reached ({why}). Check the address, and that the service runs there: 'ssa serve' starts one.");
        }
    }

    private static T? CauseOf<T>(Exception fault)
        where T : Exception
    {
        for (var cause = fault is RpcException { Status.DebugException: { } debug } ? debug : fault.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (cause is T found)
            {
                return found;
            }
        }

        return null;
    }

    private static Exception Innermost(Exception fault)
    {
        while (fault.InnerException is { } inner)
        {
            fault = inner;
        }

        return fault;
    }
}
