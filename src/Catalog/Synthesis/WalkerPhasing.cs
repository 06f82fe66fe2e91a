namespace Ssa.Catalog;

/// <summary>
/// The phasing of a Walker pattern: neighbouring planes are shifted along the orbit by F × 360° / (planes × slots). Operators choose F so that satellites of crossing planes pass
/// each other at the greatest distance; an arbitrary F would put hundreds of close approaches into a constellation that has none.
/// </summary>
internal static class WalkerPhasing
{
    /// <summary>The F with the widest least distance between satellites of different planes; the least such F.</summary>
    /// <remarks>
    /// Two satellites on circular orbits of one height and inclination i, their nodes apart by 2α and their arguments of latitude by 2φ, come as close as a central angle δ with
    /// sin(δ/2) = |sin φ cos α + cos φ sin α cos i|: their planes meet at an angle I with cos²(I/2) = cos²α + sin²α cos²i, the way from node to crossing is θ with tan θ = tan α cos i,
    /// and the least chord is 2 |sin(φ + θ)| cos(I/2) in units of the radius.
    /// </remarks>
    /// <param name="planes">Planes.</param>
    /// <param name="slots">Satellites in each plane.</param>
    /// <param name="nodeSpanDeg">Degrees of right ascension over which the planes spread.</param>
    /// <param name="inclinationDeg">Inclination, degrees.</param>
    public static int Widest(int planes, int slots, double nodeSpanDeg, double inclinationDeg)
    {
        // All shifts are multiples of 180° / (planes × slots) in φ, and a half turn changes only the sign.
        var half = planes * slots;
        var (sines, cosines) = (new double[half], new double[half]);
        for (var step = 0; step < half; step++)
        {
            sines[step] = SyntheticOrbit.Sine(180.0 * step / half);
            cosines[step] = SyntheticOrbit.Cosine(180.0 * step / half);
        }

        var (widest, widestDistance) = (0, -1.0);
        var cosineI = SyntheticOrbit.Cosine(inclinationDeg);
        for (var phasing = 0; phasing < planes; phasing++)
        {
            var least = double.PositiveInfinity;
            for (var apart = 1; apart < planes; apart++)
            {
                var alpha = 0.5 * nodeSpanDeg * apart / planes;
                var (inPlane, acrossPlane) = (SyntheticOrbit.Cosine(alpha), SyntheticOrbit.Sine(alpha) * cosineI);
                for (var slot = 0; slot < slots; slot++)
                {
                    var step = (apart * phasing + slot * planes) % half;
                    least = Math.Min(least, Math.Abs(sines[step] * inPlane + cosines[step] * acrossPlane));
                }
            }

            if (least > widestDistance)
            {
                (widest, widestDistance) = (phasing, least);
            }
        }

        return widest;
    }
}
