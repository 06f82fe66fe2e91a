using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using System.Runtime.InteropServices;
using Ssa.Propagation;

namespace Ssa.Cli.Commands;

/// <summary><c>ssa --version</c>: what a result must be reported with to be understood: version, commit, runtime, lane width.</summary>
internal sealed class VersionReport : SynchronousCommandLineAction
{
    /// <summary>Program, version and commit in a line.</summary>
    public static string ProgramText
    {
        get
        {
            var (version, commit) = VersionAndCommit();
            return $"ssa {version}, commit {commit}";
        }
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var (version, commit) = VersionAndCommit();
        var to = parseResult.InvocationConfiguration.Output;
        to.Write($"ssa {version}\ncommit   {commit}\nruntime  {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}\nlanes    {Lanes()}\n");
        return 0;
    }

    private static (string Version, string Commit) VersionAndCommit()
    {
        // The build writes version+commit; without git the part after the plus is absent.
        var informational = typeof(VersionReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        return informational.Split('+') is [var before, var after] ? (before, after) : (informational, "unknown (built without git)");
    }

    private static string Lanes() =>
        LaneWidths.Best == LaneWidth.Scalar ? "scalar (1 double)" : $"{64 * (int)LaneWidths.Best} bits ({(int)LaneWidths.Best} doubles)";
}
