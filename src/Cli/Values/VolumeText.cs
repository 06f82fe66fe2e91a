using System.Globalization;
using Ssa.Screening;

namespace Ssa.Cli.Values;

/// <summary>Screening volumes as the command line takes them: <c>ellipsoid:0.4,25,25</c>, <c>box:2,25,25</c>, <c>handbook</c>.</summary>
internal static class VolumeText
{
    private const string Wanted =
        "a volume: give ellipsoid:R,T,N or box:R,T,N with half-lengths in km (radial, transverse, normal), as in ellipsoid:0.4,25,25 or box:2,25,25, or handbook";

    /// <summary>Reads a volume.</summary>
    public static Parsed<ScreeningVolume> Parse(string text)
    {
        if (text == "handbook")
        {
            return ScreeningVolume.Handbook;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var lengths = text[(colon + 1)..].Split(',');
        var km = new double[3];
        for (var i = 0; i < km.Length; i++)
        {
            if (lengths.Length != km.Length || !decimal.TryParse(lengths[i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var length))
            {
                return ParseFault.Of(text, Wanted);
            }

            km[i] = (double)length;
        }

        return text[..Math.Max(colon, 0)] switch
        {
            "ellipsoid" => ScreeningVolume.Ellipsoid(km[0], km[1], km[2]),
            "box" => ScreeningVolume.Box(km[0], km[1], km[2]),
            _ => ParseFault.Of(text, Wanted),
        };
    }
}
