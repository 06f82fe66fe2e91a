using System.CommandLine;
using NodaTime;
using Ssa.Cli.Commands;
using Ssa.Cli.Terminal;

var root = SsaRoot.Make(new CommandHost(SystemClock.Instance));

// A leading @ is part of a name here, and signals are ours: see Interruption.
var line = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
var faults = WrongUsage.FindFaults(line);
if (faults.Count == 0)
{
    return line.Invoke(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
}

var reporter = Reporter.OfProcess(quiet: false);
foreach (var fault in faults)
{
    reporter.Error(fault);
}

reporter.Note($"See '{WrongUsage.CommandLineOf(line.CommandResult.Command)} --help'.");

return ExitCode.Usage;
