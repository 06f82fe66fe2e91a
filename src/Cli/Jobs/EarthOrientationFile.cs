using Ssa.Cli.Terminal;
using Ssa.Propagation.Frames;

namespace Ssa.Cli.Jobs;

/// <summary>The file behind <c>--eop</c>.</summary>
internal static class EarthOrientationFile
{
    /// <summary>Reads Earth orientation data; without a path there are none.</summary>
    /// <exception cref="CommandFailure">The file cannot be read or holds something else.</exception>
    public static EarthOrientation Read(string? path)
    {
        if (path is null)
        {
            return EarthOrientation.None;
        }

        try
        {
            using var content = File.OpenText(path);
            return EarthOrientation.Read(content, path);
        }
        catch (InvalidDataException fault)
        {
            throw new CommandFailure($"--eop: {fault.Message}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"--eop: '{path}' cannot be read: {fault.Message} Check the path.");
        }
    }
}
