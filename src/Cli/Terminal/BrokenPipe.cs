namespace Ssa.Cli.Terminal;

/// <summary>Recognises the error of writing to a pipe whose reader has gone.</summary>
internal static class BrokenPipe
{
    /// <summary>EPIPE on Linux, macOS and the BSDs; .NET hands the error number on as the result code.</summary>
    private const int UnixErrorNumber = 32;

    /// <summary>ERROR_BROKEN_PIPE and ERROR_NO_DATA of Windows as result codes.</summary>
    private const int WindowsBrokenPipe = unchecked((int)0x8007006D);
    private const int WindowsNoData = unchecked((int)0x800700E8);

    /// <summary>Whether this is that error.</summary>
    public static bool Is(IOException failure) => OperatingSystem.IsWindows()
        ? failure.HResult is WindowsBrokenPipe or WindowsNoData
        : failure.HResult == UnixErrorNumber;
}
