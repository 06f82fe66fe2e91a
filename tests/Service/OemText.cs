using System.Globalization;
using System.Text;
using NodaTime;
using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Propagation.Frames;
using Ssa.Propagation.Time;

namespace Ssa.Service.Tests;

/// <summary>Orbit ephemeris messages for tests: tables of SGP4, as <c>ssa propagate --format oem</c> writes them.</summary>
internal static class OemText
{
    /// <summary>The start of the bundled sample's default window.</summary>
    public static Instant SampleStart { get; } = EpochRule.Of(BundledSample.Read().Batch.Accepted);

    /// <summary>A message in keyword-value notation of an object of the bundled sample.</summary>
    /// <param name="source">The catalogue number whose motion it has.</param>
    /// <param name="length">How long from ten minutes before the sample's window.</param>
    /// <param name="name">OBJECT_NAME.</param>
    /// <param name="objectId">OBJECT_ID.</param>
    /// <param name="number">A comment's catalogue number; null for none.</param>
    /// <param name="stepSeconds">From one state to the next.</param>
    public static string Kvn(int source, Duration length, string name = "CANDIDATE", string objectId = "UNKNOWN", int? number = null, int stepSeconds = 60)
    {
        var text = new StringBuilder("CCSDS_OEM_VERS = 2.0\nCREATION_DATE = 2024-11-01T00:00:00\nORIGINATOR = TEST\nMETA_START\n");
        if (number is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"COMMENT NORAD_CAT_ID = {number}\n");
        }

        var times = Times(length, stepSeconds);
        text.Append(CultureInfo.InvariantCulture, $"OBJECT_NAME = {name}\nOBJECT_ID = {objectId}\nCENTER_NAME = EARTH\nREF_FRAME = TEME\nTIME_SYSTEM = UTC\nSTART_TIME = {Utc(times[0])}\nSTOP_TIME = {Utc(times[^1])}\n")
            .Append("INTERPOLATION = LAGRANGE\nINTERPOLATION_DEGREE = 9\nMETA_STOP\n");
        foreach (var (time, r, v) in States(source, times))
        {
            text.Append(CultureInfo.InvariantCulture, $"{Utc(time)} {r.X:F9} {r.Y:F9} {r.Z:F9} {v.X:F12} {v.Y:F12} {v.Z:F12}\n");
        }

        return text.ToString();
    }

    /// <summary>The same in XML.</summary>
    /// <inheritdoc cref="Kvn"/>
    public static string Xml(int source, Duration length, string name = "CANDIDATE", string doctype = "")
    {
        var times = Times(length, 60);
        var text = new StringBuilder($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{doctype}<oem id=\"CCSDS_OEM_VERS\" version=\"2.0\"><header><CREATION_DATE>2024-11-01T00:00:00</CREATION_DATE><ORIGINATOR>TEST</ORIGINATOR></header><body><segment><metadata>\n")
            .Append(CultureInfo.InvariantCulture, $"<OBJECT_NAME>{name}</OBJECT_NAME><OBJECT_ID>UNKNOWN</OBJECT_ID><CENTER_NAME>EARTH</CENTER_NAME><REF_FRAME>TEME</REF_FRAME><TIME_SYSTEM>UTC</TIME_SYSTEM>\n")
            .Append(CultureInfo.InvariantCulture, $"<START_TIME>{Utc(times[0])}</START_TIME><STOP_TIME>{Utc(times[^1])}</STOP_TIME></metadata><data>\n");
        foreach (var (time, r, v) in States(source, times))
        {
            text.Append(CultureInfo.InvariantCulture, $"<stateVector><EPOCH>{Utc(time)}</EPOCH><X>{r.X:F9}</X><Y>{r.Y:F9}</Y><Z>{r.Z:F9}</Z><X_DOT>{v.X:F12}</X_DOT><Y_DOT>{v.Y:F12}</Y_DOT><Z_DOT>{v.Z:F12}</Z_DOT></stateVector>\n");
        }

        return text.Append("</data></segment></body></oem>\n").ToString();
    }

    /// <summary>The text as a stream.</summary>
    public static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static Instant[] Times(Duration length, int stepSeconds)
    {
        var from = SampleStart - Duration.FromMinutes(10);
        return [.. Enumerable.Range(0, (int)(length / Duration.FromSeconds(stepSeconds)) + 1).Select(i => from + Duration.FromSeconds((long)i * stepSeconds))];
    }

    private static IEnumerable<(Instant Time, Vector3 PositionKm, Vector3 VelocityKmPerS)> States(int source, Instant[] times)
    {
        var set = CatalogueSelection.Choose(BundledSample.Read().Batch.Accepted, SampleStart).Objects.Single(one => one.Number.Value == source);
        var propagator = new Sgp4Propagator(set, Sgp4Mode.Afspc);
        return times.Select(time => (time, propagator.At(time).PositionKm, propagator.At(time).VelocityKmPerS));
    }

    private static string Utc(Instant time) => UtcText.Format(time).TrimEnd('Z');
}
