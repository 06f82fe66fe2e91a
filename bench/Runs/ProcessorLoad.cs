using System.Diagnostics;
using System.Globalization;

namespace Ssa.Bench.Runs;

/// <summary>
/// Processor time used up to now: by the whole machine, time stolen by its host included, and by this process and its children. What remains between two of
/// them is what others used, the measure of a quiet machine. Only Linux tells (/proc/stat, /proc/PID/stat; both in ticks of 1/100 s).
/// </summary>
internal readonly record struct ProcessorLoad(long Timestamp, double? MachineSeconds, double OwnSeconds)
{
    private const double TicksPerSecond = 100;

    // Places behind the state; the system's time and both of ended children follow the user's.
    private const int Parent = 0;
    private const int UserTime = 10;

    public static ProcessorLoad Now()
    {
        if (!OperatingSystem.IsLinux())
        {
            return new ProcessorLoad(Stopwatch.GetTimestamp(), null, 0);
        }

        // "cpu user nice system idle iowait irq softirq steal …"
        var machine = Numbers(File.ReadLines("/proc/stat").First()["cpu".Length..]);
        var busy = machine[0] + machine[1] + machine[2] + machine[5] + machine[6] + machine[7];

        // Children that have ended are counted in their parent's numbers.
        var self = StatOf("self")!;
        var own = self.Take(new Range(UserTime, UserTime + 4)).Sum() + RunningChildren().Sum(child => child[UserTime] + child[UserTime + 1]);
        return new ProcessorLoad(Stopwatch.GetTimestamp(), busy / TicksPerSecond, own / TicksPerSecond);
    }

    /// <summary>Processors that others kept busy on average since an earlier time; null where the system does not tell, or too little time has passed.</summary>
    public double? OthersSince(ProcessorLoad earlier)
    {
        const double least = 10 / TicksPerSecond;
        var seconds = Stopwatch.GetElapsedTime(earlier.Timestamp, Timestamp).TotalSeconds;
        return seconds >= least && MachineSeconds - earlier.MachineSeconds is { } machine
            ? Math.Max(0, (machine - (OwnSeconds - earlier.OwnSeconds)) / seconds)
            : null;
    }

    private static IEnumerable<double[]> RunningChildren() => Directory.EnumerateDirectories("/proc")
        .Select(folder => Path.GetFileName(folder))
        .Where(name => char.IsAsciiDigit(name[0]))
        .Select(StatOf)
        .OfType<double[]>()
        .Where(stat => (int)stat[Parent] == Environment.ProcessId);

    /// <summary>The numbers of a process; null where it has just gone.</summary>
    private static double[]? StatOf(string process)
    {
        try
        {
            // After the program's name in brackets and the state.
            var text = File.ReadAllText($"/proc/{process}/stat");
            return Numbers(text[(text.LastIndexOf(')') + 3)..]);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static double[] Numbers(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
}
