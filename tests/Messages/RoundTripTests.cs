using System.Globalization;
using System.Text;
using NodaTime;
using Ssa.Messages.Tests.Cdm;
using Ssa.Propagation;
using Ssa.Propagation.Frames;

namespace Ssa.Messages.Tests;

/// <summary>Made-up messages by fixed seeds: written, read and written again they are the same bytes in every notation, without a defect that was not there before.</summary>
public sealed class RoundTripTests
{
    private const int Messages = 150;
    private static readonly string[] Letters = ["A", "b", " ", "[", "]", "<", "&", "\"", "é", "=", "0", ".", "-"];

    [Theory]
    [InlineData("kvn")]
    [InlineData("xml")]
    [InlineData("json")]
    public void Conjunction_data_messages(string notation)
    {
        var random = new Random(4);
        for (var i = 0; i < Messages; i++)
        {
            var message = MadeUpCdm(random);
            var written = CdmSamples.Write(notation, message);
            Assert.Equal(written, CdmSamples.Write(notation, CdmSamples.ReadOne(written)));
        }
    }

    [Theory]
    [InlineData("kvn")]
    [InlineData("xml")]
    public void Orbit_parameter_messages(string notation)
    {
        var random = new Random(5);
        for (var i = 0; i < Messages; i++)
        {
            var written = Opm.OpmSamples.Write(notation, MadeUpOpm(random));
            Assert.Equal(written, Opm.OpmSamples.Write(notation, Opm.OpmSamples.ReadOne(written)));
        }
    }

    [Theory]
    [InlineData("kvn")]
    [InlineData("xml")]
    public void Orbit_ephemeris_messages(string notation)
    {
        var random = new Random(6);
        for (var i = 0; i < Messages; i++)
        {
            var written = WriteOem(notation, MadeUpOem(random));
            Assert.Equal(written, WriteOem(notation, ReadOem(written)));
        }
    }

    [Theory]
    [InlineData("kvn")]
    [InlineData("xml")]
    [InlineData("json")]
    [InlineData("csv")]
    public void Orbit_mean_elements_messages(string notation)
    {
        var random = new Random(7);
        MeanElements[] sets = [.. Enumerable.Range(0, Messages).Select(_ => MadeUpOmm(random))];
        var written = WriteOmm(notation, sets);
        var batch = Omm.OmmSamples.Read(notation, written);
        Assert.Empty(batch.SetAside);
        Assert.Equal(sets, batch.Accepted);
        Assert.Equal(written, WriteOmm(notation, batch.Accepted));
    }

    /// <summary>Writes a message in a notation.</summary>
    internal static string WriteOem(string notation, OemDocument message)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        if (notation == "kvn")
        {
            OemKvnWriter.Write(text, message);
        }
        else
        {
            OemXmlWriter.Write(text, message);
        }

