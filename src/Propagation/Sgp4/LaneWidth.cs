using System.Runtime.Intrinsics;

namespace Ssa.Propagation;

/// <summary>How many satellites the kernels work on at once. Results have the same bits in every width.</summary>
public enum LaneWidth
{
    /// <summary>One double at a time: runs on any machine.</summary>
    Scalar = 1,

    /// <summary>Four doubles in 256 bits.</summary>
    Wide256 = 4,

    /// <summary>Eight doubles in 512 bits.</summary>
    Wide512 = 8,
}

/// <summary>Which lane width suits this machine.</summary>
public static class LaneWidths
{
    /// <summary>The widest width that this machine computes in registers.</summary>
    public static LaneWidth Best { get; } =
        Vector512.IsHardwareAccelerated ? LaneWidth.Wide512
        : Vector256.IsHardwareAccelerated ? LaneWidth.Wide256
        : LaneWidth.Scalar;
}
