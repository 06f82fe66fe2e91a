using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ssa.Cli.Terminal;
using Ssa.Client;

namespace Ssa.Cli.Remote;

/// <summary>Where a service is, and how it is reached.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Key">The key that says who calls; null for none.</param>
/// <param name="Authorities">Who may have signed its certificate; null for the machine's authorities.</param>
internal sealed record ServerAddress(Uri Url, string? Key, X509Certificate2Collection? Authorities)
{
    /// <summary>The environment's variable with the key.</summary>
    public const string KeyVariable = "SSA_API_KEY";

    /// <summary>The address as messages say it, without a slash at its end.</summary>
    public string Text => Url.GetLeftPart(UriPartial.Authority);

    /// <summary>Reads what files and the environment say; warns of a key that others could read on the way.</summary>
    /// <exception cref="CommandFailure">A file cannot be read.</exception>
    public static ServerAddress Read(Uri url, string? keyPath, string? authorityPath, Reporter reporter)
    {
        var key = keyPath is not null ? ReadKey(keyPath) : Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } given ? given.Trim() : null;
        if (key is not null && (key.Length == 0 || key.Any(letter => letter is <= ' ' or > '~')))
        {
            throw new CommandFailure($"{(keyPath is null ? KeyVariable : "--api-key-file")}: the key is empty or has letters that no key has; copy it again", ExitCode.Usage);
        }

        if (key is not null && url.Scheme == "http" && !url.IsLoopback)
        {
            reporter.Warning($"The key goes to {url.Host} without TLS: whoever is on the way can read it. Use https where the network is not yours.");
        }

        return new ServerAddress(url, key, authorityPath is null ? null : ReadAuthorities(authorityPath));
    }

    /// <summary>Opens a client; nothing is sent yet.</summary>
    public SsaClient Open() => new(Url, new SsaClientOptions { ApiKey = Key, ServerAuthorities = Authorities, AllowApiKeyWithoutTls = true });

    private static string ReadKey(string path)
    {
        try
        {
            return (File.ReadLines(path).FirstOrDefault() ?? "").Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"--api-key-file: '{path}' cannot be read: {fault.Message} Check the path.");
        }
    }

    private static X509Certificate2Collection ReadAuthorities(string path)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(path);
            return authorities.Count > 0 ? authorities : throw new CommandFailure($"--server-ca: '{path}' holds no certificate; give a file in PEM, which begins with -----BEGIN CERTIFICATE-----");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CommandFailure($"--server-ca: '{path}' cannot be read: {fault.Message} Give a file in PEM, which begins with -----BEGIN CERTIFICATE-----.");
        }
    }
}
