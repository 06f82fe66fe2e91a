using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ssa.EndToEnd.Tests.Remote;

/// <summary>A service behind TLS whose certificate an authority of its own has signed, and which asks for a key.</summary>
public sealed class TlsServiceTests
{
    [Fact]
    public async Task An_authority_of_ones_own_and_a_key_open_the_way()
    {
        using var folder = new TemporaryFolder();
        var (authority, certificate) = Certificates();
        var keyFile = folder.Write("key", "secret-7\n");
        var authorityFile = folder.Write("authority.pem", authority.ExportCertificatePem());
        await using var app = await Start(certificate);
        var url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

        var answered = SsaProcess.Run("catalog", "check", "--server", url, "--server-ca", authorityFile, "--api-key-file", keyFile, "--format", "json").Expect(0);
        Assert.Contains("\"records\": 42", answered.Text, StringComparison.Ordinal);

        var untrusted = SsaProcess.Run("catalog", "check", "--server", url, "--api-key-file", keyFile).Expect(1);
        Assert.Contains("--server-ca", untrusted.Error, StringComparison.Ordinal);
        var unknown = SsaProcess.Run("catalog", "check", "--server", url, "--server-ca", authorityFile).Expect(1);
        Assert.Contains("SSA_API_KEY", unknown.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-7", answered.Error + untrusted.Error + unknown.Error, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> Start(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(certificate);
        }));
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<OneReport>();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static (X509Certificate2 Authority, X509Certificate2 Server) Certificates()
    {
        var (from, to) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var authority = authorityRequest.CreateSelfSigned(from, to);
        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", serverKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(authority, from, to, [1, 2, 3, 4]);
        using var withKey = signed.CopyWithPrivateKey(serverKey);

        // As a file would hold it: some platforms serve no key that lives in memory alone.
        return (authority, X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null));
    }

    private sealed class OneReport : V1.CatalogService.CatalogServiceBase
    {
        public override Task<V1.GetCatalogReportResponse> GetCatalogReport(V1.GetCatalogReportRequest request, ServerCallContext context) =>
            context.RequestHeaders.GetValue("authorization") == "Bearer secret-7"
                ? Task.FromResult(new V1.GetCatalogReportResponse { Report = new V1.CatalogReport { Snapshot = "snapshots/1", Source = "test", RecordCount = 42 } })
                : throw new RpcException(new Status(StatusCode.Unauthenticated, "No key was sent."));
    }
}
