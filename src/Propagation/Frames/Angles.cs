namespace Ssa.Propagation.Frames;

/// <summary>Units of angle in radians.</summary>
internal static class Angles
{
    public const double Degree = Math.PI / 180.0;
    public const double Arcsecond = Math.PI / 648_000.0;

    /// <summary>The angle in 0 to less than 2π.</summary>
    public static double Wrap(double radians)
    {
        var wrapped = Math.IEEERemainder(radians, Math.Tau);
        return wrapped < 0 ? wrapped + Math.Tau : wrapped;
    }
}
