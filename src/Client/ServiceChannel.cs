using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Ssa.V1;

namespace Ssa.Client;

/// <summary>Makes the channel to a service as the options say.</summary>
internal static class ServiceChannel
{
    /// <summary>The first pause between two tries.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause between two tries.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // By these words the contract names what changes nothing, or nothing when done twice.
    private static readonly string[] IdempotentVerbs = ["Get", "List", "Assess", "Export", "Replay", "Cancel"];

    /// <summary>Makes the channel; nothing is sent yet.</summary>
    /// <exception cref="ArgumentException">The address or an option cannot be used.</exception>
    public static GrpcChannel Open(Uri address, SsaClientOptions options)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException($"'{address}' is not the address of a service; give one such as http://127.0.0.1:5080 or https://ssa.example.org.", nameof(address));
        }

        if (options.Attempts is < 1 or > 20)
        {
            throw new ArgumentException($"Attempts is {options.Attempts}; it is 1 to 20.", nameof(options));
        }

        if (options.ApiKey is not null && address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback && !options.AllowApiKeyWithoutTls)
        {
            throw new ArgumentException("The key would be sent without TLS to another machine; use https, or set AllowApiKeyWithoutTls where the network is closed.", nameof(options));
        }

        var channel = new GrpcChannelOptions
        {
            HttpHandler = HandlerOf(options.ServerAuthorities),
            DisposeHttpClient = true,
            MaxRetryAttempts = options.Attempts,
            ServiceConfig = options.Attempts > 1 ? Retrying(options.Attempts) : null,
        };
        options.ConfigureChannel?.Invoke(channel);
        return GrpcChannel.ForAddress(address, channel);
    }

    /// <summary>The channel's calls, with the key where there is one.</summary>
    public static CallInvoker CallsOf(GrpcChannel channel, string? apiKey) => apiKey is null
        ? channel.CreateCallInvoker()
        : channel.Intercept(headers =>
        {
            // A copy: the caller may use its headers again.
            var all = new Metadata { { "authorization", $"Bearer {apiKey}" } };
            foreach (var header in headers)
            {
                all.Add(header);
            }

            return all;
        });

    private static SocketsHttpHandler HandlerOf(X509Certificate2Collection? authorities)
    {
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true, KeepAlivePingDelay = TimeSpan.FromSeconds(60), KeepAlivePingTimeout = TimeSpan.FromSeconds(30) };
        if (authorities is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return handler;
    }

    private static ServiceConfig Retrying(int attempts)
    {
        var retried = new MethodConfig
        {
            RetryPolicy = new RetryPolicy
            {
                MaxAttempts = attempts,
                InitialBackoff = FirstPause,
                MaxBackoff = LongestPause,
                BackoffMultiplier = 2,
                RetryableStatusCodes = { StatusCode.Unavailable },
            },
        };
        foreach (var service in new[] { CatalogService.Descriptor, ScreeningService.Descriptor, RiskService.Descriptor })
        {
            foreach (var method in service.Methods.Where(method => IdempotentVerbs.Any(verb => method.Name.StartsWith(verb, StringComparison.Ordinal)) || method.Name == nameof(CatalogService.CatalogServiceClient.Propagate)))
            {
                retried.Names.Add(new MethodName { Service = service.FullName, Method = method.Name });
            }
        }

        return new ServiceConfig { MethodConfigs = { retried } };
    }
}
