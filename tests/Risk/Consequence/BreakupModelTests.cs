namespace Ssa.Risk.Tests.Consequence;

/// <summary>The consequence of a collision by NASA's standard breakup model.</summary>
public sealed class BreakupModelTests
{
    [Fact]
    public void The_collision_of_2009_was_catastrophic_and_left_more_than_a_thousand_large_pieces()
    {
        // Iridium 33 of 560 kg and Cosmos 2251 of 900 kg at 11.647 km/s: ½·560·11,647² / 900,000 g; 0.1·1460^0.75·0.1^-1.71.
        var breakup = BreakupModel.Of(560, 900, 11.647);
        Assert.True(breakup.IsCatastrophic);
        Assert.Equal(42_203, breakup.EnergyToMassJPerG, 1.0);
        Assert.Equal(1460, breakup.FragmentMassKg);
        Assert.Equal(1211, breakup.FragmentsOver10Cm, 1.0);
    }

    [Fact]
    public void A_gram_against_a_satellite_is_a_hole_and_not_a_breakup()
    {
        // 1 g at 10 km/s has 50 kJ: 0.05 J/g of a tonne; the mass thrown out is 0.001 kg·10².
        var breakup = BreakupModel.Of(1000, 0.001, 10);
        Assert.False(breakup.IsCatastrophic);
        Assert.Equal(0.05, breakup.EnergyToMassJPerG, 1e-12);
        Assert.Equal(0.1, breakup.FragmentMassKg, 1e-12);
    }

    [Fact]
    public void No_more_mass_is_thrown_out_than_there_is()
    {
        var breakup = BreakupModel.Of(1_000_000, 2, 14);
        Assert.False(breakup.IsCatastrophic);
        Assert.Equal(392, breakup.FragmentMassKg, 1e-9);
        Assert.True(BreakupModel.Of(100, 0.07, 20).FragmentMassKg <= 100.07);
    }

    [Fact]
    public void The_threshold_is_40_joules_a_gram()
    {
        var heavier = 500 * 1.0 * 100 / BreakupModel.CatastrophicJPerG;
        Assert.True(BreakupModel.Of(heavier * (1 - 1e-12), 1, 10).IsCatastrophic);
        Assert.False(BreakupModel.Of(heavier * (1 + 1e-12), 1, 10).IsCatastrophic);
    }

    [Fact]
    public void Masses_come_from_the_table_then_the_radar_then_the_class()
    {
        Assert.Equal(new ObjectMass(7, MassOrigin.Table), ObjectMass.Of(7, 1, BodyClass.Payload));

        // A cross-section of π/4 m² is a sphere of 1 m: π/6 m³ of 92.937 kg/m³.
        var radar = ObjectMass.Of(null, Math.PI / 4, BodyClass.Payload)!.Value;
        Assert.Equal(MassOrigin.RadarCrossSection, radar.Origin);
        Assert.Equal(Math.PI / 6 * 92.937, radar.Kg, 1e-9);
        Assert.Equal(new ObjectMass(3700, MassOrigin.Class), ObjectMass.Of(null, null, BodyClass.RocketBody));
        Assert.Null(ObjectMass.Of(null, 0, BodyClass.Unknown));
    }
}
