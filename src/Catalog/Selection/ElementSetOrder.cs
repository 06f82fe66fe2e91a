using Ssa.Propagation;

namespace Ssa.Catalog;

/// <summary>A total order of element sets by content, so that results do not depend on the order in which files list them.</summary>
internal static class ElementSetOrder
{
    /// <summary>Compares everything but number and epoch; zero only where the two are the same set.</summary>
    public static int CompareContent(MeanElements left, MeanElements right)
    {
        var order = left.ElementSetNumber.CompareTo(right.ElementSetNumber);
        order = order != 0 ? order : CompareOrbit(left, right);
        order = order != 0 ? order : Compare(left.MeanMotionDotRevPerDay2, right.MeanMotionDotRevPerDay2);
        order = order != 0 ? order : Compare(left.MeanMotionDdotRevPerDay3, right.MeanMotionDdotRevPerDay3);
        order = order != 0 ? order : left.RevolutionAtEpoch.CompareTo(right.RevolutionAtEpoch);
        order = order != 0 ? order : string.CompareOrdinal(left.Name, right.Name);
        order = order != 0 ? order : string.CompareOrdinal(left.ObjectId, right.ObjectId);
        return order != 0 ? order : left.Classification.CompareTo(right.Classification);
    }

    /// <summary>Compares what SGP4 uses besides the epoch: six mean elements and B*.</summary>
    public static int CompareOrbit(MeanElements left, MeanElements right)
    {
        var order = Compare(left.MeanMotionRevPerDay, right.MeanMotionRevPerDay);
        order = order != 0 ? order : Compare(left.Eccentricity, right.Eccentricity);
        order = order != 0 ? order : Compare(left.InclinationDeg, right.InclinationDeg);
        order = order != 0 ? order : Compare(left.RightAscensionDeg, right.RightAscensionDeg);
        order = order != 0 ? order : Compare(left.ArgumentOfPerigeeDeg, right.ArgumentOfPerigeeDeg);
        order = order != 0 ? order : Compare(left.MeanAnomalyDeg, right.MeanAnomalyDeg);
        return order != 0 ? order : Compare(left.BStarPerEarthRadius, right.BStarPerEarthRadius);
    }

    // Zero and minus zero compare equal but print differently, so the bits decide last.
    private static int Compare(double left, double right)
    {
        var order = left.CompareTo(right);
        return order != 0
            ? order
            : BitConverter.DoubleToInt64Bits(left).CompareTo(BitConverter.DoubleToInt64Bits(right));
    }
}
