using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Ssa.Messages;

/// <summary>How messages spell epochs and names.</summary>
internal static class OmmText
{
    private static readonly InstantPattern Microseconds = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'ffffff");

    private static readonly InstantPattern Nanoseconds = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffff");

    /// <summary>Numbers and dates of messages are invariant.</summary>
    public static CultureInfo Culture => CultureInfo.InvariantCulture;

    /// <summary>An epoch as OMM writes it, without Z, exact: six decimals, nine where it has them.</summary>
    public static string Epoch(Instant epoch) => (epoch.ToUnixTimeTicks() % 10 == 0 && Instant.FromUnixTimeTicks(epoch.ToUnixTimeTicks()) == epoch ? Microseconds : Nanoseconds).Format(epoch);

    /// <summary>A value of a CSV file, in quotation marks where it needs them.</summary>
    public static string Quote(string value) =>
        value.AsSpan().ContainsAny("\",\r\n") || value.StartsWith(' ') || value.EndsWith(' ') ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}
