using System.Diagnostics;
using System.Globalization;

namespace Ssa.Bench.Runs;

/// <summary>
/// Processor time used up to now: by the whole machine, time stolen by its host included, and by this process and its children. What remains between two of
/// them is what others used, the measure of a quiet machine. Only Linux tells (/proc/stat, /proc/self/stat; both in ticks of 1/100 s).
/// </summary>
internal readonly record struct ProcessorLoad(long Timestamp, double? MachineSeconds, double OwnSeconds)
{
    private const double TicksPerSecond = 100;

    public static ProcessorLoad Now()
    {
        if (!OperatingSystem.IsLinux())
        {
            return new ProcessorLoad(Stopwatch.GetTimestamp(), null, 0);
        }

        // "cpu user nice system idle iowait irq softirq steal …"
        var machine = Numbers(File.ReadLines("/proc/stat").First()["cpu".Length..]);
        var busy = machine[0] + machine[1] + machine[2] + machine[5] + machine[6] + machine[7];

        // After the program's name in brackets: state, then numbers; user and system time, then those of children that have ended.
        var self = File.ReadAllText("/proc/self/stat");
        var own = Numbers(self[(self.LastIndexOf(')') + 3)..]);
        return new ProcessorLoad(Stopwatch.GetTimestamp(), busy / TicksPerSecond, (own[10] + own[11] + own[12] + own[13]) / TicksPerSecond);
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

    private static double[] Numbers(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
}
