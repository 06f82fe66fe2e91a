namespace Ssa.EndToEnd.Tests;

/// <summary>Element sets of Space-Track that the tests use, each with why.</summary>
internal static class ElementSets
{
    /// <summary>The last set of Iridium 33 before the collision of 10 February 2009.</summary>
    public const string Iridium33 =
        """
        IRIDIUM 33
        1 24946U 97051C   09040.78448243 +.00000153 +00000-0 +47668-4 0  9994
        2 24946 086.3994 121.7028 0002288 085.1644 274.9812 14.34219863597336

        """;

    /// <summary>The last set of Cosmos 2251 before that collision.</summary>
    public const string Cosmos2251 =
        """
        COSMOS 2251
        1 22675U 93036A   09040.49834364 -.00000001  00000-0  95251-5 0  9996
        2 22675 074.0355 019.4646 0016027 098.7014 261.5952 14.31135643817415

        """;

    /// <summary>Both.</summary>
    public const string Collision2009 = Iridium33 + Cosmos2251;

    /// <summary>Satellite 00005 of the SGP4 verification set (AIAA 2006-6753).</summary>
    public const string Vanguard1 =
        """
        1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753
        2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667

        """;

    /// <summary>Satellite 28872 of the verification set: decays between 50 and 55 minutes after its epoch.</summary>
    public const string Decaying =
        """
        1 28872U 05037B   05333.02012661  .25992681  00000-0  24476-3 0  1534
        2 28872  96.4736 157.9986 0303955 244.0492 110.6523 16.46015938 10708

        """;

    /// <summary>Iridium 33 with a wrong checksum in line 2.</summary>
    public static string WrongChecksum { get; } = Iridium33.Replace("14.34219863597336", "14.34219863597337", StringComparison.Ordinal);
}
