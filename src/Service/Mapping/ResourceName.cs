using System.Globalization;

namespace Ssa.Service.Mapping;

/// <summary>Names of resources: <c>snapshots/7</c>, <c>screenings/7</c>, <c>screenings/7/conjunctions/12</c>, <c>ephemerides/7</c>.</summary>
internal static class ResourceName
{
    public static string OfSnapshot(long id) => $"snapshots/{Text(id)}";

    public static string OfEphemeris(long id) => $"ephemerides/{Text(id)}";

    public static string OfScreening(long id) => $"screenings/{Text(id)}";

    public static string OfConjunction(long screening, long number) => $"screenings/{Text(screening)}/conjunctions/{Text(number)}";

    /// <summary>Whether a name is a snapshot's.</summary>
    public static bool TrySnapshot(string name, out long id)
    {
        id = 0;
        return name.Split('/') is ["snapshots", var text] && TryNumber(text, out id);
    }

    /// <summary>Whether a name is an ephemeris's.</summary>
    public static bool TryEphemeris(string name, out long id)
    {
        id = 0;
        return name.Split('/') is ["ephemerides", var text] && TryNumber(text, out id);
    }

    /// <summary>Whether a name is a screening's.</summary>
    public static bool TryScreening(string name, out long id)
    {
        id = 0;
        return name.Split('/') is ["screenings", var text] && TryNumber(text, out id);
    }

    /// <summary>Whether a name is a conjunction's.</summary>
    public static bool TryConjunction(string name, out long screening, out long number)
    {
        screening = number = 0;
        return name.Split('/') is ["screenings", var one, "conjunctions", var other] && TryNumber(one, out screening) && TryNumber(other, out number);
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0 && text[0] != '0';
}
