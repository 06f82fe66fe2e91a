using Microsoft.Win32.SafeHandles;

namespace Ssa.Cli.Terminal;

/// <summary>
/// Where a command's data goes: standard output, or a file that appears under its name only when it is complete. A file is written beside
/// its target under a temporary name and renamed by <see cref="Commit"/>; without that nothing is left behind and what stood there stays.
/// </summary>
internal sealed class OutputTarget : IDisposable
{
    private readonly string? target;
    private readonly string? temporary;
    private bool committed;

    private OutputTarget(Stream stream, string? target, string? temporary)
    {
        (Stream, this.target, this.temporary) = (stream, target, temporary);
    }

    /// <summary>The stream to write to.</summary>
    public Stream Stream { get; }

    /// <summary>Opens the target before any work is done, so that a folder that cannot be written fails at once.</summary>
    /// <param name="path">A file; null or <c>-</c> for standard output.</param>
    /// <param name="option">The option that named it, for messages.</param>
    /// <exception cref="CommandFailure">The file cannot be written.</exception>
    public static OutputTarget Open(string? path, string option)
    {
        if (path is null or "-")
        {
            return new OutputTarget(StandardOutput(), null, null);
        }

        try
        {
            // The target of a link is replaced, not the link.
            var file = new FileInfo(path);
            var target = file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName;
            if (Directory.Exists(target))
            {
                throw new CommandFailure($"{option}: '{path}' is a folder; give the path of a file in it");
            }

            if (IsDevice(file.FullName) || IsDevice(target))
            {
                return new OutputTarget(new FileStream(path, FileMode.Open, FileAccess.Write), null, null);
            }

            var temporary = $"{target}.{Environment.ProcessId}.{Path.GetRandomFileName()}.tmp";
            return new OutputTarget(new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16), target, temporary);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandFailure($"{option}: '{path}' cannot be written ({fault.Message.TrimEnd('.')}); choose a folder that exists and that you may write to");
        }
    }

    /// <summary>Puts the complete output under its name.</summary>
    public void Commit()
    {
        Stream.Flush();
        if (target is not null && temporary is not null)
        {
            ((FileStream)Stream).Flush(flushToDisk: true);
            Stream.Dispose();
            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            }

            File.Move(temporary, target, overwrite: true);
        }

        committed = true;
    }

    /// <summary>Removes the temporary file at once, while another thread may still write to it: for a process that is about to end.</summary>
    public void Abandon()
    {
        if (!committed && temporary is not null)
        {
            try
            {
                File.Delete(temporary);
            }
            catch (IOException)
            {
                // Windows refuses to delete an open file; the process ends all the same.
            }
        }
    }

    /// <summary>Closes the output, and removes the temporary file of one that was not committed.</summary>
    public void Dispose()
    {
        if (!committed && temporary is not null)
        {
            Stream.Dispose();
            File.Delete(temporary);
        }
        else if (target is not null)
        {
            Stream.Dispose();
        }
    }

    /// <summary>Devices and pipes by name, such as /dev/null and a shell's /dev/fd/63, are written in place: renaming over one would destroy it.</summary>
    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows() && (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal));

    /// <summary>
    /// Standard output. On Unix the console's stream swallows the error of a pipe that nobody reads any more, so that a long list would be
    /// computed to its end for nobody: a pipe is written as a file, which reports it. Redirected files stay with the console's stream, since a
    /// file's stream keeps an offset of its own and the next program of a shell's group would write over ours.
    /// </summary>
    private static Stream StandardOutput()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }
}
