using System.Globalization;
using Ssa.Propagation.Frames;

namespace Ssa.Messages;

/// <summary>The reference frames of messages, by the names of the CCSDS registry and those that producers write instead.</summary>
internal static class OemFrame
{
    /// <summary>The frame of a name; null where it is not one that is read.</summary>
    public static Frame? Of(string name) => name.ToUpperInvariant() switch
    {
        "TEME" or "TEMEOFDATE" => Frame.Teme,
        "GCRF" or "ICRF" or "EME2000" or "J2000" => Frame.Gcrf,
        var other => IsItrf(other) ? Frame.Itrf : null,
    };

    /// <summary>Whether the name means the mean equator and equinox of J2000, which is taken as GCRF.</summary>
    public static bool IsEme2000(string name) => name.ToUpperInvariant() is "EME2000" or "J2000";

    // ITRF, ITRF-93, ITRF93, ITRF2014, ITRF-2014
    private static bool IsItrf(string name)
    {
        if (!name.StartsWith("ITRF", StringComparison.Ordinal))
        {
            return false;
        }

        var year = name[4..].TrimStart('-');
        return name == "ITRF" || (year.Length is 2 or 4 && name.Length - year.Length <= 5 && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out _));
    }
}
