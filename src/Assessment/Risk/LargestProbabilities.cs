using Ssa.Risk;

namespace Ssa.Assessment;

/// <summary>The largest probability that the data allow, by what of the covariances is known.</summary>
internal static class LargestProbabilities
{
    /// <summary>A maximum of the library, m, as reports have it.</summary>
    public static LargestProbability Of(MaximumProbability maximum, string over) => new(maximum.Value, maximum.DilutionSigmaM * 1e-3, over);

    /// <summary>The maximum over the size of a covariance of which only the aspect ratio is known (Alfano 2005).</summary>
    /// <param name="missKm">Miss distance, km.</param>
    /// <param name="radiusM">Combined radius, m.</param>
    /// <param name="aspectRatio">Larger sigma over smaller.</param>
    public static LargestProbability OfAspectRatio(double missKm, double radiusM, double aspectRatio) =>
        Of(AlfanoMaximum.Of(missKm * 1e3, Math.Max(0, radiusM), aspectRatio), "aspect-ratio-size");

    /// <summary>
    /// The maximum where a covariance is not known: with one known, over the other (Frisbee 2015); with none, over the size of covariances of the shape that SOCRATES assumes. Null without a radius or
    /// without relative velocity.
    /// </summary>
    public static LargestProbability? WithoutBothCovariances(Encounter encounter)
    {
        if (encounter.HardBodyRadiusM is not { } radiusM || double.IsNaN(radiusM))
        {
            return null;
        }

        var (first, second) = (Known(encounter.First), Known(encounter.Second));
        if (first.Covariance is null && second.Covariance is null)
        {
            return SocratesShape.Maximum(
                first.PositionM, first.VelocityMPerS, second.PositionM, second.VelocityMPerS, (second.PositionM - first.PositionM).Norm, Math.Max(0, radiusM)) is { } maximum
                ? Of(maximum, "socrates-shape")
                : null;
        }

        return first.Covariance is not null && second.Covariance is not null
            ? null
            : FrisbeeMaximum.Of(encounter with { First = first, Second = second }).Value is { } value ? new LargestProbability(value, null, "unknown-covariance") : null;
    }

    /// <summary>Whether a covariance says, by its size, that the position is not known.</summary>
    public static bool IsDefault(ObjectState state) =>
        state.Covariance is { Position: var position }
        && Math.Max(position.Xx, Math.Max(position.Yy, position.Zz)) >= PlaneProjection.DefaultSigmaCutM * PlaneProjection.DefaultSigmaCutM;

    private static ObjectState Known(ObjectState state) => IsDefault(state) ? state with { Covariance = null } : state;
}
