namespace Ssa.Service.Hosting;

/// <summary>The files of TLS. They are looked at again when they change; who is connected stays so.</summary>
public sealed record TlsSettings
{
    /// <summary>The certificate: PEM with those of its issuers behind it, or PKCS #12 where the name ends in <c>.pfx</c> or <c>.p12</c>.</summary>
    public required string CertificateFile { get; init; }

    /// <summary>Its private key as PEM; null where the certificate's file holds it.</summary>
    public string? KeyFile { get; init; }

    /// <summary>What the key or the PKCS #12 file is encrypted with; null for nothing.</summary>
    public string? Password { get; init; }

    /// <summary>PEM of the authorities that clients' certificates must come from; null where clients need none.</summary>
    public string? ClientCaFile { get; init; }
}
