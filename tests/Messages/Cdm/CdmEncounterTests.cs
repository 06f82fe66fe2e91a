using NodaTime;
using Ssa.Propagation.Frames;
using static Ssa.Messages.Tests.Cdm.CdmSamples;

namespace Ssa.Messages.Tests.Cdm;

public sealed class CdmEncounterTests
{
    [Fact]
    public void An_inertial_message_gives_its_states_and_turned_covariances()
    {
        var message = ReadOne(Kvn);
        var encounter = From(message);
        Assert.Equal(message.Tca, encounter.Tca);
        Assert.Equal(message.Object1.PositionKm, encounter.First.PositionKm);
        Assert.Equal(0.715748, encounter.RelativePositionKm.Norm, 1e-6);
        Assert.Equal(0.715, encounter.StatedMissDistanceKm!.Value, 1e-12);

        // Variance along an axis of RTN, by the definition: uᵀ C u with the axis in GCRF.
        foreach (var read in new[] { encounter.First, encounter.Second })
        {
            Assert.True(read.HasVelocityCovariance);
            var axes = RtnBasis.Of(read.PositionKm, read.VelocityKmPerS);
            Vector3[] units = [axes.Radial, axes.Transverse, axes.Normal];
            for (var i = 0; i < 3; i++)
            {
                for (var j = 0; j < 3; j++)
                {
                    Assert.Equal(read.RtnCovariance[(i * 6) + j], Quadratic(read.InertialCovariance, 0, units[i], units[j]), 1e-15);
                    Assert.Equal(read.RtnCovariance[((i + 3) * 6) + j + 3], Quadratic(read.InertialCovariance, 21, units[i], units[j]), 1e-21);
                }
            }
        }

        Assert.Equal(41.42e-6, encounter.First.RtnCovariance[0], 1e-18);
        Assert.Equal(encounter.First.InertialCovariance[8] + encounter.Second.InertialCovariance[8], encounter.CombinedPositionCovarianceKm2[5]);
    }

    [Theory]
    [InlineData("ITRF", Frame.Itrf)]
    [InlineData("TEME", Frame.Teme)]
    [InlineData("GCRF", Frame.Gcrf)]
    public void One_encounter_in_any_frame_is_one_encounter(string name, Frame frame)
    {
        var inertial = ReadOne(Kvn);
        var message = ReadOne(Kvn);
        foreach (var turned in new[] { message.Object1, message.Object2 })
        {
            var teme = FrameTransform.ToTeme(Frame.Gcrf, message.Tca, EarthOrientation.None, turned.PositionKm, turned.VelocityKmPerS);
            var state = FrameTransform.FromTeme(frame, message.Tca, EarthOrientation.None, teme.PositionKm, teme.VelocityKmPerS);
            var block = turned[CdmSection.StateVector];
            turned[CdmSection.Metadata].Set("REF_FRAME", name);
            block.Set("X", state.PositionKm.X);
            block.Set("Y", state.PositionKm.Y);
            block.Set("Z", state.PositionKm.Z);
            block.Set("X_DOT", state.VelocityKmPerS.X);
            block.Set("Y_DOT", state.VelocityKmPerS.Y);
            block.Set("Z_DOT", state.VelocityKmPerS.Z);
        }

        var (expected, found) = (From(inertial), From(message));
        Assert.Equal(0, (expected.RelativePositionKm - found.RelativePositionKm).Norm, 1e-10);
        Assert.Equal(0, (expected.RelativeVelocityKmPerS - found.RelativeVelocityKmPerS).Norm, 1e-12);
        for (var i = 0; i < 36; i++)
        {
            Assert.Equal(expected.CombinedCovariance[i], found.CombinedCovariance[i], 1e-14);
        }
    }

