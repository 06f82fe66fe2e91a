namespace Ssa.Messages;

/// <summary>Reads keyword-value notation, see <see cref="OpmReader"/>.</summary>
internal sealed class OpmKvn(OpmReading message) : MessageKvn(message, Kind)
{
    private static readonly MessageKind Kind = new(OpmKeywords.Version, "2.0", "An orbit parameter message", "orbit parameter messages (OPM)");

    /// <inheritdoc/>
    protected override void TakeKeyword(string key, string value)
    {
        var unit = "";
        var isNumber = OpmKeywords.Find(key.ToUpperInvariant()) is { IsText: false };
        if (isNumber && value.EndsWith(']') && value.LastIndexOf('[') is var open and >= 0)
        {
            (value, unit) = (value[..open].TrimEnd(' ', '\t'), value[(open + 1)..^1]);
        }

        message.Take(key, value, unit, Line);
    }
}
