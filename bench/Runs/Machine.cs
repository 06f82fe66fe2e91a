using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Ssa.Propagation;

namespace Ssa.Bench.Runs;

/// <summary>Where and on what figures were taken.</summary>
internal static class Machine
{
    /// <summary>The processor's name.</summary>
    public static string Processor()
    {
        const string key = "model name";
        const string file = "/proc/cpuinfo";
        var line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(text => text.StartsWith(key, StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? "unknown";
    }

    /// <summary>Processors, memory, operating system.</summary>
    public static string System() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:F0} GB, {RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.OSArchitecture}");

    /// <summary>The runtime and its widest lanes.</summary>
    public static string Runtime() => $"{RuntimeInformation.FrameworkDescription}, lanes of {64 * (int)LaneWidths.Best} bits";

    /// <summary>Load averages of 1, 5 and 15 minutes; null where the system has none.</summary>
    public static string? LoadAverages()
    {
        const string file = "/proc/loadavg";
        return File.Exists(file) ? string.Join(' ', File.ReadAllText(file).Split(' ').Take(3)) : null;
    }

    /// <summary>The commit of the checkout, marked where files differ from it; the results themselves do not count.</summary>
    /// <param name="repository">The checkout.</param>
    public static string Commit(string repository)
    {
        var commit = Git(repository, "rev-parse", "--short=12", "HEAD");
        return (commit, Git(repository, "status", "--porcelain", "--", ".", ":(exclude)bench/RESULTS.md")) switch
        {
            (null, _) => "unknown (no git)",
            (_, "") => commit,
            (_, null) => $"{commit}, local changes unknown",
            _ => $"{commit} with local changes",
        };
    }

    /// <summary>The root of the checkout: the folder of Ssa.sln at or above this program or the working folder.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string FindRepository()
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Ssa.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new InvalidOperationException("Ssa.sln was not found at or above the program or the working folder: run the benchmarks from a checkout.");
    }

    private static string? Git(string repository, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo("git", ["-C", repository, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var git = Process.Start(start)!;
            var output = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? output : null;
        }
        catch (global::System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
