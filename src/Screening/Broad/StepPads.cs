using System.Runtime.CompilerServices;
using Ssa.Propagation;

namespace Ssa.Screening.Broad;

/// <summary>Limits of the pads.</summary>
internal static class StepPads
{
    /// <summary>What the interpolation between nodes may be off by, and the chord by what no gravity explains: so many times the measured defect, and so many km more.</summary>
    public const float DefectSafety = 2;

    /// <inheritdoc cref="DefectSafety"/>
    public const float DefectFloorKm = 0.05f;

    /// <summary>The bend of the radius between two nodes is at most this many times what was measured at both.</summary>
    public const float BendSafety = 2;

    /// <summary>A defect beyond this, km, is no orbit's: such an object takes the exact path, which asks its states one by one.</summary>
    public const float LargestDefectKm = 50;
}

/// <summary>What an object's motion over a step may add to its chord; docs/screening-margins.md derives each pad.</summary>
/// <typeparam name="TSingle">The lane type.</typeparam>
internal readonly struct StepPads<TSingle>
    where TSingle : unmanaged, ISingleLane<TSingle>
{
    // J2 and the growth of the distance by the pad itself add less than a tenth to the tidal term.
    private const float TidalSafety = 1.1f;

    // Short-period oscillations of the radius that pass through zero bend at the nodes, km.
    private const float RadiusPadKm = 0.1f;

    // Rounding of a coordinate to single precision, relative to the radius, over three axes, two coordinates and the
    // sums they enter.
    private const float SingleRounding = 5e-7f;

    private readonly float _thresholdKm;
    private readonly float _stepSeconds;

    /// <summary>Makes the pads of a screening.</summary>
    /// <param name="thresholdKm">Threshold, km.</param>
    /// <param name="stepSeconds">Length of a step, s.</param>
    public StepPads(double thresholdKm, double stepSeconds)
    {
        _thresholdKm = (float)thresholdKm;
        _stepSeconds = (float)stepSeconds;
    }

    /// <summary>The pads of an object.</summary>
    /// <param name="r0">Its radius at the step's start, km.</param>
    /// <param name="r1">Its radius at the end, km.</param>
    /// <param name="defect">The defect around the step, km.</param>
    /// <param name="bend">The bend of the radius around it, km.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Pads Of(TSingle r0, TSingle r1, TSingle defect, TSingle bend)
    {
        Pads pads;
        var high = TSingle.Max(r0, r1);
        pads.Own = (defect * TSingle.Of(StepPads.DefectSafety)) + TSingle.Of(StepPads.DefectFloorKm) + (high * TSingle.Of(SingleRounding));
        var radiusPad = (bend * TSingle.Of(StepPads.BendSafety / 8)) + pads.Own + TSingle.Of(RadiusPadKm);
        pads.RadiusLow = TSingle.Min(r0, r1) - radiusPad;
        pads.RadiusHigh = high + radiusPad;

        // The tide pulls two objects apart by at most 2 mu / r^3 times their distance, r being the least radius of the straight line
        // between them: their own, less what the line's middle lies deeper.
        var squared = pads.RadiusLow * pads.RadiusLow;
        pads.Escape = TSingle.Sqrt(TSingle.Of(2 * (float)Wgs72.MuKm3PerS2) / pads.RadiusLow);
        var reach = (pads.Escape * TSingle.Of(_stepSeconds)) + TSingle.Of(0.5f * _thresholdKm);
        var depthSquared = TSingle.Max(squared - (reach * reach), squared * TSingle.Of(0.25f));
        pads.Tide = TSingle.Of(TidalSafety * 2 * (float)Wgs72.MuKm3PerS2) / (depthSquared * TSingle.Sqrt(depthSquared));
        return pads;
    }

    /// <summary>Half the width of an object's box beside its chord, km, whatever the other object's speed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TSingle BoxPad(in Pads pads)
    {
        var h = _stepSeconds;
        var most = TSingle.Of(_thresholdKm * h * h / 8) + (pads.Escape * TSingle.Of(2 * h * h * h / 48));
        return TSingle.Of(0.5f * _thresholdKm) + (pads.Tide * most) + pads.Own;
    }

    /// <summary>The least distance of two chords, km, up to which their objects may meet.</summary>
    /// <param name="tide">The larger tide.</param>
    /// <param name="chordSquared">The relative chord's length, squared, km².</param>
    /// <param name="own">The sum of both own pads, km.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TSingle Limit(TSingle tide, TSingle chordSquared, TSingle own)
    {
        var h = _stepSeconds;
        return TSingle.Of(_thresholdKm) + own
            + (tide * (TSingle.Of(_thresholdKm * h * h / 8) + (TSingle.Sqrt(chordSquared) * TSingle.Of(h * h / 48))));
    }

    /// <summary>The pads of a bundle of objects.</summary>
    public struct Pads
    {
        /// <summary>Defect and rounding, km.</summary>
        public TSingle Own;

        /// <summary>The tide's strength, 1/s².</summary>
        public TSingle Tide;

        /// <summary>Bounds of the radius, km.</summary>
        public TSingle RadiusLow, RadiusHigh;

        /// <summary>Escape speed at the lower, km/s.</summary>
        public TSingle Escape;
    }
}
