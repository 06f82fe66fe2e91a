using System.Text;
using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>Reads keyword-value notation, see <see cref="CdmReader"/>.</summary>
internal sealed class CdmKvn(CdmReading message) : MessageKvn(message, Kind)
{
    private static readonly MessageKind Kind = new(CdmKeywords.Version, "1.0", "A conjunction data message", "conjunction data messages (CDM)");

    /// <inheritdoc/>
    protected override void TakeKeyword(string key, string value)
    {
        if (key == "OBJECT")
        {
            message.StartObject(Line);
        }

        var unit = "";
        var isNumeric = CdmKeywords.Find(key, CdmSection.Covariance) is { Kind: CdmValueKind.Number or CdmValueKind.Numbers };
        if (isNumeric && value.EndsWith(']') && value.LastIndexOf('[') is var open and >= 0)
        {
            (value, unit) = (value[..open].TrimEnd(' ', '\t'), value[(open + 1)..^1]);
        }
        else if (isNumeric && value.EndsWith('['))
        {
            message.AddDefect(Line, key, $"{key} has a unit that is cut off.", "in the unit of the standard");
            value = value[..^1].TrimEnd(' ', '\t');
        }
        else if (!Ascii.IsValid(value))
        {
            message.AddDefect(Line, MessageText.IsName(key) ? key : "line", $"The value {QuotedText.Of(value)} is not ASCII.", "as it stands");
        }

        message.Take(key, value, unit, Line);
    }
}
