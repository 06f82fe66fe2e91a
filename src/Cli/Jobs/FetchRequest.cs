using System.Security.Cryptography;
using NodaTime;
using Ssa.Catalog.Sources;
using Ssa.Cli.Terminal;

namespace Ssa.Cli.Jobs;

/// <summary>The providers that can be asked.</summary>
internal enum Provider
{
    CelesTrak,
    SpaceTrack,
}

/// <summary>What to fetch, from where and to where.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Groups">CelesTrak's groups; none for the usual one.</param>
/// <param name="Mirror">The base address of a mirror; null for the provider's own.</param>
/// <param name="CacheFolder">The folder of the caches.</param>
/// <param name="Format">The format to ask for; null for the provider's usual one.</param>
/// <param name="Timeout">The longest time for one request.</param>
/// <param name="SecretFile">The file with the account; null for the environment.</param>
internal sealed record FetchRequest(Provider Provider, IReadOnlyList<string> Groups, Uri? Mirror, string CacheFolder, SourceFormat? Format, Duration Timeout, string? SecretFile)
{
    /// <summary>Makes the source.</summary>
    /// <exception cref="CommandFailure">The account cannot be used.</exception>
    public IProviderSource MakeSource(Session session)
    {
        if (Provider == Provider.CelesTrak)
        {
            var usual = new CelesTrakSettings { CacheFolder = CacheFolder };
            return new CelesTrakSource(
                usual with { BaseAddress = Mirror ?? usual.BaseAddress, Groups = Groups.Count > 0 ? Groups : usual.Groups, Format = Format ?? usual.Format, Timeout = Timeout },
                session.Clock);
        }

        var settings = new SpaceTrackSettings { CacheFolder = CacheFolder, Timeout = Timeout };
        settings = settings with { BaseAddress = Mirror ?? settings.BaseAddress, Format = Format ?? settings.Format };
        var account = FindAccount(session.Reporter);
        if (account is not null && settings.BaseAddress.Scheme != Uri.UriSchemeHttps && !settings.BaseAddress.IsLoopback)
        {
            throw new CommandFailure("--mirror: an account is sent over https only; give the address as https://…, or unset the account where the mirror needs none.", ExitCode.Usage);
        }

        return new SpaceTrackSource(settings, account, session.Clock, BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))));
    }

    private SpaceTrackCredentials? FindAccount(Reporter reporter)
    {
        var isThere = SecretFile is not null
            ? SpaceTrackCredentials.TryFromFile(SecretFile, out var account, out var fault)
            : SpaceTrackCredentials.TryFromEnvironment(Environment.GetEnvironmentVariable, out account, out fault);
        if (!isThere && fault is not null)
        {
            throw new CommandFailure(fault);
        }

        if (account?.Warning is { } warning)
        {
            reporter.Warning(warning);
        }

        return account;
    }
}