    [Fact]
    public void A_Cartesian_covariance_of_ITRF_is_turned_with_the_Earths_rotation()
    {
        // With a position known to 1 km only and a velocity in ITRF known exactly, the inertial velocity is uncertain by ω × δr.
        var message = ReadOne(Kvn);
        var block = message.Object1[CdmSection.XyzCovariance];
        foreach (var (index, element) in CdmCovarianceKeywords.Xyz.Take(21).Index())
        {
            block.Set(element.Name, index == 0 ? 1e6 : 0);
        }

        message.Object1[CdmSection.Metadata].Set("ALT_COV_TYPE", "XYZ");
        message.Object1[CdmSection.Metadata].Set("ALT_COV_REF_FRAME", "ITRF");
        var written = Write("kvn", message);
        var second = written.IndexOf("COMMENT metadata of OBJECT2", StringComparison.Ordinal);
        var first = written[..second].Split('\n').Where(line => !CdmCovarianceKeywords.Rtn.Any(element => line.StartsWith(element.Name + " ", StringComparison.Ordinal)));
        var text = string.Join('\n', first) + written[second..];
        var encounter = From(ReadOne(text));
        var trace = encounter.First.InertialCovariance[21] + encounter.First.InertialCovariance[28] + encounter.First.InertialCovariance[35];
        Assert.Equal(EarthRotationRadPerS, Math.Sqrt(trace), 1e-9);
        var position = encounter.First.InertialCovariance[0] + encounter.First.InertialCovariance[7] + encounter.First.InertialCovariance[14];
        Assert.Equal(1, position, 1e-12);
    }

