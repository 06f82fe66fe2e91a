using Ssa.Cli.Jobs;
using Ssa.Propagation;
using Ssa.Propagation.Frames;

namespace Ssa.Cli.Formats;

/// <summary>Writes ephemerides as they are computed: for each element set its states in order of time.</summary>
internal abstract class EphemerisWriter
{
    /// <summary>Begins the states of an element set.</summary>
    public abstract void BeginSet(MeanElements elements);

    /// <summary>Writes a state of the set begun last.</summary>
    public abstract void Add(in EphemerisState state);

    /// <summary>Ends the states of the set.</summary>
    public abstract void EndSet();

    /// <summary>Ends the output and hands all of it to the stream.</summary>
    public abstract void End();
}

/// <summary>The spelling of frames on the command line and in outputs.</summary>
internal static class FrameText
{
    /// <summary>The frame's name in capitals, as CCSDS messages write it.</summary>
    public static string Of(Frame frame) => frame switch
    {
        Frame.Teme => "TEME",
        Frame.Gcrf => "GCRF",
        Frame.Itrf => "ITRF",
        _ => throw new ArgumentOutOfRangeException(nameof(frame), frame, null),
    };
}
