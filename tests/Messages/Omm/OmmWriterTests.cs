using System.Globalization;
using CsCheck;
using NodaTime;
using Ssa.Propagation;
using static Ssa.Messages.Tests.Omm.OmmSamples;

namespace Ssa.Messages.Tests.Omm;

public sealed class OmmWriterTests
{
    [Fact]
    public void CSV_stands_in_CelesTraks_columns()
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        OmmCsvWriter.Write(text, [StarletteElements]);
        Assert.Equal(
            "OBJECT_NAME,OBJECT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,MEAN_ANOMALY,EPHEMERIS_TYPE,CLASSIFICATION_TYPE,NORAD_CAT_ID,ELEMENT_SET_NO,REV_AT_EPOCH,BSTAR,MEAN_MOTION_DOT,MEAN_MOTION_DDOT\n"
            + "STARLETTE,1975-010A,2021-03-22T13:21:09.224928,13.82309053,0.0205751,49.8237,93.814,224.8348,133.5761,0,U,7646,999,32997,-4.7102E-06,-1.47E-06,0\n",
            text.ToString());
    }

    [Fact]
    public void JSON_is_an_array_of_one_object_a_line()
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        OmmJsonWriter.Write(text, [StarletteElements, StarletteElements]);
        var lines = text.ToString().Split('\n');
        Assert.Equal(["[", "]", ""], [lines[0], lines[3], lines[4]]);
        Assert.Equal(
            "{\"OBJECT_NAME\":\"STARLETTE\",\"OBJECT_ID\":\"1975-010A\",\"EPOCH\":\"2021-03-22T13:21:09.224928\",\"MEAN_MOTION\":13.82309053,\"ECCENTRICITY\":0.0205751,\"INCLINATION\":49.8237,"
            + "\"RA_OF_ASC_NODE\":93.814,\"ARG_OF_PERICENTER\":224.8348,\"MEAN_ANOMALY\":133.5761,\"EPHEMERIS_TYPE\":0,\"CLASSIFICATION_TYPE\":\"U\",\"NORAD_CAT_ID\":7646,\"ELEMENT_SET_NO\":999,"
            + "\"REV_AT_EPOCH\":32997,\"BSTAR\":-4.7102E-06,\"MEAN_MOTION_DOT\":-1.47E-06,\"MEAN_MOTION_DDOT\":0},",
            lines[1]);
    }

    [Fact]
    public void Nothing_written_is_an_empty_list()
    {
        var json = new StringWriter(CultureInfo.InvariantCulture);
        OmmJsonWriter.Write(json, []);
        Assert.Equal("[]\n", json.ToString());
    }

    [Fact]
    public void Every_digit_and_every_letter_comes_back()
    {
        var genText = Gen.String[Gen.OneOf(Gen.Char['!', '~'], Gen.Const(' '), Gen.Char['À', 'ÿ']), 0, 30].Select(text => text.Trim());
        var gen = Gen.Select(
            genText,
            Gen.Select(Gen.Double[1e-9, 20], Gen.Double[0, .999999999], Gen.Double[0, 180], Gen.Double[-360, 360]),
            Gen.Select(Gen.Double[-1e12, 1e12], Gen.Double[-1e-12, 1e-12], Gen.Int[1, CatalogNumber.Largest], Gen.Int[0, 999_999_999]),
            Gen.Long[-400_000_000_000_000_000, 2_700_000_000_000_000_000]);
        gen.Sample((name, orbit, rest, nanoseconds) =>
        {
            var set = new MeanElements
            {
                Number = new CatalogNumber(rest.Item3),
                Name = name,
                Epoch = NodaConstants.UnixEpoch + Duration.FromNanoseconds(nanoseconds),
                MeanMotionRevPerDay = orbit.Item1,
                Eccentricity = orbit.Item2,
                InclinationDeg = orbit.Item3,
                RightAscensionDeg = orbit.Item4,
                ArgumentOfPerigeeDeg = -orbit.Item4,
                MeanAnomalyDeg = orbit.Item4 / 3,
                BStarPerEarthRadius = rest.Item1,
                MeanMotionDotRevPerDay2 = rest.Item2,
                MeanMotionDdotRevPerDay3 = rest.Item2 / 7,
                ElementSetNumber = rest.Item4,
                RevolutionAtEpoch = rest.Item4,
            };
            var csv = new StringWriter(CultureInfo.InvariantCulture);
            OmmCsvWriter.Write(csv, [set]);
            Assert.Equal(set, ReadOne("csv", csv.ToString()));
            var json = new StringWriter(CultureInfo.InvariantCulture);
            OmmJsonWriter.Write(json, [set]);
            Assert.Equal(set, ReadOne("json", json.ToString()));
        });
    }
}
