using System.CommandLine;
using NodaTime;
using Ssa.Catalog;
using Ssa.Cli.Terminal;
using Ssa.Screening;

namespace Ssa.Cli.Commands;

/// <summary>Runs commands: gives them their surroundings, and turns what ends a run early into a message and an exit code.</summary>
/// <param name="clock">The clock behind <c>now</c>.</param>
internal sealed class CommandHost(IClock clock)
{
    /// <summary>Runs a command.</summary>
    /// <returns>The exit code.</returns>
    public int Run(SsaCommand command, ParseResult line)
    {
        var reporter = Reporter.OfProcess(line.GetValue(command.Quiet));
        using var interruption = new Interruption();
        try
        {
            return command.Run(line, new Session(clock, reporter, interruption));
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (CommandFailure failure)
        {
            reporter.Error(failure.Message);
            return failure.Code;
        }
        catch (Exception failure) when (failure is CatalogueReadException or SatcatReadException or SelectorNeedsSatcatException or TooManyEventsException)
        {
            reporter.Error(failure.Message);
            return ExitCode.Failed;
        }
        catch (IOException failure) when (BrokenPipe.Is(failure))
        {
            // Whoever reads us has seen enough, as in `ssa propagate … | head`.
            return ExitCode.Done;
        }
        catch (IOException failure)
        {
            reporter.Error($"Writing failed: {failure.Message} Free some space, or choose another place with --output.");
            return ExitCode.Failed;
        }
        catch (Exception failure)
        {
            // Caught so that the output is tidied up on the way here; the trace is what a report of the fault needs.
            reporter.Error($"This is a fault of ssa itself; please report it with the command line and this trace.\n{failure}");
            return ExitCode.Failed;
        }
    }
}
