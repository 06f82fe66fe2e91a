namespace Ssa.Cli.Terminal;

/// <summary>What the program says beside its data: everything goes to standard error, so that standard output stays clean.</summary>
/// <param name="to">Standard error.</param>
/// <param name="isTerminal">Whether a person watches it; only then there are colours and progress.</param>
/// <param name="wantsColor">Whether colours are welcome (NO_COLOR is not set).</param>
/// <param name="quiet">Whether only errors are said.</param>
internal sealed class Reporter(TextWriter to, bool isTerminal, bool wantsColor, bool quiet)
{
    private const string Red = "\e[31m";
    private const string Yellow = "\e[33m";
    private const string Plain = "\e[0m";

    /// <summary>Whether only errors are said.</summary>
    public bool IsQuiet => quiet;

    /// <summary>The reporter of this process.</summary>
    public static Reporter OfProcess(bool quiet)
    {
        // no-color.org: set to anything but the empty string. A dumb terminal knows neither colours nor carriage returns.
        var isTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new Reporter(Console.Error, isTerminal, string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")), quiet);
    }

    /// <summary>Says something worth knowing; not when quiet.</summary>
    public void Note(string line)
    {
        if (!quiet)
        {
            to.Write(line + "\n");
        }
    }

    /// <summary>Says what may spoil the result; not when quiet.</summary>
    public void Warning(string line)
    {
        if (!quiet)
        {
            to.Write($"{Colored("warning:", Yellow)} {line}\n");
        }
    }

    /// <summary>Says why the run failed, also when quiet.</summary>
    public void Error(string line) => to.Write($"{Colored("error:", Red)} {line}\n");

    /// <summary>A progress bar where a person watches, else null.</summary>
    public ProgressBar? StartProgress(string what) => isTerminal && !quiet ? new ProgressBar(to, what) : null;

    private string Colored(string word, string color) => isTerminal && wantsColor ? color + word + Plain : word;
}
