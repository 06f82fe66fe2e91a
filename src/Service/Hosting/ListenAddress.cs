using System.Net;

namespace Ssa.Service.Hosting;

/// <summary>Where a service may listen, and how.</summary>
public static class ListenAddress
{
    /// <summary>Whether an address is reached from this machine alone.</summary>
    /// <param name="url">Where the service listens.</param>
    public static bool IsLoopback(Uri url) => AddressOf(url) is { } address && IPAddress.IsLoopback(address);

    /// <summary>Why a service may not listen as it is told, and what to do; null where it may.</summary>
    /// <param name="settings">What it is told.</param>
    public static string? FaultOf(ServiceSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var url = settings.Url;
        if (AddressOf(url) is null)
        {
            return "a URL with an address of this machine: localhost, 127.0.0.1, or another such as 0.0.0.0 for all";
        }

        if (url.Scheme == Uri.UriSchemeHttps != settings.Tls is not null)
        {
            return settings.Tls is null ? "usable yet: https needs --tls-certificate" : "https, and --tls-certificate is given: write https://…, or leave the certificate out";
        }

        return url.Scheme == Uri.UriSchemeHttps || IsLoopback(url) || settings.Access.IsBehindProxy
            ? null
            : "a loopback address: keys must not cross a network in the clear. Use https with --tls-certificate, or say --behind-proxy if a proxy terminates TLS and nobody else reaches this port";
    }

    internal static IPAddress? AddressOf(Uri url) =>
        IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) ? address : url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback : null;
}
