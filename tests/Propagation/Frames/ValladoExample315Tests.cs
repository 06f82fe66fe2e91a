using NodaTime;
using Ssa.Propagation.Frames;
using Ssa.Propagation.Time;
using static Ssa.Propagation.Tests.Frames.EarthOrientations;

namespace Ssa.Propagation.Tests.Frames;

/// <summary>
/// Vallado, Fundamentals of Astrodynamics and Applications, 4th ed. (2013), example 3-15 and table 3-6; the TEME values also in Vallado, Crawford,
/// Hujsak, Kelso, AIAA 2006-6753, appendix C. 2004-04-06T07:51:28.386009Z, positions printed to 1e-8 km, velocities to 1e-10 km/s.
/// </summary>
public class ValladoExample315Tests
{
    /// <summary>The last printed digit, and the rounding of the vectors from which the chain starts.</summary>
    private const double PrintedKm = 1.5e-7;

    private const double PrintedKmPerS = 2e-9;

    /// <summary>
    /// The book holds the UT1 Julian date in one double, steps of 40 µs: at most 20 µs of the Earth's turn at 8,000 km. A second kind of
    /// difference does not exist: with the same rounded date the values agree to the printed digits.
    /// </summary>
    private const double RoundedDateKm = 20e-6 * 7.292e-5 * 8000;

    private static readonly Instant Utc = Instant.FromUtc(2004, 4, 6, 7, 51, 28).PlusNanoseconds(386_009_000);
    private static readonly EarthOrientationParameters Parameters = new(
        -0.140682, 0.333309, -0.4399619, 0.0015563, -0.052195, -0.003875, EarthOrientationSource.Observed);

    private static readonly EarthOrientation Orientation = Constant(53_101, 32, Parameters);

    private static readonly Vector3 TemeKm = new(5094.18016210, 6127.64465950, 6380.34453270);
    private static readonly Vector3 TemeKmPerS = new(-4.7461314870, 0.7858180410, 5.5319312880);
    private static readonly Vector3 PefKm = new(-1033.47503130, 7901.30558560, 6380.34453270);
    private static readonly Vector3 PefKmPerS = new(-3.2256327470, -2.8724425110, 5.5319312880);
    private static readonly Vector3 ItrfKm = new(-1033.4793830, 7901.2952754, 6380.3565958);
    private static readonly Vector3 ItrfKmPerS = new(-3.225636520, -2.872451450, 5.531924446);
    private static readonly Vector3 GcrfKm = new(5102.50895790, 6123.01140070, 6378.13692820);
    private static readonly Vector3 GcrfKmPerS = new(-4.7432201570, 0.7905364970, 5.5337557270);

    [Fact]
    public void Vallado_example_3_15_TEME_to_PEF()
    {
        var state = FrameTransform.FromTeme(Frame.Pef, Utc, Orientation, TemeKm, TemeKmPerS);
        AssertNear(PefKm, state.PositionKm, RoundedDateKm);
        AssertNear(PefKmPerS, state.VelocityKmPerS, RoundedDateKm / 1000);
        Assert.Equal(EarthOrientationSource.Observed, state.EarthOrientation);
    }

    [Fact]
    public void Vallado_example_3_15_TEME_to_PEF_at_the_date_that_the_book_rounded()
    {
        var rotation = EarthRotation.TemeToPef(new JulianDate(2_453_101.827406783, 0));
        AssertNear(PefKm, rotation * TemeKm, PrintedKm);
        var velocity = (rotation * TemeKmPerS) - Vector3.Cross(EarthRotation.RateRadPerS(Parameters), PefKm);
        AssertNear(PefKmPerS, velocity, PrintedKmPerS);
    }

    [Fact]
    public void Vallado_example_3_15_PEF_to_ITRF_by_polar_motion()
    {
        var rotation = EarthRotation.PefToItrf(Parameters);
        AssertNear(ItrfKm, rotation * PefKm, PrintedKm);
        AssertNear(ItrfKmPerS, rotation * PefKmPerS, PrintedKmPerS);
    }

    [Fact]
    public void Vallado_example_3_15_TEME_to_ITRF()
    {
        var state = FrameTransform.FromTeme(Frame.Itrf, Utc, Orientation, TemeKm, TemeKmPerS);
        AssertNear(ItrfKm, state.PositionKm, RoundedDateKm);
        AssertNear(ItrfKmPerS, state.VelocityKmPerS, RoundedDateKm / 1000);
    }

