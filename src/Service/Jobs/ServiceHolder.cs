using System.Diagnostics;
using System.Globalization;

namespace Ssa.Service.Jobs;

/// <summary>Names services as holders of leases: machine, process, and a number that no other has.</summary>
internal static class ServiceHolder
{
    /// <summary>A name for this process.</summary>
    public static string New() => $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>
    /// Whether a holder is a process of this machine that runs no more, as after a kill. A process number that was given out again counts as running: then the lease ends by itself. A service that is taken
    /// for gone in error, as one in another container of the same name, loses its lease and writes no more; its screening is run by the other.
    /// </summary>
    public static bool IsGone(string holder)
    {
        if (holder.Split('/') is not [var machine, var process, _]
            || !machine.Equals(Environment.MachineName, StringComparison.Ordinal)
            || !int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || id == Environment.ProcessId)
        {
            return false;
        }

        try
        {
            using var running = Process.GetProcessById(id);
            return running.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
