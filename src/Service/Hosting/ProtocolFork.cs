using System.Buffers;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ssa.Service.Hosting;

/// <summary>One side of a port that speaks both HTTP/1.1 and HTTP/2 without TLS.</summary>
/// <param name="Address">The address of the port.</param>
/// <param name="Protocols">What is spoken on this side.</param>
internal sealed record ForkedEndPoint(IPEndPoint Address, HttpProtocols Protocols)
{
    /// <summary>As Kestrel takes it.</summary>
    public EndPoint ToEndPoint() => new Side(this);

    internal sealed class Side(ForkedEndPoint of) : EndPoint
    {
        public ForkedEndPoint Of { get; } = of;

        public override string ToString() => Of.Address.ToString();
    }
}

/// <summary>
/// Lets one port speak both HTTP/1.1 and HTTP/2 without TLS, where no handshake tells them apart: a client of HTTP/2 begins with a preface that no request of HTTP/1.1 begins with (RFC 9113, section 3.4).
/// Each connection's first bytes are looked at, not consumed, and the connection goes to the side that speaks its protocol.
/// </summary>
/// <param name="sockets">Makes the real listeners.</param>
/// <param name="mostUndecided">The most connections that have not said yet what they speak; more are let go, as none of Kestrel's limits counts them before.</param>
internal sealed class ProtocolFork(IConnectionListenerFactory sockets, int mostUndecided) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    // Who connects and says nothing is let go.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<IPEndPoint, Fork> _forks = [];

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0"u8;

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => endpoint is ForkedEndPoint.Side;

    /// <inheritdoc/>
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var side = ((ForkedEndPoint.Side)endpoint).Of;
        if (!_forks.TryGetValue(side.Address, out var fork))
        {
            _forks[side.Address] = fork = new Fork(await sockets.BindAsync(side.Address, cancellationToken).ConfigureAwait(false), mostUndecided);
        }

        return new Listener(fork, side.Protocols);
    }

    /// <summary>Whether a connection's first bytes are the preface; waits until they tell.</summary>
    private static async Task<bool> IsHttp2(ConnectionContext connection)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var read = await connection.Transport.Input.ReadAsync(patience.Token).ConfigureAwait(false);
            var length = (int)Math.Min(read.Buffer.Length, Preface.Length);
            var isPreface = read.Buffer.Slice(0, length).ToArray().AsSpan().SequenceEqual(Preface[..length]);
            if (!isPreface || length == Preface.Length || read.IsCompleted)
            {
                connection.Transport.Input.AdvanceTo(read.Buffer.Start);
                return isPreface && length == Preface.Length;
            }

            // Looked at to its end: the next read comes back with more.
            connection.Transport.Input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private sealed class Fork
    {
        private readonly IConnectionListener _listener;
        private readonly Channel<ConnectionContext> _one = Channel.CreateUnbounded<ConnectionContext>();
        private readonly Channel<ConnectionContext> _two = Channel.CreateUnbounded<ConnectionContext>();
        private readonly Task _accepting;
        private readonly int _mostUndecided;
        private int _undecided;
        private int _isUnbound;

        public Fork(IConnectionListener listener, int mostUndecided)
        {
            (_listener, _mostUndecided) = (listener, mostUndecided);
            _accepting = Accept();
        }

        public EndPoint EndPoint => _listener.EndPoint;

        public ChannelReader<ConnectionContext> Of(HttpProtocols protocols) => (protocols == HttpProtocols.Http2 ? _two : _one).Reader;

        public async ValueTask Unbind(CancellationToken cancellation)
        {
            if (Interlocked.Exchange(ref _isUnbound, 1) == 0)
            {
                await _listener.UnbindAsync(cancellation).ConfigureAwait(false);
                await _accepting.ConfigureAwait(false);
                await _listener.DisposeAsync().ConfigureAwait(false);
            }
        }

        private async Task Accept()
        {
            try
            {
                while (await _listener.AcceptAsync().ConfigureAwait(false) is { } connection)
                {
                    _ = Route(connection);
                }

                _one.Writer.TryComplete();
                _two.Writer.TryComplete();
            }
            catch (Exception fault)
            {
                _one.Writer.TryComplete(fault);
                _two.Writer.TryComplete(fault);
            }
        }

        private async Task Route(ConnectionContext connection)
        {
            try
            {
                if (Interlocked.Increment(ref _undecided) <= _mostUndecided)
                {
                    var to = await IsHttp2(connection).ConfigureAwait(false) ? _two : _one;
                    if (to.Writer.TryWrite(connection))
                    {
                        return;
                    }
                }
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException or ConnectionAbortedException or ConnectionResetException)
            {
                // Who leaves before a request, or never makes one, is nobody's.
            }
            finally
            {
                Interlocked.Decrement(ref _undecided);
            }

            connection.Abort();
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private sealed class Listener(Fork fork, HttpProtocols protocols) : IConnectionListener
    {
        public EndPoint EndPoint => fork.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            var reader = fork.Of(protocols);
            while (await reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (reader.TryRead(out var connection))
                {
                    return connection;
                }
            }

            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => fork.Unbind(cancellationToken);

        public ValueTask DisposeAsync() => fork.Unbind(CancellationToken.None);
    }
}