    [Fact]
    public void Vallado_example_3_15_ITRF_to_TEME()
    {
        var state = FrameTransform.ToTeme(Frame.Itrf, Utc, Orientation, ItrfKm, ItrfKmPerS);
        AssertNear(TemeKm, state.PositionKm, RoundedDateKm);
        AssertNear(TemeKmPerS, state.VelocityKmPerS, RoundedDateKm / 1000);
    }

    [Fact]
    public void Vallado_example_3_15_TEME_to_true_equator_and_equinox_of_date()
    {
        var angles = PrecessionNutation.CorrectedAngles(TimeScales.Tt(Utc), Parameters);
        var rotation = PrecessionNutation.TemeToTrueOfDate(angles, kinematicTerms: true);
        AssertNear(new Vector3(5094.51620300, 6127.36527840, 6380.34453270), rotation * TemeKm, PrintedKm);
        AssertNear(new Vector3(-4.7460883850, 0.7860783240, 5.5319312880), rotation * TemeKmPerS, PrintedKmPerS);
    }

    [Fact]
    public void Vallado_example_3_15_TEME_to_mean_equator_and_equinox_of_date()
    {
        var rotation = PrecessionNutation.MeanOfDateToTeme(Utc, Parameters).Transposed;
        AssertNear(new Vector3(5094.02837450, 6127.87081640, 6380.24851640), rotation * TemeKm, PrintedKm);
        AssertNear(new Vector3(-4.7462630520, 0.7860140450, 5.5317905620), rotation * TemeKmPerS, PrintedKmPerS);
    }

    [Fact]
    public void Vallado_example_3_15_TEME_to_GCRF_with_the_observed_corrections()
    {
        var state = FrameTransform.FromTeme(Frame.Gcrf, Utc, Orientation, TemeKm, TemeKmPerS);
        AssertNear(GcrfKm, state.PositionKm, PrintedKm);
        AssertNear(GcrfKmPerS, state.VelocityKmPerS, PrintedKmPerS);
    }

    [Fact]
    public void Vallado_example_3_15_TEME_to_J2000_without_corrections()
    {
        // AIAA 2006-6753, appendix C, prints this line to 1e-7 km and 1e-8 km/s.
        var state = FrameTransform.FromTeme(Frame.Gcrf, Utc, EarthOrientation.None, TemeKm, TemeKmPerS);
        AssertNear(new Vector3(5102.50960000, 6123.01152000, 6378.13630000), state.PositionKm, PrintedKm);
        AssertNear(new Vector3(-4.7432196000, 0.7905366000, 5.5337561900), state.VelocityKmPerS, 1e-8);
        Assert.Equal(EarthOrientationSource.None, state.EarthOrientation);
    }

    [Fact]
    public void Without_orientation_data_the_example_lies_half_an_Earth_second_away_and_the_state_says_so()
    {
        var state = FrameTransform.FromTeme(Frame.Itrf, Utc, EarthOrientation.None, TemeKm, TemeKmPerS);
        Assert.Equal(EarthOrientationSource.None, state.EarthOrientation);

        // UT1 - UTC of -0.44 s turns the Earth by 0.26 km at this distance from its axis; polar motion adds metres.
        Assert.InRange((state.PositionKm - ItrfKm).Norm, 0.24, 0.28);
    }

    [Fact]
    public void STK_J2000_to_Earth_fixed_of_12_October_2021_without_orientation_data()
    {
        // Ephemeris of STK, printed at the end of Ex4_1.m of the companion code of Fundamentals of Astrodynamics (2021): both frames of one satellite.
        // Reproduced with UT1 = UTC and no polar motion. Position printed to 1e-8 km, velocity to 1e-9 km/s.
        var utc = Instant.FromUtc(2021, 10, 12, 4, 10);
        var teme = FrameTransform.ToTeme(
            Frame.Gcrf, utc, EarthOrientation.None, new Vector3(2919.71566515, -6559.47300411, 276.48177946), new Vector3(-1.168779561, -0.198323404, 7.352918872));
        var state = FrameTransform.FromTeme(Frame.Itrf, utc, EarthOrientation.None, teme.PositionKm, teme.VelocityKmPerS);
        AssertNear(new Vector3(-6166.715106346013, -3676.915653933220, 282.460443869915), state.PositionKm, PrintedKm);
        AssertNear(new Vector3(-0.605685283644995, 1.601875853811738, 7.350462613646496), state.VelocityKmPerS, PrintedKmPerS);
    }
}
