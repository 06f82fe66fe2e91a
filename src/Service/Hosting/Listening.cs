using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ssa.Service.Hosting;

/// <summary>Where and how Kestrel listens, and what it bears of a connection before anybody is asked who they are.</summary>
internal static class Listening
{
    private static readonly TimeSpan Handshake = TimeSpan.FromSeconds(10);

    /// <summary>Sets up the server.</summary>
    public static void Configure(KestrelServerOptions kestrel, ServiceSettings settings, int largestMessage)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;

        // A message, also in base64 (gRPC-Web) or as JSON. Streams of messages are not held to it: each of their messages is, and an import by its own limit.
        limits.MaxRequestBodySize = largestMessage * 3 / 2;
        limits.MaxConcurrentConnections = settings.Limits.Connections;

        // Selectors may stand in the address of a JSON request; a token in the headers.
        limits.MaxRequestLineSize = 16 << 10;
        limits.MaxRequestHeadersTotalSize = 32 << 10;
        limits.MaxRequestHeaderCount = 64;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));
        limits.Http2.MaxStreamsPerConnection = 100;
        limits.Http2.MaxRequestHeaderFieldSize = 16 << 10;

        // A client that is gone without a word is noticed, and its streams end.
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(60);
        limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        var address = new IPEndPoint(ListenAddress.AddressOf(settings.Url)!, settings.Url.Port);
        if (settings.Tls is { } tls)
        {
            var files = new TlsFiles(tls, kestrel.ApplicationServices.GetRequiredService<ILogger<TlsFiles>>());
            kestrel.Listen(address, listen =>
            {
                // TLS tells both protocols apart by itself (ALPN, RFC 7301).
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(new TlsHandshakeCallbackOptions { HandshakeTimeout = Handshake, OnConnection = _ => ValueTask.FromResult(files.Options()) });
            });
            return;
        }

        foreach (var protocols in new[] { HttpProtocols.Http1, HttpProtocols.Http2 })
        {
            kestrel.Listen(new ForkedEndPoint(address, protocols).ToEndPoint(), listen => listen.Protocols = protocols);
        }
    }
}
