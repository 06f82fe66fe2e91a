using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Ssa.Catalog.Sources;

/// <summary>The base address of a provider or of its mirror: what stands before the provider's own paths.</summary>
public static class ProviderAddress
{
    /// <summary>Reads a base address, such as <c>https://mirror.example/celestrak/</c>.</summary>
    /// <param name="text">The address; a missing slash at its end is added.</param>
    /// <param name="address">The address.</param>
    /// <param name="fault">What is wrong, and the remedy.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? address, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        fault = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            fault = "it is not an address; give one with its scheme, as in https://mirror.example/";
        }
        else if (address.UserInfo.Length > 0)
        {
            fault = "it carries a user name or password; credentials come from the environment or a secret file";
        }
        else if (address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            fault = "it has a part after ? or #; give only what stands before the provider's own paths, as in https://mirror.example/";
        }

        if (fault is not null)
        {
            address = null;
            return false;
        }

        address = address!.AbsolutePath.EndsWith('/') ? address : new UriBuilder(address) { Path = address.AbsolutePath + "/" }.Uri;
        return true;
    }

    /// <summary>Checks an address of settings.</summary>
    /// <exception cref="ArgumentException">It is no base address.</exception>
    internal static Uri Require(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return TryParse(address.OriginalString, out var whole, out var fault) ? whole : throw new ArgumentException($"The base address cannot be used: {fault}.", nameof(address));
    }

    /// <summary>
    /// The folder below the cache that belongs to an address: the provider's name for its own address, else with the mirror's host and a hash of the
    /// whole address, so that copies and times of two servers never mix.
    /// </summary>
    internal static string FolderName(string provider, Uri address, Uri own)
    {
        if (address == own)
        {
            return provider;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.AbsoluteUri)))[..8];
        var host = new string([.. address.IdnHost.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '_')]);
        return $"{provider}-{host}-{hash}";
    }
}
