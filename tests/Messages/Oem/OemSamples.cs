using System.Globalization;
using System.Text;
using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Frames;

namespace Ssa.Messages.Tests.Oem;

/// <summary>Messages of a circular orbit in closed form, and helpers to read and vary them.</summary>
internal static class OemSamples
{
    public static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 0, 0);

    private const double RadiusKm = 6878;
    private const double RateRadPerS = 1.1068e-3;

    /// <summary>Position and velocity on the circle, inclined by 45°.</summary>
    public static (Vector3 R, Vector3 V) Circle(double seconds)
    {
        var (sin, cos) = Math.SinCos(RateRadPerS * seconds);
        var half = Math.Sqrt(0.5);
        var speed = RadiusKm * RateRadPerS;
        return (new Vector3(RadiusKm * cos, RadiusKm * sin * half, RadiusKm * sin * half), new Vector3(-speed * sin, speed * cos * half, speed * cos * half));
    }

    /// <summary>A segment's metadata; a change to null leaves a keyword out.</summary>
    public static string Metadata(params (string Key, string? Value)[] changes)
    {
        var fields = new List<(string Key, string? Value)>
        {
            ("OBJECT_NAME", "DEMO 1"), ("OBJECT_ID", "2026-001A"), ("CENTER_NAME", "EARTH"), ("REF_FRAME", "TEME"), ("TIME_SYSTEM", "UTC"),
            ("START_TIME", "2026-03-01T00:00:00"), ("STOP_TIME", "2026-03-01T00:20:00"),
        };
        foreach (var (key, value) in changes)
        {
            fields.RemoveAll(field => field.Key == key);
            fields.Add((key, value));
        }

        return "META_START\n" + string.Concat(fields.Where(field => field.Value is not null).Select(field => $"{field.Key} = {field.Value}\n")) + "META_STOP\n";
    }

    /// <summary>The states' lines, a minute apart.</summary>
    public static string States(int count = 21, double fromS = 0, double stepS = 60) => string.Concat(Enumerable.Range(0, count).Select(i =>
    {
        var seconds = fromS + (i * stepS);
        var (r, v) = Circle(seconds);
        var time = (Start + Duration.FromNanoseconds((long)(seconds * 1e9))).ToString("uuuu-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{time} {r.X:R} {r.Y:R} {r.Z:R} {v.X:R} {v.Y:R} {v.Z:R}\n");
    }));

    /// <summary>A message of segments.</summary>
    public static string Message(params string[] segments) =>
        "CCSDS_OEM_VERS = 2.0\nCREATION_DATE = 2026-02-28T20:00:00\nORIGINATOR = DEMO\n" + string.Concat(segments.Select(segment => "\n" + segment));

    public static EphemerisBatch Read(string text, EarthOrientation? orientation = null) => Read(Encoding.UTF8.GetBytes(text), orientation);

    public static EphemerisBatch Read(byte[] text, EarthOrientation? orientation = null)
    {
        var batch = new EphemerisBatch();
        OemReader.Read(text, "demo.oem", orientation ?? EarthOrientation.None, batch);
        return batch;
    }

    public static InterpolatedEphemeris ReadOne(string text, EarthOrientation? orientation = null)
    {
        var batch = Read(text, orientation);
        Assert.True(batch.SetAside.Count == 0, batch.SetAside.FirstOrDefault()?.Message);
        return Assert.Single(batch.Accepted);
    }

    public static SetAsideRecord SetOneAside(string text)
    {
        var batch = Read(text);
        Assert.Empty(batch.Accepted);
        return Assert.Single(batch.SetAside);
    }

    /// <summary>The line, from 1, on which a piece of a text first stands.</summary>
    public static int LineOf(string text, string piece) => text[..text.IndexOf(piece, StringComparison.Ordinal)].Count(c => c == '\n') + 1;

    public static void AssertNear(Vector3 expected, Vector3 actual, double tolerance) =>
        Assert.True((actual - expected).Norm <= tolerance, $"{actual} is {(actual - expected).Norm:E2} from {expected}, allowed {tolerance:E1}");
}
