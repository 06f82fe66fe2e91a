using Ssa.Propagation;
using Ssa.Propagation.Frames;

namespace Ssa.Messages;

/// <summary>
/// Reads orbit ephemeris messages (OEM, CCSDS 502.0-B-3 section 5 and 505.0-B-3; versions 1.0 to 3.0) as keyword-value notation or XML; the content decides.
/// A file may hold several messages, a message several segments of one object or of several.
/// </summary>
/// <remarks>
/// <para>
/// Every state becomes TEME of date. Taken are TEME of date, GCRF and ICRF, EME2000 and J2000, ITRF of any year, about the Earth. EME2000 is taken as GCRF, from
/// which it differs by 23 milliarcseconds: 0.8 m in low orbit, 5 m in geostationary orbit. Realisations of ITRF differ by centimetres and are taken as one.
/// Times are UTC, or TAI, TT or GPS converted by the table of leap seconds.
/// </para>
/// <para>
/// Keywords are those of the standard; one of the header or metadata that it does not have is passed over with a remark, unless it resembles one that it has. Order inside a block does not matter and comments may stand anywhere. Ephemerides use neither accelerations nor covariances, which are checked for their
/// form. A comment <c>NORAD_CAT_ID = 25544</c> in the metadata, or an OBJECT_ID of digits, is the catalogue number. A fault of form sets
/// the whole message aside, since it may be damaged anywhere; what is well formed but cannot be used costs the object it belongs to.
/// </para>
/// </remarks>
public static class OemReader
{
    /// <summary>Reads a text. Nothing is thrown for what it holds.</summary>
    /// <param name="text">The text: UTF-8, or for XML what its declaration says.</param>
    /// <param name="file">The file's name for reports.</param>
    /// <param name="orientation">Earth orientation data, or <see cref="EarthOrientation.None"/>, with which ITRF is off by up to 0.46 km in low orbit.</param>
    /// <param name="into">Where ephemerides, set-aside records and remarks are appended.</param>
    public static void Read(ReadOnlySpan<byte> text, string file, EarthOrientation orientation, EphemerisBatch into)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(orientation);
        ArgumentNullException.ThrowIfNull(into);
        var assembly = new OemAssembly(file, orientation, into);
        Read(text, new OemMessage(file, assembly.Add, assembly.SetAside));
    }

    /// <summary>Reads a text as it stands, whatever body, frame and time system it is about. Nothing is thrown for what it holds.</summary>
    /// <param name="text">The text: UTF-8, or for XML what its declaration says.</param>
    /// <param name="file">The file's name for reports.</param>
    /// <param name="into">Where messages and set-aside records are appended.</param>
    public static void ReadDocuments(ReadOnlySpan<byte> text, string file, OemBatch into)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(into);
        Read(text, new OemMessage(file, into.Accepted.Add, into.SetAside.Add));
    }

    private static void Read(ReadOnlySpan<byte> text, OemMessage message)
    {
        var start = text[ElementSetFeed.ByteOrderMarkLength(text)..].TrimStart(" \t\r\n"u8);
        if (start is [(byte)'<', ..] or [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..])
        {
            new OemXml(message).Read(text);
        }
        else
        {
            new OemKvn(message).Read(text);
        }
    }
}
