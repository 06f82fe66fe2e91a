using System.Runtime.InteropServices;

namespace Ssa.Service.Jobs;

/// <summary>Lets screenings have the processors that calls leave: a page is answered at once beside a run of a week, and a run that is alone loses nothing.</summary>
internal static partial class BackgroundPriority
{
    // PRIO_PROCESS with 0 is the calling thread on Linux, and threads that it starts inherit its niceness.
    private const int PriorityOfProcess = 0;
    private const int Niceness = 10;

    /// <summary>Puts this thread, and on Linux those that it starts, behind the others. There is no way back: the thread is to be one of the run's own.</summary>
    public static void Take()
    {
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        if (OperatingSystem.IsLinux())
        {
            // A system that refuses leaves the run as urgent as the calls, which is slower for these and wrong for nobody.
            _ = SetPriority(PriorityOfProcess, 0, Niceness);
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int niceness);
}
