namespace Ssa.Risk;

/// <summary>What a collision would leave.</summary>
/// <param name="IsCatastrophic">Whether both objects would break up.</param>
/// <param name="EnergyToMassJPerG">Kinetic energy of the lighter object relative to the heavier, over the heavier's mass, J/g.</param>
/// <param name="FragmentMassKg">The mass that goes into fragments, kg.</param>
/// <param name="FragmentsOver10Cm">Expected fragments of at least 10 cm.</param>
public readonly record struct BreakupConsequence(bool IsCatastrophic, double EnergyToMassJPerG, double FragmentMassKg, double FragmentsOver10Cm);

/// <summary>
/// NASA's standard breakup model (Johnson, Krisko, Liou, Anz-Meador 2001, Advances in Space Research 28, 1377-1384), for collisions: from 40 J/g both objects break up, below that the lighter one and a
/// part of the heavier. Fragments at least Lc long: 0.1·M^0.75·Lc^-1.71, M in kg, Lc in m. A model of averages; single events deviate by a factor of two and more.
/// </summary>
public static class BreakupModel
{
    /// <summary>The energy to mass ratio from which a collision is catastrophic, J/g.</summary>
    public const double CatastrophicJPerG = 40;

    private const double TenCentimetres = 0.1;

    /// <summary>The consequence of a collision.</summary>
    /// <param name="firstKg">Mass of one object, kg; positive.</param>
    /// <param name="secondKg">Mass of the other, kg; positive.</param>
    /// <param name="speedKmPerS">Relative speed, km/s.</param>
    public static BreakupConsequence Of(double firstKg, double secondKg, double speedKmPerS)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(firstKg);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(secondKg);
        ArgumentOutOfRangeException.ThrowIfNegative(speedKmPerS);
        var (lighter, heavier) = (Math.Min(firstKg, secondKg), Math.Max(firstKg, secondKg));

        // ½·m·v²/M: kg·(1e3 m/s)²/(1e3 g) = 1e3 J/g.
        var energy = 500 * lighter * speedKmPerS * speedKmPerS / heavier;
        var isCatastrophic = energy >= CatastrophicJPerG;
        var mass = isCatastrophic ? firstKg + secondKg : Math.Min(firstKg + secondKg, lighter * speedKmPerS * speedKmPerS);
        return new(isCatastrophic, energy, mass, Fragments(mass, TenCentimetres));
    }

    /// <summary>Expected fragments at least so long.</summary>
    /// <param name="fragmentMassKg">The mass that goes into fragments, kg.</param>
    /// <param name="lengthM">The least characteristic length, m; positive.</param>
    public static double Fragments(double fragmentMassKg, double lengthM)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fragmentMassKg);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lengthM);
        return 0.1 * Math.Pow(fragmentMassKg, 0.75) * Math.Pow(lengthM, -1.71);
    }
}
