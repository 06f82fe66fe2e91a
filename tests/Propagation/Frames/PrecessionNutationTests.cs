using NodaTime;
using Ssa.Propagation.Frames;
using Ssa.Propagation.Time;

namespace Ssa.Propagation.Tests.Frames;

/// <summary>Against the published test values of the IAU's SOFA library (t_sofa_c.c, also ERFA's t_erfa_c.c), whose tables are arranged differently from ours.</summary>
public class PrecessionNutationTests
{
    [Fact]
    public void The_series_has_all_106_terms() => Assert.Equal(106, Nutation1980.TermCount);

    [Fact]
    public void SOFA_nut80_nutation_of_2006()
    {
        // SOFA's own tolerance. The smallest coefficient is 5e-10 rad, so that no wrong digit in any term could hide in it.
        var angles = Nutation1980.At(new JulianDate(2_400_000.5, 53_736.0));
        Assert.Equal(-0.9643658353226563966e-5, angles.LongitudeRad, 1e-13);
        Assert.Equal(0.4060051006879713322e-4, angles.ObliquityRad, 1e-13);
    }

    [Fact]
    public void SOFA_obl80_mean_obliquity_of_2007() =>
        Assert.Equal(0.4090751347643816218, Nutation1980.At(new JulianDate(2_400_000.5, 54_388.0)).MeanObliquityRad, 1e-14);

    [Fact]
    public void SOFA_nutm80_nutation_matrix_of_2006()
    {
        var m = PrecessionNutation.TrueToMeanOfDate(Nutation1980.At(new JulianDate(2_400_000.5, 53_736.0))).Transposed;
        Assert.Equal(0.9999999999534999268, m.RowX.X, 1e-12);
        Assert.Equal(0.8847935789636432161e-5, m.RowX.Y, 1e-12);
        Assert.Equal(0.3835906502164019142e-5, m.RowX.Z, 1e-12);
        Assert.Equal(-0.8847780042583435924e-5, m.RowY.X, 1e-12);
        Assert.Equal(-0.4060052702727130809e-4, m.RowY.Z, 1e-12);
        Assert.Equal(0.4060049308612638555e-4, m.RowZ.Y, 1e-12);
    }

    [Fact]
    public void SOFA_pmat76_precession_matrix_of_1996()
    {
        var m = PrecessionNutation.MeanOfDateToJ2000(new JulianDate(2_400_000.5, 50_123.9999)).Transposed;
        Assert.Equal(0.9999995504328350733, m.RowX.X, 1e-12);
        Assert.Equal(0.8696632209480960785e-3, m.RowX.Y, 1e-14);
        Assert.Equal(0.3779153474959888345e-3, m.RowX.Z, 1e-14);
        Assert.Equal(-0.8696632209485112192e-3, m.RowY.X, 1e-14);
        Assert.Equal(-0.1643284776111886407e-6, m.RowY.Z, 1e-14);
        Assert.Equal(-0.3779153474950335077e-3, m.RowZ.X, 1e-14);
        Assert.Equal(-0.1643306746147366896e-6, m.RowZ.Y, 1e-14);
    }

    [Fact]
    public void SOFA_gmst82_sidereal_time_of_2006() =>
        Assert.Equal(1.754174981860675096, EarthRotation.GreenwichMeanSiderealTimeRad(new JulianDate(2_400_000.5, 53_736.0)), 1e-12);

    [Theory]
    [InlineData(152.578787810)] // 4th edition
    [InlineData(152.578787886)] // earlier printings
    public void Vallado_example_3_5_sidereal_time_of_20_August_1992_12h14_UT1(double expectedDeg)
    {
        // The book's Julian date is one double: 20 µs of rounding are 8.4e-8 degrees of the Earth's turn, in which both printings lie.
        var ut1 = TimeScales.Ut1(Instant.FromUtc(1992, 8, 20, 12, 14), 0);
        Assert.Equal(expectedDeg, EarthRotation.GreenwichMeanSiderealTimeRad(ut1) * 180 / Math.PI, 8.4e-8);
    }
}
