using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;

namespace Ssa.Messages;

/// <summary>What a reader of ephemerides found; readers append to one batch.</summary>
public sealed class EphemerisBatch
{
    /// <summary>The ephemerides that can be used, one per object of a message, in input order.</summary>
    public List<InterpolatedEphemeris> Accepted { get; } = [];

    /// <summary>What cannot be used, each with its reason: whole messages where their form is at fault, else objects.</summary>
    public List<SetAsideRecord> SetAside { get; } = [];

    /// <summary>What the user should know about accepted ephemerides: approximations, and spans shorter than announced. One for each sort and object.</summary>
    public List<EphemerisRemark> Remarks { get; } = [];
}

/// <summary>Something about an accepted ephemeris that is no fault.</summary>
/// <param name="File">The file's name as the user gave it.</param>
/// <param name="Line">The line that it is about, from 1.</param>
/// <param name="Field">The keyword that it is about.</param>
/// <param name="Message">The remark.</param>
public sealed record EphemerisRemark(string File, int Line, string Field, string Message);
