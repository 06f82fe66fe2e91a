using System.Net.Sockets;

namespace Ssa.Catalog.Sources;

/// <summary>A request that brought no complete answer.</summary>
internal sealed class TransferFault(StopReason reason, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public StopReason Reason { get; } = reason;

    /// <summary>What the runtime's exception of a request means.</summary>
    public static TransferFault Of(HttpRequestException fault) => fault.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new TransferFault(StopReason.NameNotResolved, $"The server's name could not be resolved: {Cause(fault)}", fault),
        HttpRequestError.ConnectionError when fault.InnerException is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain } =>
            new TransferFault(StopReason.NameNotResolved, $"The server's name could not be resolved: {Cause(fault)}", fault),
        HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError =>
            new TransferFault(StopReason.Unreachable, $"No connection to the server: {Cause(fault)}", fault),
        _ => new TransferFault(StopReason.Truncated, $"The answer broke off: {Cause(fault)}", fault),
    };

    private static string Cause(HttpRequestException fault) => (fault.InnerException?.Message ?? fault.Message).TrimEnd('.') + ".";
}
