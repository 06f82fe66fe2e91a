using System.Globalization;
using System.Text;
using NodaTime;
using Ssa.Propagation;

namespace Ssa.Messages.Tests.Omm;

/// <summary>One message in every notation: Starlette, an example of CCSDS 502.0-B, and helpers to vary it.</summary>
internal static class OmmSamples
{
    /// <summary>The reader of a notation.</summary>
    public delegate void Reader(ReadOnlySpan<byte> text, string file, ElementSetBatch into);

    public static IReadOnlyDictionary<string, Reader> Readers { get; } = new Dictionary<string, Reader>
    {
        ["csv"] = OmmCsvReader.Read,
        ["json"] = OmmJsonReader.Read,
        ["xml"] = OmmXmlReader.Read,
        ["kvn"] = OmmKvnReader.Read,
    };

    /// <summary>The fields of the message as its publisher wrote them.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Starlette { get; } =
    [
        new("OBJECT_NAME", "STARLETTE"),
        new("OBJECT_ID", "1975-010A"),
        new("CENTER_NAME", "EARTH"),
        new("REF_FRAME", "TEME"),
        new("TIME_SYSTEM", "UTC"),
        new("MEAN_ELEMENT_THEORY", "SGP4"),
        new("EPOCH", "2021-03-22T13:21:09.224928"),
        new("MEAN_MOTION", "13.82309053"),
        new("ECCENTRICITY", ".0205751"),
        new("INCLINATION", "49.8237"),
        new("RA_OF_ASC_NODE", "93.8140"),
        new("ARG_OF_PERICENTER", "224.8348"),
        new("MEAN_ANOMALY", "133.5761"),
        new("EPHEMERIS_TYPE", "0"),
        new("CLASSIFICATION_TYPE", "U"),
        new("NORAD_CAT_ID", "7646"),
        new("ELEMENT_SET_NO", "999"),
        new("REV_AT_EPOCH", "32997"),
        new("BSTAR", "-.47102E-5"),
        new("MEAN_MOTION_DOT", "-.147E-5"),
        new("MEAN_MOTION_DDOT", "0"),
    ];

    public static MeanElements StarletteElements { get; } = new()
    {
        Number = new CatalogNumber(7646),
        Name = "STARLETTE",
        ObjectId = "1975-010A",
        Epoch = Instant.FromUtc(2021, 3, 22, 13, 21, 9) + Duration.FromNanoseconds(224_928_000),
        MeanMotionRevPerDay = 13.82309053,
        Eccentricity = .0205751,
        InclinationDeg = 49.8237,
        RightAscensionDeg = 93.8140,
        ArgumentOfPerigeeDeg = 224.8348,
        MeanAnomalyDeg = 133.5761,
        BStarPerEarthRadius = -.47102e-5,
        MeanMotionDotRevPerDay2 = -.147e-5,
        ElementSetNumber = 999,
        RevolutionAtEpoch = 32997,
    };

    /// <summary>Starlette with some fields changed; null leaves a field out, new keys come last.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> StarletteWith(params (string Key, string? Value)[] changes)
    {
        var fields = Starlette.ToList();
        foreach (var (key, value) in changes)
        {
            var at = fields.FindIndex(field => field.Key == key);
            if (at < 0)
            {
                fields.Add(new(key, value!));
            }
            else if (value is null)
            {
                fields.RemoveAt(at);
            }
            else
            {
                fields[at] = new(key, value);
            }
        }

        return fields;
    }

    /// <summary>A text of messages in a notation.</summary>
    public static string Text(string notation, params IEnumerable<KeyValuePair<string, string>>[] messages) => notation switch
    {
        "csv" => string.Concat(messages.Select((fields, i) =>
            (i == 0 ? string.Join(',', fields.Select(field => field.Key)) + "\n" : "") + string.Join(',', fields.Select(field => field.Value)) + "\n")),
        "json" => "[" + string.Join(",", messages.Select(fields => "{" + string.Join(",", fields.Select(JsonField)) + "}\n")) + "]",
        "xml" => $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ndm>\n{string.Concat(messages.Select(Xml))}</ndm>\n",
        "kvn" => string.Concat(messages.Select(fields =>
            "CCSDS_OMM_VERS = 2.0\nCREATION_DATE = 2021-03-24T23:00:00.000\nORIGINATOR = CelesTrak\n\n"
            + string.Concat(fields.Select(field => $"{field.Key,-20}= {field.Value}\n")) + "\n")),
        _ => throw new ArgumentOutOfRangeException(nameof(notation), notation, null),
    };

    public static ElementSetBatch Read(string notation, string text) => Read(notation, Encoding.UTF8.GetBytes(text));

    public static ElementSetBatch Read(string notation, byte[] text)
    {
        var batch = new ElementSetBatch();
        Readers[notation](text, "test.omm", batch);
        return batch;
    }

    public static MeanElements ReadOne(string notation, string text)
    {
        var batch = Read(notation, text);
        Assert.True(batch.SetAside.Count == 0, batch.SetAside.FirstOrDefault()?.Message);
        return Assert.Single(batch.Accepted);
    }

    public static SetAsideRecord SetOneAside(string notation, string text)
    {
        var batch = Read(notation, text);
        Assert.Empty(batch.Accepted);
        return Assert.Single(batch.SetAside);
    }

    private static string JsonField(KeyValuePair<string, string> field) =>
        double.TryParse(field.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && char.IsAsciiDigit(field.Value[0]) && field.Value[0] != '0'
            ? $"\"{field.Key}\":{field.Value}"
            : $"\"{field.Key}\":\"{field.Value}\"";

    private static string Xml(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var metadata = fields.Take(6).Where(field => field.Key != "EPOCH").ToList();
        return "<omm id=\"CCSDS_OMM_VERS\" version=\"2.0\">\n<header><CREATION_DATE/><ORIGINATOR/></header>\n<body><segment><metadata>\n"
            + string.Concat(metadata.Select(Element)) + "</metadata>\n<data><meanElements>\n"
            + string.Concat(fields.Where(field => !metadata.Contains(field)).Select(Element)) + "</meanElements></data></segment></body></omm>\n";

        static string Element(KeyValuePair<string, string> field) => $"<{field.Key}>{field.Value}</{field.Key}>\n";
    }
}
