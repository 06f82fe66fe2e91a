namespace Ssa.Cli.Terminal;

/// <summary>How a run of the program ended, as scripts see it.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Failed: a file cannot be read or written or holds no usable element set, a selector matches nothing, a limit was passed.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage: an option is malformed, missing or unknown.</summary>
    public const int Usage = 2;

    /// <summary>Done, but records were set aside and --strict was given.</summary>
    public const int SetAside = 3;

    /// <summary>Interrupted.</summary>
    public const int Interrupted = 130;
}