        return text.ToString();
    }

    private static OemDocument ReadOem(string text)
    {
        var batch = new OemBatch();
        OemReader.ReadDocuments(Encoding.UTF8.GetBytes(text), "made-up", batch);
        Assert.True(batch.SetAside.Count == 0, batch.SetAside.FirstOrDefault()?.ToString());
        return Assert.Single(batch.Accepted);
    }

    private static string WriteOmm(string notation, IReadOnlyList<MeanElements> sets)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        var created = Instant.FromUtc(2026, 1, 2, 3, 4, 5);
        switch (notation)
        {
            case "kvn":
                OmmKvnWriter.Write(text, sets, created, "DEMO");
                break;
            case "xml":
                OmmXmlWriter.Write(text, sets, created, "DEMO");
                break;
            case "json":
                OmmJsonWriter.Write(text, sets);
                break;
            default:
                OmmCsvWriter.Write(text, sets);
                break;
        }

        return text.ToString();
    }

    private static CdmMessage MadeUpCdm(Random random)
    {
        // The sample has all that a message must have; any keyword may be given beside it.
        var message = CdmSamples.ReadOne(CdmSamples.Kvn);
        foreach (var block in message.Blocks)
        {
            foreach (var keyword in CdmKeywords.Of(block.Section).Where(keyword => keyword.Section is not (CdmSection.XyzCovariance or CdmSection.Covariance) && keyword.Name is not ("OBJECT" or "REF_FRAME" or "ORBIT_CENTER")))
            {
                if (random.Next(3) == 0)
                {
                    Set(block, keyword, random);
                }
            }

            if (random.Next(3) == 0 && block.HasValues)
            {
                block.Comments.Add(Words(random));
            }
        }

        if (random.Next(2) == 0)
        {
            message.Object2[CdmSection.UserDefined].AddOther("NOTE", Words(random));
        }

        return message;
    }

    private static void Set(CdmBlock block, CdmKeyword keyword, Random random)
    {
        switch (keyword.Kind)
        {
            case CdmValueKind.Text:
                block.Set(keyword.Name, Words(random));
                break;
            case CdmValueKind.Time:
                block.Set(keyword.Name, Time(random));
                break;
            case CdmValueKind.Numbers:
                block.Set(keyword.Name, string.Create(CultureInfo.InvariantCulture, $"{Number(random):R} {Number(random):R}"));
                break;
            default:
                block.Set(keyword.Name, Number(random));
                break;
        }
    }

    private static OpmMessage MadeUpOpm(Random random) => new()
    {
        Header = new() { Comments = Comments(random), Classification = Maybe(random, Words(random), ""), CreationDate = Time(random), Originator = Words(random), MessageId = Maybe(random, Words(random), "") },
        Metadata = new()
        {
            Comments = Comments(random),
            ObjectName = Words(random),
            ObjectId = Words(random),
            CenterName = "EARTH",
            ReferenceFrame = "GCRF",
            TimeSystem = "UTC",
            ReferenceFrameEpoch = random.Next(2) == 0 ? Time(random) : null,
        },
        State = new() { Comments = Comments(random), Epoch = Time(random), PositionKm = Vector(random), VelocityKmPerS = Vector(random) },
        Keplerian = random.Next(2) == 0 ? null : new()
        {
            Comments = Comments(random),
            SemiMajorAxisKm = Number(random),
            Eccentricity = Number(random),
            InclinationDeg = Number(random),
            RightAscensionDeg = Number(random),
            ArgumentOfPericentreDeg = Number(random),
            AnomalyDeg = Number(random),
            IsMeanAnomaly = random.Next(2) == 0,
            GravityKm3PerS2 = Number(random),
        },
        Spacecraft = random.Next(2) == 0 ? null : new() { Comments = Comments(random), MassKg = Number(random), DragAreaM2 = random.Next(2) == 0 ? Number(random) : null },
        Covariance = random.Next(2) == 0 ? null : new() { Comments = Comments(random), ReferenceFrame = Maybe(random, "RTN", ""), LowerTriangle = [.. Enumerable.Range(0, 21).Select(_ => Number(random))] },
        Manoeuvres = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new OpmManoeuvre
        {
            Comments = Comments(random),
            Ignition = Time(random),
            DurationSeconds = Number(random),
            DeltaMassKg = random.Next(2) == 0 ? Number(random) : null,
            ReferenceFrame = "RTN",
            VelocityIncrementKmPerS = Vector(random),
        })],
        UserDefined = random.Next(2) == 0 ? new() : new() { Comments = Comments(random), Parameters = [new("A_1", Words(random)), new("b", Words(random))] },
    };

    private static OemDocument MadeUpOem(Random random)
    {
        var message = new OemDocument();
        AddComments(message.Comments, random);
        message.SetHeader("CREATION_DATE", MessageText.Time(Time(random)));
        message.SetHeader("ORIGINATOR", Words(random));
        message.SetHeader("MESSAGE_ID", Maybe(random, Words(random), ""));
        var start = Time(random);
        for (var segments = random.Next(1, 4); segments > 0; segments--)
        {
            var segment = new OemSegment();
            AddComments(segment.MetadataComments, random);
            AddComments(segment.DataComments, random);
            foreach (var (keyword, value) in new[] { ("OBJECT_NAME", Words(random)), ("OBJECT_ID", "2026-001A"), ("CENTER_NAME", "MARS"), ("REF_FRAME", "EME2000"), ("TIME_SYSTEM", "TDB"), ("START_TIME", MessageText.Time(start)), ("STOP_TIME", MessageText.Time(start)) })
            {
                segment.SetMetadata(keyword, value);
            }

            var hasAcceleration = random.Next(2) == 0;
            for (var i = 0; i < 5; i++)
            {
                segment.States.Add(new OemState(0, start + Duration.FromMinutes(i), Vector(random), Vector(random)) { AccelerationKmPerS2 = hasAcceleration ? Vector(random) : null });
            }

            for (var matrices = random.Next(3); matrices > 0; matrices--)
            {
                segment.Covariances.Add(new OemCovariance { Comments = Comments(random), Epoch = Time(random), ReferenceFrame = Maybe(random, "RTN", ""), LowerTriangle = [.. Enumerable.Range(0, 21).Select(_ => Number(random))] });
            }

            message.Segments.Add(segment);
        }

        return message;
    }

    private static MeanElements MadeUpOmm(Random random) => new()
    {
        Number = new CatalogNumber(random.Next(1, 1_000_000_000)),
        Name = Words(random),
        ObjectId = "2026-001A",
        Classification = (char)('A' + random.Next(26)),
        Epoch = Time(random),
        MeanMotionRevPerDay = 0.5 + (16 * random.NextDouble()),
        Eccentricity = random.NextDouble(),
        InclinationDeg = 180 * random.NextDouble(),
        RightAscensionDeg = 360 * random.NextDouble(),
        ArgumentOfPerigeeDeg = 360 * random.NextDouble(),
        MeanAnomalyDeg = 360 * random.NextDouble(),
        BStarPerEarthRadius = (random.NextDouble() - 0.5) * 1e-3,
        MeanMotionDotRevPerDay2 = (random.NextDouble() - 0.5) * 1e-5,
        MeanMotionDdotRevPerDay3 = random.NextDouble() * 1e-12,
        ElementSetNumber = random.Next(10_000),
        RevolutionAtEpoch = random.Next(100_000),
    };

    private static void AddComments(IList<string> to, Random random)
    {
        foreach (var comment in Comments(random))
        {
            to.Add(comment);
        }
    }

    private static List<string> Comments(Random random) => [.. Enumerable.Range(0, random.Next(3)).Select(_ => Words(random))];

    // Begins and ends with a letter: blanks at the ends of a value are no part of it, nor is an equals sign at a comment's head.
    private static string Words(Random random) => "x" + string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Letters[random.Next(Letters.Length)])) + "y";

    private static string Maybe(Random random, string one, string other) => random.Next(2) == 0 ? one : other;

    private static double Number(Random random) => random.Next(10) switch
    {
        0 => 0,
        1 => random.Next(-1000, 1000),
        _ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-30, 30)),
    };

    private static Vector3 Vector(Random random) => new(Number(random), Number(random), Number(random));

    private static Instant Time(Random random) => Instant.FromUtc(2000, 1, 1, 0, 0) + Duration.FromSeconds(random.Next()) + Duration.FromNanoseconds(random.Next(4) switch
    {
        0 => 0,
        1 => random.Next(1000) * 1_000_000L,
        2 => random.Next(1_000_000) * 1000L,
        _ => random.Next(1_000_000_000),
    });
}
