using NodaTime;

namespace Ssa.Catalog.Sources;

/// <summary>What to fetch from CelesTrak, and from where.</summary>
public sealed record CelesTrakSettings
{
    /// <summary>CelesTrak's own address. Others of its names answer with HTTP 301, which its firewall counts as an error of the caller.</summary>
    public static Uri OwnAddress { get; } = new("https://celestrak.org/");

    /// <summary>The base address: CelesTrak's own, or that of a mirror which answers the same queries below it.</summary>
    public Uri BaseAddress { get; init; } = OwnAddress;

    /// <summary>The groups, as CelesTrak names them, such as <c>active</c>; fetched in this order.</summary>
    public IReadOnlyList<string> Groups { get; init; } = ["active"];

    /// <summary>The format to ask for.</summary>
    public SourceFormat Format { get; init; } = SourceFormat.Csv;

    /// <summary>The folder of all caches; the source keeps to a folder of its own below it.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>The longest time for one request, from connecting to the last byte; at most <see cref="ProviderTimeout.Longest"/>.</summary>
    public Duration Timeout { get; init; } = ProviderTimeout.Usual;

    /// <summary>Whether a text can be the name of a group: letters, digits, hyphens and underscores, at most 64.</summary>
    public static bool IsGroupName(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= 64 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
    }
}
