using System.Text.Json;

namespace Ssa.Catalog.Sources;

/// <summary>Why a source stopped.</summary>
public enum StopReason
{
    /// <summary>HTTP 403 while no copy is here: the provider refuses, or another machine behind the same address has fetched already.</summary>
    Forbidden,

    /// <summary>HTTP 3xx: the data stands elsewhere. Nothing is followed without a person's decision.</summary>
    Moved,

    /// <summary>HTTP 404 or 410.</summary>
    NotFound,

    /// <summary>HTTP 5xx.</summary>
    ServerError,

    /// <summary>Any other status that is not a success.</summary>
    Refused,

    /// <summary>The answer was not complete in time.</summary>
    Timeout,

    /// <summary>The answer ended before its end.</summary>
    Truncated,

    /// <summary>No connection, or no secure one.</summary>
    Unreachable,

    /// <summary>The server's name could not be resolved: nothing has left this machine.</summary>
    NameNotResolved,

    /// <summary>The answer holds no catalogue, or one of another format, or hardly a record that can be used.</summary>
    NotACatalogue,

    /// <summary>The provider has no data for the question.</summary>
    NoData,

    /// <summary>The answer is larger than any catalogue.</summary>
    TooLarge,

    /// <summary>A limit on the number of requests: the provider says that it was passed, or one more would pass it.</summary>
    RateLimited,

    /// <summary>The provider wants no queries at this minute.</summary>
    NotNow,

    /// <summary>The provider needs an account, and none is given.</summary>
    CredentialsMissing,

    /// <summary>The provider does not accept the account.</summary>
    CredentialsRefused,

    /// <summary>An earlier request was interrupted; whether the provider counts it as a download cannot be known.</summary>
    Interrupted,

    /// <summary>The copy in the cache was deleted or changed, and it is too early for another download.</summary>
    CopyLost,

    /// <summary>Another process has held the cache for longer than a download may take.</summary>
    CacheBusy,

    /// <summary>The cache cannot be read or written.</summary>
    CacheUnusable,

    /// <summary>A file or folder is not there or may not be read.</summary>
    FileUnusable,
}

/// <summary>The words of <see cref="StopReason"/> in files and reports.</summary>
public static class StopReasons
{
    /// <summary>A reason as programs read it: lower case with hyphens, such as <c>server-error</c>.</summary>
    public static string TextOf(StopReason reason) => JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString());
}
