using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Ssa.Service.Hosting;

/// <summary>The service's side of TLS handshakes. Files that have changed are read again, at most once a second; while they cannot be read, the last good ones hold. Safe for several threads.</summary>
internal sealed partial class TlsFiles
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly TlsSettings _settings;
    private readonly ILogger _log;
    private readonly Lock _lock = new();
    private Loaded _loaded;
    private DateTime[] _seen;
    private long _lookedAt;

    /// <summary>Reads the files.</summary>
    /// <exception cref="TlsFilesException">They cannot be read, or are not what they should be.</exception>
    public TlsFiles(TlsSettings settings, ILogger log)
    {
        (_settings, _log) = (settings, log);
        _seen = Times();
        _loaded = Load();
        _lookedAt = TimeProvider.System.GetTimestamp();
    }

    /// <summary>What a new connection is answered with.</summary>
    public SslServerAuthenticationOptions Options()
    {
        var loaded = Current();
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = loaded.Certificate,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (loaded.ClientAuthorities is { } authorities)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
            policy.CustomTrustStore.AddRange(authorities);
            policy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
            options.ClientCertificateRequired = true;
            options.CertificateChainPolicy = policy;
            options.RemoteCertificateValidationCallback = (_, certificate, _, errors) => certificate is not null && errors == SslPolicyErrors.None;
        }

        return options;
    }

    private Loaded Current()
    {
        lock (_lock)
        {
            if (TimeProvider.System.GetElapsedTime(_lookedAt) < Look)
            {
                return _loaded;
            }

            _lookedAt = TimeProvider.System.GetTimestamp();
            var times = Times();
            if (!times.SequenceEqual(_seen))
            {
                _seen = times;
                try
                {
                    _loaded = Load();
                    Changed(_settings.CertificateFile);
                }
                catch (TlsFilesException fault)
                {
                    Unreadable(fault.Message);
                }
            }

            return _loaded;
        }
    }

    private DateTime[] Times() => [.. new[] { _settings.CertificateFile, _settings.KeyFile, _settings.ClientCaFile }.OfType<string>().Select(File.GetLastWriteTimeUtc)];

    private Loaded Load()
    {
        var (file, option) = (_settings.CertificateFile, "--tls-certificate");
        try
        {
            var (leaf, issuers) = IsPkcs12(file) ? LoadPkcs12() : LoadPem();
            var certificate = SslStreamCertificateContext.Create(leaf, issuers, offline: true);
            if (_settings.ClientCaFile is not { } authorityFile)
            {
                return new Loaded(certificate, null);
            }

            (file, option) = (authorityFile, "--tls-client-ca");
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(authorityFile);
            return authorities.Count > 0 ? new Loaded(certificate, authorities) : throw new TlsFilesException($"{option}: {file} holds no certificate in PEM.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException or NotSupportedException)
        {
            throw new TlsFilesException($"{option}: {file} cannot be used: {fault.Message} It holds a certificate with its key, as PEM (the key in --tls-key or in the same file) or as PKCS #12 (.pfx); a password stands in SSA_TLS_PASSWORD.", fault);
        }
    }

    private (X509Certificate2 Leaf, X509Certificate2Collection Issuers) LoadPem()
    {
        var key = _settings.KeyFile ?? _settings.CertificateFile;
        var leaf = _settings.Password is { } password
            ? X509Certificate2.CreateFromEncryptedPemFile(_settings.CertificateFile, password, key)
            : X509Certificate2.CreateFromPemFile(_settings.CertificateFile, key);
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(_settings.CertificateFile);
        if (OperatingSystem.IsWindows())
        {
            // There handshakes need a key that is stored, which reading PKCS #12 makes.
            leaf = X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pkcs12), null);
        }

        return (leaf, [.. all.Where(one => one.Thumbprint != leaf.Thumbprint)]);
    }

    private (X509Certificate2 Leaf, X509Certificate2Collection Issuers) LoadPkcs12()
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(_settings.CertificateFile, _settings.Password);
        var leaf = all.FirstOrDefault(one => one.HasPrivateKey) ?? throw new CryptographicException("There is no private key in it.");
        return (leaf, [.. all.Where(one => one != leaf)]);
    }

    private static bool IsPkcs12(string file) => Path.GetExtension(file).ToUpperInvariant() is ".PFX" or ".P12";

    [LoggerMessage(Level = LogLevel.Information, Message = "The certificate {File} has changed; new connections get the new one.")]
    private partial void Changed(string file);

    [LoggerMessage(Level = LogLevel.Error, Message = "The new certificate is not used, the one before holds: {Reason}")]
    private partial void Unreadable(string reason);

    private sealed record Loaded(SslStreamCertificateContext Certificate, X509Certificate2Collection? ClientAuthorities);
}

/// <summary>Files of TLS cannot be used; the message names the option, the file and the remedy.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="inner">The cause.</param>
public sealed class TlsFilesException(string message, Exception? inner = null) : Exception(message, inner);
