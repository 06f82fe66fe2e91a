using NodaTime;

namespace Ssa.Cli.Terminal;

/// <summary>What a run of the program has around it: the clock, standard streams and signals come in from here and from nowhere else.</summary>
/// <param name="Clock">The clock behind <c>now</c>.</param>
/// <param name="Reporter">What is said on standard error.</param>
/// <param name="Interruption">Ctrl-C and SIGTERM.</param>
internal sealed record Session(IClock Clock, Reporter Reporter, Interruption Interruption)
{
    /// <summary>Cancelled when the user interrupts.</summary>
    public CancellationToken Cancellation => Interruption.Token;

    /// <summary>Opens the output of a command.</summary>
    /// <param name="path">A file; null or <c>-</c> for standard output.</param>
    /// <param name="option">The option that named it, for messages.</param>
    public OutputTarget OpenOutput(string? path, string option = "--output")
    {
        var output = OutputTarget.Open(path, option);
        Interruption.BeforeGivingUp(output.Abandon);
        return output;
    }
}
