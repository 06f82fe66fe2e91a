using System.Runtime.CompilerServices;

namespace Ssa.Screening.Broad;

/// <summary>
/// How lengths and angles become whole numbers of 16 bits. Each map rises or stays, in single precision too, as sums, products with a positive number, quotients, limits and
/// whole parts do: what overlaps still does.
/// </summary>
internal static class BoundScale
{
    /// <summary>The greatest number.</summary>
    public const int Top = ushort.MaxValue;

    /// <summary>A turn in <see cref="StepBounds{TSingle}"/>'s unit of the angle.</summary>
    public const float Turn = 4;

    /// <summary>A turn in whole numbers.</summary>
    public const int AnglesPerTurn = 16_384;

    /// <summary>Where the angle is zero: a turn is left below it.</summary>
    public const int AngleOrigin = AnglesPerTurn;

    // Below any orbit.
    private const float LeastRadiusKm = 6300;

    // Radii end below the top, so that an empty entry begins above all of them.
    private const float MostRadius = Top - 1;

    // Beyond 50,000 km on either side all are one.
    private const float UnitsPerKm = Top / 100_000f;
    private const float XOrigin = 32_768;

    /// <summary>Of a radius, km: what is left of the top after the share of the least radius in it. A unit is 0.1 km in low orbits, 4 km in geosynchronous ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TSingle OfRadius<TSingle>(TSingle r)
        where TSingle : unmanaged, ISingleLane<TSingle> =>
        TSingle.Min(TSingle.Of(Top) - (TSingle.Of(Top * LeastRadiusKm) / TSingle.Max(r, TSingle.Of(LeastRadiusKm))), TSingle.Of(MostRadius));

    /// <summary>Of x, km: a unit is 1.5 km.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TSingle OfX<TSingle>(TSingle x)
        where TSingle : unmanaged, ISingleLane<TSingle> =>
        TSingle.Min(TSingle.Max((x * TSingle.Of(UnitsPerKm)) + TSingle.Of(XOrigin), TSingle.Of(0)), TSingle.Of(Top));

    /// <summary>Of an angle from minus one turn to less than two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TSingle OfAngle<TSingle>(TSingle angle)
        where TSingle : unmanaged, ISingleLane<TSingle> =>
        TSingle.Min((angle * TSingle.Of(AnglesPerTurn / Turn)) + TSingle.Of(AngleOrigin), TSingle.Of(Top));
}