    [Theory]
    [InlineData("X = 2570.097065", "X = NaN", "X", "X = NaN")]
    [InlineData("\nCT_T = ", "\nCT_T = NaN\nCOMMENT ", "CT_T", "CT_T = NaN")]
    [InlineData("REF_FRAME = EME2000", "REF_FRAME = MOON_ME", "REF_FRAME", "REF_FRAME")]
    [InlineData("REF_FRAME = EME2000", "ORBIT_CENTER = SUN\nREF_FRAME = EME2000", "ORBIT_CENTER", "ORBIT_CENTER")]
    [InlineData("X_DOT = 4.418769571 [km/s]\nY_DOT = 4.833547743 [km/s]\nZ_DOT = -3.526774282 [km/s]", "X_DOT = 0\nY_DOT = 0\nZ_DOT = 0", "X_DOT", "X_DOT")]
    public void What_risk_cannot_use_is_refused_where_it_stands(string piece, string replacement, string field, string onLineOf)
    {
        var text = With(piece, replacement);
        Assert.False(CdmEncounter.TryFrom(ReadOne(text), EarthOrientation.None, out var encounter, out var fault));
        Assert.Null(encounter);
        Assert.Equal((field, LineOf(text, onLineOf)), (fault!.Field, fault.Line));
        Assert.Contains("OBJECT1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_message_gives_no_encounter()
    {
        Assert.False(CdmEncounter.TryFrom(new CdmMessage(), EarthOrientation.None, out _, out var fault));
        Assert.Equal("TCA", fault!.Field);
        var message = new CdmMessage();
        message.Relative.Set("TCA", Instant.FromUtc(2026, 1, 1, 0, 0));
        Assert.False(CdmEncounter.TryFrom(message, EarthOrientation.None, out _, out fault));
        Assert.Equal("REF_FRAME", fault!.Field);
    }

    [Theory]
    [InlineData("HBR = 20.0", "", "", 20.0, "a comment")]
    [InlineData("HBR=0.02 [km]", "", "", 20.0, "a comment")]
    [InlineData("Hard Body Radius: 12 [m]", "", "", 12.0, "a comment")]
    [InlineData("", "HBR = 5", "HBR = 7", 12.0, "comments of both")]
    [InlineData("", "Operator Hard Body Radius = 10.0 [m]", "Operator Hard Body Radius = 2.5 [m]", 12.5, "operators")]
    [InlineData("", "Operator Hard Body Radius = 10.0 [m]", "", null, "")]
    [InlineData("", "Exclusion Volume Radius = 5.000000 [m]", "Exclusion Volume Radius = 1 [m]", 6.0, "exclusion")]
    [InlineData("HBR = 20.0", "Exclusion Volume Radius = 5.000000 [m]", "Exclusion Volume Radius = 1 [m]", 20.0, "a comment")]
    [InlineData("HBR = twenty", "", "", null, "")]
    [InlineData("HBR = 20 [ft]", "", "", null, "")]
    [InlineData("HBR = -3", "", "", null, "")]
    [InlineData("", "", "", null, "")]
    public void A_hard_body_radius_names_its_source(string shared, string first, string second, double? radius, string source)
    {
        var text = Kvn.Replace("COMMENT HBR = 20.0", $"COMMENT {shared}", StringComparison.Ordinal)
            .Replace("COMMENT parameters of OBJECT1", $"COMMENT {first}", StringComparison.Ordinal).Replace("COMMENT parameters of OBJECT2", $"COMMENT {second}", StringComparison.Ordinal);
        var found = From(ReadOne(text)).HardBodyRadius;
        Assert.Equal(radius, found?.RadiusM);
        Assert.Contains(source, found?.Source ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Keywords_of_both_objects_rule_over_comments()
    {
        var message = ReadOne(Kvn);
        message.Object1[CdmSection.AdditionalParameters].Set("HBR", 2.5);
        Assert.Equal(20, From(message).HardBodyRadius!.RadiusM);
        message.Object2[CdmSection.AdditionalParameters].Set("HBR", 1);
        Assert.Equal(new CdmHardBodyRadius(3.5, "HBR of both objects"), From(message).HardBodyRadius);
    }

    [Fact]
    public void Hints_at_the_covariance_are_read_from_comments_and_from_keywords()
    {
        var text = Kvn.Replace(
            "COMMENT covariance of OBJECT1",
            "COMMENT Covariance Scale Factor = 1.500000\nCOMMENT DCP Density Forecast Uncertainty = 1.95E-01\n"
            + "COMMENT DCP Sensitivity Vector RTN Pos = -9.6E+00 4.1E+02  1.7E-01  [m]\nCOMMENT DCP Sensitivity Vector RTN Vel = -4.5E-01 4.6E-03  2.2E-05  [m/sec]",
            StringComparison.Ordinal);
        var message = ReadOne(text);
        var hints = From(message).First.CovarianceHints;
        Assert.Equal(new CdmCovarianceHints(1.5, 0.195, new Vector3(-9.6, 410, 0.17), new Vector3(-0.45, 4.6e-3, 2.2e-5)), hints);
        Assert.Equal(new CdmCovarianceHints(null, null, null, null), From(message).Second.CovarianceHints);

        message.Object1[CdmSection.AdditionalCovariance].Set("CSCALE_FACTOR", 2);
        message.Object1[CdmSection.AdditionalCovariance].Set("DCP_SENSITIVITY_VECTOR_POSITION", "1 2 3");
        Assert.Equal(hints with { ScaleFactor = 2, SensitivityPositionM = new Vector3(1, 2, 3) }, CdmCovarianceHints.Of(ReadOne(Write("xml", message)).Object1));
    }

    [Theory]
    [InlineData("Covariance Scale Factor = 1.5 2")]
    [InlineData("Covariance Scale Factor = much")]
    [InlineData("Covariance Scale Factor = 1-2")]
    [InlineData("DCP Sensitivity Vector RTN Pos = 1 2 [m]")]
    [InlineData("DCP Sensitivity Vector RTN Pos = 1 2 3 [km]")]
    public void A_hint_that_is_not_certain_is_none(string comment) =>
        Assert.Equal(new CdmCovarianceHints(null, null, null, null), CdmCovarianceHints.Of(ReadOne(With("covariance of OBJECT1", comment)).Object1));

    private const double EarthRotationRadPerS = 7.2921151e-5;

    private static CdmEncounter From(CdmMessage message)
    {
        Assert.True(CdmEncounter.TryFrom(message, EarthOrientation.None, out var encounter, out var fault), fault?.ToString());
        return encounter!;
    }

    private static double Quadratic(IReadOnlyList<double> c, int from, Vector3 a, Vector3 b)
    {
        double[] left = [a.X, a.Y, a.Z];
        double[] right = [b.X, b.Y, b.Z];
        var sum = 0.0;
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                sum += left[i] * c[from + (i * 6) + j] * right[j];
            }
        }

        return sum;
    }
}
