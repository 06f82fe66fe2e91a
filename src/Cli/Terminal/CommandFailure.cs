namespace Ssa.Cli.Terminal;

/// <summary>A run that cannot go on, for a reason that its user can act on; shown as one message, without a stack trace.</summary>
/// <param name="message">What was found, and the remedy.</param>
/// <param name="exitCode">The exit code.</param>
internal sealed class CommandFailure(string message, int exitCode = ExitCode.Failed) : Exception(message)
{
    /// <summary>The exit code.</summary>
    public int Code { get; } = exitCode;
}
