using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Ssa.EndToEnd.Tests;

/// <summary>The built program as a process of its own, as a user runs it.</summary>
internal static partial class SsaProcess
{
    /// <summary>Only a hang lasts so long; no test depends on being faster.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(3);

    public const int Interrupt = 2;
    public const int Terminate = 15;

    /// <summary>The program, where the project reference puts it.</summary>
    public static string ProgramPath { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "ssa.exe" : "ssa");

    /// <summary>Runs the program to its end, with nothing on standard input.</summary>
    public static Outcome Run(params string[] args) => RunWith([], args);

    /// <summary>Runs the program to its end, with this on standard input.</summary>
    public static Outcome RunWith(byte[] standardInput, params string[] args)
    {
        using var process = Start(args);
        var output = ReadAll(process.StandardOutput.BaseStream);
        var error = ReadAll(process.StandardError.BaseStream);
        try
        {
            process.StandardInput.BaseStream.Write(standardInput);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program may have seen enough of its input.
        }

        WaitForEnd(process);
        return new Outcome(process.ExitCode, output.Result, Encoding.UTF8.GetString(error.Result));
    }

    /// <summary>Starts the program; its three streams are ours.</summary>
    public static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo(ProgramPath, args) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start) ?? throw new InvalidOperationException($"{ProgramPath} did not start.");
    }

    /// <summary>Waits for the end of a process; one that hangs is ended and fails the test.</summary>
    public static void WaitForEnd(Process process)
    {
        if (!process.WaitForExit(Hang))
        {
            process.Kill();
            Assert.Fail($"ssa still ran after {Hang}.");
        }
    }

    /// <summary>Sends a signal of Unix.</summary>
    public static void Signal(Process process, int signal) => Assert.Equal(0, Kill(process.Id, signal));

    public static Task<byte[]> ReadAll(Stream stream) => Task.Run(() =>
    {
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    });

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}

/// <summary>How a run ended.</summary>
internal sealed record Outcome(int ExitCode, byte[] Bytes, string Error)
{
    /// <summary>Standard output as text.</summary>
    public string Text { get; } = Encoding.UTF8.GetString(Bytes);

    /// <summary>Lines of standard output.</summary>
    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Rows of standard output read as CSV without quotes, each a map from column to field.</summary>
    public IReadOnlyList<Dictionary<string, string>> Rows
    {
        get
        {
            var header = Lines[0].Split(',');
            return [.. Lines[1..].Select(line => header.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second))];
        }
    }

    /// <summary>Fails the test, showing what was said, unless the run ended so.</summary>
    public Outcome Expect(int exitCode)
    {
        Assert.True(exitCode == ExitCode, $"exit code {ExitCode} instead of {exitCode}; standard error:\n{Error}");
        return this;
    }
}
