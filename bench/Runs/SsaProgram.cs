using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Ssa.Bench.Runs;

/// <summary>The published command line program, run as a user runs it.</summary>
internal sealed partial class SsaProgram : IDisposable
{
    /// <summary>How often the child's memory is looked at. The system keeps the peak, so only what grows in the last such time is not seen.</summary>
    private const int LookMilliseconds = 5;

    private readonly string _folder = Directory.CreateTempSubdirectory("ssa-bench-").FullName;
    private readonly string _program;

    private SsaProgram(string? program) => _program = program ?? System.IO.Path.Combine(_folder, "publish", OperatingSystem.IsWindows() ? "ssa.exe" : "ssa");

    /// <summary>A folder for inputs and outputs of the runs, gone with this object.</summary>
    public string Folder => _folder;

    /// <summary>The program.</summary>
    public string Path => _program;

    /// <summary>Whether it was published with machine code beside the intermediate one (ReadyToRun); not known of a program that was there.</summary>
    public bool IsCompiledAhead { get; private set; }

    /// <summary>Takes a program that is there, or publishes the checkout's.</summary>
    /// <exception cref="InvalidOperationException">Publishing failed; the message holds what it said.</exception>
    public static SsaProgram Prepare(string repository, string? program)
    {
        var made = new SsaProgram(program);
        if (program is not null)
        {
            return made;
        }

        // Compiled ahead, as README recommends; where the compiler's package cannot be had, as it comes.
        made.IsCompiledAhead = true;
        if (made.Publish(repository, out _, "-p:PublishReadyToRun=true"))
        {
            return made;
        }

        made.IsCompiledAhead = false;
        if (made.Publish(repository, out var said))
        {
            return made;
        }

        made.Dispose();
        throw new InvalidOperationException($"dotnet publish src/Cli failed:\n{said}");
    }

    private bool Publish(string repository, out string said, params string[] options)
    {
        var publish = new ProcessStartInfo(
            "dotnet",
            ["publish", System.IO.Path.Combine(repository, "src", "Cli"), "-c", "Release", "-o", System.IO.Path.Combine(_folder, "publish"), "-nodeReuse:false", .. options])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = repository,
        };
        using var process = Process.Start(publish)!;
        said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    /// <summary>Runs it and waits.</summary>
    /// <exception cref="InvalidOperationException">It did not exit with 0; the message holds what it said.</exception>
    public SsaRun Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(_program, arguments) { RedirectStandardError = true };
        var clock = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var reading = process.StandardError.ReadToEndAsync();
        long peakBytes = 0;
        do
        {
            peakBytes = Math.Max(peakBytes, PeakBytes(process));
        }
        while (!process.WaitForExit(LookMilliseconds));

        var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        var said = reading.GetAwaiter().GetResult();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{_program} {string.Join(' ', arguments)} exited with {process.ExitCode}:\n{said}");
        }

        var stages = StageTimes().Match(said).Groups;
        return new SsaRun(
            seconds,
            peakBytes / 1e6,
            Events().Match(said) is { Success: true } events ? int.Parse(events.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : 0,
            [.. stages[1].Captures.Zip(stages[2].Captures, (name, time) => (name.Value, double.Parse(time.Value, CultureInfo.InvariantCulture)))]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static long PeakBytes(Process process)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                process.Refresh();
                return process.HasExited ? 0 : process.PeakWorkingSet64;
            }

            const string key = "VmHWM:";
            var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(text => text.StartsWith(key, StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line[key.Length..^"kB".Length], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            // The process has ended between two looks.
            return 0;
        }
    }

    [GeneratedRegex(@"^wall time +(?:([a-z ]+) ([0-9.]+) s(?:, )?)+", RegexOptions.Multiline)]
    private static partial Regex StageTimes();

    [GeneratedRegex("^events +([0-9,]+)", RegexOptions.Multiline)]
    private static partial Regex Events();
}

/// <summary>One run of the program.</summary>
/// <param name="Seconds">Wall time from before its start to after its end.</param>
/// <param name="PeakMB">Peak resident memory, millions of bytes.</param>
/// <param name="Events">Rows, as its summary says.</param>
/// <param name="Stages">Wall time by stage, seconds, as its summary says.</param>
internal sealed record SsaRun(double Seconds, double PeakMB, int Events, IReadOnlyList<(string Stage, double Seconds)> Stages);
