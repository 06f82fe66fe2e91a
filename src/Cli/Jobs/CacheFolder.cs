namespace Ssa.Cli.Jobs;

/// <summary>Where downloads are kept when no folder is named.</summary>
internal static class CacheFolder
{
    /// <summary>The environment's variable that names the folder.</summary>
    public const string Variable = "SSA_CACHE";

    /// <summary>
    /// The folder: SSA_CACHE; else <c>ssa</c> in XDG_CACHE_HOME or ~/.cache (XDG Base Directory Specification 0.8: a path that is not absolute is ignored); on
    /// Windows <c>ssa\cache</c> in the user's local application data.
    /// </summary>
    public static string Find(Func<string, string?> variable)
    {
        if (variable(Variable) is { Length: > 0 } named)
        {
            return named;
        }

        if (OperatingSystem.IsWindows())
        {
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "ssa", "cache");
        }

        var caches = variable("XDG_CACHE_HOME") is { } given && Path.IsPathRooted(given)
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(caches, "ssa");
    }
}
