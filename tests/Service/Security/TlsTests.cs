using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using NodaTime;
using Ssa.Client;
using Ssa.Service.Access;
using Ssa.Service.Hosting;

namespace Ssa.Service.Tests.Security;

/// <summary>TLS with certificates of these tests' own, and clients that must have one too.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ssa-tls-").FullName;
    private readonly TestAuthority _authority = new("authority of the tests");
    private readonly TestAuthority _stranger = new("another authority");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("pem", null)]
    [InlineData("pem with its key", null)]
    [InlineData("pem", "hush")]
    [InlineData("pfx", "hush")]
    public async Task Both_protocols_are_told_apart_on_one_port(string form, string? password)
    {
        await using var service = await Start(Files(_authority.Sign("server", isServer: true), form, password));
        using var http = new HttpClient(Handler(null)) { BaseAddress = service.Url };
        foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz/live") { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
            using var response = await http.SendAsync(request, Cancellation);
            Assert.Equal((version, HttpStatusCode.OK), (response.Version, response.StatusCode));
        }

        using var nobody = Client(service, null, null);
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => nobody.Catalog.GetCatalogReportAsync(new(), cancellationToken: Cancellation).ResponseAsync)).StatusCode);
        using var client = Client(service, null, Key(service));
        Assert.NotNull(await client.Catalog.GetCatalogReportAsync(new(), cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Plain_http_gets_no_answer_on_a_port_with_TLS()
    {
        await using var service = await Start(Files(_authority.Sign("server", isServer: true), "pem", null));
        using var http = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync($"http://127.0.0.1:{service.Url.Port}/healthz/live", Cancellation));
    }

    [Fact]
    public async Task Old_protocols_are_not_spoken()
    {
        await using var service = await Start(Files(_authority.Sign("server", isServer: true), "pem", null));
        var handler = Handler(null);
#pragma warning disable SYSLIB0039, CA5397, CA5398 // The old protocol is what is tested.
        handler.SslOptions.EnabledSslProtocols = System.Security.Authentication.SslProtocols.Tls11;
#pragma warning restore SYSLIB0039, CA5397, CA5398
        using var http = new HttpClient(handler) { BaseAddress = service.Url };
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/healthz/live", Cancellation));
    }

    [Fact]
    public async Task A_clients_certificate_is_needed_besides_a_key()
    {
        var files = Files(_authority.Sign("server", isServer: true), "pem", null) with { ClientCaFile = Write("clients.pem", _authority.Pem) };
        await using var service = await Start(files);
        var key = Key(service);
        using var right = _authority.Sign("client", isServer: false);
        using var foreign = _stranger.Sign("client", isServer: false);
        using var expired = _authority.Sign("client", isServer: false, isExpired: true);
        using var server = _authority.Sign("server", isServer: true);
        using (var client = Client(service, right, key))
        {
            Assert.NotNull(await client.Catalog.GetCatalogReportAsync(new(), cancellationToken: Cancellation));
        }

        // The right certificate without a key is nobody; and a key without the right certificate does not get through to be looked at.
        using (var client = Client(service, right, null))
        {
            Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => client.Catalog.GetCatalogReportAsync(new(), cancellationToken: Cancellation).ResponseAsync)).StatusCode);
        }

        foreach (var wrong in new[] { null, foreign, expired, server })
        {
            using var client = Client(service, wrong, key);
            var fault = await Assert.ThrowsAsync<RpcException>(() => client.Catalog.GetCatalogReportAsync(new(), cancellationToken: Cancellation).ResponseAsync);
            Assert.True(fault.StatusCode is StatusCode.Unavailable or StatusCode.Internal, $"{wrong?.Subject}: {fault.Status}");
            using var http = new HttpClient(Handler(wrong)) { BaseAddress = service.Url };
            await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/healthz/live", Cancellation));
        }
    }

    [Fact]
    public async Task A_new_certificate_in_the_file_is_taken_up()
    {
        using var first = _authority.Sign("first", isServer: true);
        using var second = _authority.Sign("second", isServer: true);
        var files = Files(first, "pem with its key", null);
        await using var service = await Start(files);
        Assert.Equal("CN=first", await SubjectOf(service));

        // A file that is half written changes nothing.
        Replace("broken");
        Assert.Equal("CN=first", await SubjectOf(service));
        Replace(second.ExportCertificatePem() + "\n" + second.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        while (await SubjectOf(service) != "CN=second")
        {
            await Task.Delay(100, Cancellation);
        }

        void Replace(string text)
        {
            File.WriteAllText(files.CertificateFile, text);
            File.SetLastWriteTimeUtc(files.CertificateFile, File.GetLastWriteTimeUtc(files.CertificateFile).AddSeconds(text.Length));
        }
    }

    [Fact]
    public void Files_that_cannot_be_used_are_said_with_the_option()
    {
        Assert.Contains("--tls-certificate", Fault(new TlsSettings { CertificateFile = Path.Combine(_folder, "none.pem") }), StringComparison.Ordinal);
        Assert.Contains("--tls-certificate", Fault(new TlsSettings { CertificateFile = Write("empty.pem", "") }), StringComparison.Ordinal);
        Assert.Contains("--tls-certificate", Fault(Files(_authority.Sign("server", isServer: true), "pfx", "hush") with { Password = "wrong" }), StringComparison.Ordinal);
        Assert.Contains("--tls-client-ca", Fault(Files(_authority.Sign("server", isServer: true), "pem", null) with { ClientCaFile = Write("none.pem", "") }), StringComparison.Ordinal);

        static string Fault(TlsSettings settings) => Assert.Throws<TlsFilesException>(() => new TlsFiles(settings, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance)).Message;
    }

    private static Task<RunningService> Start(TlsSettings tls) => RunningService.Start(change: settings => settings with
    {
        Url = new Uri("https://127.0.0.1:0"),
        Tls = tls,
        Access = new AccessSettings { Auth = AuthMode.Required },
    });

    private static string Key(RunningService service) =>
        new KeyRing((Store.SsaStore)service.Services.GetService(typeof(Store.SsaStore))!, SystemClock.Instance).Create("key", "one", Role.Admin, null)!.Value.Text;

    private SocketsHttpHandler Handler(X509Certificate2? certificate)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_authority.Certificate);
        return new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = policy,
                ClientCertificates = certificate is null ? [] : [certificate],

                // Sent whomever the service says that it trusts.
                LocalCertificateSelectionCallback = certificate is null ? null : (_, _, _, _, _) => certificate,
            },
        };
    }

    private SsaClient Client(RunningService service, X509Certificate2? certificate, string? key) =>
        new(service.Url, new SsaClientOptions { ApiKey = key, ConfigureChannel = channel => channel.HttpHandler = Handler(certificate) });

    private async Task<string> SubjectOf(RunningService service)
    {
        var subject = "";
        var handler = Handler(null);
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
        {
            subject = certificate!.Subject;
            return errors == SslPolicyErrors.None;
        };
        using var http = new HttpClient(handler) { BaseAddress = service.Url };
        Assert.Equal("Healthy", await http.GetStringAsync("/healthz/live", Cancellation));
        return subject;
    }

    private TlsSettings Files(X509Certificate2 certificate, string form, string? password)
    {
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000);
        if (form == "pfx")
        {
            var path = Path.Combine(_folder, "server.pfx");
            File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, password));
            return new TlsSettings { CertificateFile = path, Password = password };
        }

        var key = certificate.GetECDsaPrivateKey()!;
        var keyPem = password is null ? key.ExportPkcs8PrivateKeyPem() : key.ExportEncryptedPkcs8PrivateKeyPem(password, parameters);
        return form == "pem"
            ? new TlsSettings { CertificateFile = Write("server.pem", certificate.ExportCertificatePem() + "\n" + _authority.Pem), KeyFile = Write("server.key", keyPem), Password = password }
            : new TlsSettings { CertificateFile = Write("server.pem", certificate.ExportCertificatePem() + "\n" + keyPem), Password = password };
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
